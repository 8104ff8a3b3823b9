using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Registers;

/// <summary>Answers <c>matters</c> and the buttons of its cards. Who asks comes from the caller; all that a card carries is a claim.</summary>
public sealed class MatterListTurn(ListMatters list, RegisterDesk desk)
{
    public const string Command = "matters";

    public Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) => ListAsync(typed.Caller, RegisterFilter.OfWords(typed.Rest), after: null, cancellation);

    /// <summary>Draws another page, or what the form asks for.</summary>
    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => ListAsync(press.Caller, RegisterDesk.FilterOf(press), RegisterDesk.AfterOf(press), cancellation);

    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation) =>
        new Answer.Show(RegisterForm.Draw(MatterListCards.Kind, RegisterFilter.Of(press), (await desk.OpenAsync(press.Caller, cancellation)).Choices, ofMatters: true));

    /// <summary>Draws a matter in the list's place.</summary>
    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        var back = BackOf(press);
        return new Answer.Show(await desk.MatterAsync(press.Caller, press["matter"], back, cancellation) ?? DecisionTurn.NotFound(back));
    }

    /// <summary>Draws a page of the steps of a matter.</summary>
    public async Task<Answer> HistoryAsync(Press press, CancellationToken cancellation)
    {
        var (audience, _) = await desk.OpenAsync(press.Caller, cancellation);
        var (back, step) = (BackOf(press), int.TryParse(press[MatterReading.FirstStep], NumberStyles.None, CultureInfo.InvariantCulture, out var claimed) ? claimed : 1);
        return new Answer.Show(await desk.FindAsync(audience, press["matter"], cancellation) is { } matter
            ? MatterReading.DrawHistory(matter, RegisterDesk.IsOfOrigin(audience, matter), step, back)
            : DecisionTurn.NotFound(back));
    }

    // Whoever came from the decisions, or from their own list, goes back to the matters: both show the same.
    private static ActionExecute BackOf(Press press) => MatterListCards.Back(RegisterFilter.Of(press), RegisterDesk.AfterOf(press));

    private async Task<Answer> ListAsync(Caller caller, RegisterFilter filter, string? after, CancellationToken cancellation)
    {
        var (audience, choices) = await desk.OpenAsync(caller, cancellation);
        var page = await list.HandleAsync(audience, new(filter, choices.Themes), after, cancellation);
        return new Answer.Show(MatterListCards.List(new(page, filter, choices.InWords(filter), after)));
    }
}
