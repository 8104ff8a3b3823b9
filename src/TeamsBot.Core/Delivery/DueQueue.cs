using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>The first row of a shard.</summary>
/// <param name="Instant">When it is to be looked at: its item's instant, or later where it was put back.</param>
internal sealed record DueRow(Row Stored, DueItem Item, DateTimeOffset Instant);

/// <summary>The shards of due work as a worker sees them: takes the first, and writes what became of it at the version read.</summary>
/// <remarks>No answer of a commit is acted on: a row that stands is looked at again, and every handler may be run again.</remarks>
internal sealed class DueQueue(ITable table, TimeProvider clock, DeliveryOptions options)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(30);

    public bool IsDue(DueRow row) => row.Instant <= clock.GetUtcNow();

    public async Task<DueRow?> FirstAsync(int shard, CancellationToken cancellation) =>
        await table.ScanAsync(DueRows.Partition(shard), DueRows.All, cancellation).FirstOrDefaultAsync(cancellation) is { } row
            ? new(row, DueRows.ToItem(row), DueRows.InstantOf(row))
            : null;

    /// <summary>Writes what a handler said. Work that is missing is dropped when its row is older than the grace, and looked at again before.</summary>
    /// <returns>Whether it was dropped as missing.</returns>
    public async Task<bool> SettleAsync(DueRow row, DueOutcome outcome, CancellationToken cancellation)
    {
        var age = clock.GetUtcNow() - row.Item.WrittenAt;
        switch (outcome)
        {
            case DueOutcome.Finished:
                await CommitAsync(row, [Write.Delete(row.Stored)], cancellation);
                return false;
            case DueOutcome.Missing when age > DueRows.Grace:
                await CommitAsync(row, [Write.Delete(row.Stored)], cancellation);
                return true;
            case DueOutcome.Again again:
                await PutBackAsync(row, row.Item with { At = again.At }, again.At, tries: 0, cancellation);
                return false;
            default:
                var look = TimeSpan.FromSeconds(Math.Clamp(age.TotalSeconds, 1, LongestLook.TotalSeconds));
                await PutBackAsync(row, row.Item, clock.GetUtcNow() + look, DueRows.TriesOf(row.Stored), cancellation);
                return false;
        }
    }

    /// <summary>Puts back an item whose handler failed, later each time.</summary>
    public Task RestAsync(DueRow row, CancellationToken cancellation)
    {
        var tries = DueRows.TriesOf(row.Stored) + 1;
        return PutBackAsync(row, row.Item, clock.GetUtcNow() + Backoff.After(tries, row.Stored.Key, options.Seed), tries, cancellation);
    }

    private async Task PutBackAsync(DueRow row, DueItem item, DateTimeOffset instant, int tries, CancellationToken cancellation)
    {
        // Said of the item's own instant it means "at once", and the row stays where it is. A later instant moves it, also one that is past: the handler may go by it.
        if (instant <= row.Instant)
        {
            return;
        }

        var key = DueRows.Key(item, instant);
        var moved = await CommitAsync(row, [Write.Delete(row.Stored), Write.Insert(key, DueRows.ToFields(item, tries))], cancellation);

        // The same work may have been announced for that very instant: then that row will do.
        if (moved is Committed.Lost && await table.FindAsync(row.Stored.Partition, key, cancellation) is not null)
        {
            await CommitAsync(row, [Write.Delete(row.Stored)], cancellation);
        }
    }

    private Task<Committed> CommitAsync(DueRow row, IReadOnlyList<Write> writes, CancellationToken cancellation) => table.CommitAsync(row.Stored.Partition, writes, cancellation);
}
