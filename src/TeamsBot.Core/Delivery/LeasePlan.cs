using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>What one replica makes of the leases as they stand: decided on what was read, written in one commit at the versions read.</summary>
internal sealed class LeasePlan(string owner, DateTimeOffset now, IReadOnlyList<Row> rows)
{
    private const string Sign = "replica|";

    private readonly Dictionary<string, Row> read = rows.ToDictionary(row => row.Key);
    private readonly List<Write> writes = [];
    private readonly HashSet<int> open = [.. Enumerable.Range(0, DueRows.Shards)];

    public List<Lease> Mine { get; } = [];

    public List<int> LetGo { get; } = [];

    /// <summary>Shards for each replica that has given a sign of life, rounded up.</summary>
    public int FairShare => (int)Math.Ceiling(DueRows.Shards / (1.0 + Others.Count(row => row.Fields.Instant("expires") > now)));

    /// <summary>When the next lease of another replica ends; and where a shard is free that is another's fair share, when that replica is taken for gone.</summary>
    public DateTimeOffset? NextToEnd =>
        open.Select(shard => Standing(shard)?.Expires).Concat(Mine.Count < DueRows.Shards ? Others.Select(row => (DateTimeOffset?)row.Fields.Instant("expires")) : []).Where(ends => ends > now).Min();

    private IEnumerable<Row> Others => rows.Where(row => row.Key.StartsWith(Sign, StringComparison.Ordinal) && row.Key != Sign + owner);

    /// <summary>Keeps a lease that is held, at the same fence, as long as nobody took it; lets go of what is more than a fair share.</summary>
    public Lease? Renew(Lease? held)
    {
        if (held is null || Standing(held.Shard) is not { } standing || standing.Owner != owner || standing.Fence != held.Fence)
        {
            return null;
        }

        open.Remove(held.Shard);
        if (Mine.Count == FairShare)
        {
            writes.Add(Write.Replace(read[held.Key], (held with { Owner = "", Expires = now }).ToFields()));
            LetGo.Add(held.Shard);
            return held;
        }

        var renewed = held with { Expires = now + Lease.Life };
        writes.Add(Write.Replace(read[held.Key], renewed.ToFields()));
        Mine.Add(renewed);
        return held;
    }

    /// <summary>Takes what is free, has ended, or is this owner's from an earlier life, each with a higher fence.</summary>
    public void TakeUpTo(int share)
    {
        foreach (var shard in open.Order().TakeWhile(_ => Mine.Count < share).ToList())
        {
            var standing = Standing(shard);
            if (standing is not null && standing.Owner != owner && standing.Expires > now)
            {
                continue;
            }

            var taken = new Lease(shard, owner, (standing?.Fence ?? 0) + 1, now + Lease.Life);
            writes.Add(Write.Put(read.GetValueOrDefault(taken.Key), taken.Key, taken.ToFields()));
            Mine.Add(taken);
            open.Remove(shard);
        }
    }

    /// <summary>All writes, this replica's sign of life among them; signs given up long ago are removed.</summary>
    public IEnumerable<Write> Writes(TimeSpan forgotten)
    {
        var sign = new Fields(v: 1) { { "expires", now + Lease.Life } };
        return [
            .. writes,
            Write.Put(read.GetValueOrDefault(Sign + owner), Sign + owner, sign),
            .. Others.Where(row => now - row.Fields.Instant("expires") > forgotten).Take(40).Select(Write.Delete),
        ];
    }

    private Lease? Standing(int shard) => read.TryGetValue(Lease.KeyOf(shard), out var row) ? Lease.From(row) : null;
}
