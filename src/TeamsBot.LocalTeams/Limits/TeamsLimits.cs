namespace TeamsBot.LocalTeams.Limits;

/// <summary>The limits Teams and Graph publish (platform facts 1a and 3c), counted on product time.</summary>
internal sealed class TeamsLimits(TimeProvider clock)
{
    /// <summary>Sends and updates, per conversation.</summary>
    public SlidingWindows Sends { get; } = new(clock, Conversation());

    public SlidingWindows Creates { get; } = new(clock, Conversation());

    public SlidingWindows MemberReads { get; } = new(
        clock, (14, TimeSpan.FromSeconds(1)), (16, TimeSpan.FromSeconds(2)), (120, TimeSpan.FromSeconds(30)), (3600, TimeSpan.FromHours(1)));

    /// <summary>Everything an app asks of the connector, per tenant.</summary>
    public SlidingWindows Tenant { get; } = new(clock, (50, TimeSpan.FromSeconds(1)));

    /// <summary>Everything an app asks of Graph about one team.</summary>
    public SlidingWindows GraphTeam { get; } = new(clock, (4, TimeSpan.FromSeconds(1)));

    private static (int, TimeSpan)[] Conversation() =>
        [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1))];
}
