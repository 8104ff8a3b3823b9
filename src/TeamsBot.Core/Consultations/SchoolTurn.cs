using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Consultations;

/// <summary>Answers the buttons of a school's cards. Everything a card carries is a claim; the caller is verified.</summary>
public sealed class SchoolTurn(AnswerConsultation answering, ConsultationStore consultations, Outbox outbox, TimeProvider clock)
{
    public async Task<Answer> AnswerAsync(Press press, CancellationToken cancellation)
    {
        if (!ConsultationId.IsWellFormed(press["consultation"]) || !PollId.IsWellFormed(press["seat"]))
        {
            return NotYours();
        }

        var sent = SentIn(press);
        var outcome = await answering.HandleAsync(press.Caller, new(press["consultation"]), new(press["seat"]), sent, cancellation);
        if (outcome is not AnswerOutcome.NoSeat)
        {
            await SettleAsync(press, cancellation);
        }

        return outcome switch
        {
            AnswerOutcome.Counted counted => Show(await CountedAsync(counted, press, cancellation)),
            AnswerOutcome.Closed closed => Show(AnswerCards.TooLate(closed.Consultation, closed.Seat, closed.Standing, sent, closed.ArrivedAt)),
            AnswerOutcome.HeadHasAnswered standing => Show(AnswerCards.ForSchool(await ViewAsync(standing.Consultation, standing.Seat, standing.Standing, press, cancellation))),
            AnswerOutcome.Bad bad => Show(AnswerCards.ToAnswer(await ViewAsync(bad.Consultation, bad.Seat, bad.Standing, press, cancellation), bad.Why, sent)),
            _ => NotYours(),
        };
    }

    /// <summary>Draws the questions again, with what was given filled in.</summary>
    public async Task<Answer> ChangeAsync(Press press, CancellationToken cancellation) =>
        await SettledViewAsync(press, cancellation) is not { } view ? NotYours()
        : view.IsOver || view.Answer?.Person != view.Reader ? Show(AnswerCards.ForSchool(view))
        : Show(AnswerCards.ToAnswer(view));

    /// <summary>Draws the card as things stand: what a refresh asks for.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => await SettledViewAsync(press, cancellation) is { } view ? Show(AnswerCards.ForSchool(view)) : NotYours();

    /// <summary>Opens the presser's own school's card from a channel's, or asks which, where they answer for several.</summary>
    public async Task<Answer> FindAsync(Press press, CancellationToken cancellation)
    {
        if (!ConsultationId.IsWellFormed(press["consultation"]) || await consultations.FindAsync(press.Caller.Tenant, new(press["consultation"]), cancellation) is not { } asked)
        {
            return NotYours();
        }

        IReadOnlyList<Seat> seats = [.. asked.Roll.Electorate.SeatsOf(press.Caller.Person)];
        var chosen = press[AnswerCards.SeatInput];
        var seat = seats.Count == 1 ? seats[0] : seats.FirstOrDefault(seat => seat.Id.Value == chosen);
        return seats.Count == 0 ? NotYours()
            : seat is null ? Show(ConsultationChannelCards.ChooseSeat(asked, seats))
            : Show(AnswerCards.ForSchool(await ViewAsync(asked, seat, await consultations.FindAnswerAsync(asked, seat.Id, cancellation), press, cancellation)));
    }

    private static SentAnswer SentIn(Press press) => new(
        [.. Enumerable.Range(0, Questions.PartsAtMost).Select(part => press[AnswerCards.PartInput(part)])],
        [.. Enumerable.Range(0, Questions.TextsAtMost).Select(text => press[AnswerCards.WordsInput(text)])]);

    // Once it has closed a repeated press is still answered with the answer that was counted, beside what has come of it. An answer is decided on its gate, which has no result.
    private async Task<Message> CountedAsync(AnswerOutcome.Counted counted, Press press, CancellationToken cancellation)
    {
        var view = await ViewAsync(counted.Consultation, counted.Seat, counted.Answer, press, cancellation);
        return !view.IsOver ? AnswerCards.IsIn(view, counted.Answer)
            : AnswerCards.ForSchool(view with { Consultation = await consultations.FindAsync(press.Caller.Tenant, view.Consultation.Id, cancellation) ?? view.Consultation });
    }

    // Whatever was pressed on the card in the personal chat, and whatever came of it, the card arrived.
    private Task SettleAsync(Press press, CancellationToken cancellation) =>
        press is { Place: Place.Personal, CardActivityId: { } card }
            ? outbox.SettleByPressAsync(
                ConsultationStore.Partition(press.Caller.Tenant, new(press["consultation"])), ConsultationIntents.SchoolCards, PollIntents.RecipientOf(new(press["seat"]), press.Caller.Person), card, cancellation)
            : Task.CompletedTask;

    private async Task<SchoolView?> SettledViewAsync(Press press, CancellationToken cancellation)
    {
        if (!ConsultationId.IsWellFormed(press["consultation"]) || !PollId.IsWellFormed(press["seat"])
            || await consultations.FindAsync(press.Caller.Tenant, new(press["consultation"]), cancellation) is not { } asked
            || asked.Roll.Electorate.Find(new(press["seat"])) is not { } seat || seat.RankOf(press.Caller.Person) is null)
        {
            return null;
        }

        await SettleAsync(press, cancellation);
        return await ViewAsync(asked, seat, await consultations.FindAnswerAsync(asked, seat.Id, cancellation), press, cancellation);
    }

    private async Task<SchoolView> ViewAsync(Consultation asked, Seat seat, SchoolAnswer? answer, Press press, CancellationToken cancellation) =>
        new(asked, seat, press.Caller.Person, answer, (await consultations.AnsweredAsync(asked, cancellation)).Count, clock.GetUtcNow(), press.TeamsUserId);

    private static Answer.Show Show(Message message) => new(message);

    private static Answer.Show NotYours() => new(AnswerCards.NotYours());
}
