using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Safeguarding;

namespace TeamsBot.Core.Concerns;

/// <summary>Where a concern stands (R88).</summary>
public enum ConcernState
{
    /// <summary>With the partnership board, which passes it on.</summary>
    Raised,

    /// <summary>With whoever takes it up.</summary>
    Sent,

    InDialogue,

    Resolved,

    NoChange,
}

/// <summary>What moves a concern.</summary>
public enum ConcernAct
{
    Raise,
    Send,
    Begin,
    Resolve,
    NoChange,
}

/// <summary>One line of the table.</summary>
/// <param name="IsBoards">Whether the partnership board makes the move; otherwise whoever takes the concern up.</param>
internal sealed record ConcernRule(ConcernState From, ConcernAct Act, bool IsBoards, ConcernState Next);

/// <summary>The states of a concern and who may move them (rule E2). What is not in the table cannot happen.</summary>
internal static class ConcernRules
{
    /// <summary>In UTF-16 characters: the facts, and what was tried.</summary>
    public const int LongestText = 1000;

    /// <summary>What would help, and the words that go with a move.</summary>
    public const int LongestWord = 500;

    public static readonly ImmutableArray<ConcernRule> Table =
    [
        new(ConcernState.Raised, ConcernAct.Send, IsBoards: true, ConcernState.Sent),
        new(ConcernState.Sent, ConcernAct.Begin, IsBoards: false, ConcernState.InDialogue),
        new(ConcernState.InDialogue, ConcernAct.Resolve, IsBoards: false, ConcernState.Resolved),
        new(ConcernState.InDialogue, ConcernAct.NoChange, IsBoards: false, ConcernState.NoChange),
    ];

    public static ConcernRule? Find(ConcernState from, ConcernAct act) => Table.FirstOrDefault(rule => rule.From == from && rule.Act == act);

    /// <summary>Whether such an act is, or was, such a person's at all, whatever the state.</summary>
    public static bool MayEver(ConcernAct act, Part part) => Table.Any(rule => rule.Act == act && (rule.IsBoards ? part.IsBoard : part.Takes));

    public static bool MayNow(ConcernRule rule, Part part) => rule.IsBoards ? part.IsBoard : part.Takes;

    /// <summary>People's text as it is kept (rule T3).</summary>
    public static string ReadText(string typed) => PlainText.Clean(typed).Trim();

    /// <summary>What is wrong with words that may be left out, or null. Words about one pupil are refused too (rule T4).</summary>
    public static string? Problem(string? words, int longest, DateTimeOffset now) =>
        words is null ? null : words.Length > longest ? $"Use at most {longest} characters. There are {words.Length}." : PupilData.Problem(words, now);

    /// <summary>What is wrong with what a head wrote, or null.</summary>
    public static string? Problem(ConcernWording wording, DateTimeOffset now) =>
        wording.Facts.Length == 0 ? "Write what you have seen."
        : wording.Tried.Length == 0 ? "Write what was tried so far, or that nothing was."
        : Problem(wording.Facts, LongestText, now) ?? Problem(wording.Tried, LongestText, now) ?? Problem(wording.WouldHelp, LongestWord, now);
}
