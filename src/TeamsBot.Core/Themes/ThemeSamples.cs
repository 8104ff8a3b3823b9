using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Themes;

/// <summary>The list of themes and its forms, filled from the starter list.</summary>
internal static class ThemeSamples
{
    private const string Part = "Themes";

    private static readonly ThemeId Fresh = new("theme-1");

    public static IEnumerable<CardSample> Of(ThemeList list)
    {
        var theme = list.All.First(theme => theme.Parent is not null);
        var retired = theme with { IsRetired = true };
        var later = new ThemeList(list.Version + 1, list.All.Replace(theme, retired));
        return
        [
            new(Part, "Anybody, the list", ThemeCards.List(list, 0, fresh: null)),
            new(Part, "Editor, the list", ThemeCards.List(later, 0, Fresh)),
            new(Part, "Editor, not added yet", ThemeCards.List(list, 0, Fresh, "Not added yet. Each name and other name stands once in the list. “Reading” is already one of Literacy.", "Reading")),
            new(Part, "Anybody, a long list", ThemeCards.List(Long, 0, fresh: null)),
            new(Part, "Editor, the end of a long list", ThemeCards.List(Long, 40, Fresh)),
            new(Part, "Editor, a theme", ThemeCards.Edit(list, theme)),
            new(Part, "Editor, saved", ThemeCards.Edit(list, theme, "✓ Saved.")),
            new(Part, "Editor, a retired theme", ThemeCards.Edit(later, retired)),
            new(Part, "Not an editor", ThemeCards.NotAllowed()),
        ];
    }

    private static ThemeList Long { get; } = new(7, Enumerable.Range(1, ThemeList.OfferedAtMost).Select(number => new Theme(new($"t{number}"), $"Theme {number}", null, [$"What people call theme {number}"])));
}
