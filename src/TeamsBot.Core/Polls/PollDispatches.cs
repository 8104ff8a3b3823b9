using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>
/// Each voter's card for each seat, in personal chat: posted when the poll opens, brought up to date once when it closes. Whom no card has reached by then is sent the
/// result as a card of its own, and what settles a tie after it, so that every voter who can be reached hears once.
/// </summary>
public sealed class VoterCards(PollStore polls, DeliveryReport deliveries, TimeProvider clock) : Dispatch
{
    public override string Kind => PollIntents.Cards;

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Name == PollIntents.OpenCards || PollIntents.IsForWhoJoined(intent) ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll)
        {
            return null;
        }

        if (PollIntents.IsForWhoJoined(intent))
        {
            var correction = poll.Corrections[PollIntents.RoundOf(intent) - 1];
            return [.. correction.Joined.Select(person => new Recipient(PollIntents.RecipientOf(correction.Seat, person), new Target.Person(person))).OrderBy(recipient => recipient.Id, StringComparer.Ordinal)];
        }

        var updates = intent.Name != PollIntents.OpenCards;
        var reminded = intent.Name == PollIntents.ClosedCards ? await RemindedAsync(poll, cancellation) : [];
        return
        [
            .. poll.Electorate.Seats
                .SelectMany(seat => seat.Voters, (seat, voter) => (Id: PollIntents.RecipientOf(seat.Id, voter), seat, voter))
                .OrderBy(pair => pair.Id, StringComparer.Ordinal)
                .Select(pair => new Recipient(pair.Id, new Target.Person(pair.voter), updates ? (PollIntents.CardOf(poll, pair.seat.Id, pair.voter), pair.Id) : null, PostIfNone: PollIntents.TellsTheEnd(intent) && !reminded.Contains(pair.Id))),
        ];
    }

    // A reminder that stands in a chat turns into the result there (FinishReminders).
    private async Task<HashSet<string>> RemindedAsync(Poll poll, CancellationToken cancellation)
    {
        var reminded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in Enumerable.Range(1, Reminders.AtMost))
        {
            reminded.UnionWith(await deliveries.SentToAsync(PollStore.Partition(poll.Tenant, poll.Id), RemindCards.NameOf(number), cancellation));
        }

        return reminded;
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll || poll.Electorate.Find(seatId) is not { } seat || seat.RankOf(voter) is null)
        {
            return null; // The seat has passed on since: whoever left is told in its place.
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
            ? poll.IsRestricted ? [] : [new(poll.Group.Value, new Target.Channel(poll.Group), intent.Name == PollIntents.OpenChannel ? null : (PollIntents.OpenChannel, poll.Group.Value), PostIfNone: poll.State is PollState.Closed)]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } poll
            ? PollChannelCards.ForChannel(poll, await polls.VotedAsync(poll, cancellation), clock.GetUtcNow())
            : null;
}
