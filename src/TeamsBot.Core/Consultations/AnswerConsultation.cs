using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Consultations;

/// <summary>Takes or changes one school's answer.</summary>
public sealed class AnswerConsultation(ConsultationStore consultations, TimeProvider clock)
{
    public Task<AnswerOutcome> HandleAsync(Caller caller, ConsultationId id, SeatId seat, SentAnswer sent, CancellationToken cancellation) =>
        Race.RetryAsync<AnswerOutcome>(async () =>
        {
            if (await consultations.FindForAnswerAsync(caller.Tenant, id, seat, cancellation) is not { } read)
            {
                return new AnswerOutcome.NoSeat();
            }

            var outcome = read.Consultation.Take(caller.Person, seat, sent, read.Answer, clock.GetUtcNow());

            // Lost to a close, a colleague or another seat of the gate; or the answer was lost: read and decide again (rule V10).
            return outcome is not AnswerOutcome.Counted { IsNew: true, Answer: var answer } || await consultations.SaveAnswerAsync(read, answer, cancellation) is Committed.Done ? outcome : null;
        });
}
