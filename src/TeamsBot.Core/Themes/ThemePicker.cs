using TeamsBot.AdaptiveCards;

namespace TeamsBot.Core.Themes;

/// <summary>A field of a form in which somebody chooses one theme of the county's list.</summary>
public static class ThemePicker
{
    /// <param name="chosen">The id of the theme chosen already, as a form may claim it; one that is not offered is as none.</param>
    public static InputChoiceSet Draw(string id, string label, ThemeList list, string? chosen = null, bool required = true) => new(id)
    {
        Label = label,
        ErrorMessage = "Choose a theme.",
        IsRequired = required,
        Choices = [.. list.Offered.Select(theme => new Choice(TitleOf(list, theme), theme.Id.Value))],
        Value = list.FindOffered(chosen ?? "")?.Id.Value,
    };

    /// <summary>The theme's name after that of the theme at its top: "Language and literacy: Early language".</summary>
    public static string TitleOf(ThemeList list, Theme theme) => list.RootOf(theme) is var root && root != theme ? $"{root.Name}: {theme.Name}" : theme.Name;
}
