using System.Collections.Immutable;

namespace TeamsBot.Core.Escalations;

/// <summary>Where a matter stands with the board that holds it, or how it ended.</summary>
public enum MatterState
{
    /// <summary>With the board, which has not said yet that it has it: newly sent, or sent back to it by the board above.</summary>
    Raised,

    Acknowledged,
    QuestionAsked,
    QuestionAnswered,

    /// <summary>The board acts on it. Somebody sees to it, and a day is named for the next word; a board's vote may name them later.</summary>
    Accepted,

    InProgress,

    /// <summary>With the board above, which has not said yet that it has it.</summary>
    ReferredUp,

    /// <summary>Back with the network, which may send it again.</summary>
    Returned,

    Declined,
    Resolved,
    Withdrawn,
}

/// <summary>What moves a matter.</summary>
public enum Act
{
    Raise,
    Accept,
    Ask,
    Reply,
    ReferUp,
    Decline,

    /// <summary>By the vote of a board that refers nothing further up.</summary>
    Confirm,

    Acknowledge,
    Progress,
    Return,
    Resolve,
    Withdraw,

    /// <summary>The board above makes an overdue matter its own.</summary>
    TakeOver,
}

/// <summary>Who may make a move: the holding board's chair, vice-chair or clerk; or the facilitator of the network it came from, and the same officers of a board that sent it.</summary>
public enum Side
{
    Holder,
    Origin,

    /// <summary>A board that held it before: it may see how it went on, and move nothing.</summary>
    FormerHolder,

    /// <summary>The holding board's members, by a vote. Nobody makes its move by a press.</summary>
    Vote,

    /// <summary>The chair, vice-chair or clerk of the board above the one that holds it.</summary>
    BoardAbove,
}

/// <summary>Of which holding boards a line of the table speaks.</summary>
public enum Reach
{
    Every,
    WithABoardAbove,
    /// <summary>It came from a board below.</summary>
    WithABoardBelow,

    /// <summary>It came from its network.</summary>
    TheFirst,

    /// <summary>Its answer is overdue, and it stands on the agenda of the board above (R52).</summary>
    OnTheAgenda,
}

/// <summary>One line of the table.</summary>
public sealed record MatterRule(MatterState From, Act Act, Side By, MatterState Next, Reach Where = Reach.Every);

/// <summary>The states of a matter and who may move them (rule E2). What is not in the table cannot happen.</summary>
public static class MatterRules
{
    private static readonly MatterState[] WithoutAQuestion = [MatterState.Raised, MatterState.Acknowledged, MatterState.QuestionAnswered, MatterState.ReferredUp];
    private static readonly MatterState[] Undecided = [MatterState.Raised, MatterState.Acknowledged, MatterState.QuestionAsked, MatterState.QuestionAnswered, MatterState.ReferredUp];
    private static readonly MatterState[] Running = [MatterState.Accepted, MatterState.InProgress];

    // A question does not tie the board's hands: it may still decide, should the reply come by another way or not at all.
    public static readonly ImmutableArray<MatterRule> Table =
    [
        .. From([MatterState.Raised, MatterState.ReferredUp], Act.Acknowledge, Side.Holder, MatterState.Acknowledged),
        .. From(WithoutAQuestion, Act.Ask, Side.Holder, MatterState.QuestionAsked),
        .. From([MatterState.QuestionAsked], Act.Reply, Side.Origin, MatterState.QuestionAnswered),
        .. From(Undecided, Act.Accept, Side.Holder, MatterState.Accepted),
        .. From(Undecided, Act.ReferUp, Side.Holder, MatterState.ReferredUp, Reach.WithABoardAbove),
        .. From(Undecided, Act.Return, Side.Holder, MatterState.Raised, Reach.WithABoardBelow),
        .. From(Undecided, Act.Return, Side.Holder, MatterState.Returned, Reach.TheFirst),
        .. From(Undecided, Act.Decline, Side.Holder, MatterState.Declined),
        .. From(Undecided, Act.ReferUp, Side.Vote, MatterState.ReferredUp, Reach.WithABoardAbove),
        .. From(Undecided, Act.Confirm, Side.Vote, MatterState.Accepted),
        .. From(Undecided, Act.TakeOver, Side.BoardAbove, MatterState.ReferredUp, Reach.OnTheAgenda),
        .. From(Undecided, Act.Withdraw, Side.Origin, MatterState.Withdrawn),
        .. From(Running, Act.Progress, Side.Holder, MatterState.InProgress),
        .. From(Running, Act.Resolve, Side.Holder, MatterState.Resolved),
    ];

    /// <summary>Whether no decision was given yet, nor the matter withdrawn.</summary>
    public static bool IsUndecided(MatterState state) => Undecided.Contains(state);

    /// <summary>Whether nothing moves it any more.</summary>
    public static bool IsOver(MatterState state) => Table.All(rule => rule.From != state);

    /// <summary>Whether such an act is, or was, that side's at all, whatever the state.</summary>
    public static bool MayEver(Act act, Side side) =>
        Table.Any(rule => rule.Act == act && (rule.By == (side is Side.FormerHolder ? Side.Holder : side) || (rule.By is Side.BoardAbove && side is Side.Holder or Side.FormerHolder)));

    private static IEnumerable<MatterRule> From(MatterState[] states, Act act, Side by, MatterState next, Reach where = Reach.Every) =>
        states.Select(state => new MatterRule(state, act, by, next, where));
}
