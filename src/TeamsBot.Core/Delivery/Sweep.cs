using Microsoft.Extensions.Logging;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>
/// The slow sweep over a tenant's open intents: drops what was announced and never committed, and announces again, and counts, any unsettled intent
/// whose due row is gone. There should be none; the sweep is there so that a fault of ours is late and seen instead of silent.
/// </summary>
public sealed partial class Sweep
{
    public const string Kind = "delivery.sweep";
    public const string Subject = "intents";

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    private readonly ITable table;
    private readonly DeliveryStore store;
    private readonly DueWork due;
    private readonly TimeProvider clock;
    private readonly ILogger<Sweep> logger;

    internal Sweep(ITable table, DeliveryStore store, DueWork due, TimeProvider clock, ILogger<Sweep> logger) =>
        (this.table, this.store, this.due, this.clock, this.logger) = (table, store, due, clock, logger);

    /// <summary>The sweep that will find what is announced now: the first quarter of an hour that begins after the grace.</summary>
    public static DateTimeOffset Next(DateTimeOffset now)
    {
        var earliest = now + DueRows.Grace;
        return new(((earliest.UtcTicks / Every.Ticks) + 1) * Every.Ticks, TimeSpan.Zero);
    }

    public async Task<DueOutcome> RunAsync(DueItem item, CancellationToken cancellation)
    {
        var stays = false;
        var announced = new Dictionary<int, HashSet<string>>();
        await foreach (var open in table.ScanAsync(IntentIndex.Partition(item.Tenant), KeyRange.Under(IntentIndex.Open), cancellation))
        {
            stays |= clock.GetUtcNow() - open.Fields.Instant(DueRows.WrittenAt) <= DueRows.Grace || await StaysAsync(item.Tenant, open, announced, cancellation);
        }

        return stays ? new DueOutcome.Again(Next(clock.GetUtcNow())) : new DueOutcome.Finished();
    }

    private async Task<bool> StaysAsync(TenantId tenant, Row open, Dictionary<int, HashSet<string>> announced, CancellationToken cancellation)
    {
        var address = open.Key[IntentIndex.Open.Length..];
        var (partition, name) = IntentIndex.Split(address);
        switch (await store.FindIntentAsync(partition, name, cancellation))
        {
            case null:
                await table.CommitAsync(open.Partition, [Write.Delete(open)], cancellation);
                return false;
            case { State: IntentState.Settled } settled:
                await store.CloseAsync(settled.Intent, cancellation);
                return false;
            default:
                await AnnounceIfLostAsync(tenant, address, announced, cancellation);
                return true;
        }
    }

    private async Task AnnounceIfLostAsync(TenantId tenant, string address, Dictionary<int, HashSet<string>> announced, CancellationToken cancellation)
    {
        var shard = DueRows.ShardOf(tenant, Outbox.SendKind, address);
        if (!announced.TryGetValue(shard, out var addresses))
        {
            addresses = announced[shard] = await AnnouncedAsync(shard, cancellation);
        }

        if (!addresses.Contains(address))
        {
            await due.AnnounceAsync(tenant, Outbox.SendKind, address, clock.GetUtcNow(), cancellation);
            DeliveryMetrics.CountReannounced();
            LogReannounced(address);
        }
    }

    // A row put back while this reads is met again or was met before: it only ever moves to a later key.
    private async Task<HashSet<string>> AnnouncedAsync(int shard, CancellationToken cancellation)
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in table.ScanAsync(DueRows.Partition(shard), DueRows.All, cancellation))
        {
            if (DueRows.ToItem(row) is { Kind: Outbox.SendKind } item)
            {
                addresses.Add(item.Subject);
            }
        }

        return addresses;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The unsettled intent {Address} had no due row; it is announced again.")]
    private partial void LogReannounced(string address);
}
