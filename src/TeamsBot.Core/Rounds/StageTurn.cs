using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Rounds;

/// <summary>Answers the buttons of one stage's cards. All that a card carries is a claim; the caller is verified.</summary>
public abstract class StageTurn<TBook>(Stage stage, ContributeToStage<TBook> contribute, StagePress presses, StageStore<TBook> books)
    where TBook : StageBook
{
    /// <summary>Draws the card as things stand, for the priority that was picked: what a refresh asks for too.</summary>
    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => ShowAsync(press, note: null, typed: null, cancellation);

    /// <param name="note">A line that stands first: what came before this press, or why it was not counted.</param>
    /// <param name="typed">What was filled in and is not counted yet: it stays.</param>
    protected async Task<Answer> ShowAsync(Press press, string? note, IReadOnlyDictionary<string, string>? typed, CancellationToken cancellation) =>
        await presses.FindAsync(press, stage, cancellation) is ({ } round, { } seat)
            ? await ShowAsync(press, new(round, seat, await books.ReadAsync(round, cancellation)), note, typed, cancellation)
            : new Answer.Show(RoundCards.NotYours());

    /// <param name="done">The note where it was counted while the stage is on.</param>
    protected async Task<Answer> ActAsync(Press press, StageAct<TBook> act, string done, CancellationToken cancellation)
    {
        if (await presses.FindAsync(press, stage, cancellation) is not ({ } round, { } seat) || (act.Adds && !Proposal.IsWellFormed(act.Id)))
        {
            return new Answer.Show(RoundCards.NotYours());
        }

        return await contribute.HandleAsync(press.Caller, round.Id, seat.Id, act, cancellation) switch
        {
            StageOutcome<TBook>.Done ok => await ShowAsync(press, ok.At, ok.At.Round.Stage == stage ? done : "This was counted in time.", null, cancellation),
            StageOutcome<TBook>.Late late => await ShowAsync(press, late.At, "Too late: nothing was changed.", null, cancellation),
            StageOutcome<TBook>.Overtaken overtaken => await ShowAsync(press, overtaken.At, "Not counted yet: your card was an older one. Press again.", press.Data, cancellation),
            StageOutcome<TBook>.Wrong wrong => await ShowAsync(press, wrong.At, $"Not counted yet. {wrong.Why}", press.Data, cancellation),
            _ => new Answer.Show(RoundCards.NotYours()),
        };
    }

    protected abstract Task<Message> DrawAsync(Press press, StageDesk<TBook> at, string? note, IReadOnlyDictionary<string, string>? typed, CancellationToken cancellation);

    private async Task<Answer> ShowAsync(Press press, StageDesk<TBook> at, string? note, IReadOnlyDictionary<string, string>? typed, CancellationToken cancellation) =>
        new Answer.Show(await DrawAsync(press, at, note, typed, cancellation));
}
