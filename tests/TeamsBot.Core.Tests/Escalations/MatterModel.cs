using TeamsBot.Core.Escalations;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

/// <summary>What a press should become, by the model.</summary>
internal enum Expected
{
    NotYours,
    Overtaken,
    Wrong,
    Same,
    Made,
}

/// <summary>One random press, as somebody makes it.</summary>
internal sealed record RandomPress(PersonId Person, Act Act, int Version, string Text, string Owner, string Date)
{
    public const string GoodDate = "2027-01-22";

    public static readonly string[] Dates = ["", "2026-01-01", "no day", GoodDate, GoodDate, GoodDate];

    /// <summary>What of it counts for its act.</summary>
    public string Words => Act switch
    {
        Act.Acknowledge => "",
        Act.Accept => $"{Owner}/{Date}",
        Act.Progress => $"{Text}/{Owner}/{Date}",
        _ => Text,
    };

    public bool IsComplete => Act switch
    {
        Act.Acknowledge => true,
        Act.Accept => Owner.Length > 0 && Date == GoodDate,
        Act.Progress => Text.Length > 0 && Date == GoodDate,
        _ => Text.Length > 0,
    };
}

/// <summary>
/// The life of a matter told once more, by hand and without looking at the table: three boards one above the other, who holds it, and what was done. Shares no code with
/// what it is held against but the names of acts and states.
/// </summary>
internal sealed class MatterModel
{
    public static readonly PersonId ChildrenChair = new("children-chair");
    public static readonly PersonId[][] Boards = [[Chair, ViceChair, Clerk], [CountyChair], [ChildrenChair]];

    private readonly List<(Act Act, PersonId? Person, string Words)> moves = [(Act.Raise, null, "")];
    private int highest;

    public MatterState State { get; private set; } = MatterState.Raised;

    public int Board { get; private set; }

    public int Version => moves.Count;

    public bool CameBack => State is MatterState.Declined or MatterState.Returned;

    /// <summary>How often everyone who voted should have heard.</summary>
    public int Told { get; private set; }

    private bool IsOpen => State is MatterState.Raised or MatterState.Acknowledged or MatterState.QuestionAsked or MatterState.QuestionAnswered or MatterState.ReferredUp;

    public Expected Press(RandomPress press)
    {
        var isTheirs = press.Act is Act.Reply or Act.Withdraw ? press.Person == Facilitator : Boards.Take(highest + 1).Any(board => board.Contains(press.Person));
        if (press.Act is Act.TakeOver)
        {
            // No clock runs in these sequences, so nothing is overdue: the board above is told so, whoever held it is late, and nobody else has a part in it.
            var isAbove = Board + 1 < Boards.Length && Boards[Board + 1].Contains(press.Person);
            return isAbove && IsOpen && press.Version == Version ? Expected.Wrong : isAbove || isTheirs ? Expected.Overtaken : Expected.NotYours;
        }

        if (!isTheirs || press.Act is Act.Raise or Act.Confirm)
        {
            return Expected.NotYours;
        }

        if (press.Version >= 0 && press.Version < Version)
        {
            return moves[press.Version] == (press.Act, press.Person, press.Words) ? Expected.Same : Expected.Overtaken;
        }

        var holds = press.Person == Facilitator || Boards[Board].Contains(press.Person);
        if (press.Version != Version || !holds || !Allows(press.Act))
        {
            return Expected.Overtaken;
        }

        if (!press.IsComplete || (press.Act is Act.ReferUp && Board == Boards.Length - 1))
        {
            return Expected.Wrong;
        }

        Make(press.Act, press.Person, press.Words);
        return Expected.Made;
    }

    /// <summary>The vote of a board that agreed it.</summary>
    public void Vote(int board)
    {
        if (IsOpen && board == Board)
        {
            Make(Board == Boards.Length - 1 ? Act.Confirm : Act.ReferUp, null, "tally");
        }
    }

    private bool Allows(Act act) => act switch
    {
        Act.Acknowledge => State is MatterState.Raised or MatterState.ReferredUp,
        Act.Ask => IsOpen && State is not MatterState.QuestionAsked,
        Act.Reply => State is MatterState.QuestionAsked,
        Act.Progress or Act.Resolve => State is MatterState.Accepted or MatterState.InProgress,
        _ => IsOpen,
    };

    private void Make(Act act, PersonId? person, string words)
    {
        moves.Add((act, person, words));
        switch (act)
        {
            case Act.Acknowledge: State = MatterState.Acknowledged; break;
            case Act.Ask: State = MatterState.QuestionAsked; break;
            case Act.Reply: State = MatterState.QuestionAnswered; break;
            case Act.Accept or Act.Confirm: (State, Told) = (MatterState.Accepted, Told + 1); break;
            case Act.Progress: State = MatterState.InProgress; break;
            case Act.Resolve: (State, Told) = (MatterState.Resolved, Told + 1); break;
            case Act.Decline: (State, Told) = (MatterState.Declined, Told + 1); break;
            case Act.Withdraw: (State, Told) = (MatterState.Withdrawn, Told + 1); break;
            case Act.ReferUp: (State, Board) = (MatterState.ReferredUp, Board + 1); break;
            case Act.Return when Board > 0: (State, Board) = (MatterState.Raised, Board - 1); break;
            case Act.Return: (State, Told) = (MatterState.Returned, Told + 1); break;
            default: throw new ArgumentOutOfRangeException(nameof(act), act, "Nobody makes such a move.");
        }

        highest = Math.Max(highest, Board);
    }
}
