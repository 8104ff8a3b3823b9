using System.Collections.Immutable;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Deadlines;

/// <summary>What the clock does about a matter, in the order in which it does it where two fall on one morning.</summary>
public enum Step
{
    /// <summary>The chair is reminded that the board has not said whether it has the matter.</summary>
    AcknowledgeReminder,

    /// <summary>The board's word keeps reminders away no longer: the chair is reminded.</summary>
    WordRunOut,

    /// <summary>The chair is reminded that the answer is due soon.</summary>
    AnswerReminder,

    /// <summary>The vice-chair is asked to answer too, and the chair is told (rule E4).</summary>
    ViceChairCovers,

    /// <summary>The clerk is asked to answer too, and the others are told (rule E4).</summary>
    ClerkCovers,

    /// <summary>The matter stands on the next tier's agenda: that board may take it over (R52).</summary>
    Agenda,

    /// <summary>The network's facilitator is reminded of the board's question.</summary>
    ReplyReminder,

    /// <summary>The day of the next word has come: the chair is asked how it goes.</summary>
    ProgressAsked,

    /// <summary>No word came: chair, vice-chair and clerk are reminded.</summary>
    ProgressReminder,
}

/// <summary>A step that stands in the future, or is due and not done yet.</summary>
/// <param name="Base">The number of the move that it counts from. Matter, move and step name it: it is done once.</param>
/// <param name="At">In the morning of a school working day.</param>
public sealed record PlannedStep(Step Step, int Base, DateTimeOffset At);

/// <summary>A step that was done. Its row is insert-only.</summary>
/// <param name="Version">The number of the matter's last move at that time.</param>
/// <param name="Asked">Who was sent a card to act on; empty where nobody holds the role.</param>
/// <param name="Told">Who was told that the others were asked.</param>
public sealed record FiredStep(Step Step, int Base, int Version, DateTimeOffset At, ImmutableArray<Reader> Asked, ImmutableArray<Reader> Told)
{
    /// <summary>Names it within its matter, in key characters without <c>|</c>: <c>0001-ViceChairCovers</c>.</summary>
    public string Name => NameOf(Step, Base);

    public static string NameOf(Step step, int @base) => $"{@base:D4}-{step}";
}
