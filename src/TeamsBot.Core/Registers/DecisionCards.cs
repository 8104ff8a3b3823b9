using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Registers;

/// <summary>One page of a register as somebody asked for it.</summary>
/// <param name="Asked">The filter in words, a phrase for each thing it asks; empty where it leaves nothing out.</param>
/// <param name="After">The place after which the page begins; null for the newest.</param>
internal sealed record RegisterView<T>(RegisterPage<T> Page, RegisterFilter Filter, IReadOnlyList<string> Asked, string? After)
    where T : class;

/// <summary>The register of decisions, newest first.</summary>
internal static class DecisionCards
{
    public const string Show = "registers.decisions";
    public const string Form = "registers.decisionForm";
    public const string Evidence = "registers.evidence";

    private const int LongestWhat = 240, LongestWhy = 500;

    public static readonly RegisterKind Kind = new("Decisions", "what was decided, by whom and why, newest first.", "Once a network or a board decides, it stands here.", Show, Form);

    public static Message List(RegisterView<Decision> view) => RegisterCards.List(
        Kind,
        view,
        Item,
        decision => $"{decision.Status.Word}: {decision.What}, {decision.By}");

    private static IEnumerable<Element> Item(Decision decision, int at, IReadOnlyDictionary<string, string> back) =>
    [
        new RichTextBlock(Bold($"{decision.Status}: "), PlainText.Shorten(decision.What, LongestWhat)),
        new RichTextBlock(Subtle($"{decision.By}, {When.DayAndYear(decision.At)}")) { Spacing = Spacing.None },
        new RichTextBlock(PlainText.Shorten(decision.Why, LongestWhy)) { Spacing = Spacing.Small },
        .. decision.Asks is { } asks ? [new RichTextBlock(asks) { Spacing = Spacing.None }] : (Element[])[],
        new ActionSet([new ActionExecute(decision.Kind == Decision.Answer ? "Open the matter" : "Open the result", Evidence, new(back) { ["kind"] = decision.Kind, ["subject"] = decision.Subject }) { Id = $"{Evidence}.{at + 1}" }])
        {
            Spacing = Spacing.Small,
        },
    ];
}
