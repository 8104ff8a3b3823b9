using System.Collections.Immutable;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Escalations;

/// <summary>Someone who is sent a card of their own by a move.</summary>
public sealed record Reader(PersonId Person, Role Role);

/// <summary>One move in a matter's history, append-only. The first is its raising.</summary>
/// <param name="Number">1 for the raising, one more at each move. The number of the last is the version that cards carry (rule E2).</param>
/// <param name="Person">Null for what a vote did: the raising after a poll, a board's referral or confirmation by its vote.</param>
/// <param name="By">The group that moved it: the origin, or the board that held it.</param>
/// <param name="To">Where it goes: the board that holds it afterwards, or the origin for a question and for a return from the first board.</param>
/// <param name="Text">The question, the reply, the reason, what was done, the outcome, or what changed since it was sent before; null where none is asked for.</param>
/// <param name="Readers">Who gets a card of their own: a board's chair, vice-chair and clerk when the matter comes to it, the facilitators when they are asked or it comes back to them.</param>
public sealed record Move(int Number, Act Act, PersonId? Person, Role? Role, Party By, Party? To, string? Text, DateTimeOffset At, ImmutableArray<Reader> Readers)
{
    /// <summary>Who will see to it, in words; null where this move does not say.</summary>
    public string? Owner { get; init; }

    /// <summary>The day, in Europe/London, by which the board says how it goes; null where this move names none.</summary>
    public DateOnly? NextDate { get; init; }

    /// <summary>What it set the matter's clock to (rule E3); null where it left it alone, and for what was moved before there was one.</summary>
    public MoveClock? Clock { get; init; }

    /// <summary>The other networks whose matters were answered with the same words (rule E6); null where it was answered on its own.</summary>
    public string? Together { get; init; }
}

/// <summary>One press on a matter's card.</summary>
/// <param name="Version">The number of the last move on the card that was pressed.</param>
/// <param name="Owner">Who will see to it, as typed.</param>
/// <param name="NextDate">The day of the next word, as the client sent it.</param>
public sealed record MovePress(MatterId Matter, Act Act, int Version, string Text = "", string Owner = "", string NextDate = "")
{
    /// <summary>The other networks that the same answer goes to; empty for a matter's own card.</summary>
    public string Together { get; init; } = "";

    /// <summary>When its words were taken and found right, where that was before now; null where they are looked at now.</summary>
    public DateTimeOffset? Taken { get; init; }
}

/// <summary>What the vote of a board's round made of a matter before it.</summary>
/// <param name="Tally">In words, for the record and for everyone who hears.</param>
/// <param name="Closed">When the vote ended: what came to the board later, or came back to it, was not voted on.</param>
/// <param name="Confirms">Whether the board voted on what it acts on itself, as the partnership board does, whatever stands above it (R42).</param>
public sealed record BoardVote(GroupId Board, string Tally, DateTimeOffset Closed, bool Confirms);

/// <summary>In which role, and for which side, somebody acts on a matter.</summary>
public sealed record Standing(PersonId Person, Role Role, Side Side);

/// <summary>Everything that can become of a move.</summary>
public abstract record MoveOutcome
{
    private MoveOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had made the same move from the same card: a success that writes nothing.</param>
    public sealed record Moved(Matter Matter, Move Move, bool IsNew) : MoveOutcome;

    /// <summary>The card was older than the matter, or the matter is past such a move; nothing is changed (rule E2).</summary>
    /// <param name="By">The move that came first.</param>
    public sealed record Overtaken(Matter Matter, Move By) : MoveOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : MoveOutcome;

    /// <summary>No such matter, or no part in it: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : MoveOutcome;
}
