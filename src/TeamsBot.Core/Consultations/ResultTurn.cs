using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Consultations;

/// <summary>Shows what became of a consultation: to those it asked and those it was told to, and to whoever started it how far it has got and what schools wrote.</summary>
public sealed class ResultTurn(ConsultationStore consultations, TimeProvider clock)
{
    public Task<Answer> ResultAsync(Press press, CancellationToken cancellation) => PublishedAsync(press, (asked, result) =>
        asked.StartedBy == press.Caller.Person && press.Place is Place.Personal ? ConsultationResultCards.ForStarter(asked, result) : ConsultationResultCards.ForChannel(asked, result), cancellation);

    public Task<Answer> ByPhaseAsync(Press press, CancellationToken cancellation) => PublishedAsync(press, (asked, result) => ConsultationResultCards.ForBreakdown(asked, result, byPhase: true), cancellation);

    public Task<Answer> ByStatusAsync(Press press, CancellationToken cancellation) => PublishedAsync(press, (asked, result) => ConsultationResultCards.ForBreakdown(asked, result, byPhase: false), cancellation);

    /// <summary>What schools wrote: only for whoever asked, only in their own chat, and only once it has closed (rule V17).</summary>
    public async Task<Answer> WrittenAsync(Press press, CancellationToken cancellation)
    {
        if (await FindAsync(press, cancellation) is not { Result: not null } asked || asked.StartedBy != press.Caller.Person || press.Place is not Place.Personal || asked.Questions.Texts.IsEmpty)
        {
            return new Answer.Show(AnswerCards.NotYours());
        }

        int Number(string name) => int.TryParse(press[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new Answer.Show(WrittenCards.Page(asked, await consultations.AnswersAsync(asked, cancellation), Number("text"), Number("page")));
    }

    /// <summary>How many have answered so far, for whoever asked.</summary>
    public async Task<Answer> ProgressAsync(Press press, CancellationToken cancellation) => new Answer.Show(
        await FindAsync(press, cancellation) is not { } asked || asked.StartedBy != press.Caller.Person ? AnswerCards.NotYours()
        : asked.Result is { } result ? ConsultationResultCards.ForStarter(asked, result)
        : StarterCards.IsOpen(asked, await consultations.AnsweredAsync(asked, cancellation), clock.GetUtcNow()));

    // To the schools that were asked, whoever asked, and everybody in the channel that shows it. No such consultation and not yours look the same (rule T2).
    private async Task<Answer> PublishedAsync(Press press, Func<Consultation, ConsultationResult, Message> draw, CancellationToken cancellation) => new Answer.Show(
        await FindAsync(press, cancellation) is { Result: { IsShown: true } result } asked
            && (asked.StartedBy == press.Caller.Person || asked.Roll.Electorate.SeatsOf(press.Caller.Person).Any() || (press.Place is Place.Channel { Group: { } group } && asked.Scope.Networks.Contains(group)))
            ? draw(asked, result)
            : AnswerCards.NotYours());

    private async Task<Consultation?> FindAsync(Press press, CancellationToken cancellation) =>
        ConsultationId.IsWellFormed(press["consultation"]) ? await consultations.FindAsync(press.Caller.Tenant, new(press["consultation"]), cancellation) : null;
}
