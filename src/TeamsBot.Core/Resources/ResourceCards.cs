using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Resources;

/// <summary>What stands behind the first card of <c>resources</c>.</summary>
/// <param name="Resources">How many from outside are offered.</param>
/// <param name="Strengths">How many strengths of schools and networks are on offer.</param>
internal sealed record ResourceHome(ThemeList Themes, int Resources, int Strengths)
{
    /// <summary>Whether the reader is a member of the county's work: bids are for members.</summary>
    public bool IsMember { get; init; } = true;

    /// <summary>The id of the entry that an editor's form would add; null for somebody who may not edit.</summary>
    public ResourceId? Fresh { get; init; }

    /// <summary>The id of the strength that the reader's form would offer; null for somebody who speaks for no school or network.</summary>
    public StrengthId? FreshStrength { get; init; }

    /// <summary>How many strengths the reader's board has not looked at; null for somebody who is no board's officer.</summary>
    public int? Unseen { get; init; }
}

/// <summary>The way into the directory, and its list by theme.</summary>
internal static class ResourceCards
{
    public const string Home = "resources.home";
    public const string Show = "resources.show";
    public const string Open = "resources.open";
    public const string Form = "resources.form";
    public const string Save = "resources.save";
    public const string Retire = "resources.retire";
    public const string BringBack = "resources.bringBack";

    /// <summary>The input of the theme picker, and the key under which other buttons carry the theme.</summary>
    public const string ThemeInput = "pickedTheme", ThemeKey = "theme";

    public static Message ForHome(ResourceHome home)
    {
        var said = $"The county’s list has {Words.Some(home.Resources, "resource")} from outside and {Words.Some(home.Strengths, "strength")} of schools and networks here";
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{said}. Choose a theme to see who can help.",
            Body =
            [
                FromLine(Bold("The bot"), " keeps a list of who can help schools, by theme."),
                Heading("Who can help"),
                Paragraph($"{said}. They stand A{Words.Bound}to{Words.Bound}Z: nobody is ranked."),
                .. home.Unseen is > 0 and var unseen ? [Paragraph(Bold($"{Words.Sentence(Words.Some(unseen, "strength"))} in your board’s register "), "not looked at yet.")] : (Element[])[],
                .. home.Themes.Offered.Any() ? [ThemePicker.Draw(ThemeInput, "Choose a theme", home.Themes)] : (Element[])[],
                WhoCanSeeThis("only you. Everyone sees the same list.", underLine: true),
                .. RolesOf(home).ToList() is { Count: > 0 } acts ? [Buttons(acts)] : (Element[])[],
                Buttons(
                [
                    new ActionExecute("Show every theme", Show, []) { Id = "resources.showAll", AssociatedInputs = AssociatedInputs.None },
                    .. home.Themes.Offered.Any() ? [Main(new ActionExecute("Show this theme", Show, []))] : (CardAction[])[],
                ]),
            ],
        };
        return new(card, "Who can help: choose a theme");
    }

    /// <param name="theme">Null for every theme.</param>
    public static Message List(ThemeList themes, Theme? theme, IReadOnlyList<ListEntry> entries, Page page)
    {
        var what = theme is null ? "every theme" : ThemePicker.TitleOf(themes, theme);
        var said = entries.Count == 0 ? $"Nobody is listed yet for {what}" : $"{Words.Sentence(Words.Some(entries.Count, "entry", "entries"))} for {what}";
        Dictionary<string, string> of = theme is null ? [] : new() { [ThemeKey] = theme.Id.Value };
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{said}.",
            Body =
            [
                FromLine(Bold("The bot"), " keeps a list of who can help schools, A", $"{Words.Bound}to{Words.Bound}Z."),
                Heading(theme is null ? "Who can help" : "Who can help with a theme"),
                Paragraph(Bold(Words.Sentence(what)), $": {(entries.Count == 0 ? "nobody is listed yet. An editor can add somebody." : Words.Some(entries.Count, "entry", "entries") + ".")}"),
                .. EntryList.Draw(entries, page),
                WhoCanSeeThis("only you. Everyone sees the same list.", underLine: true),
                Buttons([.. EntryList.Turns(page, Show, of), new ActionExecute("Choose another theme", Home, [])]),
            ],
        };
        return new(card, said);
    }

    private static IEnumerable<CardAction> RolesOf(ResourceHome home)
    {
        if (home.IsMember)
        {
            yield return new ActionExecute("Show the bids", BidCards.Show, []) { AssociatedInputs = AssociatedInputs.None };
        }

        if (home.Fresh is { } fresh)
        {
            yield return new ActionExecute("Add a resource", Form, new() { ["newResource"] = fresh.Value }) { Id = "resources.add", AssociatedInputs = AssociatedInputs.None };
        }

        if (home.Unseen is not null)
        {
            yield return new ActionExecute("Our board’s register", StrengthCards.Register, []) { AssociatedInputs = AssociatedInputs.None };
        }

        if (home.FreshStrength is { } strength)
        {
            yield return new ActionExecute("Offer a strength", StrengthCards.Form, new() { ["newStrength"] = strength.Value }) { AssociatedInputs = AssociatedInputs.None };
        }
    }

    public static Message NotAllowed() => new Refusal
    {
        From = [Bold("The bot"), " was asked to change the list of who can help."],
        Heading = "An editor keeps this list",
        WhatHappened = "Your account is neither an editor nor an administrator. Nothing was changed.",
        WhatToDo = "Ask an editor or an administrator to change it. Write resources in this chat to see the list.",
    }.ToMessage();

    public static Message NotThere() => new Refusal
    {
        From = [Bold("The bot"), " was asked for an entry of the list of who can help."],
        Heading = "There is no such entry",
        WhatHappened = "The entry is not in the list, or no longer. Nothing was changed.",
        WhatToDo = "Write resources in this chat to see the list as it stands.",
    }.ToMessage();

    /// <summary>An entry as a list shows it.</summary>
    public static ListEntry EntryOf(Resource resource) => new(
        resource.IsRetired ? "– Retired resource" : "• Resource",
        resource.Name,
        resource.Offers,
        "Open this resource",
        Open,
        new() { ["resource"] = resource.Id.Value });
}
