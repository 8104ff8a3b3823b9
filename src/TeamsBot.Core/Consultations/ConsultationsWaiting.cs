using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Consultations;

/// <summary>Answers of a person's schools that nobody has given, for the list of what waits for them.</summary>
public sealed class ConsultationsWaiting(ConsultationStore consultations, TimeProvider clock) : WaitingReader
{
    public override string Kind => ConsultationIntents.Cards;

    public override string Opens => AnswerCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        if (await consultations.FindAsync(tenant, new(subject), cancellation) is not { State: ConsultationState.Open } asked)
        {
            return WaitingNow.Over;
        }

        if (clock.GetUtcNow() >= asked.ClosesAt)
        {
            return WaitingNow.Nothing;
        }

        var items = new List<WaitingItem>();
        foreach (var seat in asked.Roll.Electorate.SeatsOf(person))
        {
            if (await consultations.FindAnswerAsync(asked, seat.Id, cancellation) is null)
            {
                var data = new Dictionary<string, string> { ["consultation"] = asked.Id.Value, ["seat"] = seat.Id.Value };
                items.Add(new($"Answer {asked.AskedBy} for {seat.Name}: {asked.Questions.Title}", asked.OpenedAt, asked.ClosesAt, "Answer now", data));
            }
        }

        return WaitingNow.For(items);
    }
}
