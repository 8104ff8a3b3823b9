using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Needs;

/// <summary>About how many children or families a need was seen in. The first step hides every number under five: it could tell who they are.</summary>
public enum HowMany
{
    NotKnown,
    FewerThanFive,
    FiveToNineteen,
    TwentyToFortyNine,
    FiftyOrMore,
}

/// <summary>What the lead of a service saw, under a theme of the county's list (R58), so that it stands beside what schools say of the same theme. Members of the county may read it.</summary>
/// <param name="Id">Made when the form was drawn (rule V7).</param>
/// <param name="Service">The id of the service that saw it.</param>
/// <param name="Place">The locality board in whose locality it was seen, or the partnership board for the whole county.</param>
/// <param name="Words">What is needed, in the lead's words.</param>
/// <param name="How">How the service knows.</param>
/// <param name="TakenBackAt">When the lead took it back; null while it stands.</param>
public sealed record ObservedNeed(
    string Id, ThemeId Theme, string Service, string ServiceName, Party Place, PersonId Person, string Words, string How, HowMany About, DateTimeOffset At, DateTimeOffset? TakenBackAt, AuditChain Audit)
{
    /// <summary>In UTF-16 characters, after cleaning and trimming; of the words, and of how it is known.</summary>
    public const int LongestText = 500;

    public bool Stands => TakenBackAt is null;

    /// <summary>Whether a claimed id can be a row's key at all. Cards are claims.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 64 && claimed.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');

    /// <summary>People's text as it is kept (rule T3).</summary>
    public static string Read(string typed) => PlainText.Clean(typed).Trim();

    /// <summary>What is wrong with the words of one field, or null. Words about one pupil are refused (rule T4), and so is a number under five.</summary>
    public static string? ProblemOf(string words, string missing, DateTimeOffset now) => words.Length switch
    {
        0 => missing,
        > LongestText => $"Use at most {LongestText} characters. There are {words.Length}.",
        _ => PupilData.Problem(words, now) ?? SmallNumbers.Problem(words),
    };
}

