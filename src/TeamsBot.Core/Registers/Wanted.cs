using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Registers;

/// <summary>A filter with what the themes' list says of it: a theme stands for those under it too.</summary>
internal sealed class Wanted
{
    private readonly HashSet<string>? themes;

    public Wanted(RegisterFilter filter, ThemeList list)
    {
        Filter = filter;
        themes = filter.Theme is { } theme ? [theme.Value, .. list.All.Where(other => IsUnder(list, other, theme)).Select(other => other.Id.Value)] : null;
    }

    public RegisterFilter Filter { get; }

    /// <summary>Which of the person's groups are looked through: one of theirs alone where it is asked for, because all that went through it stands there.</summary>
    public IReadOnlySet<GroupId> GroupsOf(Audience audience) =>
        Filter.Group is { } group && audience.Groups.Contains(group) ? new HashSet<GroupId> { group } : audience.Groups;

    /// <summary>Whether the index row leaves it possible. One that names no theme may have been given one since.</summary>
    public bool MayMatch(NotedEntry noted) =>
        (Filter.Group is not { } group || noted.Groups.Contains(group)) && (themes is null || noted.Themes.IsEmpty || noted.Themes.Any(themes.Contains));

    /// <summary>Whether an entry that went through those groups, with those themes and words, is wanted.</summary>
    public bool Matches(IEnumerable<GroupId> through, IEnumerable<string?> of, params IEnumerable<string?> words) =>
        (Filter.Group is not { } group || through.Contains(group)) && (themes is null || of.Any(theme => theme is not null && themes.Contains(theme))) && Filter.Finds(words);

    private static bool IsUnder(ThemeList list, Theme theme, ThemeId above) =>
        theme.Parent is { } parent && (parent == above || (list.Find(parent) is { } next && IsUnder(list, next, above)));
}
