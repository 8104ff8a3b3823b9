using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Once a poll has closed, brings every reminder that stands in a chat up to date, once, as the poll's own cards are.</summary>
public sealed class FinishReminders(RemindStore reminders, Outbox outbox, DeliveryReport deliveries, TimeProvider clock)
{
    public const string Kind = "polls.reminded";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await reminders.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Poll.Poll: var poll } read)
        {
            return new DueOutcome.Missing();
        }

        var now = clock.GetUtcNow();
        if (poll.State is PollState.Open)
        {
            return new DueOutcome.Again(IsLater(item, poll, now) ? poll.ClosesAt : now + Soon);
        }

        var sent = Enumerable.Range(1, read.Reminders.Sent.Length).Select(number => RemindedCards.IntentOf(poll, number)).ToList();
        if (sent.Count == 0 || await deliveries.OfIntentAsync(sent[0].Partition, sent[0].Name, cancellation) is not null)
        {
            return new DueOutcome.Finished();
        }

        var announced = await outbox.AnnounceAsync(sent, cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow()) && await reminders.TellAsync(poll, announced.Writes, cancellation) is Committed.Done
            ? new DueOutcome.Finished()
            : new DueOutcome.Again(now + Soon);
    }

    /// <summary>Whether an open poll closes at its deadline for all that is known. Where an early close announced the item, its commit may still be on the way.</summary>
    internal static bool IsLater(DueItem item, Poll poll, DateTimeOffset now) => now < poll.ClosesAt && (item.At >= poll.ClosesAt || now - item.WrittenAt > DueRows.Grace);
}

/// <summary>What stands in place of a reminder after the close: the result.</summary>
public sealed class RemindedCards(PollStore polls, DeliveryReport deliveries, TimeProvider clock) : Dispatch
{
    private const string Suffix = "-closed";

    public override string Kind => FinishReminders.Kind;

    public static Intent IntentOf(Poll poll, int number) => RemindCards.IntentOf(poll, number) with { Name = RemindCards.NameOf(number) + Suffix, Kind = FinishReminders.Kind };

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        var reminder = intent.Name[..^Suffix.Length];
        return
        [
            .. (await deliveries.SentToAsync(intent.Partition, reminder, cancellation))
                .Order(StringComparer.Ordinal)
                .Select(id => new Recipient(id, new Target.Person(PollIntents.Read(id).Voter), (reminder, id))),
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
