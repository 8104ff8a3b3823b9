using System.Collections.Immutable;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Resources;

/// <summary>Who may help with a theme: offered, never ranked (R68, R95).</summary>
/// <param name="Resources">From outside, A to Z.</param>
/// <param name="Strengths">Of schools and networks, A to Z by who offers them.</param>
public sealed record Suggestions(ImmutableArray<Resource> Resources, ImmutableArray<Strength> Strengths)
{
    /// <summary>
    /// What fits a theme: whatever names it, a wider theme that it stands under or a narrower one under it, and whatever may help with any theme. A theme beside it is another
    /// theme: alike is not the same (rule E8).
    /// </summary>
    /// <param name="theme">Null for every theme.</param>
    /// <param name="strengths">Those on offer on the day.</param>
    public static Suggestions For(ThemeList themes, ThemeId? theme, IEnumerable<Resource> resources, IEnumerable<Strength> strengths) => new(
        [.. resources.Where(resource => theme is not { } of || resource.Themes.IsEmpty || resource.Themes.Any(other => OnOneLine(themes, of, other)))
            .OrderBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase)],
        [.. strengths.Where(strength => theme is not { } of || OnOneLine(themes, of, strength.Theme)).OrderBy(strength => strength.By.Name, StringComparer.OrdinalIgnoreCase).ThenBy(strength => strength.Id.Value, StringComparer.Ordinal)]);

    private static bool OnOneLine(ThemeList themes, ThemeId one, ThemeId other) => one == other || StandsUnder(themes, one, other) || StandsUnder(themes, other, one);

    private static bool StandsUnder(ThemeList themes, ThemeId theme, ThemeId above)
    {
        for (var at = themes.Find(theme)?.Parent; at is { } parent; at = themes.Find(parent)?.Parent)
        {
            if (parent == above)
            {
                return true;
            }
        }

        return false;
    }
}
