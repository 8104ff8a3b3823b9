using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Rounds;

/// <summary>What rounds ask of people, for the list of what waits for each.</summary>
public sealed class RoundsWaitingFeature(ProposalsWaiting proposals, SteeringWaiting steering) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.Waits(proposals);
        map.Waits(steering);
    }
}

/// <summary>Rounds that take proposals, for the seats of a person that have made none.</summary>
public sealed class ProposalsWaiting(RoundStore rounds, ProposalStore proposals, TimeProvider clock) : WaitingReader
{
    public override string Kind => RoundIntents.CardsOf(Stage.Proposals);

    public override string Opens => RoundCards.Open;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        if (await rounds.FindAsync(tenant, new(subject), cancellation) is not { Stage: <= Stage.Proposals } round)
        {
            return WaitingNow.Over;
        }

        if (!round.Takes(Stage.Proposals, clock.GetUtcNow()))
        {
            return WaitingNow.Nothing;
        }

        var book = await proposals.ReadAsync(round, cancellation);
        return WaitingNow.For(
        [
            .. round.Electorate.SeatsOf(person).Where(seat => !book.Of(seat.Id).Any())
                .Select(seat => new WaitingItem($"Propose what {round.GroupName} should work on, for {seat.Name}", round.Plan.Starts, round.EndsAt, "Propose", RoundCards.DataOf(round, Stage.Proposals, seat))),
        ]);
    }
}

/// <summary>Rounds whose facilitator may join proposals, or must say how it goes on.</summary>
public sealed class SteeringWaiting(RoundStore rounds, DirectoryStore directory) : WaitingReader
{
    public override string Kind => RoundIntents.Owner;

    public override string Opens => RoundOwnerCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await rounds.FindAsync(tenant, new(subject), cancellation) is not { Stage: <= Stage.Merging } round ? WaitingNow.Over
        : round.Stage is Stage.Merging && await directory.CurrentAsync(tenant, cancellation) is { } register && BoardRounds.MayRun(register, person, round.Group) ? WaitingNow.For(ItemOf(round))
        : WaitingNow.Nothing;

    private static WaitingItem ItemOf(Round round) => new(
        round.WaitsSince is null ? $"Look at the proposals of {round.GroupName} before the vote opens" : $"Say how the round of {round.GroupName} goes on",
        round.Plan.ProposalsClose,
        round.WaitsSince is null ? round.Plan.VoteOpens : null,
        "Show the round",
        new Dictionary<string, string> { ["round"] = round.Id.Value });
}
