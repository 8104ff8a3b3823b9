using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TeamsBot.Core.Workspace;

/// <summary>A group's name as Teams takes it for a channel: at most 50 characters, none of the forbidden ones, no reserved word.</summary>
internal static partial class ChannelName
{
    private const int Longest = 50;

    /// <param name="number">1 for the name itself; 2 and on for the next choices, where it is taken.</param>
    public static string Of(string group, int number)
    {
        var ending = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var name = Trimmed(Plain(group));
        if (name.Length == 0 || Reserved().IsMatch(name) || name.Contains("_vti_", StringComparison.OrdinalIgnoreCase))
        {
            name = Trimmed($"Group {name.Replace("_vti_", "vti", StringComparison.OrdinalIgnoreCase)}");
        }

        return Trimmed(Cut(name, Longest - ending.Length)) + ending;
    }

    private static string Plain(string group)
    {
        var plain = new StringBuilder();
        foreach (var c in group)
        {
            plain.Append(c switch
            {
                '\'' => "’",
                '&' or '+' => " and ",
                '/' or '\\' or '|' => "-",
                '{' or '<' => "(",
                '}' or '>' => ")",
                '~' or '#' or '%' or '*' or ':' or '?' or '"' or ',' or ';' => " ",
                _ => char.IsControl(c) ? " " : c.ToString(),
            });
        }

        return Runs().Replace(plain.ToString(), match => match.Value[0] == '.' ? "." : " ");
    }

    private static string Trimmed(string name) => name.Trim(' ', '.').TrimStart('_', '.', ' ');

    // Never through the middle of a character of two code units.
    private static string Cut(string name, int length) => name.Length <= length ? name : name[..(char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)];

    [GeneratedRegex(@"\.{2,}|\s+")]
    private static partial Regex Runs();

    // "General" is the channel that every team has.
    [GeneratedRegex(@"^(general|forms|CON|CONIN\$|CONOUT\$|PRN|AUX|NUL|COM[1-9]|LPT[1-9]|desktop\.ini)$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
