using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Registers;

/// <summary>One thing that a register lists.</summary>
/// <param name="Register">Which one: <see cref="RegisterIndex.Decisions"/> or <see cref="RegisterIndex.Matters"/>.</param>
/// <param name="Kind">What the subject is: a poll that closed, a tie that was settled, a matter, a board's answer to one.</param>
/// <param name="Subject">What it takes to find it again, in key characters without <c>|</c>.</param>
/// <param name="At">The instant in the row that is about to be committed: of an entry noted twice, only the one that carries it is true.</param>
/// <param name="Groups">The groups through whose hands it went: the one it came from, and those that held it. Their members may read it.</param>
public sealed record RegisterEntry(TenantId Tenant, string Register, string Kind, string Subject, DateTimeOffset At, ImmutableArray<GroupId> Groups, Visibility Visibility)
{
    /// <summary>The groups that it may yet come to: a row is not written again when it does.</summary>
    public ImmutableArray<GroupId> Ahead { get; init; } = [];

    /// <summary>The ids of its themes; empty where it has none, or may be given one later.</summary>
    public ImmutableArray<string> Themes { get; init; } = [];
}

/// <summary>An entry as it was noted, with its place in the list.</summary>
/// <param name="Groups">Every group that it can have to do with: whether it has, only the aggregate says.</param>
public sealed record NotedEntry(string Place, string Kind, string Subject, DateTimeOffset At, ImmutableArray<GroupId> Groups, ImmutableArray<string> Themes);

/// <summary>
/// What the registers list: an index row for each audience of an entry, newest first, written before the commit it points to and checked against the aggregate when
/// read. Whoever reads merges the few partitions that are open to them, so a page costs as much in a county of two thousand matters as in one of twenty, and what is
/// restricted has no row at all (rule T5).
/// </summary>
public sealed class RegisterIndex(ITable table)
{
    public const string Decisions = "decisions";
    public const string Matters = "matters";

    /// <summary>The audience of what is public. No group's id begins like it.</summary>
    private const string Everybody = "~public";

    /// <summary>Notes what a matter's last move is about to add: the matter itself where it comes into other hands, and a board's answer.</summary>
    public async Task NoteMoveAsync(Matter matter, CancellationToken cancellation)
    {
        await NoteAsync(matter.IsArrival(matter.Last) ? MatterEntries.Of(matter) : null, cancellation);
        await NoteAsync(Decision.EntryOfAnswer(matter, matter.Last), cancellation);
    }

    /// <summary>Notes that an entry is about to be committed, if there is one. A restricted one is noted nowhere.</summary>
    public Task NoteAsync(RegisterEntry? entry, CancellationToken cancellation)
    {
        if (entry is null or { Visibility: Visibility.Restricted })
        {
            return Task.CompletedTask;
        }

        var audiences = entry.Groups.Select(group => group.Value).Concat(entry.Visibility is Visibility.Public ? [Everybody] : []).Distinct(StringComparer.Ordinal);
        var write = Write.Insert(PlaceOf(entry), ToFields(entry));

        // Lost means that it stands already, from an attempt before this one.
        return Task.WhenAll(audiences.Select(audience => Race.UntilDoneAsync(async () =>
            await table.CommitAsync(Partition(entry.Tenant, entry.Register, audience), [write], cancellation) is not Committed.Unknown)));
    }

    /// <summary>What was noted for the public and for any of some groups, each entry once, newest first.</summary>
    /// <param name="after">The place of the last entry that was looked at; null for the newest.</param>
    /// <param name="since">Nothing older than this.</param>
    public async IAsyncEnumerable<NotedEntry> ReadAsync(TenantId tenant, string register, IReadOnlySet<GroupId> groups, string? after, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var range = new KeyRange(after is null ? "0" : after + "!", since is { } first ? FromTheEnd(first) + "}" : "~");
        var scans = new List<IAsyncEnumerator<Row>>();
        try
        {
            foreach (var audience in groups.Select(group => group.Value).Order(StringComparer.Ordinal).Prepend(Everybody))
            {
                await AddAsync(scans, table.ScanAsync(Partition(tenant, register, audience), range, cancellation).GetAsyncEnumerator(cancellation));
            }

            for (var last = ""; scans.MinBy(scan => scan.Current.Key, StringComparer.Ordinal) is { } next;)
            {
                if (next.Current.Key != last)
                {
                    yield return Read(next.Current);
                }

                last = next.Current.Key;
                scans.Remove(next);
                await AddAsync(scans, next);
            }
        }
        finally
        {
            foreach (var scan in scans)
            {
                await scan.DisposeAsync();
            }
        }
    }

    /// <summary>Whether a claimed place could be one: cards are claims.</summary>
    public static bool IsPlace(string claimed) => claimed.Length is > 20 and <= 400 && claimed.AsSpan(0, 19).IndexOfAnyExceptInRange('0', '9') < 0 && claimed[19] == '|' && Keys.IsValid(claimed);

    private static async Task AddAsync(List<IAsyncEnumerator<Row>> scans, IAsyncEnumerator<Row> scan)
    {
        if (await scan.MoveNextAsync())
        {
            scans.Add(scan);
        }
        else
        {
            await scan.DisposeAsync();
        }
    }

    private static string PlaceOf(RegisterEntry entry) => $"{FromTheEnd(entry.At)}|{entry.Kind}|{entry.Subject}";

    private static string FromTheEnd(DateTimeOffset at) => Keys.Ticks(new(DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks, TimeSpan.Zero));

    private static Fields ToFields(RegisterEntry entry) => new(v: 1)
    {
        { "kind", entry.Kind },
        { "subject", entry.Subject },
        { "at", entry.At },
        { "groups", string.Join(',', entry.Groups.Concat(entry.Ahead).Distinct()) },
        { "themes", string.Join(',', entry.Themes) },
    };

    private static NotedEntry Read(Row row) => new(
        row.Key,
        row.Fields.Text("kind"),
        row.Fields.Text("subject"),
        row.Fields.Instant("at"),
        [.. row.Fields.Text("groups").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new GroupId(id))],
        [.. row.Fields.Text("themes").Split(',', StringSplitOptions.RemoveEmptyEntries)]);

    private static string Partition(TenantId tenant, string register, string audience) => $"{tenant}|register-{register}|{audience}";
}
