using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>
/// Rows written before the commit they belong to. They are insert-only, and one that stands is as good as one written now, with one care: it is
/// dropped when its work is missing and it is older than the grace, so whoever relies on it needs it young. An old one is therefore written again
/// at its version with the instant of now.
/// </summary>
internal sealed class WrittenAhead(ITable table, TimeProvider clock)
{
    /// <summary>A row younger than this may be relied on as it stands: half of what a commit may take to start.</summary>
    public static readonly TimeSpan Young = TimeSpan.FromSeconds(30);

    /// <summary>Writes the rows of one partition; the ticket tells of the oldest of them.</summary>
    /// <param name="renew">Which standing row is written again however young: one that a worker may be finishing now, whose delete then fails.</param>
    public async Task<DueTicket> WriteAsync(string partition, IReadOnlyList<(string Key, Fields Fields)> rows, Func<Row, DateTimeOffset, bool> renew, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow();
        foreach (var chunk in rows.Chunk(Guards.BatchRows))
        {
            var now = clock.GetUtcNow();
            if (await table.CommitAsync(partition, [.. chunk.Select(row => Write.Insert(row.Key, row.Fields.With(DueRows.WrittenAt, now)))], cancellation) is Committed.Done)
            {
                continue;
            }

            foreach (var (key, fields) in chunk)
            {
                var ticket = await WriteOneAsync(partition, key, fields, renew, cancellation);
                oldest = ticket.WrittenAt < oldest ? ticket.WrittenAt : oldest;
            }
        }

        return new DueTicket(oldest);
    }

    private Task<DueTicket> WriteOneAsync(string partition, string key, Fields fields, Func<Row, DateTimeOffset, bool> renew, CancellationToken cancellation) =>
        Race.RetryAsync(async () =>
        {
            var standing = await table.FindAsync(partition, key, cancellation);
            var now = clock.GetUtcNow();
            if (standing is not null && now - standing.Fields.Instant(DueRows.WrittenAt) < Young && !renew(standing, now))
            {
                return new DueTicket(standing.Fields.Instant(DueRows.WrittenAt));
            }

            var write = standing is null
                ? Write.Insert(key, fields.With(DueRows.WrittenAt, now))
                : Write.Replace(standing, standing.Fields.With(DueRows.WrittenAt, now));
            return await table.CommitAsync(partition, [write], cancellation) is Committed.Done ? new DueTicket(now) : null;
        });
}
