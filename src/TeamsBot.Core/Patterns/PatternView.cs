using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Needs;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>A pattern as one reader sees it.</summary>
/// <param name="Reader">An officer of the board, or the facilitator of a network that counts.</param>
/// <param name="Own">The networks that a facilitator serves; empty for an officer.</param>
/// <param name="TeamsUserId">The reader's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record PatternView(Pattern Pattern, Gathering Gathering, Reader Reader, ImmutableHashSet<GroupId> Own, string? TeamsUserId)
{
    /// <summary>The names of the themes that count together, the pattern's own first.</summary>
    public required ImmutableArray<string> Themes { get; init; }

    /// <summary>The matters behind it that it can be read of, by their ids; only on cards of one locality.</summary>
    public required IReadOnlyDictionary<MatterId, Matter> Matters { get; init; }

    /// <summary>What services see under the same themes (R58).</summary>
    public required IReadOnlyList<ObservedNeed> Needs { get; init; }

    public Cluster Cluster => Gathering.ClusterOf(Pattern.Theme);

    public int Count => Gathering.CountOf(Cluster);

    public bool IsOfficer => Reader.Role is not Role.Facilitator;

    /// <summary>The matters that the board could answer together: it holds them and has not decided.</summary>
    public IEnumerable<Matter> Open => Cluster.Counting.Select(sighting => sighting.Matter is { } id ? Matters.GetValueOrDefault(id) : null).OfType<Matter>()
        .Where(matter => matter.Holder.Id == Pattern.Board.Id && matter.IsUndecided);

    /// <summary>Those of them that are answered together already.</summary>
    public IReadOnlyList<Matter> Joint => [.. Pattern.Joint.Select(Matters.GetValueOrDefault).OfType<Matter>()];

    /// <summary>What came after the others were joined.</summary>
    public IReadOnlyList<Matter> Later => [.. Open.Where(matter => !Pattern.Joint.Contains(matter.Id))];
}

/// <summary>Puts together what a reader sees of a pattern, as things stand now.</summary>
public sealed class PatternDesk(PatternStore patterns, MatterStore matters, ThemeStore themes, ObservedNeeds needs, DirectoryStore directory)
{
    /// <summary>The pattern for an officer who was told of it, whatever became of the office since.</summary>
    internal async Task<PatternView?> ForReaderAsync(TenantId tenant, PatternId id, Reader reader, string? teamsUserId, CancellationToken cancellation) =>
        await patterns.FindAsync(tenant, id, cancellation) is { } found ? await ViewAsync(tenant, found, reader, [], teamsUserId, cancellation) : null;

    /// <summary>The pattern for whoever may see it today: the board's officers, and the facilitators of networks that count. Null for everybody else.</summary>
    internal async Task<PatternView?> ForCallerAsync(TenantId tenant, PersonId person, PatternId id, string? teamsUserId, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(tenant, cancellation) is not { } register || await patterns.FindAsync(tenant, id, cancellation) is not { } found)
        {
            return null;
        }

        if (Officers.RoleIn(register, person, found.Pattern.Board.Id) is { } role)
        {
            return await ViewAsync(tenant, found, new(person, role), [], teamsUserId, cancellation);
        }

        var own = OwnOf(register, person, found.Pattern, found.Gathering);
        return own.IsEmpty ? null : await ViewAsync(tenant, found, new(person, Role.Facilitator), own, teamsUserId, cancellation);
    }

    /// <summary>The networks of a facilitator that count towards a pattern. Of the boards' pattern no network does.</summary>
    internal static ImmutableHashSet<GroupId> OwnOf(Register register, PersonId person, Pattern pattern, Gathering gathering) => pattern.Scope.Level is PatternLevel.Boards
        ? []
        : [.. gathering.ClusterOf(pattern.Theme).Counting.Select(sighting => sighting.Who.Id).Where(network => register.Holds(person, Role.Facilitator, network))];

    private async Task<PatternView> ViewAsync(
        TenantId tenant, (Pattern Pattern, Gathering Gathering) found, Reader reader, ImmutableHashSet<GroupId> own, string? teamsUserId, CancellationToken cancellation)
    {
        var cluster = found.Gathering.ClusterOf(found.Pattern.Theme);
        var list = await themes.CurrentAsync(tenant, cancellation);
        var read = new Dictionary<MatterId, Matter>();
        var shown = found.Pattern.Scope.Level is PatternLevel.Networks ? cluster.Counting.Select(sighting => sighting.Matter).OfType<MatterId>().Concat(found.Pattern.Joint) : [];
        foreach (var id in shown.Distinct())
        {
            if (await matters.FindAsync(tenant, id, cancellation) is { } matter)
            {
                read[id] = matter;
            }
        }

        var observed = (await needs.AllAsync(tenant, cancellation)).Where(need => cluster.Themes.Contains(need.Theme)).ToList();
        return new(found.Pattern, found.Gathering, reader, own, teamsUserId)
        {
            Themes = [.. cluster.Themes.OrderBy(theme => theme != found.Pattern.Theme).Select(theme => list.Find(theme)?.Name ?? theme.Value)],
            Matters = read,
            Needs = observed,
        };
    }
}
