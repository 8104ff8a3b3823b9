using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>The polls of each group, newest first: a row a poll, written before the commit that opens it and checked against the poll when read.</summary>
public sealed class PollIndex(ITable table)
{
    private const string Prefix = "poll|";

    /// <summary>Notes that a poll is about to open.</summary>
    public Task NoteAsync(Poll poll, CancellationToken cancellation)
    {
        var fromTheEnd = new DateTimeOffset(DateTimeOffset.MaxValue.UtcTicks - poll.OpenedAt.UtcTicks, TimeSpan.Zero);
        var write = Write.Insert($"{Prefix}{Keys.Ticks(fromTheEnd)}|{poll.Id}", new Fields(v: 1) { { "poll", poll.Id.Value } });

        // Lost means that it stands already, from an attempt before this one.
        return Race.UntilDoneAsync(async () => await table.CommitAsync(Partition(poll.Tenant, poll.Group), [write], cancellation) is not Committed.Unknown);
    }

    /// <summary>The ids noted for a group, the newest first. One may be noted twice, or never have been opened.</summary>
    public IAsyncEnumerable<PollId> OfGroupAsync(TenantId tenant, GroupId group, CancellationToken cancellation) =>
        table.ScanAsync(Partition(tenant, group), KeyRange.Under(Prefix), cancellation).Select(row => new PollId(row.Fields.Text("poll")));

    private static string Partition(TenantId tenant, GroupId group) => $"{tenant}|group|{group}";
}
