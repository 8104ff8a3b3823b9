using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>What a board has made of a pattern.</summary>
public enum PatternState
{
    /// <summary>Told, and nothing said yet.</summary>
    Found,

    /// <summary>Its matters have one card and are answered together (rule E6).</summary>
    Joined,

    /// <summary>Each is answered on its own.</summary>
    KeptApart,

    /// <summary>The board has talked about it. There is nothing to join.</summary>
    Discussed,
}

/// <summary>What an officer said of it.</summary>
/// <param name="From">The version of the pattern on the card that was pressed.</param>
public sealed record PatternDecision(PatternState State, PersonId Person, Role Role, DateTimeOffset At, int From);

/// <summary>A theme that enough share, told once and kept up to date since.</summary>
public sealed record Pattern
{
    public required PatternId Id { get; init; }

    /// <summary>The board that was told.</summary>
    public required Party Board { get; init; }

    /// <summary>From how many on it was a pattern when it was found.</summary>
    public required int Threshold { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>Who was told: the board's officers of that day.</summary>
    public required ImmutableArray<Reader> Readers { get; init; }

    /// <summary>1 when found, one more at each change of what its cards show.</summary>
    public required int Version { get; init; }

    /// <summary>A fingerprint of what its cards were last told to show.</summary>
    public required string Seen { get; init; }

    public PatternDecision? Decision { get; init; }

    /// <summary>The matters that are answered together, in the order of their ids. What came later is not among them until somebody adds it.</summary>
    public ImmutableArray<MatterId> Joint { get; init; } = [];

    public ThemeId Theme => Id.Theme;

    public PatternScope Scope => Id.Scope;

    public PatternState State => Decision?.State ?? PatternState.Found;
}

/// <summary>Whether two related themes are the same issue here, as one person said (rule E8).</summary>
/// <param name="One">The first of the two by their ids.</param>
/// <param name="Same">Null while nobody has said.</param>
public sealed record IssueQuestion(ThemeId One, ThemeId Other, DateTimeOffset AskedAt, ImmutableArray<Reader> Readers, bool? Same = null, PersonId? By = null, Role? Role = null, DateTimeOffset? At = null)
{
    /// <summary>In key characters without <c>|</c>; the same whichever theme is named first.</summary>
    public string Key => KeyOf(One, Other);

    public bool IsAbout(ThemeId one, ThemeId other) => Key == KeyOf(one, other);

    public static string KeyOf(ThemeId one, ThemeId other) =>
        string.CompareOrdinal(one.Value, other.Value) < 0 ? $"{one}~{other}" : $"{other}~{one}";
}
