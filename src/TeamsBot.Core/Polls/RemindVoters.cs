using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Reminds those who have not voted, when the plan says so (rule V20).</summary>
public sealed class RemindVoters(PollStore polls, RemindStore reminders, RemindNews news, SchoolCalendar calendar, TimeProvider clock)
{
    /// <summary>Its subject is the poll's id and, behind a <c>~</c>, the occasion.</summary>
    public const string Kind = "polls.remind";

    public static string SubjectOf(PollId poll, string occasion) => $"{poll}~{occasion}";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var at = item.Subject.LastIndexOf('~');
        var occasion = item.Subject[(at + 1)..];
        if (await reminders.FindAsync(item.Tenant, new(item.Subject[..at]), cancellation) is not { Poll.Poll: var poll } read)
        {
            return new DueOutcome.Missing();
        }

        var now = clock.GetUtcNow();
        if (poll.State is not PollState.Open || now >= poll.ClosesAt || read.Reminders.Has(occasion, poll.Extensions.LastOrDefault()?.At ?? poll.OpenedAt) || Due(read, RemindPlan.For(poll, calendar), occasion, now) is not { } due)
        {
            return new DueOutcome.Finished();
        }

        var working = calendar.NextWorking(now);
        return due > now ? new DueOutcome.Again(due)
            : working > now ? working < poll.ClosesAt ? new DueOutcome.Again(working) : new DueOutcome.Finished()
            : await SendAsync(read, occasion, "bot", cancellation) is null ? new DueOutcome.Again(now)
            : new DueOutcome.Finished();
    }

    /// <summary>Commits one more reminder to every seat without a ballot.</summary>
    /// <returns>Whether one was sent; false where none is left or everyone has voted. Null where it was not done for certain: read again.</returns>
    public async Task<bool?> SendAsync(StoredReminders read, string occasion, string who, CancellationToken cancellation)
    {
        var poll = read.Poll.Poll;
        if (read.Reminders.With(occasion, clock.GetUtcNow()) is not { } next || await polls.VotedAsync(poll, cancellation) == poll.Electorate.Seats.Length)
        {
            return false;
        }

        var announced = await news.AnnounceAsync(poll, next.Sent.Length, cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow()) && await reminders.SaveAsync(read, next, who, announced.Writes, cancellation) is Committed.Done ? true : null;
    }

    // After a long standstill both may be due at once; one card is enough then. Where only one is left, after more time, it is kept for the last occasion.
    private static DateTimeOffset? Due(StoredReminders read, RemindPlan plan, string occasion, DateTimeOffset now) =>
        occasion == Reminders.First && (plan.Last <= now || (plan.Last is not null && read.Reminders.Left < Reminders.AtMost)) ? null : plan.Of(occasion);
}

/// <summary>Announces a reminder: the cards, and that they are brought up to date once the poll has closed.</summary>
public sealed class RemindNews(Outbox outbox, DueWork due)
{
    public async Task<Announced> AnnounceAsync(Poll poll, int number, CancellationToken cancellation)
    {
        var finish = await due.AnnounceAsync(poll.Tenant, FinishReminders.Kind, poll.Id.Value, poll.ClosesAt, cancellation);
        var cards = await outbox.AnnounceAsync([RemindCards.IntentOf(poll, number)], cancellation);
        return cards with { Ticket = finish.WrittenAt < cards.Ticket.WrittenAt ? finish : cards.Ticket };
    }
}
