using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Registers;

/// <summary>What sets one register's card apart.</summary>
/// <param name="Heading">Such as "Decisions".</param>
/// <param name="Says">What it lists, after "The bot lists".</param>
/// <param name="WhenEmpty">What to say where there is nothing at all yet.</param>
/// <param name="Show">The verb that draws a page.</param>
/// <param name="Form">The verb that draws the form of what to show.</param>
internal sealed record RegisterKind(string Heading, string Says, string WhenEmpty, string Show, string Form);

/// <summary>The parts that the cards of all registers share. Nothing counts what is not on the card: how many more there are would tell of things that somebody may not see.</summary>
internal static class RegisterCards
{
    /// <param name="item">An entry's elements, by its place on the page and the data that leads back to the page.</param>
    /// <param name="said">An entry in a few words, for the toast and for whoever hears the card.</param>
    public static Message List<T>(RegisterKind kind, RegisterView<T> view, Func<T, int, IReadOnlyDictionary<string, string>, IEnumerable<Element>> item, Func<T, string> said)
        where T : class
    {
        var items = view.Page.Items;
        var latest = items.Count == 0 ? NothingOf(kind, view) : $"{(view.After is null ? "The latest" : "The first here")}: {said(items[0])}.";
        var back = view.Filter.ToData(view.After);
        var card = new AdaptiveCard
        {
            FallbackText = $"{kind.Heading}. {latest} This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{kind.Heading}. {latest}",
            FullWidth = true,
            Body =
            [
                FromLine(Bold("The bot"), $" lists {kind.Says}"),
                Heading(kind.Heading),
                .. view.Asked.Count == 0 ? [] : (Element[])[Paragraph(Bold("Shown: "), $"{Words.Join(view.Asked)}.")],
                .. items.Count == 0 ? (IEnumerable<Element>)[Paragraph(NothingOf(kind, view))] : items.Select((one, at) => Entry(item(one, at, back), at)),
                .. view.Page.LookedBackTo is { } to ? [Paragraph($"This page looked back to {When.DayAndYear(to)}. There may be older ones.")] : (Element[])[],
                WhoCanSeeThis("only you. The list holds what you may read.", underLine: true),
                Turn(kind, view),
            ],
        };
        return new(card, $"{kind.Heading}. {latest}");
    }

    private static Container Entry(IEnumerable<Element> elements, int at) => new([.. elements]) { Spacing = at == 0 ? Spacing.Medium : Spacing.Large, Separator = at > 0 };

    private static string NothingOf<T>(RegisterKind kind, RegisterView<T> view)
        where T : class =>
        view.After is not null || view.Page.LookedBackTo is not null ? "There is nothing on this page."
        : view.Filter.LeavesNothingOut ? kind.WhenEmpty
        : "Nothing that you may read is like that. Choose what to show again, or write the command alone.";

    private static Element Turn<T>(RegisterKind kind, RegisterView<T> view)
        where T : class =>
        Buttons(
        [
            Press("Choose what to show", kind.Form, view.Filter.ToData()),
            .. view.After is null ? [] : (CardAction[])[Press("Back to the newest", kind.Show, view.Filter.ToData()) with { Id = $"{kind.Show}.newest" }],
            .. view.Page.Next is { } next ? (CardAction[])[Main(Press("Show older ones", kind.Show, view.Filter.ToData(next)) with { Id = $"{kind.Show}.older" })] : [],
        ]);

    private static ActionExecute Press(string title, string verb, Dictionary<string, string> data) => new(title, verb, data);
}
