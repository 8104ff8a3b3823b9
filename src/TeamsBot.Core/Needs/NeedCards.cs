using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Needs;

/// <summary>The register of unmet needs as one person may read it.</summary>
/// <param name="Sums">What is open, most first.</param>
/// <param name="Entries">The open entries that the person may read, the oldest first.</param>
/// <param name="Observed">The themes under which services observed needs, with their number, A to Z.</param>
/// <param name="Logs">Whether the person leads a service and may log what it observes.</param>
internal sealed record RegisterView(IReadOnlyList<NeedSum> Sums, IReadOnlyList<UnmetNeed> Entries, IReadOnlyList<(Theme Theme, int Needs)> Observed, ThemeList Themes, Page Page, bool IsCounty, bool Logs);

/// <summary>The register of unmet needs (R62) and its entries.</summary>
internal static class NeedCards
{
    public const string Show = "needs.show";
    public const string Entry = "needs.entry";
    public const string Capacity = "needs.capacity";
    public const string Close = "needs.close";
    public const string Observed = "needs.observed";

    public const string EntryInput = "openEntry", WordsInput = "metWords", ReasonInput = "closeReason", ThemeInput = "observedTheme";

    /// <summary>The most entries of a picker: what a phone can hold.</summary>
    private const int EntriesShown = 25;
    private const int ThemesShown = 20;

    public static Message Register(RegisterView view)
    {
        var open = view.Sums.Sum(sum => sum.Open);
        var card = new AdaptiveCard
        {
            FallbackText = $"The register has {Words.Count(open, "unmet need")}. This version of Teams cannot show it. Open Teams on another device.",
            Speak = $"{Words.Sentence(Words.Some(open, "unmet need"))} open.",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(view.IsCounty ? "The county’s services" : "The services of your area"), ": what they had no capacity for when a board asked."),
                Heading(open == 0 ? "No unmet need is open" : $"Unmet needs: {open} open"),
                .. open == 0 ? (Element[])[Paragraph("When a service answers a board that it has no capacity, the need stands here until it is met.")] : Sums(view),
                .. view.Observed.Count == 0 ? [] : (Element[])[PartTitle("What services observe"), .. MarkedList(view.Observed.Take(Page.Size).Select(one => new MarkedLine("•", one.Theme.Name, $"{one.Needs}")))],
                WhoCanSeeThis("only you. Members of boards and networks can read the register of their area. Restricted needs are not in it.", underLine: true),
                .. Row(view),
                .. view.Page.Buttons(Show, "Show earlier ones", "Show later ones"),
            ],
        };
        return new(card, open == 0 ? "No unmet need is open" : $"{Words.Sentence(Words.Some(open, "unmet need"))} open");
    }

    /// <param name="mayOffer">Whether the person leads the service.</param>
    /// <param name="mayClose">Whether the person is an officer of the board that asked.</param>
    public static Message ForEntry(UnmetNeed need, string theme, bool mayOffer, bool mayClose, string? note = null)
    {
        var restricted = need.Visibility is Visibility.Restricted;
        var card = new AdaptiveCard
        {
            FallbackText = $"{need.ServiceName}: {theme}. This version of Teams cannot show the need. Open Teams on another device.",
            Speak = need.IsOpen ? $"{need.ServiceName} has no capacity: {theme}." : $"Met: {theme}.",
            Body =
            [
                FromLine(Bold(need.Place.Name), " asked ", Bold(need.ServiceName), ", which had no capacity."),
                Heading(need.IsOpen ? "An unmet need" : need.Met!.By is MetBy.Service ? "✓ There is capacity now" : "✓ Closed by the board"),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                Paragraph(Bold("Theme: "), theme),
                Paragraph(Bold("Open since: "), $"{When.Day(need.Since)}."),
                .. need.Met is { } met ? [Paragraph(Bold(met.By is MetBy.Service ? "What the service can offer: " : "The board’s reason: "), met.Words), SmallPrint($"Said on {When.DayAtTime(met.At)}.")] : (Element[])[],
                WhoCanSeeThis(restricted ? "the board’s officers and whoever leads the service. It is restricted, and in no list." : "members of the boards and networks of the area, and the partnership board.", underLine: true),
                .. Forms(need, mayOffer && need.IsOpen, mayClose && need.IsOpen),
            ],
        };
        return new(card, need.IsOpen ? $"Unmet: {theme}, {need.ServiceName}" : $"Met: {theme}, {need.ServiceName}");
    }

    public static Message NotFound { get; } = new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This need is not in your list",
        WhatHappened = "There is no such entry, or it is of another area. Nothing was changed.",
        WhatToDo = "Write needs in this chat to see the entries of your area.",
    }.ToMessage();

    public static Message NotForYou { get; } = new Refusal
    {
        From = [Bold("The bot"), " was asked for the register of unmet needs."],
        Heading = "The register is for members",
        WhatHappened = "Your account is no member of a board or network, and leads no service. The register shows each area to its members.",
        WhatToDo = "Ask your school’s head or the clerk of your locality’s board. If you lead a service, ask the administrator to look at the directory.",
    }.ToMessage();

    private static Element[] Sums(RegisterView view) =>
    [
        new Table([3, 4, 1], [Headings, .. view.Page.Cut(view.Sums).Select(sum => Line(view, sum))]) { Spacing = Spacing.Medium },
        SmallPrint($"Each is one answer of one service to one board. The oldest is open since {When.Day(view.Sums.Min(sum => sum.Since))}."),
    ];

    private static TableRow Headings => new(Cell("Theme", bold: true), Cell("Service and area", bold: true), Cell("Open", bold: true));

    private static TableRow Line(RegisterView view, NeedSum sum) =>
        new(Cell(NameOf(view.Themes, sum.Theme)), Cell($"{sum.ServiceName}, {sum.Place.Name}"), Cell(sum.Open.ToString(CultureInfo.InvariantCulture)));

    private static RichTextBlock Cell(string text, bool bold = false) => new(bold ? Bold(text) : text);

    public static string NameOf(ThemeList themes, ThemeId theme) => themes.Find(theme)?.Name ?? "A theme that has left the list";

    private static IEnumerable<Element> Row(RegisterView view)
    {
        List<CardAction> actions = [];
        if (view.Observed.Count > 0)
        {
            actions.Add(Picker("What services observe…", ThemeInput, "Choose the theme", view.Observed.Take(ThemesShown).Select(one => new Choice(one.Theme.Name, one.Theme.Id.Value)), "Show what they saw", Observed));
        }

        if (view.Entries.Count > 0)
        {
            actions.Add(Picker("Open an entry…", EntryInput, "Choose the entry", view.Entries.Take(EntriesShown).Select(need => new Choice($"{NameOf(view.Themes, need.Theme)}: {need.ServiceName}, {need.Place.Name}, since {When.Day(need.Since)}", need.Id)), "Open this entry", Entry));
        }

        if (view.Logs)
        {
            actions.Add(Main(new ActionExecute("Log what you observe", ObservedCards.Form, []) { AssociatedInputs = AssociatedInputs.None }));
        }

        return actions.Count == 0 ? [] : [Buttons(actions)];
    }

    private static IEnumerable<Element> Forms(UnmetNeed need, bool mayOffer, bool mayClose)
    {
        List<CardAction> actions = [];
        if (mayClose)
        {
            actions.Add(WordsForm("Close this need…", ReasonInput, "Why does the board close it?", "Write a reason.", need, new("Close with this reason", Close, DataOf(need))));
        }

        if (mayOffer)
        {
            actions.Add(WordsForm("We have capacity…", WordsInput, "What can you offer now?", "Write what you can offer.", need, new("Say we have capacity", Capacity, DataOf(need))));
        }

        return actions.Count == 0 ? [] : [Buttons([.. actions.SkipLast(1), Main(actions[^1])])];
    }

    private static ActionShowCard WordsForm(string title, string input, string label, string error, UnmetNeed need, ActionExecute send) => new(
        title,
        new InputText(input) { Label = label, ErrorMessage = error, IsMultiline = true, IsRequired = true, MaxLength = ServiceRequest.LongestText },
        SmallPrint(need.Visibility is Visibility.Restricted ? "Only the board’s officers and whoever leads the service read this. Please name no child." : "Members of the area can read this. Please name no child."),
        Buttons(Main(send)));

    private static ActionShowCard Picker(string title, string input, string label, IEnumerable<Choice> choices, string button, string verb) => new(
        title,
        new InputChoiceSet(input) { Label = label, ErrorMessage = "Choose one.", IsRequired = true, Choices = [.. choices] },
        Buttons(Main(new ActionExecute(button, verb, []))));

    private static Dictionary<string, string> DataOf(UnmetNeed need) => new() { ["need"] = need.Id };
}
