using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Rounds;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>What schools marked as outside their control among a matter's causes, which prompts its board to ask services (R47): on the officers' own card of the matter.</summary>
internal static class OutsideSchools
{
    private const int Named = 3;

    /// <summary>The most moves of a matter on whose card the prompt has room. After more, the board knows what it has, and <c>services</c> opens the same form.</summary>
    private const int MovesAtMost = 4;

    /// <summary>The causes that some school called external, those of most schools first.</summary>
    public static IEnumerable<CauseCount> CausesOf(Matter matter) =>
        matter.Evidence.Gathered is { } gathered ? gathered.Causes.Where(cause => cause.External > 0).OrderByDescending(cause => cause.External).Take(Named) : [];

    /// <summary>
    /// On the card of an officer whose board answers the matter: how many services have answered the board's latest request about it, or else the prompt to ask
    /// them. Nothing where no cause was called external and nobody was asked.
    /// </summary>
    /// <param name="asked">The board's latest request about the matter; null where there is none, or where the card is made without looking.</param>
    public static IEnumerable<Element> Prompt(Matter matter, GroupId board, ServiceRequest? asked)
    {
        if (matter.Moves.Length > MovesAtMost)
        {
            return [];
        }

        if (asked is not null)
        {
            return
            [
                Paragraph(Bold("Asked of services: "), $"{RequestWords.Answered(asked)}{(asked.IsOpen ? $", due {When.Day(asked.Plan.Due)}" : "; closed")}."),
                new ActionSet(new ActionExecute("See their answers", RequestCards.Show, RequestCards.DataOf(asked)) { AssociatedInputs = AssociatedInputs.None }) { Spacing = Spacing.Small },
            ];
        }

        var causes = CausesOf(matter).Select(cause => cause.Text).ToList();
        return causes.Count == 0 ? []
            : [Paragraph(Bold("Outside schools’ control: "), $"{Words.Join(causes)}. You can ask services what they can offer."), new ActionSet(Button(matter, board)) { Spacing = Spacing.Small }];
    }

    // Opens the form for that matter, filled in.
    private static ActionExecute Button(Matter matter, GroupId board) =>
        new("Ask services", AskForm.Form, new() { ["matter"] = matter.Id.Value, ["board"] = board.Value }) { AssociatedInputs = AssociatedInputs.None };
}
