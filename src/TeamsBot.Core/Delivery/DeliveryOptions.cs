namespace TeamsBot.Core.Delivery;

/// <summary>How delivery is tuned; the defaults hold everywhere but in tests.</summary>
public sealed record DeliveryOptions
{
    /// <summary>How many rows one step claims, and so at most has in flight: 1 to 40.</summary>
    public int Width { get; init; } = 25;

    /// <summary>Requests a second to one tenant, of all replicas together. Teams allows 50, in older words 30.</summary>
    public int TenantPerSecond { get; init; } = 25;

    /// <summary>From which the jitter of repeated attempts comes: the same seed gives the same instants.</summary>
    public int Seed { get; init; }
}
