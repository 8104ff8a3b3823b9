using NodaTime;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Consultations;

/// <summary>Brings the channels' cards up to date with how many have answered, every morning while it is open: there may be many channels, so not after every answer (rule V17: the number, never the counts).</summary>
public sealed class ShowProgress(ConsultationStore consultations, Outbox outbox, TimeProvider clock)
{
    public const string Kind = "consultations.progress";

    private static readonly LocalTime Morning = new(8, 30);

    /// <summary>The next morning.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var today = When.Local(now).Date;
        return When.At(today + Morning) is var morning && morning > now ? morning : When.At(today.PlusDays(1) + Morning);
    }

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await consultations.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { } consultation)
        {
            return new DueOutcome.Missing();
        }

        if (consultation.State is not ConsultationState.Open || now >= consultation.ClosesAt)
        {
            return new DueOutcome.Finished();
        }

        // Lost means that this number was told before: nothing has changed since.
        var answered = (await consultations.AnsweredAsync(consultation, cancellation)).Count;
        if (answered > 0)
        {
            var announced = await outbox.AnnounceAsync([ConsultationIntents.Progress(consultation, answered)], cancellation);
            if (announced.Ticket.IsStale(clock.GetUtcNow()) || await consultations.TellAsync(consultation, announced.Writes, cancellation) is Tables.Committed.Unknown)
            {
                return new DueOutcome.Again(now);
            }
        }

        return new DueOutcome.Again(NextAfter(now));
    }
}
