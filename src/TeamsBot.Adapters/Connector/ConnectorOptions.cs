namespace TeamsBot.Adapters.Connector;

/// <summary>Which bot this is, and which Bot Connector it believes and speaks to. The defaults are Microsoft's public cloud.</summary>
public sealed record ConnectorOptions
{
    /// <summary>The bot's application id, a GUID: the audience of every token it takes.</summary>
    public required string AppId { get; init; }

    /// <summary>Who signs what Teams sends.</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>Where the signer's keys are found.</summary>
    public Uri OpenIdMetadata { get; init; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>What the bot asks a token for to speak in Teams.</summary>
    public string Scope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>The hosts a service URL may name. One that begins with a dot stands for every host that ends so.</summary>
    public IReadOnlyList<string> ServiceHosts { get; init; } = ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"];

    /// <summary>Local mode: Teams is on this machine, and its addresses are plain HTTP on loopback.</summary>
    public bool Local { get; init; }

    /// <summary>Local mode also takes unsigned activities from clients on this machine (rule T1: only under its explicit switch).</summary>
    public bool Anonymous { get; init; }

    /// <summary>The bot as Teams names it in a conversation.</summary>
    internal string BotId => $"28:{AppId}";

    /// <summary>Whether the bot's token may be sent there: HTTPS on an allowed host, or loopback in local mode (rule T1).</summary>
    public bool AllowsService(Uri url) =>
        url.IsAbsoluteUri && (Local
            ? url is { Scheme: "http", IsLoopback: true }
            : url.Scheme == Uri.UriSchemeHttps && ServiceHosts.Any(host => Matches(url.Host, host)));

    private static bool Matches(string host, string allowed) =>
        allowed.StartsWith('.') ? host.EndsWith(allowed, StringComparison.OrdinalIgnoreCase) : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
