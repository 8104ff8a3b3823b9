using System.Collections.Concurrent;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>A round with its row. Whatever is committed on it replaces the row at this version.</summary>
public sealed record StoredRound(Round Round, Row Row);

/// <summary>Who did what, for the audit row: a person's id or <c>bot</c>, and the act in a word or two with its bare facts.</summary>
public sealed record RoundAct(string Who, string What, DateTimeOffset At);

/// <summary>Rows of one round, all in its own partition.</summary>
public sealed class RoundStore(ITable table)
{
    private const int CachedElectorates = 500;

    private readonly ConcurrentDictionary<string, Electorate> electorates = new(StringComparer.Ordinal);

    public static string Partition(TenantId tenant, RoundId id) => $"{tenant}|round|{id}";

    public async Task<Round?> FindAsync(TenantId tenant, RoundId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Round;

    public async Task<StoredRound?> FindStoredAsync(TenantId tenant, RoundId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant, id), RoundRows.RoundKey, cancellation) is { } row
            ? new(RoundRows.Read(tenant, id, await ElectorateAsync(tenant, id, row.Fields.Text(RoundRows.ElectorateId), cancellation), row.Fields), row)
            : null;

    /// <summary>The rounds of a group that are not finished.</summary>
    public async Task<IReadOnlyList<Round>> RunningOfAsync(TenantId tenant, GroupId group, CancellationToken cancellation)
    {
        var running = new List<Round>();
        await foreach (var row in table.ScanAsync(IndexPartition(tenant), KeyRange.Under($"{group}|"), cancellation))
        {
            // An index row is written before its round is, and stays when it is over.
            if (await FindAsync(tenant, new(row.Key[(row.Key.LastIndexOf('|') + 1)..]), cancellation) is { Stage: not Stage.Finished } round)
            {
                running.Add(round);
            }
        }

        return running;
    }

    /// <summary>How many seats contributed to a stage: counted, never kept.</summary>
    public async Task<int> ContributorsAsync(Round round, Stage stage, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(round.Tenant, round.Id), KeyRange.Under(RoundRows.PrefixOf(stage)), cancellation).Select(row => row.Fields.Text("seat")).Distinct().CountAsync(cancellation);

    /// <summary>The rows of one kind, such as <c>proposal|</c>.</summary>
    public IAsyncEnumerable<Row> RowsAsync(Round round, string prefix, CancellationToken cancellation) => table.ScanAsync(Partition(round.Tenant, round.Id), KeyRange.Under(prefix), cancellation);

    public Task<Row?> FindRowAsync(Round round, string key, CancellationToken cancellation) => table.FindAsync(Partition(round.Tenant, round.Id), key, cancellation);

    /// <summary>
    /// Commits an act on a round: its row at the version read, the audit row, and what comes with it, or none of them. Also where nothing in the round
    /// itself changes, as for a contribution: an advance in between fails it (rule V10).
    /// </summary>
    public Task<Committed> SaveAsync(StoredRound read, Round next, RoundAct act, IEnumerable<Write> writes, CancellationToken cancellation)
    {
        var (chain, audit) = next.Audit.Append(RoundRows.RoundAudit, act.Who, act.What, act.At, (int)next.Stage);
        return table.CommitAsync(
            Partition(next.Tenant, next.Id),
            [Write.Replace(read.Row, RoundRows.Write(next with { Audit = chain }, read.Row.Fields.Text(RoundRows.ElectorateId))), audit, .. writes],
            cancellation);
    }

    /// <summary>Writes what a new round needs before it: its electorate, which may be larger than a batch, and where it is found. Nobody reads them before the round's own row.</summary>
    /// <returns>False where it was not written for certain: start over under another id.</returns>
    public async Task<bool> PrepareAsync(Round round, string electorateId, CancellationToken cancellation)
    {
        foreach (var batch in round.Electorate.Seats.Chunk(Guards.BatchRows))
        {
            var writes = batch.Select(seat => Write.Insert(PollRows.SeatKey(electorateId, seat.Id), PollRows.Write(seat))).ToList();
            if (await table.CommitAsync(Partition(round.Tenant, round.Id), writes, cancellation) is not Committed.Done)
            {
                return false;
            }
        }

        var (index, key) = (IndexPartition(round.Tenant), $"{round.Group}|{round.Id}");
        return await table.FindAsync(index, key, cancellation) is not null || await table.CommitAsync(index, [Write.Insert(key, new Fields(v: 1))], cancellation) is Committed.Done;
    }

    /// <summary>Starts the round: its row, its turn, and its first audit row. Lost where a round with that id exists, or was passed over.</summary>
    public Task<Committed> InsertAsync(Round round, string electorateId, IEnumerable<Write> writes, CancellationToken cancellation)
    {
        var (chain, audit) = round.Audit.Append(RoundRows.RoundAudit, round.StartedBy.Value, "start", round.StartedAt, (int)round.Stage);
        return table.CommitAsync(
            Partition(round.Tenant, round.Id),
            [Write.Insert(RoundRows.RoundKey, RoundRows.Write(round with { Audit = chain }, electorateId)), Write.Insert(RoundPlace.TurnKey, new(v: 1)), audit, .. writes],
            cancellation);
    }

    private static string IndexPartition(TenantId tenant) => $"{tenant}|rounds";

    // An electorate never changes under its id, so it is read once.
    private async Task<Electorate> ElectorateAsync(TenantId tenant, RoundId id, string electorateId, CancellationToken cancellation)
    {
        var key = $"{tenant}|{id}|{electorateId}";
        if (electorates.TryGetValue(key, out var known))
        {
            return known;
        }

        var seats = await table.ScanAsync(Partition(tenant, id), KeyRange.Under(PollRows.SeatPrefix(electorateId)), cancellation).Select(PollRows.ReadSeat).ToListAsync(cancellation);
        if (electorates.Count >= CachedElectorates)
        {
            electorates.Clear();
        }

        return electorates[key] = new(seats);
    }
}
