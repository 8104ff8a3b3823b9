using System.Text.RegularExpressions;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>What Teams takes as a channel's name (platform facts 3a).</summary>
internal static partial class ChannelNames
{
    private const int Longest = 50;

    /// <summary>Null for a good name; otherwise what is wrong with it.</summary>
    public static string? Fault(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "Channel name is required.";
        }

        return name.Length > Longest ? $"Channel name has {name.Length} characters; {Longest} is the most."
            : name.Any(c => "~#%&*{}+/\\:<>?|'\",;".Contains(c, StringComparison.Ordinal) || char.IsControl(c)) || name.Contains("..", StringComparison.Ordinal) ? "Channel name has a character that is not allowed."
            : name[0] is '_' or '.' || name[^1] == '.' ? "Channel name begins with _ or . or ends in a full stop."
            : name != name.Trim() ? "Channel name begins or ends with a space."
            : Forbidden().IsMatch(name) || name.Contains("_vti_", StringComparison.OrdinalIgnoreCase) ? "Channel name is a reserved word."
            : null;
    }

    [GeneratedRegex(@"\A(forms|CON|CONIN\$|CONOUT\$|PRN|AUX|NUL|COM[1-9]|LPT[1-9]|desktop\.ini)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
