using NodaTime;
using NodaTime.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Registers;

/// <summary>How far a matter has come.</summary>
public enum MatterStanding
{
    /// <summary>A board's answer is awaited.</summary>
    Open,

    /// <summary>A board accepted it, and acts on it.</summary>
    Answered,

    /// <summary>The day by which somebody was to answer, or to say how it goes, has passed (R52).</summary>
    Overdue,

    /// <summary>Nothing moves it any more.</summary>
    Over,
}

/// <summary>What a reader wants to see of a register; null, and empty words, leave nothing out.</summary>
/// <param name="Tier">The tier of the group that holds it now.</param>
/// <param name="Since">The first day, in Europe/London.</param>
/// <param name="Words">Every one of them stands in the entry, whatever their case and accents.</param>
internal sealed record RegisterFilter(GroupId? Group = null, ThemeId? Theme = null, MatterStanding? State = null, Tier? Tier = null, LocalDate? Since = null, string Words = "")
{
    /// <summary>In UTF-16 characters.</summary>
    public const int LongestWords = 80;

    /// <summary>The form's inputs. What stands in a button's data has the same names without the prefix, so that a button's own press cannot be mixed up with a form's.</summary>
    public const string Input = "by-";

    /// <summary>A choice that leaves nothing out: what was chosen once could not be cleared otherwise.</summary>
    public const string Any = "any";

    public static readonly RegisterFilter None = new();

    public bool LeavesNothingOut => this == None;

    /// <summary>The start of the first day.</summary>
    public DateTimeOffset? From => Since is { } day ? When.At(day.AtMidnight()) : null;

    /// <summary>Reads a button's data or, with <see cref="Input"/>, a form. All of it is a claim: what is none of the offered values is as if it were not there.</summary>
    public static RegisterFilter Of(Press press, string prefix = "") => new(
        press[$"{prefix}group"] is { Length: > 0 and <= 120 } group && group != Any ? new GroupId(group) : null,
        press[$"{prefix}theme"] is var theme && theme != Any && ThemeId.IsWellFormed(theme) ? new ThemeId(theme) : null,
        Read<MatterStanding>(press[$"{prefix}state"]),
        Read<Tier>(press[$"{prefix}tier"]),
        LocalDatePattern.Iso.Parse(press[$"{prefix}since"]) is { Success: true, Value: { Year: > 2000 and < 3000 } since } ? since : null,
        ReadWords(press[$"{prefix}words"]));

    /// <summary>What somebody wrote after the command: words to look for.</summary>
    public static RegisterFilter OfWords(string typed) => new(Words: ReadWords(typed));

    /// <summary>For a button that keeps it.</summary>
    public Dictionary<string, string> ToData(string? after = null) => new((IEnumerable<KeyValuePair<string, string>>)
    [
        .. Pair("group", Group?.Value), .. Pair("theme", Theme?.Value), .. Pair("state", State?.ToString()), .. Pair("tier", Tier?.ToString()),
        .. Pair("since", Since is { } day ? LocalDatePattern.Iso.Format(day) : null), .. Pair("words", Words), .. Pair("after", after),
    ]);

    public bool Finds(params IEnumerable<string?> texts)
    {
        var folded = $" {Themes.Theme.Fold(string.Join(' ', texts))} ";
        return Themes.Theme.Fold(Words).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => folded.Contains($" {word}", StringComparison.Ordinal));
    }

    private static string ReadWords(string typed) => PlainText.Clean(typed).Trim() is var words && words.Length > LongestWords ? PlainText.Shorten(words, LongestWords).TrimEnd('…') : words;

    private static T? Read<T>(string claimed)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => value.ToString() == claimed).Select(value => (T?)value).FirstOrDefault();

    private static KeyValuePair<string, string>[] Pair(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [new(name, value)];
}
