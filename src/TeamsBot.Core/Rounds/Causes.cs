using System.Collections.Immutable;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>Who can change a cause (R47).</summary>
public enum CauseMark
{
    /// <summary>School-controlled.</summary>
    School,
    Shared,
    External,
}

/// <summary>A cause that one school names behind an agreed priority (R9, R46). Insert-only; taking it back is an act of its own beside it.</summary>
/// <param name="Id">Made when the form was drawn (rule V7).</param>
/// <param name="Priority">The id of the agreed option.</param>
/// <param name="Rank">The person's place among the seat's voters: 0 is the head.</param>
/// <param name="Evidence">What shows it, in the school's words; null where none was given, which is said.</param>
public sealed record Cause(string Id, string Priority, SeatId Seat, PersonId Person, int Rank, string Text, CauseMark Mark, string? Evidence, DateTimeOffset At)
{
    /// <summary>In UTF-16 characters.</summary>
    public const int LongestText = 120;

    /// <inheritdoc cref="LongestText"/>
    public const int LongestEvidence = 500;

    /// <summary>Standing causes of one seat for one priority.</summary>
    public const int OfOneSeatAtMost = 6;
}

/// <summary>The groups of pupils whom one school sees affected by a priority (R1). A later one of the same seat takes its place.</summary>
/// <param name="Id">Made when the form was drawn (rule V7).</param>
/// <param name="Groups">None is an answer too: it takes back what was said before.</param>
public sealed record SaidGroups(string Id, string Priority, SeatId Seat, PersonId Person, int Rank, ImmutableArray<string> Groups, DateTimeOffset At)
{
    /// <summary>In UTF-16 characters.</summary>
    public const int LongestText = 60;
}

/// <summary>A cause as all schools see it.</summary>
/// <param name="Schools">How many schools named it, in whatever case and accents.</param>
/// <param name="School">How many of them called it school-controlled.</param>
/// <param name="Evidence">The notes that were given.</param>
public sealed record CauseCount(string Text, int Schools, int School, int Shared, int External, ImmutableArray<string> Evidence);

/// <summary>A group of pupils, and how many schools named it.</summary>
public sealed record GroupCount(string Text, int Schools);

/// <summary>All that the schools of a round said of causes and pupil groups.</summary>
public sealed class CausesBook : StageBook
{
    private readonly ImmutableArray<Cause> causes;
    private readonly ImmutableArray<SaidGroups> groups;
    private readonly ImmutableHashSet<string> takenBack;

    public CausesBook(IEnumerable<Cause> causes, IEnumerable<SaidGroups> groups, IEnumerable<string> takenBack)
    {
        this.causes = [.. causes.OrderBy(cause => cause.At).ThenBy(cause => cause.Id, StringComparer.Ordinal)];
        this.groups = [.. groups.OrderBy(said => said.At).ThenBy(said => said.Id, StringComparer.Ordinal)];
        this.takenBack = takenBack.ToImmutableHashSet(StringComparer.Ordinal);
    }

    public static CausesBook Empty { get; } = new([], [], []);

    public override bool HasHeard(SeatId seat) => causes.Any(cause => cause.Seat == seat) || groups.Any(said => said.Seat == seat);

    public Cause? Find(string id) => causes.FirstOrDefault(cause => cause.Id == id);

    public SaidGroups? FindGroups(string id) => groups.FirstOrDefault(said => said.Id == id);

    public bool Stands(Cause cause) => !takenBack.Contains(cause.Id);

    /// <summary>What one school named and did not take back, oldest first.</summary>
    public IEnumerable<Cause> Of(SeatId seat, string priority) => causes.Where(cause => cause.Seat == seat && cause.Priority == priority && Stands(cause));

    /// <summary>The groups a school named last; null where it named none yet.</summary>
    public SaidGroups? GroupsOf(SeatId seat, string priority) => groups.LastOrDefault(said => said.Seat == seat && said.Priority == priority);

    /// <summary>The causes of a priority, those of most schools first.</summary>
    public IReadOnlyList<CauseCount> CausesOf(string priority) =>
    [
        .. causes.Where(cause => cause.Priority == priority && Stands(cause)).GroupBy(cause => Theme.Fold(cause.Text), StringComparer.Ordinal)
            .Select(same => new CauseCount(same.First().Text, Seats(same), Seats(same, CauseMark.School), Seats(same, CauseMark.Shared), Seats(same, CauseMark.External), [.. same.Select(cause => cause.Evidence).OfType<string>().Distinct()]))
            .OrderByDescending(cause => cause.Schools).ThenBy(cause => cause.Text, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The pupil groups of a priority, those of most schools first.</summary>
    public IReadOnlyList<GroupCount> GroupsOf(string priority) =>
    [
        .. groups.Where(said => said.Priority == priority && GroupsOf(said.Seat, priority) == said).SelectMany(said => said.Groups)
            .GroupBy(text => text, StringComparer.OrdinalIgnoreCase).Select(same => new GroupCount(same.First(), same.Count()))
            .OrderByDescending(group => group.Schools).ThenBy(group => group.Text, StringComparer.OrdinalIgnoreCase),
    ];

    internal CausesBook With(Cause cause) => new(causes.Add(cause), groups, takenBack);

    internal CausesBook With(SaidGroups said) => new(causes, groups.Add(said), takenBack);

    internal CausesBook Without(Cause cause) => new(causes, groups, takenBack.Add(cause.Id));

    private static int Seats(IEnumerable<Cause> causes, CauseMark? mark = null) => causes.Where(cause => mark is null || cause.Mark == mark).Select(cause => cause.Seat).Distinct().Count();
}
