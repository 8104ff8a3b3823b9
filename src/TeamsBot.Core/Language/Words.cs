using System.Globalization;

namespace TeamsBot.Core.Language;

/// <summary>Numbers and lists in plain English. No-break spaces hold together what must not be torn apart at a line's end.</summary>
public static class Words
{
    /// <summary>A no-break space.</summary>
    public const char Bound = '\u00A0';

    private static readonly string[] Cardinals = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    private static readonly string[] Ordinals = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    /// <summary>"three"; from eleven on in figures, with a comma in the thousands. Nought is "no", as in "no schools".</summary>
    public static string Number(int number) => number is >= 0 and <= 10 ? Cardinals[number] : Figures(number);

    /// <summary>"11 of 14".</summary>
    public static string Of(int part, int whole) => $"{Figures(part)}{Bound}of{Bound}{Figures(whole)}";

    /// <summary>"19 schools", "1 school": in figures, for counts.</summary>
    public static string Count(int number, string one, string? many = null) => $"{Figures(number)}{Bound}{Plural(number, one, many)}";

    /// <summary>"three priorities", "no schools": in words up to ten, for sentences.</summary>
    public static string Some(int number, string one, string? many = null) => $"{Number(number)} {Plural(number, one, many)}";

    /// <summary>"school" or "schools"; pass <paramref name="many"/> where an s does not do.</summary>
    public static string Plural(int number, string one, string? many = null) => number == 1 ? one : many ?? one + "s";

    /// <summary>"third"; from eleventh on "11th".</summary>
    public static string Ordinal(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return number <= 10 ? Ordinals[number] : Figures(number) + (number % 100 is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });
    }

    /// <summary>"a, b and c".</summary>
    public static string Join(IEnumerable<string> items, string last = "and") => items.ToArray() switch
    {
        [] => "",
        [var only] => only,
        [.. var first, var end] => $"{string.Join(", ", first)} {last} {end}",
    };

    /// <summary>The first letter in upper case, for the start of a sentence.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Figures(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
