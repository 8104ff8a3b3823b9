using System.Collections.Immutable;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>Why something counts.</summary>
public enum SightingKind
{
    /// <summary>A network raised a matter.</summary>
    Raised,

    /// <summary>A locality board referred a matter up, or sent one of its own.</summary>
    SentUp,

    /// <summary>Enough networks of a locality raised it.</summary>
    Pattern,
}

/// <summary>
/// One thing seen under a theme, as it stood when it was last looked at. It names who counts, so that the same network or board with two of them counts once, and so
/// does a network that sends again what it sent before (rule E8).
/// </summary>
/// <param name="Key">Unique in its scope: a matter's id, or a locality board and theme.</param>
/// <param name="Who">The network or locality board that counts.</param>
/// <param name="Words">The priority as its network wrote it; empty where there are several.</param>
/// <param name="At">When it was raised, referred up or found.</param>
/// <param name="Counts">False for a matter that was withdrawn, and for a locality whose networks are no longer enough.</param>
/// <param name="Version">The matter's last move, or how many there were: what changes it changes the cards.</param>
public sealed record Sighting(string Key, ThemeId Theme, SightingKind Kind, Party Who, string Words, DateTimeOffset At, bool Counts, int Version)
{
    /// <summary>The matter; null for a locality's pattern.</summary>
    public MatterId? Matter { get; init; }

    /// <summary>The schools behind it by their numbers of that day, whatever their phase. Never shown (R57).</summary>
    public ImmutableArray<Urn> Schools { get; init; } = [];

    /// <summary>Whether its vote was secret: then no school is known to stand behind it (rule V18).</summary>
    public bool IsSecret { get; init; }
}
