using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Needs;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>What the cards of patterns say alike. People are named by role and group, not by name.</summary>
internal static class PatternWords
{
    private const int NeedsShown = 3;
    private const int LongestNeed = 200;

    /// <summary>"three networks", "102 primary schools".</summary>
    public static string HowMany(PatternLevel level, int count) => level switch
    {
        PatternLevel.Networks => Words.Some(count, "network"),
        PatternLevel.Boards => Words.Some(count, "locality board"),
        _ => Words.Count(count, "primary school"),
    };

    public static string Heading(PatternView view) => $"{Words.Sentence(HowMany(view.Pattern.Scope.Level, view.Count))}, one theme";

    public static IEnumerable<Element> Theme(PatternView view) =>
    [
        Paragraph(Bold("The theme: "), view.Themes[0]),
        .. view.Themes.Length > 1 ? (Element[])[Paragraph(Bold("Counted together with it: "), Words.Join(view.Themes.Skip(1)))] : [],
    ];

    /// <summary>Why it was told: the setting it was found with, and in which year.</summary>
    public static Element Rule(Pattern pattern)
    {
        var what = pattern.Scope.Level switch
        {
            PatternLevel.Networks => $"{Words.Some(pattern.Threshold, "network")} of one locality with the same theme",
            PatternLevel.Boards => $"{Words.Some(pattern.Threshold, "locality board")} with the same theme. A board counts when enough of its networks raised it, or when it sent such a matter up itself",
            _ => $"{Words.Count(pattern.Threshold, "primary school")} of the county with the same theme",
        };
        return SmallPrint($"Told once, from {what}. The school year from September {pattern.Scope.Year} is counted. Who sends again counts once; what is withdrawn does not count.");
    }

    /// <summary>What services see under the same themes (R58); nothing where they logged nothing.</summary>
    public static IEnumerable<Element> Corroboration(PatternView view)
    {
        if (view.Needs.Count == 0)
        {
            return [];
        }

        var left = view.Needs.Count - NeedsShown;
        return
        [
            PartTitle("What services see"),
            .. MarkedList(view.Needs.OrderByDescending(need => need.At).Take(NeedsShown).Select(Line)),
            .. left > 0 ? (Element[])[SmallPrint($"{Words.Sentence(Words.Some(left, "more entry", "more entries"))} of services under this theme.")] : [],
        ];
    }

    /// <summary>"Already joined by the chair of Fernshaw Locality Board on …" (rule E2).</summary>
    public static string Already(Pattern pattern) => pattern.Decision is { } decision
        ? $"{Words.Sentence(Done(decision.State))} by {Who(pattern, decision.Role)} on {When.DayAtTime(decision.At)}. Your press changed nothing. This is how it stands now."
        : "This has changed since your card was made. Your press changed nothing. This is how it stands now.";

    public static string Who(Pattern pattern, Role role) => $"the {MatterWords.Of(role)} of {pattern.Board.Name}";

    public static string Done(PatternState state) => state switch
    {
        PatternState.Joined => "joined",
        PatternState.KeptApart => "kept apart",
        _ => "discussed",
    };

    /// <summary>"you, the vice-chair and the clerk."</summary>
    public static string WhoCanSee(IEnumerable<Reader> readers, Reader self)
    {
        var others = readers.Where(reader => reader.Person != self.Person).GroupBy(reader => reader.Role)
            .Select(role => $"the {(role.Key == self.Role ? "other " : "")}{Words.Plural(role.Count(), MatterWords.Of(role.Key))}").ToList();
        return others.Count == 0 ? "only you." : $"{Words.Join(["you", .. others])}.";
    }

    private static MarkedLine Line(ObservedNeed need) =>
        new("•", [Bold(need.ServiceName), $" also sees this: “{PlainText.Shorten(need.Words, LongestNeed)}”", Subtle($" ({need.Place.Name}, {When.Day(need.At)})")]);
}
