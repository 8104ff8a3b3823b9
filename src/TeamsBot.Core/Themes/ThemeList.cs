using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TeamsBot.Core.Themes;

/// <summary>One version of the controlled list, whole and immutable: every name and synonym stands once, every parent exists, and nothing is its own ancestor.</summary>
public sealed class ThemeList
{
    /// <summary>The most themes that are offered at a time: what a picker on a phone can hold.</summary>
    public const int OfferedAtMost = 60;

    /// <summary>The most themes a list keeps, the retired ones with them.</summary>
    public const int KeptAtMost = 240;

    /// <summary>A theme, one under it, and one under that.</summary>
    public const int DeepestLevel = 3;

    private readonly FrozenDictionary<ThemeId, Theme> byId;
    private readonly ImmutableArray<(string Folded, Theme Theme)> terms;

    /// <param name="version">0 for the starter list, one more at each edit.</param>
    /// <exception cref="ArgumentException">The themes break a rule of the list; <see cref="Problem"/> says which.</exception>
    public ThemeList(int version, IEnumerable<Theme> themes)
    {
        ImmutableArray<Theme> all = [.. themes];
        if (Problem(all) is { } problem)
        {
            throw new ArgumentException(problem.Why, nameof(themes));
        }

        Version = version;
        byId = all.ToFrozenDictionary(theme => theme.Id);
        All = [.. all.Where(theme => theme.Parent is null).OrderBy(theme => theme.Name, StringComparer.OrdinalIgnoreCase).SelectMany(WithChildren)];
        terms = [.. All.Where(theme => !theme.IsRetired).SelectMany(theme => theme.Terms, (theme, term) => (Folded: Theme.Fold(term), theme)).OrderByDescending(term => term.Folded.Length)];

        IEnumerable<Theme> WithChildren(Theme theme) =>
            all.Where(child => child.Parent == theme.Id).OrderBy(child => child.Name, StringComparer.OrdinalIgnoreCase).SelectMany(WithChildren).Prepend(theme);
    }

    public int Version { get; }

    /// <summary>Every theme, the retired ones too: A to Z, each followed by those under it.</summary>
    public ImmutableArray<Theme> All { get; }

    /// <summary>The themes to choose from, in the same order.</summary>
    public IEnumerable<Theme> Offered => All.Where(theme => !theme.IsRetired);

    public Theme? Find(ThemeId id) => byId.GetValueOrDefault(id);

    /// <summary>The theme of a claimed id, if it may be chosen.</summary>
    public Theme? FindOffered(string claimed) => ThemeId.IsWellFormed(claimed) && Find(new(claimed)) is { IsRetired: false } theme ? theme : null;

    /// <summary>1 for a theme at the top, one more for each theme it stands under.</summary>
    public int LevelOf(Theme theme) => theme.Parent is { } parent ? LevelOf(byId[parent]) + 1 : 1;

    public Theme RootOf(Theme theme) => theme.Parent is { } parent ? RootOf(byId[parent]) : theme;

    /// <summary>Whether two different themes belong together: under the same theme at the top. Alike is not the same: a match between them needs a person's yes (rule E8).</summary>
    public bool AreRelated(ThemeId one, ThemeId other) => one != other && Find(one) is { } first && Find(other) is { } second && RootOf(first) == RootOf(second);

    /// <summary>The offered themes whose name or synonym stands in a text, whole words and whatever their case and accents; the longest match first. Candidates for a person to choose from.</summary>
    public IReadOnlyList<Theme> Match(string text)
    {
        var words = $" {Theme.Fold(text)} ";
        return [.. terms.Where(term => words.Contains($" {term.Folded} ", StringComparison.Ordinal)).Select(term => term.Theme).Distinct()];
    }

    /// <summary>The first rule that a set of themes breaks, and where; null for one that may be a list.</summary>
    public static ThemeProblem? Problem(IReadOnlyList<Theme> themes)
    {
        if (themes.Count > KeptAtMost || themes.Count(theme => !theme.IsRetired) > OfferedAtMost)
        {
            return new(themes[^1].Id, ThemeField.Name, $"A list holds at most {OfferedAtMost} themes, and at most {KeptAtMost} with the retired ones.");
        }

        var byId = new Dictionary<ThemeId, Theme>();
        var terms = new Dictionary<string, Theme>(StringComparer.Ordinal);
        foreach (var theme in themes)
        {
            if (!ThemeId.IsWellFormed(theme.Id.Value) || !byId.TryAdd(theme.Id, theme))
            {
                return new(theme.Id, ThemeField.Id, "An id is made of letters, digits and hyphens, at most 64 of them, and stands once.");
            }

            if (TermProblem(theme, terms) is { } problem)
            {
                return problem;
            }
        }

        return themes.Select(theme => PlaceProblem(theme, byId)).FirstOrDefault(problem => problem is not null);
    }

    private static ThemeProblem? TermProblem(Theme theme, Dictionary<string, Theme> taken)
    {
        if (theme.Synonyms.Length > Theme.SynonymsAtMost)
        {
            return new(theme.Id, ThemeField.Synonyms, $"A theme has at most {Theme.SynonymsAtMost} other names.");
        }

        foreach (var (term, at) in theme.Terms.Select((term, at) => (term, at)))
        {
            var (folded, field) = (Theme.Fold(term), at == 0 ? ThemeField.Name : ThemeField.Synonyms);
            if (folded.Length == 0 || term.Length > Theme.LongestName)
            {
                return new(theme.Id, field, $"A name is words, at most {Theme.LongestName} characters.");
            }

            if (!taken.TryAdd(folded, theme))
            {
                return new(theme.Id, field, $"Each name and other name stands once in the list. “{term}” is already one of {taken[folded].Name}.");
            }
        }

        return null;
    }

    private static ThemeProblem? PlaceProblem(Theme theme, Dictionary<ThemeId, Theme> byId)
    {
        var level = 1;
        for (var at = theme; at.Parent is { } parent; level++)
        {
            if (!byId.TryGetValue(parent, out var above))
            {
                return new(theme.Id, ThemeField.Parent, "A theme stands under one that is in the list.");
            }

            if (parent == theme.Id || level > byId.Count)
            {
                return new(theme.Id, ThemeField.Parent, "A theme cannot stand under itself, or under one that stands under it.");
            }

            if (above.IsRetired && !theme.IsRetired)
            {
                return new(theme.Id, ThemeField.Parent, $"It would stand under {above.Name}, which is retired.");
            }

            at = above;
        }

        return level > DeepestLevel ? new(theme.Id, ThemeField.Parent, "Themes go three levels deep: a theme, one under it, and one under that.") : null;
    }
}

/// <summary>What of a theme a rule is about.</summary>
public enum ThemeField
{
    Id,
    Name,
    Parent,
    Synonyms,
}

/// <summary>A rule of the list that is broken.</summary>
/// <param name="Why">What was expected, in a sentence for whoever edits the list.</param>
public sealed record ThemeProblem(ThemeId Theme, ThemeField Field, string Why);
