using System.Globalization;
using TeamsBot.Core.Patterns;

namespace TeamsBot.Bot.Settings;

/// <summary>The section <c>Patterns</c>: from how many networks, boards and primary schools on a shared theme is told.</summary>
internal static class PatternSettings
{
    private const int Fewest = 2;

    /// <exception cref="SettingsException">With every fault, each naming the key to set.</exception>
    public static PatternThresholds Read(IConfiguration configuration)
    {
        var (section, usual, faults) = (configuration.GetSection("Patterns"), new PatternThresholds(), new List<string>());
        var read = new PatternThresholds(
            Number(section, nameof(usual.Networks), usual.Networks, faults),
            Number(section, nameof(usual.Boards), usual.Boards, faults),
            Number(section, nameof(usual.Primaries), usual.Primaries, faults));
        return faults.Count == 0 ? read : throw new SettingsException(faults);
    }

    private static int Number(IConfigurationSection section, string key, int usual, List<string> faults)
    {
        if (BotSettings.Text(section, key) is not { } text)
        {
            return usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Fewest)
        {
            return number;
        }

        faults.Add($"Patterns:{key} is not a whole number of at least {Fewest}; it is {usual} where nothing is set.");
        return usual;
    }
}
