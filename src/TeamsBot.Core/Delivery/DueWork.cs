using System.Collections.Concurrent;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Announces work before the commit it belongs to.</summary>
/// <remarks>
/// A handler may run between the announcement and the commit. It then answers <see cref="DueOutcome.Missing"/>, if what it is about is new, and is
/// asked again. Where it cannot tell (a count that is about to change), announce an instant that the commit will not outlive, or let the handler look
/// again: finishing removes the row.
/// </remarks>
public sealed class DueWork(ITable table, TimeProvider clock)
{
    /// <summary>By how much the clocks of replicas may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private const int Remembered = 4096;

    // Why remembering is safe: no worker touches a row before its instant, so until then (less the skew) a row this process wrote is still there,
    // and nothing needs to be asked. From its instant on it may have been finished and removed, and the memory is not consulted: the same key
    // announced then is written anew. Forgetting costs one write and nothing else.
    private readonly ConcurrentDictionary<string, DateTimeOffset> announced = new(StringComparer.Ordinal);
    private readonly WrittenAhead ahead = new(table, clock);

    /// <summary>Writes the due row, if none stands with the same kind, subject and instant. Announced again by this process within half a minute, it costs no request.</summary>
    /// <param name="kind">Without <c>|</c>.</param>
    public async Task<DueTicket> AnnounceAsync(TenantId tenant, string kind, string subject, DateTimeOffset at, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var item = new DueItem(tenant, kind, subject, at, now);
        var key = DueRows.Key(item, at);
        if (announced.TryGetValue(key, out var writtenAt) && now < at - Skew && now - writtenAt < WrittenAhead.Young)
        {
            return new DueTicket(writtenAt);
        }

        var ticket = await WriteAsync(DueRows.ShardOf(item), [item], cancellation);
        Remember(key, ticket, now);
        return ticket;
    }

    /// <summary>Announces several items, one commit a shard.</summary>
    internal async Task<DueTicket> AnnounceAsync(IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        var oldest = new DueTicket(clock.GetUtcNow());
        foreach (var shard in items.GroupBy(DueRows.ShardOf).OrderBy(group => group.Key))
        {
            var ticket = await WriteAsync(shard.Key, [.. shard], cancellation);
            oldest = ticket.WrittenAt < oldest.WrittenAt ? ticket : oldest;
        }

        return oldest;
    }

    private Task<DueTicket> WriteAsync(int shard, IReadOnlyList<DueItem> items, CancellationToken cancellation) =>
        ahead.WriteAsync(
            DueRows.Partition(shard),
            [.. items.Select(item => (DueRows.Key(item, item.At), DueRows.ToFields(item, tries: 0)))],
            renew: (standing, now) => DueRows.InstantOf(standing) <= now + Skew,
            cancellation);

    private void Remember(string key, DueTicket ticket, DateTimeOffset now)
    {
        if (announced.Count >= Remembered)
        {
            foreach (var (old, writtenAt) in announced)
            {
                if (now - writtenAt >= WrittenAhead.Young)
                {
                    announced.TryRemove(old, out _);
                }
            }

            if (announced.Count >= Remembered)
            {
                announced.Clear();
            }
        }

        announced[key] = ticket.WrittenAt;
    }
}

/// <summary>Says when a due row was written. A commit that would start more than a minute later starts over (design section 4).</summary>
public sealed record DueTicket(DateTimeOffset WrittenAt)
{
    public bool IsStale(DateTimeOffset now) => now - WrittenAt > TimeSpan.FromMinutes(1);
}
