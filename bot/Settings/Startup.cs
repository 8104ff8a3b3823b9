using TeamsBot.Core.Deadlines;

namespace TeamsBot.Bot.Settings;

/// <summary>What the settings ask for: the bot of a real tenant, or a trial on one's own machine.</summary>
internal abstract record Startup
{
    private Startup()
    {
    }

    /// <summary>How long the boards of each tier have to answer.</summary>
    public ResponsePolicies Responses { get; private init; } = ResponsePolicies.Default;

    public sealed record Real(BotSettings Bot, StoreSettings Store) : Startup;

    /// <summary>Nothing is configured and every address is loopback (design section 6).</summary>
    public sealed record Local : Startup;

    /// <exception cref="SettingsException">With every fault, each naming the key to set.</exception>
    /// <param name="anonymous">Whether unsigned activities are to be taken, which only a trial may (rule T1).</param>
    public static Startup Read(IConfiguration configuration, bool anonymous = false)
    {
        List<string> faults = [];
        var responses = ResponseSettings.Read(configuration, faults);
        if (configuration.GetSection("Bot").GetChildren().Any() || configuration.GetSection("Store").GetChildren().Any())
        {
            if (anonymous)
            {
                faults.Add("--anonymous takes activities that nobody signed, and only a trial on this machine may. Leave it out, or unset Bot:AppId and the rest of Bot and Store.");
            }

            var real = new Real(BotSettings.Read(configuration, faults), StoreSettings.Read(configuration, faults)) { Responses = responses };
            return faults.Count == 0 ? real : throw new SettingsException(faults);
        }

        const string unset = "Bot:AppId is not set, and without it only a trial on this machine can be started";
        if (string.Equals(configuration["ENVIRONMENT"], "Production", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"{unset}; but the environment is set to Production. Set Bot:AppId and the rest of Bot and Store.");
        }

        faults.AddRange(Addresses(configuration).Where(address => !IsLoopback(address.Value)).Select(address =>
            $"{unset}; but {address.Key} is {address.Value}, which others can reach. Set Bot:AppId and the rest of Bot and Store, or an address on 127.0.0.1."));
        return faults.Count == 0 ? new Local { Responses = responses } : throw new SettingsException(faults);
    }

    /// <summary>Every address the host would listen on, by the key that says so.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Addresses(IConfiguration configuration)
    {
        foreach (var url in Split("urls"))
        {
            yield return new("urls", url);
        }

        foreach (var key in new[] { "http_ports", "https_ports" })
        {
            foreach (var port in Split(key))
            {
                yield return new(key, $"http://*:{port}"); // A port alone means every interface.
            }
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            yield return new($"{endpoint.Path}:Url", endpoint["Url"] ?? "");
        }

        IEnumerable<string> Split(string key) => (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.IsLoopback;
}
