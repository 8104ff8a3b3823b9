using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>Each voter's card for each seat, in personal chat: posted when the poll opens, brought up to date once when it closes.</summary>
public sealed class VoterCards(PollStore polls, TimeProvider clock) : Dispatch
{
    public override string Kind => PollIntents.Cards;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Name == PollIntents.OpenCards ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll)
        {
            return null;
        }

        var updates = intent.Name != PollIntents.OpenCards;
        return
        [
            .. poll.Electorate.Seats
                .SelectMany(seat => seat.Voters, (seat, voter) => (Id: PollIntents.RecipientOf(seat.Id, voter), voter))
                .OrderBy(pair => pair.Id, StringComparer.Ordinal)
                .Select(pair => new Recipient(pair.Id, new Target.Person(pair.voter), updates ? (PollIntents.OpenCards, pair.Id) : null)),
        ];
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll || poll.Electorate.Find(seatId) is not { } seat)
        {
            return null;
        }

        var voted = await polls.VotedAsync(poll, cancellation);
        return PollCards.ForVoter(new(poll, seat, voter, await polls.FindBallotAsync(poll, seatId, cancellation), voted, clock.GetUtcNow(), teamsUserId)
        {
            Marker = await polls.Secret.FindAsync(poll, seatId, cancellation),
        });
    }
}

/// <summary>The poll's card in the group's channel: posted when it opens, then with the number of votes, then with the result.</summary>
public sealed class ChannelCard(PollStore polls, TimeProvider clock) : Dispatch
{
    public override string Kind => PollIntents.Channel;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Name == PollIntents.OpenChannel ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } poll
            ? [new(poll.Group.Value, new Target.Channel(poll.Group), intent.Name == PollIntents.OpenChannel ? null : (PollIntents.OpenChannel, poll.Group.Value), PostIfNone: poll.State is PollState.Closed)]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } poll
            ? PollChannelCards.ForChannel(poll, await polls.VotedAsync(poll, cancellation), clock.GetUtcNow())
            : null;
}
