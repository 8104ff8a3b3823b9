using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Registers;

/// <summary>Answers <c>decisions</c> and the buttons of its cards. Who asks comes from the caller; all that a card carries is a claim.</summary>
public sealed class DecisionTurn(ListDecisions list, RegisterDesk desk)
{
    public const string Command = "decisions";

    public Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) => ListAsync(typed.Caller, RegisterFilter.OfWords(typed.Rest), after: null, cancellation);

    /// <summary>Draws another page, or what the form asks for.</summary>
    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => ListAsync(press.Caller, RegisterDesk.FilterOf(press), RegisterDesk.AfterOf(press), cancellation);

    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation) =>
        new Answer.Show(RegisterForm.Draw(DecisionCards.Kind, RegisterFilter.Of(press), (await desk.OpenAsync(press.Caller, cancellation)).Choices, ofMatters: false));

    /// <summary>Draws the evidence of a decision in the list's place: the result card of a poll, the matter that a board answered.</summary>
    public async Task<Answer> EvidenceAsync(Press press, CancellationToken cancellation)
    {
        var back = new ActionExecute("Back to the decisions", DecisionCards.Show, RegisterFilter.Of(press).ToData(RegisterDesk.AfterOf(press)));
        if (press["kind"] == Decision.Answer)
        {
            return new Answer.Show(await desk.MatterAsync(press.Caller, MatterIdOf(press["subject"]), back, cancellation) ?? NotFound(back));
        }

        var (audience, _) = await desk.OpenAsync(press.Caller, cancellation);
        return new Answer.Show(await list.FindPollAsync(audience, press["subject"], cancellation) is { } poll ? ResultCards.ForReader(poll, poll.Result!, back) : NotFound(back));
    }

    internal static Message NotFound(CardAction back) => new Refusal
    {
        From = [Bold("The bot"), " could not open what stands behind this."],
        Heading = "There is nothing to open here",
        WhatHappened = "There is no such entry, or it is not open to you.",
        WhatToDo = "Go back to the list. If you think that you should see it, ask your network’s facilitator or your board’s clerk.",
        Buttons = [back],
    }.ToMessage();

    // An answer's subject names the matter and the move.
    private static string MatterIdOf(string subject) => subject.LastIndexOf('.') is > 0 and var dot ? subject[..dot] : subject;

    private async Task<Answer> ListAsync(Caller caller, RegisterFilter filter, string? after, CancellationToken cancellation)
    {
        var (audience, choices) = await desk.OpenAsync(caller, cancellation);
        var page = await list.HandleAsync(audience, new(filter, choices.Themes), after, cancellation);
        return new Answer.Show(DecisionCards.List(new(page, filter, choices.InWords(filter), after)));
    }
}
