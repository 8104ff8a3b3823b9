using System.Diagnostics.Metrics;

namespace TeamsBot.Core.Delivery;

/// <summary>What an operator watches of delivery.</summary>
internal static class DeliveryMetrics
{
    private static readonly Meter Meter = new("TeamsBot");

    /// <summary>Attempts at a delivery by what the row became, <c>state</c>: sent, failed, uncertain, or planned again.</summary>
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("teamsbot.delivery.attempts", "{attempt}");

    /// <summary>Unsettled intents that the slow sweep found without a due row. Anything but zero is a fault to look into.</summary>
    private static readonly Counter<long> Reannounced = Meter.CreateCounter<long>("teamsbot.delivery.reannounced", "{intent}");

    /// <summary>Due items whose handler threw, by <c>kind</c>.</summary>
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("teamsbot.due.failed", "{item}");

    public static void CountAttempt(DeliveryState state) => Attempts.Add(1, new KeyValuePair<string, object?>("state", state.ToString()));

    public static void CountReannounced() => Reannounced.Add(1);

    public static void CountFailure(string kind) => Failures.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
