namespace TeamsBot.Adapters.Graph;

/// <summary>Which Microsoft Graph is spoken to, and about which app.</summary>
public sealed record GraphOptions
{
    /// <summary>The address up to and with the version; Microsoft's unless configured.</summary>
    public Uri Address { get; init; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>What tokens are asked for.</summary>
    public string Scope { get; init; } = "https://graph.microsoft.com/.default";

    /// <summary>The id in the manifest of our app, by which it is found in the tenant's catalogue.</summary>
    public required string ManifestId { get; init; }

    /// <summary>How long one request may take (wire time) before its outcome counts as unclear.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
}
