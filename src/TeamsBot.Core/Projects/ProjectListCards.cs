using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Resources;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Projects;

/// <summary>The way into the county's projects, and their list by theme: the latest start first, never a ranking (R95).</summary>
internal static class ProjectListCards
{
    public const string Home = "projects.home";
    public const string Show = "projects.show";

    /// <summary>The input of the theme picker, and the keys under which other buttons carry what is listed.</summary>
    public const string ThemeInput = "pickedTheme", ThemeKey = "theme", OwnKey = "own";

    /// <param name="fresh">The id of the project that the reader's form would start; null for somebody who acts for no school.</param>
    public static Message ForHome(ThemeList themes, int count, ProjectId? fresh)
    {
        var said = count == 0 ? "No project is under way yet" : $"{Words.Sentence(Words.Some(count, "project"))} of schools";
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show them. Open Teams on another device.",
            Speak = $"{said}. Choose a theme, or start one.",
            Body =
            [
                FromLine(Bold("The bot"), " keeps the projects in which schools work together under a theme."),
                Heading("Projects of schools"),
                Paragraph($"{said}. Any school can ask to join one, to share what it is good at or as a partner in the move between schools."),
                .. themes.Offered.Any() ? [ThemePicker.Draw(ThemeInput, "Choose a theme", themes)] : (Element[])[],
                WhoCanSeeThis("only you.", underLine: true),
                .. fresh is { } id
                    ? [Buttons(
                        new ActionExecute("Show my school’s", Show, new() { [OwnKey] = "true" }) { Id = "projects.showOwn", AssociatedInputs = AssociatedInputs.None },
                        new ActionExecute("Start a project", ProjectStartCards.Form, new() { ["newProject"] = id.Value }) { AssociatedInputs = AssociatedInputs.None })]
                    : (Element[])[],
                Buttons(
                [
                    new ActionExecute("Show every theme", Show, []) { Id = "projects.showAll", AssociatedInputs = AssociatedInputs.None },
                    .. themes.Offered.Any() ? [Main(new ActionExecute("Show this theme", Show, []))] : (CardAction[])[],
                ]),
            ],
        };
        return new(card, $"Projects of schools: {(count == 0 ? "none yet" : Words.Number(count))}");
    }

    /// <param name="theme">Null for every theme.</param>
    /// <param name="own">Whether only the projects of the reader's schools are listed.</param>
    public static Message List(ThemeList themes, Theme? theme, bool own, IReadOnlyList<Project> projects, Page page)
    {
        var what = own ? "your schools" : theme is null ? "every theme" : ThemePicker.TitleOf(themes, theme);
        var said = projects.Count == 0 ? $"No project yet: {what}" : $"{Words.Sentence(Words.Some(projects.Count, "project"))}: {what}";
        Dictionary<string, string> of = own ? new() { [OwnKey] = "true" } : theme is null ? [] : new() { [ThemeKey] = theme.Id.Value };
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{said}.",
            Body =
            [
                FromLine(Bold("The bot"), " lists projects of schools by their start, the latest first. Nobody is ranked."),
                Heading("Projects of schools"),
                Paragraph(Bold(Words.Sentence(what)), $": {(projects.Count == 0 ? "no project yet. A head or deputy can start one." : Words.Some(projects.Count, "project") + ".")}"),
                .. EntryList.Draw(projects.Select(EntryOf), page),
                WhoCanSeeThis(own ? "only you." : ProjectCards.Members, underLine: true),
                Buttons([.. EntryList.Turns(page, Show, of), new ActionExecute("Back to the beginning", Home, [])]),
            ],
        };
        return new(card, said);
    }

    private static ListEntry EntryOf(Project project) => new(
        ProjectWords.Status(project), project.Aim, $"{ProjectWords.Who(project)}. {ProjectWords.Dates(project)}.", "Open this project", ProjectCards.Open, new() { ["project"] = project.Id.Value });
}
