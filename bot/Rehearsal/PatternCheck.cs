using TeamsBot.Core;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether the patterns that stand are those that an independent count of networks and boards finds in the matters: every theme that reached its threshold was told once, and none below (rule E8).</summary>
internal sealed class PatternCheck(TenantId tenant, ITable table, Register register, List<string> broken)
{
    private readonly PatternStore patterns = new(table, new DirectoryStore(table));
    private readonly PatternThresholds thresholds = new();

    public async Task<PatternCounts> RunAsync(IReadOnlyList<Matter> matters, int year, CancellationToken cancellation)
    {
        var (local, standing) = (new List<Pattern>(), new HashSet<(GroupId Board, ThemeId Theme)>());
        foreach (var board in register.Groups.Where(group => group.Tier is Tier.Locality))
        {
            var found = await ReadAsync(PatternLevel.Networks, board.Id, year, cancellation);
            var raised = matters.Where(matter => matter.Theme is not null && matter.Evidence.Origin.Tier is Tier.Network && matter.Moves[0].To!.Id == board.Id).ToList();
            Compare(found, ClustersOf(found, raised.Select(matter => matter.Theme!.Value)), thresholds.Networks, (themes, withdrawn) =>
                raised.Where(matter => themes.Contains(matter.Theme!.Value) && (withdrawn || matter.State is not MatterState.Withdrawn)).Select(matter => matter.Evidence.Origin.Id).Distinct().Count());
            local.AddRange(found.Patterns);
            standing.UnionWith(found.Patterns.Where(pattern => found.CountOf(found.ClusterOf(pattern.Theme)) >= pattern.Threshold).Select(pattern => (board.Id, pattern.Theme)));
        }

        var (partnership, county) = (0, 0);
        foreach (var board in register.Groups.Where(group => group.Tier is Tier.Partnership))
        {
            var found = await ReadAsync(PatternLevel.Boards, board.Id, year, cancellation);
            var sent = matters.Where(matter => matter.Theme is not null)
                .SelectMany(matter => matter.Moves.Where(move => move.By.Tier is Tier.Locality && move.To is { Tier: Tier.Partnership }).Take(1).Select(move => (Matter: matter, Board: move.By.Id, Theme: matter.Theme!.Value))).ToList();
            Compare(found, ClustersOf(found, [.. sent.Select(one => one.Theme), .. local.Select(pattern => pattern.Theme)]), thresholds.Boards, (themes, ever) =>
                sent.Where(one => themes.Contains(one.Theme) && (ever || one.Matter.State is not MatterState.Withdrawn)).Select(one => one.Board)
                    .Concat(ever ? local.Where(pattern => themes.Contains(pattern.Theme)).Select(pattern => pattern.Board.Id) : standing.Where(one => themes.Contains(one.Theme)).Select(one => one.Board)).Distinct().Count());
            partnership += found.Patterns.Length;
            county += (await ReadAsync(PatternLevel.Primaries, board.Id, year, cancellation)).Patterns.Length;
        }

        return new(local.Count, partnership, county, local.Count(pattern => pattern.State is PatternState.Joined), local.Count(pattern => pattern.State is PatternState.KeptApart));
    }

    private async Task<Gathering> ReadAsync(PatternLevel level, GroupId board, int year, CancellationToken cancellation) => (await patterns.ReadAsync(tenant, new(level, board, year), cancellation)).Gathering;

    // Themes that a person said are one issue count together.
    private static List<HashSet<ThemeId>> ClustersOf(Gathering found, IEnumerable<ThemeId> themes)
    {
        var clusters = themes.Concat(found.Patterns.Select(pattern => pattern.Theme)).Concat(found.Questions.SelectMany(question => new[] { question.One, question.Other })).Distinct().Select(theme => new HashSet<ThemeId> { theme }).ToList();
        foreach (var question in found.Questions.Where(question => question.Same is true))
        {
            var (one, other) = (clusters.First(cluster => cluster.Contains(question.One)), clusters.First(cluster => cluster.Contains(question.Other)));
            if (one != other)
            {
                one.UnionWith(other);
                clusters.Remove(other);
            }
        }

        return clusters;
    }

    /// <param name="count">How many have one of the themes: those that count now, or those that ever did.</param>
    private void Compare(Gathering found, List<HashSet<ThemeId>> clusters, int threshold, Func<HashSet<ThemeId>, bool, int> count)
    {
        foreach (var themes in clusters)
        {
            var (now, ever, told) = (count(themes, false), count(themes, true), found.Patterns.Count(pattern => themes.Contains(pattern.Theme)));
            var joinedLater = found.Questions.Any(question => question.Same is true && themes.Contains(question.One));
            if ((now >= threshold && told == 0) || (ever < threshold && told > 0) || (told > 1 && !joinedLater))
            {
                broken.Add($"Patterns of {found.Scope.Key}, {string.Join(" and ", themes)}: {now} have it ({ever} ever had) and {threshold} make a pattern; {told} were told.");
            }
        }
    }
}
