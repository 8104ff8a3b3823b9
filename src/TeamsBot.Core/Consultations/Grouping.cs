using System.Collections.Immutable;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Consultations;

/// <summary>
/// The groups of a breakdown: each phase or status of the schools asked, except that one with fewer than five schools is put together with its kin (a free school is an
/// academy in law, an all-through school has secondary years), and where it has none with the next smallest. It depends on the schools asked alone, never on their answers.
/// </summary>
internal sealed class Grouping
{
    private static readonly Dictionary<string, string> Kin = new(StringComparer.Ordinal)
    {
        [Profile.FreeSchool] = Profile.Academy,
        ["All-through"] = "Secondary",
        ["16 plus"] = "Secondary",
        ["Middle deemed secondary"] = "Secondary",
        ["Middle deemed primary"] = "Primary",
        ["Nursery"] = "Primary",
    };

    private readonly List<Joined> groups;

    private Grouping(List<Joined> groups) => (this.groups, Names) = (groups, [.. groups.Select(group => group.Name)]);

    /// <summary>The largest first.</summary>
    public ImmutableArray<string> Names { get; }

    /// <param name="labels">One a school.</param>
    public static Grouping Of(IEnumerable<string> labels)
    {
        var groups = labels.CountBy(label => label).Select(pair => new Joined([pair.Key], pair.Value)).ToList();
        while (groups.Count > 1 && groups.OrderBy(group => group.Schools).ThenBy(group => group.Labels[0], StringComparer.Ordinal).ToList() is [{ Schools: < Suppression.Fewest } smallest, var next, ..])
        {
            var kin = groups.FirstOrDefault(group => group != smallest && smallest.Labels.Any(label => group.Labels.Contains(Kin.GetValueOrDefault(label, ""))) );
            var into = kin ?? next;
            groups.Remove(smallest);
            groups[groups.IndexOf(into)] = new([.. into.Labels, .. smallest.Labels], into.Schools + smallest.Schools);
        }

        return new([.. groups.OrderByDescending(group => group.Schools).ThenBy(group => group.Labels[0], StringComparer.Ordinal)]);
    }

    public int IndexOf(string label) => groups.FindIndex(group => group.Labels.Contains(label));

    private sealed record Joined(ImmutableArray<string> Labels, int Schools)
    {
        public string Name => Words.Join([Labels[0], .. Labels.Skip(1).Select(label => char.ToLowerInvariant(label[0]) + label[1..])]);
    }
}
