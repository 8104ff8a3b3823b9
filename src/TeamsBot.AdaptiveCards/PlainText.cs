using System.Globalization;
using System.Text;

namespace TeamsBot.AdaptiveCards;

/// <summary>People's text as data (T3): without what could hide, turn round or restyle the words beside it.</summary>
public static class PlainText
{
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    // What begins or ends something anywhere in a line of Markdown, and what does so only at its start.
    private const string Marks = @"\`*_[]<~";
    private const string StartingMarks = "#+->";

    /// <summary>
    /// Removes control and direction characters, zero-width ones but the joiners between visible characters (emoji and some scripts need them),
    /// private-use and unpaired ones. Line ends and tabs become a space; no-break spaces stay. Cleaning twice changes nothing more.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029)
            {
                clean.Append(' ');
            }
            else if (IsKept(rune, clean))
            {
                clean.Append(rune.ToString());
            }
        }

        while (clean.Length > 0 && clean[^1] is ZeroWidthJoiner or ZeroWidthNonJoiner)
        {
            clean.Length--;
        }

        return clean.ToString();
    }

    /// <summary>Cleaned line by line: what was written on several lines stays on them, each ended by a line feed.</summary>
    public static string CleanLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Clean));

    /// <summary>Cleaned, trimmed, and cut with … where it has more than <paramref name="most"/> UTF-16 characters, never inside an emoji or an accented letter.</summary>
    public static string Shorten(string text, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var clean = Clean(text).Trim();
        if (clean.Length <= most)
        {
            return clean;
        }

        var end = 0;
        for (int next; (next = end + StringInfo.GetNextTextElementLength(clean, end)) <= most - 1; end = next)
        {
        }

        return clean[..end].TrimEnd() + "…";
    }

    /// <summary>Reads in a Markdown client exactly as <paramref name="text"/> reads in a plain one.</summary>
    public static string EscapeMarkdown(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (Marks.Contains(text[at]) || BeginsBlock(text, at) || BeginsEntity(text, at))
            {
                escaped.Append('\\');
            }

            escaped.Append(text[at]);
        }

        return escaped.ToString();
    }

    private static bool IsKept(Rune rune, StringBuilder before) => rune.Value switch
    {
        ZeroWidthJoiner or ZeroWidthNonJoiner => before.Length > 0 && !char.IsWhiteSpace(before[^1]) && before[^1] is not (ZeroWidthJoiner or ZeroWidthNonJoiner),
        0xFFFD => false,                        // what an unpaired surrogate turns into
        0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 => false, // letters and marks without a shape
        >= 0xE0100 and <= 0xE01EF => false,     // variation selectors that can carry a hidden text
        >= 0xE0020 and <= 0xE007F => SpellsFlag(before),
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned),
    };

    // The flags of England, Scotland and Wales are a black flag and tags; anywhere else tags are an invisible text.
    private static bool SpellsFlag(StringBuilder before) => before.Length > 1 && (before[^2], before[^1]) is ('\uD83C', '\uDFF4') or ('\uDB40', >= '\uDC20' and <= '\uDC7E');

    private static bool BeginsBlock(string text, int at) =>
        StartingMarks.Contains(text[at]) ? string.IsNullOrWhiteSpace(text[..at])
        : text[at] is '.' or ')' && (at + 1 == text.Length || text[at + 1] == ' ') && text[..at].TrimStart() is { Length: > 0 and <= 9 } number && number.All(char.IsAsciiDigit);

    // "AT&amp;T" would read "AT&T"; a lone & is left alone.
    private static bool BeginsEntity(string text, int at) =>
        text[at] == '&' && text.IndexOf(';', at) is var end && end > at + 1 && text[(at + 1)..end].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '#');
}
