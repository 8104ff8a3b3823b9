using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>
/// The shards this replica leases. Every replica leaves a sign of life beside the leases; each takes no more than an even share of the shards, and
/// one that holds more lets go of the surplus, so that a new replica gets its part.
/// </summary>
internal sealed class Leases(ITable table, TimeProvider clock, LeaseOwner owner)
{
    private const string Partition = "leases";
    private static readonly TimeSpan Renewal = Lease.Life / 3;
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Lease?[] held = new Lease?[DueRows.Shards];
    private DateTimeOffset look = DateTimeOffset.MinValue;

    /// <summary>When, if nobody else does anything, shards of others may fall to this replica.</summary>
    public DateTimeOffset? NextToEnd { get; private set; }

    /// <summary>The part of the tenant's sending budget that is this replica's.</summary>
    public double Share => Held().Count() / (double)DueRows.Shards;

    /// <summary>The leases that last long enough to begin work.</summary>
    public IEnumerable<Lease> Held()
    {
        var now = clock.GetUtcNow();
        return held.OfType<Lease>().Where(lease => lease.HasTimeFor(Lease.ForOnePost, now));
    }

    /// <summary>Renews, takes and lets go, where it is time to. Otherwise costs nothing.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now >= look || now >= NextToEnd)
        {
            await Race.UntilDoneAsync(() => TryKeepAsync(cancellation));
        }
    }

    private async Task<bool> TryKeepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await table.ScanAsync(Partition, new("a", "z"), cancellation).ToListAsync(cancellation);
        var plan = new LeasePlan(owner.Value, now, rows);
        for (var shard = 0; shard < DueRows.Shards; shard++)
        {
            held[shard] = plan.Renew(held[shard]);
        }

        plan.TakeUpTo(plan.FairShare);
        if (await table.CommitAsync(Partition, [.. plan.Writes(Forgotten)], cancellation) is not Committed.Done)
        {
            return false;
        }

        foreach (var lease in plan.Mine)
        {
            held[lease.Shard] = lease;
        }

        foreach (var shard in plan.LetGo)
        {
            held[shard] = null;
        }

        NextToEnd = plan.NextToEnd;
        look = now + (plan.Mine.Count == DueRows.Shards ? Renewal : Glance);
        return true;
    }
}
