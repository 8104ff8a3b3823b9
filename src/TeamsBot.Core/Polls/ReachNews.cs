using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Shows before the close who could not be reached (rule V20): once, where a school has not voted, and never in quiet hours.</summary>
public sealed class TellReach(PollStore polls, RemindStore reminders, ReachNews news, DeliveryReport deliveries, ReachClock clock)
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
        if (poll.State is not PollState.Open || now >= poll.ClosesAt || clock.DueFor(poll) is not { } due || await deliveries.OfIntentAsync(intent.Partition, intent.Name, cancellation) is not null)
        {
            return new DueOutcome.Finished();
        }

        if ((due > now ? due : clock.QuietUntil) is { } later)
        {
            return later < poll.ClosesAt ? new DueOutcome.Again(later) : new DueOutcome.Finished();
        }

        if (await polls.VotedAsync(poll, cancellation) == poll.Electorate.Seats.Length)
        {
            return new DueOutcome.Finished();
        }

        var announced = await news.AnnounceAsync(poll, intent, cancellation);
        return !announced.Ticket.IsStale(clock.Now) && await reminders.TellAsync(poll, announced.Writes, cancellation) is Committed.Done ? new DueOutcome.Finished() : new DueOutcome.Again(now);
    }
}

/// <summary>Announces a card about reach, and that it is brought up to date once the poll has closed.</summary>
public sealed class ReachNews(Outbox outbox, DueWork due)
{
    public async Task<Announced> AnnounceAsync(Poll poll, Intent intent, CancellationToken cancellation)
    {
        var finish = await due.AnnounceAsync(poll.Tenant, FinishReach.Kind, poll.Id.Value, poll.ClosesAt, cancellation);
        var cards = await outbox.AnnounceAsync([intent], cancellation);
        return cards with { Ticket = finish.WrittenAt < cards.Ticket.WrittenAt ? finish : cards.Ticket };
    }
}

/// <summary>The card about reach, to whoever opened the poll and to the clerks of its group; after the close, how it ended in place of it.</summary>
public sealed class ReachDispatch(RemindStore reminders, ReachPoll reach, DirectoryStore directory, DeliveryReport deliveries, TimeProvider clock) : Dispatch
{
    internal const string Name = "reach";

    public override string Kind => "polls.reach";

    public static Intent IntentOf(Poll poll) => new(poll.Tenant, PollStore.Partition(poll.Tenant, poll.Id), Name, "polls.reach", poll.Id.Value);

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (intent.Name != Name)
        {
            return [.. (await deliveries.SentToAsync(intent.Partition, Name, cancellation)).Order(StringComparer.Ordinal).Select(id => new Recipient(id, new Target.Person(new(id)), (Name, id)))];
        }

        return await reminders.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } read
            ? [.. ReachReaders.Of(read.Poll.Poll, await directory.CurrentAsync(intent.Tenant, cancellation)).OrderBy(person => person.Value, StringComparer.Ordinal).Select(person => new Recipient(person.Value, new Target.Person(person)))]
            : null;
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await reminders.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { Poll.Poll: var poll } read && (poll.State is PollState.Open || intent.Name != Name)
            ? ReachCards.For(new(await reach.HandleAsync(poll, read.Reminders, cancellation), clock.GetUtcNow(), teamsUserId))
            : null;
}

/// <summary>Once a poll has closed, brings its card about reach, and what its channel was told, up to date, once.</summary>
public sealed class FinishReach(RemindStore reminders, Outbox outbox, DeliveryReport deliveries, TimeProvider clock)
{
    public const string Kind = "polls.reached";
    public const string Suffix = "-closed";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await reminders.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Poll.Poll: var poll })
        {
            return new DueOutcome.Missing();
        }

        var now = clock.GetUtcNow();
        if (poll.State is PollState.Open)
        {
            return new DueOutcome.Again(FinishReminders.IsLater(item, poll, now) ? poll.ClosesAt : now + Soon);
        }

        var told = new List<Intent>();
        foreach (var intent in (Intent[])[ReachDispatch.IntentOf(poll), TellChannel.IntentOf(poll)])
        {
            var after = intent with { Name = intent.Name + Suffix };
            if (await deliveries.OfIntentAsync(intent.Partition, intent.Name, cancellation) is not null && await deliveries.OfIntentAsync(after.Partition, after.Name, cancellation) is null)
            {
                told.Add(after);
            }
        }

        if (told.Count == 0)
        {
            return new DueOutcome.Finished();
        }

        var announced = await outbox.AnnounceAsync(told, cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow()) && await reminders.TellAsync(poll, announced.Writes, cancellation) is Committed.Done
            ? new DueOutcome.Finished()
            : new DueOutcome.Again(now + Soon);
    }
}
