using System.Globalization;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>What is counted under one theme, and who is told of it.</summary>
public enum PatternLevel
{
    /// <summary>The networks of one locality that raised it; told to their locality board (R55).</summary>
    Networks,

    /// <summary>The locality boards that have it; told to the partnership board (R56).</summary>
    Boards,

    /// <summary>The primary schools of the county behind it; told to the partnership board (R57).</summary>
    Primaries,
}

/// <summary>Where things are counted together: one level, for one board, in one school year.</summary>
/// <param name="Year">The school year's first: 2026 for September 2026 to August 2027. What counts is placed by the instant at which it was raised or referred up.</param>
public sealed record PatternScope(PatternLevel Level, GroupId Board, int Year)
{
    private const int FirstMonth = 9;

    /// <summary>In key characters without <c>|</c>.</summary>
    public string Key => $"{Level.ToString().ToLowerInvariant()}~{Board}~{Year.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The scope of a key, or null for what cannot be one. Cards are claims.</summary>
    public static PatternScope? Read(string claimed) =>
        claimed.Split('~') is [var level, { Length: > 0 } board, var year]
        && Enum.GetValues<PatternLevel>().Where(known => known.ToString().Equals(level, StringComparison.OrdinalIgnoreCase)).Select(known => (PatternLevel?)known).FirstOrDefault() is { } found
        && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new(found, new(board), first)
            : null;

    /// <summary>The school year of an instant, by the local day.</summary>
    public static int SchoolYearOf(DateTimeOffset at) => When.Local(at) is var local && local.Month >= FirstMonth ? local.Year : local.Year - 1;
}

/// <summary>A pattern's id, made of its scope and its theme, so that it is found once (rule E8).</summary>
public sealed record PatternId(PatternScope Scope, ThemeId Theme)
{
    private const int LongestClaim = 200;

    public string Value => $"{Scope.Key}~{Theme}";

    /// <summary>The id that was claimed, or null for what cannot be one. Cards are claims.</summary>
    public static PatternId? Read(string claimed) =>
        claimed.Length <= LongestClaim && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal)
        && claimed.LastIndexOf('~') is > 0 and var at && PatternScope.Read(claimed[..at]) is { } scope && ThemeId.IsWellFormed(claimed[(at + 1)..])
            ? new(scope, new(claimed[(at + 1)..]))
            : null;

    public override string ToString() => Value;
}

/// <summary>From how many on a theme is a pattern. Copied onto each pattern when it is found, so that a later setting changes nothing that was told.</summary>
/// <param name="Networks">Networks of one locality (R55).</param>
/// <param name="Boards">Locality boards (R56).</param>
/// <param name="Primaries">Primary schools of the county (R57).</param>
public sealed record PatternThresholds(int Networks = 3, int Boards = 3, int Primaries = 100)
{
    public int Of(PatternLevel level) => level switch
    {
        PatternLevel.Networks => Networks,
        PatternLevel.Boards => Boards,
        _ => Primaries,
    };
}
