using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Projects;

/// <summary>A project's id, made when its form was drawn (rule V7).</summary>
public readonly record struct ProjectId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 80 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);

    public override string ToString() => Value;
}

public enum ProjectState
{
    /// <summary>The lead has invited schools; it starts when two schools, the lead among them, have said yes.</summary>
    Inviting,
    UnderWay,
    Finished,

    /// <summary>Given up before it started.</summary>
    CalledOff,
}

/// <summary>What a school is in a project.</summary>
public enum Part
{
    Lead,
    Member,

    /// <summary>Has a strength under the theme and comes to share it (R91).</summary>
    SharingSchool,

    /// <summary>Receives or sends the pupils, such as a secondary for Year 7 (R92).</summary>
    TransitionPartner,
}

public enum PlaceState
{
    Invited,
    In,

    /// <summary>Has asked to join, and waits for the lead.</summary>
    Asked,
    SaidNo,
    TurnedDown,
    Left,
}

/// <summary>One school's place in a project: its own answer or request, and the lead's.</summary>
/// <param name="Name">The school's name as it was then.</param>
/// <param name="By">Who acted last for the school, or for the lead where the lead invited or judged.</param>
/// <param name="ByHead">Whether a head of the school gave the answer that stands: a deputy's never replaces it.</param>
/// <param name="Words">What the school wrote when it asked, or left; empty for nothing.</param>
public sealed record SchoolPlace(Urn School, string Name, Part Part, PlaceState State, PersonId By, bool ByHead, DateTimeOffset Since, string Words);

/// <summary>
/// Two or more schools that work together under a theme (R90). It stands beside the School Service Guarantee and holds nothing of it (R96). Nothing in it is a ranking (R95): schools stand by
/// their part and A to Z.
/// </summary>
public sealed record Project
{
    /// <summary>All in UTF-16 characters.</summary>
    public const int LongestAim = 200, LongestBaseline = 600, LongestWords = 300, LongestLearnt = 800;

    /// <summary>How many schools it takes to start.</summary>
    public const int FewestSchools = 2;

    /// <summary>Schools that were ever invited or asked: one row holds them all.</summary>
    public const int PlacesAtMost = 40;

    /// <summary>In years: how far from today it may start, and how long it may last.</summary>
    public const int FarthestStart = 1, LongestRun = 3;

    public required TenantId Tenant { get; init; }

    public required ProjectId Id { get; init; }

    public required ThemeId Theme { get; init; }

    public required string Aim { get; init; }

    /// <summary>Where the schools stand as they begin, in words.</summary>
    public required string Baseline { get; init; }

    public required LocalDate Starts { get; init; }

    public required LocalDate Ends { get; init; }

    public required ProjectState State { get; init; }

    /// <summary>The lead's first, the others in the order in which they came.</summary>
    public required ImmutableArray<SchoolPlace> Places { get; init; }

    /// <summary>What was learnt, once it has finished; else empty.</summary>
    public string Learnt { get; init; } = "";

    /// <summary>The number of the last move; 1 for the start of the form.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required AuditChain Audit { get; init; }

    public SchoolPlace Lead => Places[0];

    public bool IsOver => State is ProjectState.Finished or ProjectState.CalledOff;

    public SchoolPlace? PlaceOf(Urn school) => Places.FirstOrDefault(place => place.School == school);

    /// <summary>The schools that are in it, by their part and A to Z: an order that says nothing of anybody.</summary>
    public IEnumerable<SchoolPlace> Schools => Places.Where(place => place.State is PlaceState.In).OrderBy(place => place.Part).ThenBy(place => place.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with what a new project says; null for one that may start.</summary>
    public static string? Problem(string aim, string baseline, LocalDate starts, LocalDate ends, LocalDate today) =>
        aim.Length is 0 or > LongestAim ? $"Write the aim in one sentence, in at most {LongestAim} characters."
        : baseline.Length is 0 or > LongestBaseline ? $"Say where you begin, in at most {LongestBaseline} characters."
        : starts < today.PlusYears(-FarthestStart) || starts > today.PlusYears(FarthestStart) ? "Choose a start within a year of today."
        : ends <= starts || ends <= today ? "Choose an end after the start, and after today."
        : ends > starts.PlusYears(LongestRun) ? "Choose an end within three years of the start."
        : null;
}

public enum ProjectAct
{
    SetUp,
    Invite,
    SayYes,
    SayNo,
    Ask,
    Accept,
    TurnDown,
    Leave,
    Finish,
    CallOff,
}

/// <summary>One move of a project, as its row keeps it: who is told of it is fixed with it.</summary>
/// <param name="Number">The project's version after it.</param>
/// <param name="School">Whose place changed; the lead's for what concerns the whole project.</param>
/// <param name="Starts">Whether the project started by it.</param>
/// <param name="Tell">Who hears of it.</param>
/// <param name="AskOf">Who is asked to do something: the invited schools, or the lead whose answer a school waits for.</param>
public sealed record ProjectMove(
    int Number, ProjectAct Act, Urn School, string SchoolName, Part Part, PersonId By, DateTimeOffset At, string Words, bool Starts, ImmutableArray<PersonId> Tell, ImmutableArray<PersonId> AskOf);
