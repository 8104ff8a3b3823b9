using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Consultations;

/// <summary>Reminds the schools that have not answered, when a poll's plan would: twice at most, on school working days, outside quiet hours (rule V20).</summary>
public sealed class RemindSchools(ConsultationStore consultations, Outbox outbox, SchoolCalendar calendar, TimeProvider clock)
{
    /// <summary>Its subject is the consultation's id and, behind a <c>~</c>, the occasion.</summary>
    public const string Kind = "consultations.remind";

    public static readonly IReadOnlyList<string> Occasions = [Reminders.First, Reminders.Last];

    public static string SubjectOf(ConsultationId id, string occasion) => $"{id}~{occasion}";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var at = item.Subject.LastIndexOf('~');
        var occasion = item.Subject[(at + 1)..];
        if (await consultations.FindStoredAsync(item.Tenant, new(item.Subject[..at]), cancellation) is not { Consultation: var asked } read)
        {
            return new DueOutcome.Missing();
        }

        var now = clock.GetUtcNow();
        if (asked.State is not ConsultationState.Open || now >= asked.ClosesAt || asked.Reminded.Contains(occasion) || Due(asked, occasion, now) is not { } due)
        {
            return new DueOutcome.Finished();
        }

        var working = calendar.NextWorking(now);
        return due > now ? new DueOutcome.Again(due)
            : working > now ? working < asked.ClosesAt ? new DueOutcome.Again(working) : new DueOutcome.Finished()
            : (await consultations.AnsweredAsync(asked, cancellation)).Count == asked.Roll.Electorate.Seats.Length || await TryRemindAsync(read, occasion, now, cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(now);
    }

    private async Task<bool> TryRemindAsync(StoredConsultation read, string occasion, DateTimeOffset now, CancellationToken cancellation)
    {
        var announced = await outbox.AnnounceAsync([ConsultationIntents.Remind(read.Consultation, occasion)], cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow()) && await consultations.SaveRemindedAsync(read, occasion, now, announced.Writes, cancellation) is Committed.Done;
    }

    // After a long standstill both may be due at once; one card is enough then.
    private DateTimeOffset? Due(Consultation asked, string occasion, DateTimeOffset now)
    {
        var plan = RemindPlan.For(asked.OpenedAt, asked.ClosesAt, asked.OpenedAt, calendar);
        return occasion == Reminders.First && plan.Last <= now ? null : plan.Of(occasion);
    }
}
