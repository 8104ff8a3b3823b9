using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Shows before the close who could not be reached (rule V20): once, where a school has not voted.</summary>
public sealed class TellReach(PollStore polls, RemindStore reminders, Outbox outbox, DeliveryReport deliveries, ReachClock clock)
{
    public const string Kind = "polls.tellReach";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { } poll)
        {
            return new DueOutcome.Missing();
        }

        var now = clock.Now;
        var intent = ReachDispatch.IntentOf(poll);
        if (poll.State is not PollState.Open || now >= poll.ClosesAt || await deliveries.OfIntentAsync(intent.Partition, intent.Name, cancellation) is not null)
        {
            return new DueOutcome.Finished();
        }

        if (clock.DueFor(poll) is var at && at > now)
        {
            return new DueOutcome.Again(at);
        }

        if (await polls.VotedAsync(poll, cancellation) == poll.Electorate.Seats.Length)
        {
            return new DueOutcome.Finished();
        }

        var announced = await outbox.AnnounceAsync([intent], cancellation);
        return !announced.Ticket.IsStale(clock.Now) && await reminders.TellAsync(poll, announced.Writes, cancellation) is Committed.Done ? new DueOutcome.Finished() : new DueOutcome.Again(now);
    }
}

/// <summary>The card about reach, to whoever opened the poll and to the clerks of its group.</summary>
public sealed class ReachDispatch(RemindStore reminders, ReachPoll reach, DirectoryStore directory, TimeProvider clock) : Dispatch
{
    public override string Kind => "polls.reach";

    public static Intent IntentOf(Poll poll) => new(poll.Tenant, PollStore.Partition(poll.Tenant, poll.Id), "reach", "polls.reach", poll.Id.Value);

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await reminders.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } read
            ? [.. ReachTurn.ReadersOf(read.Poll.Poll, await directory.CurrentAsync(intent.Tenant, cancellation)).OrderBy(person => person.Value, StringComparer.Ordinal).Select(person => new Recipient(person.Value, new Target.Person(person)))]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await reminders.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { Poll.Poll: { State: PollState.Open } poll } read
            ? ReachCards.For(await reach.HandleAsync(poll, read.Reminders, cancellation), clock.GetUtcNow(), teamsUserId)
            : null;
}
