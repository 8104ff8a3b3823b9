using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Digests;

/// <summary>
/// What happened in a period: an index row a happening, written before the commit it points to and checked against the aggregate when read. The
/// instant is the one in the committed row; a commit that would start more than a minute after it starts over (rule S1).
/// </summary>
public sealed class PeriodIndex(ITable table)
{
    /// <summary>Notes that something is about to be committed with that instant.</summary>
    /// <param name="kind">Which feature reads it back: the kind it declared with <c>FeatureMap.Tells</c>.</param>
    /// <param name="subject">What the feature needs to find it again, in key characters without <c>|</c>.</param>
    public Task NoteAsync(TenantId tenant, DateTimeOffset at, string kind, string subject, CancellationToken cancellation)
    {
        var write = Write.Insert($"{Keys.Ticks(at)}|{kind}|{subject}", new Fields(v: 1) { { "at", at }, { "kind", kind }, { "subject", subject } });

        // Lost means that it stands already, from an attempt before this one.
        return Race.UntilDoneAsync(async () => await table.CommitAsync(Partition(tenant, Period.Containing(at)), [write], cancellation) is not Committed.Unknown);
    }

    /// <summary>All that was noted for a period, in the order of its instants.</summary>
    public async Task<IReadOnlyList<Happening>> ReadAsync(TenantId tenant, Period period, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(tenant, period), new KeyRange("0", "~"), cancellation)
            .Select(row => new Happening(tenant, row.Fields.Instant("at"), row.Fields.Text("kind"), row.Fields.Text("subject")))
            .ToListAsync(cancellation);

    private static string Partition(TenantId tenant, Period period) => $"{tenant}|period|{period.Id}";
}

/// <summary>Something that happened, if its commit did: the feature that noted it says.</summary>
public sealed record Happening(TenantId Tenant, DateTimeOffset At, string Kind, string Subject);

/// <summary>What a digest says of one happening.</summary>
/// <param name="Status">A status word with its mark, such as "✓ Agreed".</param>
/// <param name="Group">The group it happened in.</param>
/// <param name="GroupName">Its name, set as people's text.</param>
/// <param name="Text">What happened, in people's words where they chose them.</param>
/// <param name="Visibility">Who may read it; a digest to a channel takes nothing restricted (rule T5).</param>
public sealed record Update(string Status, GroupId Group, string GroupName, string Text, Visibility Visibility);
