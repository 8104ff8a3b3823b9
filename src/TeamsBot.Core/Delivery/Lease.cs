using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Who leases shards: <c>local</c> where the store lets in one process only, otherwise an id made by the process at its start.</summary>
public sealed record LeaseOwner(string Value)
{
    public static LeaseOwner Local => new("local");

    public static LeaseOwner ForThisProcess() => new(Guid.NewGuid().ToString("N"));
}

/// <summary>The right to work on a shard until an instant of product time. The fence grows each time it is taken, so what an earlier holder left is known.</summary>
internal sealed record Lease(int Shard, string Owner, long Fence, DateTimeOffset Expires)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    /// <summary>What a post needs of the lease, longer than the connector's own time-out: who has less left does not begin one.</summary>
    public static readonly TimeSpan ForOnePost = TimeSpan.FromSeconds(25);

    public string Key => KeyOf(Shard);

    public static string KeyOf(int shard) => $"shard|{shard}";

    public bool HasTimeFor(TimeSpan work, DateTimeOffset now) => Expires - now >= work;

    public Fields ToFields() => new(v: 1) { { "owner", Owner }, { "fence", Fence }, { "expires", Expires } };

    public static Lease From(Row row) => new(int.Parse(row.Key.AsSpan("shard|".Length), null), row.Fields.Text("owner"), row.Fields.Number("fence"), row.Fields.Instant("expires"));
}
