using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>How strong the evidence for an approach is, as the school that suggests it sees it (R49).</summary>
public enum EvidenceStrength
{
    /// <summary>None given, which is said as such.</summary>
    None,
    Limited,
    Moderate,
    Strong,
}

/// <summary>Something practical that schools could do about an agreed priority (R48). Insert-only; taking it back is an act of its own beside it.</summary>
/// <param name="Id">Made when the form was drawn (rule V7).</param>
/// <param name="Priority">The id of the agreed option.</param>
/// <param name="Rank">The person's place among the seat's voters: 0 is the head.</param>
/// <param name="Lead">The seat that leads it.</param>
/// <param name="Start">A local day, that of the suggestion or later.</param>
/// <param name="Source">Where the evidence is found, as plain text; null where none is given.</param>
public sealed record SuggestedApproach(
    string Id, string Priority, SeatId Seat, PersonId Person, int Rank, string Text, SeatId Lead, LocalDate Start, string? Source, EvidenceStrength Strength, DateTimeOffset At)
{
    /// <summary>In UTF-16 characters.</summary>
    public const int LongestText = 300;

    /// <inheritdoc cref="LongestText"/>
    public const int LongestSource = 300;

    /// <summary>Standing approaches of one seat for one priority.</summary>
    public const int OfOneSeatAtMost = 5;

    /// <summary>An approach that starts later than this many days from now is no answer to what was just agreed.</summary>
    public const int LatestStartDays = 730;
}

/// <summary>All approaches of a round.</summary>
public sealed class ApproachesBook : StageBook
{
    private readonly ImmutableArray<SuggestedApproach> approaches;
    private readonly ImmutableHashSet<string> takenBack;

    public ApproachesBook(IEnumerable<SuggestedApproach> approaches, IEnumerable<string> takenBack)
    {
        this.approaches = [.. approaches.OrderBy(approach => approach.At).ThenBy(approach => approach.Id, StringComparer.Ordinal)];
        this.takenBack = takenBack.ToImmutableHashSet(StringComparer.Ordinal);
    }

    public static ApproachesBook Empty { get; } = new([], []);

    public override bool HasHeard(SeatId seat) => approaches.Any(approach => approach.Seat == seat);

    public SuggestedApproach? Find(string id) => approaches.FirstOrDefault(approach => approach.Id == id);

    public bool Stands(SuggestedApproach approach) => !takenBack.Contains(approach.Id);

    /// <summary>What was suggested for a priority and not taken back, the earliest start first.</summary>
    public IReadOnlyList<SuggestedApproach> Of(string priority) => [.. approaches.Where(approach => approach.Priority == priority && Stands(approach)).OrderBy(approach => approach.Start)];

    /// <summary>What one school suggested and did not take back, oldest first.</summary>
    public IEnumerable<SuggestedApproach> Of(SeatId seat, string priority) => approaches.Where(approach => approach.Seat == seat && approach.Priority == priority && Stands(approach));

    internal ApproachesBook With(SuggestedApproach approach) => new(approaches.Add(approach), takenBack);

    internal ApproachesBook Without(SuggestedApproach approach) => new(approaches, takenBack.Add(approach.Id));
}
