using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Polls;

/// <summary>What polls ask of people, and what became of each, for everybody's lists.</summary>
public sealed class PollsWaitingFeature(BallotsWaiting ballots, TiesWaiting ties, PollsFollowed followed) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.Waits(ballots);
        map.Waits(ties);
        map.Follows(followed);
    }
}

/// <summary>Ballots of a person's seats that nobody has cast. A deputy is not asked once the head has voted, nor the head once the deputy has.</summary>
public sealed class BallotsWaiting(PollStore polls, TimeProvider clock) : WaitingReader
{
    public override string Kind => PollIntents.Cards;

    public override string Opens => PollCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        if (await polls.FindAsync(tenant, new(subject), cancellation) is not { State: PollState.Open } poll)
        {
            return WaitingNow.Over;
        }

        if (clock.GetUtcNow() >= poll.ClosesAt)
        {
            return WaitingNow.Nothing;
        }

        var voted = await polls.VotedSeatsAsync(poll, cancellation);
        return WaitingNow.For([.. poll.Electorate.SeatsOf(person).Where(seat => !voted.Contains(seat.Id)).Select(seat => ItemOf(poll, seat))]);
    }

    internal static WaitingItem ItemOf(Poll poll, Seat seat) => new(
        poll.RunOffOf is null ? $"Vote on {poll.GroupName}’s priorities for {seat.Name}" : $"Vote in the run-off of {poll.GroupName} for {seat.Name}",
        poll.OpenedAt,
        poll.ClosesAt,
        "Vote now",
        new Dictionary<string, string> { ["poll"] = poll.Id.Value, ["seat"] = seat.Id.Value });
}

/// <summary>Ties that a person may settle (rule V15). While a run-off is held nothing waits; where it settles nothing the tie waits again.</summary>
public sealed class TiesWaiting(PollStore polls, DirectoryStore directory) : WaitingReader
{
    public override string Kind => PollIntents.Tie;

    public override string Opens => TieCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await polls.FindAsync(tenant, new(subject), cancellation) is not { Tie: { Settlement: null } tie } poll ? WaitingNow.Over
        : tie.Waits && await directory.CurrentAsync(tenant, cancellation) is { } register && Deciders.RoleOf(register, poll.Group, person) is not null ? WaitingNow.For(ItemOf(poll))
        : WaitingNow.Nothing;

    internal static WaitingItem ItemOf(Poll poll) =>
        new($"Settle the tie in {poll.GroupName}’s vote", poll.ClosedAt!.Value, Due: null, "Settle the tie", new Dictionary<string, string> { ["poll"] = poll.Id.Value });
}
