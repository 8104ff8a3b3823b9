using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace TeamsBot.Core.Themes;

/// <summary>A theme's id: short, stable, and never its name, which may change.</summary>
public readonly record struct ThemeId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 64 && claimed.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');

    public override string ToString() => Value;
}

/// <summary>An entry of the controlled list that priorities are tagged with, so that like can be matched with like (R59).</summary>
/// <param name="Parent">The wider theme it belongs to; null at the top.</param>
/// <param name="Synonyms">What people also call it. No other theme has the same name or synonym.</param>
/// <param name="IsRetired">No longer offered. What was tagged with it keeps it, so it is never deleted.</param>
public sealed record Theme(ThemeId Id, string Name, ThemeId? Parent, ImmutableArray<string> Synonyms, bool IsRetired = false)
{
    /// <summary>In UTF-16 characters, of a name and of each synonym.</summary>
    public const int LongestName = 60;

    public const int SynonymsAtMost = 12;

    /// <summary>What it is called, its name first.</summary>
    public IEnumerable<string> Terms => Synonyms.Prepend(Name);

    /// <summary>The words of a text without case, accents or punctuation, single spaces between them: what two texts are compared by.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(rune);
            if (Rune.IsLetterOrDigit(lower))
            {
                folded.Append(lower.IsBmp && WithoutAccent.TryGetValue((char)lower.Value, out var plain) ? plain : lower.ToString());
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && rune.Value is not ('\'' or '’') && folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    // The product runs without a culture's data, and without it the framework takes no letter apart: these are the letters of Europe's Latin scripts.
    private static readonly FrozenDictionary<char, string> WithoutAccent = new (string Plain, string Letters)[]
    {
        ("a", "àáâãäåāăą"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"),
        ("o", "òóôõöøōŏő"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûüũūŭůűų"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳ"), ("z", "źżž"),
    }.SelectMany(group => group.Letters, (group, letter) => (letter, group.Plain)).ToFrozenDictionary(pair => pair.letter, pair => pair.Plain);
}
