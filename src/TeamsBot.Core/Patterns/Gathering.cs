using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>Themes that count together in a scope, and what was seen under them.</summary>
/// <param name="Themes">In the order of their ids.</param>
/// <param name="Counting">What counts, the earliest first.</param>
public sealed record Cluster(ImmutableArray<ThemeId> Themes, ImmutableArray<Sighting> Counting)
{
    /// <summary>The theme that stands for them: the first that anything counts under.</summary>
    public ThemeId Name => Themes.First(theme => Counting.IsEmpty || Counting.Any(sighting => sighting.Theme == theme));
}

/// <summary>Everything of one scope. All that it answers is a function of the sets it was given: in which order they came plays no part.</summary>
public sealed class Gathering
{
    private readonly Func<Urn, Urn?> primaryOf;

    /// <param name="primaryOf">The open primary school that a school's number stands for today, middle deemed primary included; null for any other.</param>
    public Gathering(PatternScope scope, IEnumerable<Sighting> sightings, IEnumerable<IssueQuestion> questions, IEnumerable<Pattern> patterns, Func<Urn, Urn?> primaryOf)
    {
        (Scope, this.primaryOf) = (scope, primaryOf);
        Sightings = [.. sightings.OrderBy(sighting => sighting.At).ThenBy(sighting => sighting.Key, StringComparer.Ordinal)];
        Questions = [.. questions.OrderBy(question => question.Key, StringComparer.Ordinal)];
        Patterns = [.. patterns.OrderBy(pattern => pattern.FoundAt).ThenBy(pattern => pattern.Theme.Value, StringComparer.Ordinal)];
        Clusters = [.. Gather()];
    }

    public PatternScope Scope { get; }

    public ImmutableArray<Sighting> Sightings { get; }

    public ImmutableArray<IssueQuestion> Questions { get; }

    public ImmutableArray<Pattern> Patterns { get; }

    public ImmutableArray<Cluster> Clusters { get; }

    public Cluster ClusterOf(ThemeId theme) => Clusters.FirstOrDefault(cluster => cluster.Themes.Contains(theme)) ?? new([theme], []);

    /// <summary>The pattern that stands for a cluster: the first found of them.</summary>
    public Pattern? PatternOf(Cluster cluster) => Patterns.FirstOrDefault(pattern => cluster.Themes.Contains(pattern.Theme));

    /// <summary>How many different networks, boards or primary schools: each once, whatever it sent (rule E8).</summary>
    public int CountOf(IEnumerable<Sighting> counting) => Scope.Level is PatternLevel.Primaries
        ? counting.SelectMany(sighting => sighting.Schools).Distinct().Select(primaryOf).OfType<Urn>().Distinct().Count()
        : counting.Select(sighting => sighting.Who.Id).Distinct().Count();

    public int CountOf(Cluster cluster) => CountOf(cluster.Counting);

    /// <summary>Changes with whatever the cards of a pattern show of what was seen.</summary>
    public string FingerprintOf(Cluster cluster)
    {
        var shown = Scope.Level is PatternLevel.Primaries
            ? $"{CountOf(cluster)} {cluster.Counting.Select(sighting => sighting.Who.Id).Distinct().Count()} {cluster.Counting.Count(sighting => sighting.IsSecret)}"
            : string.Join('\n', cluster.Counting.Select(sighting => $"{sighting.Key} {sighting.Version}").Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{string.Join(' ', cluster.Themes)}\n{shown}")))[..16];
    }

    /// <summary>
    /// Pairs of related themes to ask about: those that could make a pattern together, or add to one that stands, and of which nobody was asked yet. Related is not the
    /// same: they count together only when a person says so (rule E8).
    /// </summary>
    public IEnumerable<(ThemeId One, ThemeId Other)> ToAsk(ThemeList themes, int threshold)
    {
        var families = Clusters.Where(cluster => !cluster.Counting.IsEmpty && themes.Find(cluster.Name) is not null).GroupBy(cluster => themes.RootOf(themes.Find(cluster.Name)!).Id);
        foreach (var family in families.OrderBy(family => family.Key.Value, StringComparer.Ordinal))
        {
            var first = family.OrderBy(cluster => PatternOf(cluster) is null).ThenByDescending(CountOf).ThenBy(cluster => cluster.Name.Value, StringComparer.Ordinal).First();
            var others = family.Where(other => other != first && PatternOf(other) is null && !IsRefused(first, other)).ToList();
            if (others.Count > 0 && CountOf([.. first.Counting, .. others.SelectMany(other => other.Counting)]) >= threshold)
            {
                foreach (var other in others.Where(other => !IsAsked(first, other)))
                {
                    yield return (first.Name, other.Name);
                }
            }
        }
    }

    private bool IsRefused(Cluster first, Cluster other) => Between(first, other).Any(question => question.Same is false);

    private bool IsAsked(Cluster first, Cluster other) => Between(first, other).Any();

    private IEnumerable<IssueQuestion> Between(Cluster first, Cluster other) =>
        from one in first.Themes from two in other.Themes from question in Questions where question.IsAbout(one, two) select question;

    private IEnumerable<Cluster> Gather()
    {
        var left = Sightings.Select(sighting => sighting.Theme).Concat(Patterns.Select(pattern => pattern.Theme)).Distinct().OrderBy(theme => theme.Value, StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var together = new SortedSet<string>(StringComparer.Ordinal) { left[0].Value };
            while (Questions.Where(question => question.Same is true).FirstOrDefault(question => together.Contains(question.One.Value) != together.Contains(question.Other.Value)) is { } joined)
            {
                together.Add(joined.One.Value);
                together.Add(joined.Other.Value);
            }

            left.RemoveAll(theme => together.Contains(theme.Value));
            ImmutableArray<ThemeId> themes = [.. together.Select(theme => new ThemeId(theme))];
            yield return new(themes, [.. Sightings.Where(sighting => sighting.Counts && themes.Contains(sighting.Theme))]);
        }
    }
}
