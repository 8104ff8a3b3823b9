using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Themes;

/// <summary>The list of themes, and the forms to edit it.</summary>
internal static class ThemeCards
{
    public const string Show = "themes.show";
    public const string Open = "themes.open";
    public const string Add = "themes.add";
    public const string Save = "themes.save";
    public const string Retire = "themes.retire";
    public const string BringBack = "themes.bringBack";

    public const string PickInput = "pickedTheme";
    public const string NewNameInput = "newThemeName";
    public const string NameInput = "themeName";
    public const string ParentInput = "themeParent";
    public const string SynonymsInput = "themeSynonyms";

    /// <summary>What the choice "at the top" comes back as: an id has no underscore.</summary>
    public const string Top = "_top";

    /// <summary>In bytes. With it, the longest picker and the rest of the card stay below Teams' limit.</summary>
    private const int LinesAtMost = 10_000;

    /// <summary>What a line's JSON takes around its words.</summary>
    private const int LineFrame = 160;

    private const int LongestSynonyms = (Theme.LongestName + 1) * Theme.SynonymsAtMost;

    /// <param name="from">Which of the offered themes stands first: a long list is shown in parts.</param>
    /// <param name="fresh">The id of the theme that the form would add; null for somebody who may not edit.</param>
    public static Message List(ThemeList list, int from, ThemeId? fresh, string? problem = null, string? newName = null)
    {
        IReadOnlyList<Theme> offered = [.. list.Offered];
        var first = from < 0 || from >= offered.Count ? 0 : from;
        var shown = Fitting(list, offered.Skip(first));
        var next = first + shown.Count < offered.Count ? first + shown.Count : (int?)null;
        var card = new AdaptiveCard
        {
            FallbackText = $"The county’s list has {Words.Count(offered.Count, "theme")}. This version of Teams cannot show it. Open Teams on another device.",
            Speak = problem ?? $"The county’s list has {Words.Count(offered.Count, "theme")}.",
            Body =
            [
                FromLine(Bold("The bot"), " keeps one list of themes. Each priority is tagged with one of them, so that schools with the same concern can find each other."),
                Heading("Themes"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold(problem))],
                .. first == 0 && next is null ? [] : (Element[])[Paragraph($"Themes {first + 1} to {first + shown.Count}{Words.Bound}of{Words.Bound}{offered.Count}, A{Words.Bound}to{Words.Bound}Z.")],
                .. shown,
                .. fresh is null ? [] : Retired(list),
                .. fresh is null ? (Element[])[SmallPrint("Is one missing? Ask an editor or an administrator to add it.")] : [],
                WhoCanSeeThis("only you. Everyone sees the same list.", underLine: true),
                .. Row([.. fresh is { } id ? Forms(list, id, newName) : [], .. next is { } after ? [Next(after)] : (CardAction[])[]]),
            ],
        };
        return new(card, problem ?? $"The county’s list: {Words.Count(offered.Count, "theme")}");
    }

    /// <param name="note">What came of a press, or why it is not saved.</param>
    /// <param name="typed">What was typed: it stays. Null for the theme as it stands.</param>
    public static Message Edit(ThemeList list, Theme theme, string? note = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a theme. Open Teams on another device.",
            Speak = note ?? $"Change the theme {theme.Name}.",
            Body =
            [
                FromLine("You may edit ", Bold("the county’s list of themes"), "."),
                Heading(theme.IsRetired ? "A retired theme" : "Change a theme"),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                Paragraph(Bold(theme.Name), Where(list, theme)),
                .. theme.IsRetired ? (Element[])[Paragraph("It is no longer offered. What was tagged with it keeps it.")] : Fields(list, theme, typed),
                WhoCanSeeThis("only you. Everyone sees the list, and the record keeps who changed it.", underLine: true),
                theme.IsRetired ? Buttons(Back(), Main(new ActionExecute("Bring it back", BringBack, DataOf(list, theme)))) : Buttons(RetireForm(list, theme), Back(), Main(new ActionExecute("Save this theme", Save, DataOf(list, theme)))),
            ],
        };
        return new(card, note ?? $"Theme: {theme.Name}");
    }

    public static Message NotAllowed() => new Refusal
    {
        From = [Bold("The bot"), " was asked to change the list of themes."],
        Heading = "An editor keeps this list",
        WhatHappened = "Your account is neither an editor nor an administrator. Nothing was changed.",
        WhatToDo = "Ask an editor or an administrator to change it. Write themes in this chat to see the list.",
    }.ToMessage();

    private static List<Element> Fitting(ThemeList list, IEnumerable<Theme> themes)
    {
        var (lines, room) = (new List<Element>(), LinesAtMost);
        foreach (var theme in themes)
        {
            var text = theme.Terms.Sum(term => System.Text.Encoding.UTF8.GetByteCount(term) + 2);
            room -= LineFrame + text;
            if (room < 0 && lines.Count > 0)
            {
                break;
            }

            lines.Add(Line(list, theme));
        }

        return lines;
    }

    // One element for each theme, so that what is shown can be counted.
    private static RichTextBlock Line(ThemeList list, Theme theme)
    {
        IReadOnlyList<TextRun> also = theme.Synonyms.IsEmpty ? [] : [Subtle($" (also {string.Join(", ", theme.Synonyms)})")];
        return list.LevelOf(theme) switch
        {
            1 => new RichTextBlock([Bold(theme.Name), .. also]) { Spacing = Spacing.Medium },
            2 => new RichTextBlock([$"•{Words.Bound}{theme.Name}", .. also]) { Spacing = Spacing.Small },
            _ => new RichTextBlock([$"{Words.Bound}{Words.Bound}{Words.Bound}◦{Words.Bound}{theme.Name}", .. also]) { Spacing = Spacing.Small },
        };
    }

    private static IEnumerable<Element> Retired(ThemeList list)
    {
        var retired = list.All.Where(theme => theme.IsRetired).Select(theme => theme.Name).ToList();
        const int Named = 10;
        return retired.Count == 0 ? []
            : [Paragraph(Bold("Retired: "), retired.Count <= Named ? $"{Words.Join(retired)}." : $"{string.Join(", ", retired.Take(Named))} and {retired.Count - Named} more.")];
    }

    private static IEnumerable<CardAction> Forms(ThemeList list, ThemeId fresh, string? newName)
    {
        if (list.All.Length > 0)
        {
            yield return new ActionShowCard(
                "Change a theme…",
                new InputChoiceSet(PickInput) { Label = "Choose the theme", ErrorMessage = "Choose a theme.", IsRequired = true, Choices = [.. Pickable(list).Select(theme => ChoiceOf(list, theme))] },
                Buttons(Main(new ActionExecute("Open this theme", Open, []))));
        }

        yield return new ActionShowCard(
            "Add a theme…",
            new InputText(NewNameInput) { Label = "Name the theme", ErrorMessage = "Write its name.", IsRequired = true, MaxLength = Theme.LongestName, Value = newName is { Length: > 0 } ? PlainText.Shorten(newName, Theme.LongestName) : null },
            SmallPrint("Next you can say where it belongs, and what people also call it."),
            Buttons(Main(new ActionExecute("Add this theme", Add, new() { ["newTheme"] = fresh.Value, ["version"] = VersionOf(list) }))));
    }

    // Retired ones can be brought back; only the first of very many, because a picker has its limit too.
    private static IEnumerable<Theme> Pickable(ThemeList list) => list.Offered.Concat(list.All.Where(theme => theme.IsRetired).Take(Math.Max(0, ThemeList.OfferedAtMost - list.Offered.Count())));

    private static Choice ChoiceOf(ThemeList list, Theme theme) => new($"{(list.LevelOf(theme) > 1 ? $"{list.RootOf(theme).Name}: " : "")}{theme.Name}{(theme.IsRetired ? " (retired)" : "")}", theme.Id.Value);

    private static IEnumerable<Element> Fields(ThemeList list, Theme theme, IReadOnlyDictionary<string, string>? typed)
    {
        var parents = Parents(list, theme);
        var parent = typed?.GetValueOrDefault(ParentInput) ?? theme.Parent?.Value ?? Top;
        var synonyms = typed?.GetValueOrDefault(SynonymsInput) ?? string.Join('\n', theme.Synonyms);
        return
        [
            new InputText(NameInput)
            {
                Label = "Write its name", ErrorMessage = "Write its name.", IsRequired = true, MaxLength = Theme.LongestName,
                Value = typed?.GetValueOrDefault(NameInput) is { Length: > 0 } name ? PlainText.Shorten(name, Theme.LongestName) : theme.Name,
            },
            new InputChoiceSet(ParentInput)
            {
                Label = "Choose what it belongs to", ErrorMessage = "Choose a theme, or the top.", IsRequired = true,
                Choices = [new Choice("Nothing: it stands at the top", Top), .. parents.Select(above => new Choice(above.Name, above.Id.Value))],
                Value = parent == Top || parents.Any(above => above.Id.Value == parent) ? parent : Top,
            },
            new InputText(SynonymsInput)
            {
                Label = "Write what people also call it, each on a line of its own", ErrorMessage = "Write each name on a line of its own.", IsMultiline = true, MaxLength = LongestSynonyms,
                Value = synonyms.Length == 0 ? null : Kept(synonyms),
            },
            SmallPrint("Priorities that carry this theme keep it under its new name."),
        ];
    }

    private static ImmutableArray<Theme> Parents(ThemeList list, Theme theme) =>
        [.. list.Offered.Where(above => above.Id != theme.Id && list.LevelOf(above) < ThemeList.DeepestLevel && !StandsUnder(list, above, theme.Id))];

    private static bool StandsUnder(ThemeList list, Theme theme, ThemeId above) => theme.Parent is { } parent && (parent == above || StandsUnder(list, list.Find(parent)!, above));

    private static ActionShowCard RetireForm(ThemeList list, Theme theme) => new(
        "Retire…",
        SmallPrint("It is no longer offered. What was tagged with it keeps it, and you can bring it back."),
        Buttons(Main(new ActionExecute("Retire this theme", Retire, DataOf(list, theme)) { AssociatedInputs = AssociatedInputs.None })));

    private static ActionExecute Back() => new("Show all themes", Show, []) { AssociatedInputs = AssociatedInputs.None };

    private static CardAction Next(int from) => Main(new ActionExecute("Show the next themes", Show, new() { ["from"] = from.ToString(CultureInfo.InvariantCulture) }) { AssociatedInputs = AssociatedInputs.None });

    private static IEnumerable<Element> Row(IReadOnlyList<CardAction> actions) => actions.Count == 0 ? [] : [Buttons(actions)];

    private static string Where(ThemeList list, Theme theme) => theme.Parent is { } parent ? $" stands under {list.Find(parent)!.Name}." : " stands at the top.";

    private static Dictionary<string, string> DataOf(ThemeList list, Theme theme) => new() { ["theme"] = theme.Id.Value, ["version"] = VersionOf(list) };

    private static string VersionOf(ThemeList list) => list.Version.ToString(CultureInfo.InvariantCulture);

    // A client lets nobody type more; what a forged press carries is not worth a card that Teams would refuse as too big.
    private static string Kept(string typed) => typed.Length <= LongestSynonyms ? typed : typed[..(char.IsHighSurrogate(typed[LongestSynonyms - 1]) ? LongestSynonyms - 1 : LongestSynonyms)];
}
