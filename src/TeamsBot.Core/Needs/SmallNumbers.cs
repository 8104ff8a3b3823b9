using System.Text.RegularExpressions;

namespace TeamsBot.Core.Needs;

/// <summary>Finds a count of one to four children or families in a text. So few can be told apart by whoever lives near them (rules T4 and V18 draw the line at five too).</summary>
public static partial class SmallNumbers
{
    /// <summary>Why the text is refused and what to write instead; null for a text that may stand.</summary>
    public static string? Problem(string text) =>
        Few().IsMatch(text) ? "A number under five can tell who they are. Write “fewer than five” instead, then send it again. The bot kept nothing of it." : null;

    // "fewer than four", "1 in 4 children" and "3-year-old children" count nobody.
    [GeneratedRegex(
        @"(?<![\d.,/]|\bin |than |\bunder |\bover )\b(?:[1-4]|one|two|three|four)\s+(?:(?!in\b|of\b|out\b|or\b|to\b|year|month|week|day|hour|term|school|setting|nurser|service|network|localit)\p{L}[\p{L}'’-]*\s+){0,2}(?:child(?:ren)?|pupils?|students?|boys?|girls?|babies|baby|infants?|toddlers?|teenagers?|young people|young person|siblings?|famil(?:y|ies)|parents?|carers?|mothers?|fathers?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Few();
}
