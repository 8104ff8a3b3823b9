namespace TeamsBot.Bot.Settings;

/// <summary>Settings that do not let the bot start: every fault at once, each naming the key to set.</summary>
internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception($"The bot cannot start:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(fault => $"- {fault}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
