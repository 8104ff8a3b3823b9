using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Safeguarding;

namespace TeamsBot.Core.Escalations;

/// <summary>Where a matter stands. A referral is no state: the board above holds it then, raised.</summary>
public enum MatterState
{
    Raised,
    QuestionAsked,
    Accepted,
    Declined,
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
}

/// <summary>Who may make a move: the holding board's chair, vice-chair or clerk; or the facilitator of the network it came from.</summary>
public enum Side
{
    Holder,
    Origin,

    /// <summary>A board that referred it up: it may see how it went on, and move nothing.</summary>
    FormerHolder,

    /// <summary>The holding board's members, by a vote. Nobody makes its move by a press.</summary>
    Vote,
}

/// <summary>One line of the table.</summary>
public sealed record MatterRule(MatterState From, Act Act, Side By, MatterState Next);

/// <summary>The states of a matter and who may move them (rule E2). What is not in the table cannot happen.</summary>
public static class MatterRules
{
    /// <summary>In UTF-16 characters, after cleaning and trimming.</summary>
    public const int LongestText = 500;

    // A question does not tie the board's hands: it may still decide, should the reply come by another way or not at all.
    public static readonly ImmutableArray<MatterRule> Table =
    [
        new(MatterState.Raised, Act.Accept, Side.Holder, MatterState.Accepted),
        new(MatterState.Raised, Act.Ask, Side.Holder, MatterState.QuestionAsked),
        new(MatterState.Raised, Act.ReferUp, Side.Holder, MatterState.Raised),
        new(MatterState.Raised, Act.Decline, Side.Holder, MatterState.Declined),
        new(MatterState.QuestionAsked, Act.Reply, Side.Origin, MatterState.Raised),
        new(MatterState.QuestionAsked, Act.Accept, Side.Holder, MatterState.Accepted),
        new(MatterState.QuestionAsked, Act.ReferUp, Side.Holder, MatterState.Raised),
        new(MatterState.QuestionAsked, Act.Decline, Side.Holder, MatterState.Declined),
        new(MatterState.Raised, Act.Confirm, Side.Vote, MatterState.Accepted),
        new(MatterState.QuestionAsked, Act.Confirm, Side.Vote, MatterState.Accepted),
    ];

    public static MatterRule? Find(MatterState from, Act act) => Table.FirstOrDefault(rule => rule.From == from && rule.Act == act);

    /// <summary>Whether such an act is, or was, that side's at all, whatever the state.</summary>
    public static bool MayEver(Act act, Side side) => Table.Any(rule => rule.Act == act && rule.By == (side is Side.FormerHolder ? Side.Holder : side));

    /// <summary>A question, a reply and a reason are words; acceptance needs none (rule E5: declining needs a reason).</summary>
    public static bool NeedsText(Act act) => act is Act.Ask or Act.Reply or Act.ReferUp or Act.Decline;

    /// <summary>People's text as it is kept (rule T3).</summary>
    public static string ReadText(string typed) => PlainText.Clean(typed).Trim();

    /// <summary>What is wrong with the words of an act, or null. Words about one pupil are refused too (rule T4).</summary>
    public static string? Problem(Act act, string words, DateTimeOffset now) => words.Length switch
    {
        0 => act switch
        {
            Act.Ask => "Write your question, then send it.",
            Act.Reply => "Write your reply, then send it.",
            Act.ReferUp => "Write why this needs the board above, then refer it up.",
            _ => "Write a reason before you decline. Every school that voted reads it.",
        },
        > LongestText => $"Use at most {LongestText} characters. There are {words.Length}.",
        _ => PupilData.Problem(words, now),
    };
}
