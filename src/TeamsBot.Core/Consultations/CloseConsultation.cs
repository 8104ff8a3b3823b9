using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Consultations;

/// <summary>Finalises a consultation after its deadline. Any number of workers may try; the commit at the versions read lets one win (rule V11), and an answer in between fails it (rule V10).</summary>
public sealed class CloseConsultation(ConsultationStore consultations, Outbox outbox, TimeProvider clock)
{
    public const string Kind = "consultations.close";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await consultations.FindStoredAsync(item.Tenant, new(item.Subject), cancellation) is not { } read)
        {
            return new DueOutcome.Missing();
        }

        var now = clock.GetUtcNow();
        return read.Consultation.State is not ConsultationState.Open ? new DueOutcome.Finished()
            : now < read.Consultation.ClosesAt ? new DueOutcome.Again(read.Consultation.ClosesAt)
            : await TryCloseAsync(read, now, cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(now);
    }

    private async Task<bool> TryCloseAsync(StoredConsultation read, DateTimeOffset now, CancellationToken cancellation)
    {
        var gates = await consultations.GatesAsync(read.Consultation, cancellation);
        var closed = read.Consultation.Close(await consultations.AnswersAsync(read.Consultation, cancellation), now);
        var announced = await outbox.AnnounceAsync(ConsultationIntents.Closed(closed), cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow()) && await consultations.SaveClosedAsync(read, gates, closed, announced.Writes, cancellation) is Committed.Done;
    }
}
