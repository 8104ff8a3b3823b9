using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Waiting;

/// <summary>Something that delivery was about to ask of a person, or to tell a group's channel.</summary>
/// <param name="Kind">The kind of the intent that asked or told.</param>
/// <param name="Subject">What the feature of that kind needs to find it again, in key characters without <c>|</c>.</param>
public sealed record Noted(TenantId Tenant, Target For, string Kind, string Subject);

/// <summary>
/// What was asked of each person and told to each group: an index row each, written by delivery before it plans the recipient and checked against the
/// aggregate when read. So whoever cannot be reached by card finds it in the list all the same, and so does somebody whose account is bound later.
/// </summary>
public sealed class WaitingIndex(ITable table)
{
    private const string Open = "open|";
    private const string Past = "past|";
    private const int AtOnce = 16;

    /// <summary>Notes what is about to be planned. What stands already stays as it is.</summary>
    public async Task NoteAsync(IEnumerable<Noted> asked, CancellationToken cancellation)
    {
        foreach (var some in asked.Distinct().Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(noted => NoteAsync(noted, cancellation)));
        }
    }

    /// <summary>What may still wait: all that was noted and not found to be over since.</summary>
    public async Task<IReadOnlyList<(Noted Noted, Row Row)>> OpenAsync(TenantId tenant, Target of, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(tenant, of), KeyRange.Under(Open), cancellation).Select(row => (Read(tenant, of, row), row)).ToListAsync(cancellation);

    /// <summary>All that was ever noted, in no order that means anything.</summary>
    public async Task<IReadOnlyList<Noted>> AllAsync(TenantId tenant, Target of, CancellationToken cancellation)
    {
        var (partition, all) = (Partition(tenant, of), new HashSet<Noted>());
        foreach (var part in (string[])[Open, Past])
        {
            await foreach (var row in table.ScanAsync(partition, KeyRange.Under(part), cancellation))
            {
                all.Add(Read(tenant, of, row));
            }
        }

        return [.. all];
    }

    /// <summary>
    /// Puts aside what is over for good, so that no later list has to look at it. Where that is not done, because somebody else is doing it or the store is not
    /// sure, the next list does it.
    /// </summary>
    public async Task PutAsideAsync(Row open, CancellationToken cancellation)
    {
        var key = Past + open.Key[Open.Length..];
        var past = await table.FindAsync(open.Partition, key, cancellation);
        await table.CommitAsync(open.Partition, [Write.Delete(open), past is null ? Write.Insert(key, open.Fields) : Write.Touch(past)], cancellation);
    }

    private Task NoteAsync(Noted noted, CancellationToken cancellation)
    {
        var write = Write.Insert($"{Open}{noted.Kind}|{noted.Subject}", new Fields(v: 1) { { "kind", noted.Kind }, { "subject", noted.Subject } });

        // Lost means that it stands already: a person with two seats is asked twice, and planning may be repeated.
        return Race.UntilDoneAsync(async () => await table.CommitAsync(Partition(noted.Tenant, noted.For), [write], cancellation) is not Committed.Unknown);
    }

    private static Noted Read(TenantId tenant, Target of, Row row) => new(tenant, of, row.Fields.Text("kind"), row.Fields.Text("subject"));

    private static string Partition(TenantId tenant, Target of) => of switch
    {
        Target.Person person => $"{tenant}|waiting|{person.Id}",
        Target.Channel channel => $"{tenant}|told|{channel.Id}",
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, "A target is a person or a channel."),
    };
}
