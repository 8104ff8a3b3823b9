using System.Diagnostics.Metrics;

namespace TeamsBot.Core.Delivery;

/// <summary>What an operator watches of delivery.</summary>
internal static class DeliveryMetrics
{
    private static readonly Meter Meter = new("TeamsBot");

    /// <summary>Deliveries settled, by <c>state</c>.</summary>
    private static readonly Counter<long> Settled = Meter.CreateCounter<long>("teamsbot.delivery.settled", "{delivery}");

    /// <summary>Unsettled intents that the slow sweep found without a due row. Anything but zero is a fault to look into.</summary>
    private static readonly Counter<long> Reannounced = Meter.CreateCounter<long>("teamsbot.delivery.reannounced", "{intent}");

    /// <summary>Due items whose handler threw, by <c>kind</c>.</summary>
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("teamsbot.due.failed", "{item}");

    public static void CountSettled(DeliveryState state) => Settled.Add(1, new KeyValuePair<string, object?>("state", state.ToString()));

    public static void CountReannounced() => Reannounced.Add(1);

    public static void CountFailure(string kind) => Failures.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
