using System.Collections.Immutable;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Minutes;

/// <summary>Everything that is stored of a poll, as an auditor asks for it.</summary>
/// <param name="Wordings">Every version of the wording, the first first.</param>
/// <param name="Tally">Everything cast, counted now; null while the poll is open, when nobody counts (rules V17, V18).</param>
/// <param name="Ballots">The ballots as they stand, by seat; none in a secret poll.</param>
/// <param name="History">Every ballot that was ever cast, by seat and then in their order (rule V6); none in a secret poll.</param>
/// <param name="Markers">That a seat voted, in a secret poll (rule V18).</param>
/// <param name="Chains">The audit rows by chain: <c>audit</c> is the poll's own, <c>audit|seat</c> a seat's.</param>
public sealed record PollRecord(
    Poll Poll,
    ImmutableArray<Wording> Wordings,
    Tally? Tally,
    ImmutableArray<Ballot> Ballots,
    ImmutableArray<Ballot> History,
    ImmutableArray<Marker> Markers,
    IReadOnlyDictionary<string, IReadOnlyList<Row>> Chains)
{
    /// <summary>The rows of one chain; none where nothing was done.</summary>
    public IReadOnlyList<Row> ChainOf(string chain) => Chains.GetValueOrDefault(chain, []);

    /// <summary>Every act of the audit, in the order of their instants.</summary>
    public IEnumerable<AuditEntry> Acts => Chains.SelectMany(chain => chain.Value.Select(row => AuditEntry.Read(chain.Key, row))).OrderBy(act => act.At);
}

/// <summary>An act as its audit row has it.</summary>
/// <param name="Chain">Whose chain it is in.</param>
/// <param name="Version">The version of the wording that was acted on.</param>
public sealed record AuditEntry(string Chain, string Who, string What, DateTimeOffset At, int Version)
{
    internal static AuditEntry Read(string chain, Row row) => new(chain, row.Fields.Text("who"), row.Fields.Text("what"), row.Fields.Instant("at"), (int)row.Fields.Number("version"));
}

/// <summary>Reads the record of a poll. It only reads.</summary>
public sealed class RecordStore(PollStore polls, ITable table)
{
    /// <summary>The record, or null where there is no such poll. Whatever is wrong with a row that was tampered with throws.</summary>
    public async Task<PollRecord?> FindAsync(TenantId tenant, PollId id, CancellationToken cancellation)
    {
        if (await polls.FindAsync(tenant, id, cancellation) is not { } poll)
        {
            return null;
        }

        var chains = new SortedDictionary<string, List<Row>>(StringComparer.Ordinal);
        await foreach (var row in ScanAsync(poll, $"{PollRows.PollAudit}|", cancellation))
        {
            var chain = row.Key[..row.Key.LastIndexOf('|')];
            if (!chains.TryGetValue(chain, out var rows))
            {
                chains[chain] = rows = [];
            }

            rows.Add(row);
        }

        return new(
            poll,
            [.. await polls.WordingsAsync(poll, cancellation)],
            poll.Result is null ? null : await polls.TallyAsync(poll, cancellation),
            poll.Secrecy is Secrecy.Secret ? [] : [.. await polls.BallotsAsync(poll, cancellation)],
            [.. await ScanAsync(poll, PollRows.History, cancellation).Select(row => PollRows.ReadBallot(row.Fields)).ToListAsync(cancellation)],
            [.. await polls.Secret.AllAsync(poll, cancellation)],
            chains.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<Row>)pair.Value));
    }

    private IAsyncEnumerable<Row> ScanAsync(Poll poll, string prefix, CancellationToken cancellation) =>
        table.ScanAsync(PollStore.Partition(poll.Tenant, poll.Id), KeyRange.Under(prefix), cancellation);
}
