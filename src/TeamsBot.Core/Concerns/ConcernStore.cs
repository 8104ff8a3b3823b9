using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Concerns;

/// <summary>A concern with its row, for whoever moves it.</summary>
internal sealed record StoredConcern(Concern Concern, Row Row);

/// <summary>Rows of one concern, all in its own partition. No index elsewhere names its school.</summary>
public sealed class ConcernStore(ITable table)
{
    private const string IndexKey = "concern|";

    public static string Partition(TenantId tenant, ConcernId id) => $"{tenant}|concern|{id}";

    /// <summary>The concern, or null where there is none.</summary>
    public async Task<Concern?> FindAsync(TenantId tenant, ConcernId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Concern;

    /// <summary>Every concern of the county, the first raised first. Ask who it is for before anything of it is shown (rule T5).</summary>
    public async Task<IReadOnlyList<Concern>> AllAsync(TenantId tenant, CancellationToken cancellation)
    {
        List<Concern> all = [];
        await foreach (var row in table.ScanAsync(IndexPartition(tenant), KeyRange.Under(IndexKey), cancellation))
        {
            // An index row is written before its commit.
            if (await FindAsync(tenant, new(row.Key[IndexKey.Length..]), cancellation) is { } concern)
            {
                all.Add(concern);
            }
        }

        return [.. all.OrderBy(concern => concern.Moves[0].At).ThenBy(concern => concern.Id.Value, StringComparer.Ordinal)];
    }

    internal async Task<StoredConcern?> FindStoredAsync(TenantId tenant, ConcernId id, CancellationToken cancellation)
    {
        var partition = Partition(tenant, id);
        if (await table.FindAsync(partition, ConcernRows.ConcernKey, cancellation) is not { } row)
        {
            return null;
        }

        // The history may have grown since the row was read: what came after it is left out, so that both say the same.
        var moves = await table.ScanAsync(partition, KeyRange.Under(ConcernRows.Moves), cancellation).Select(move => ConcernRows.ReadMove(move.Fields)).ToListAsync(cancellation);
        return new(ConcernRows.Read(tenant, id, row.Fields, moves.Take(ConcernRows.MovesOf(row.Fields))), row);
    }

    /// <summary>Commits the raising: words, first moves, audit and what is to be told, or none of them. Lost where it was raised before (rule V7).</summary>
    internal async Task<Committed> InsertAsync(Concern concern, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        await Race.UntilDoneAsync(async () =>
            await table.CommitAsync(IndexPartition(concern.Tenant), [Write.Insert($"{IndexKey}{concern.Id}", new(v: 1))], cancellation) is not Committed.Unknown);
        return await CommitAsync(concern, concern.Moves, audited => Write.Insert(ConcernRows.ConcernKey, ConcernRows.Write(audited)), intents, cancellation);
    }

    /// <summary>Commits the concern's last move at the version read: state, history, audit and what is to be told, or none of them (rule E2).</summary>
    internal Task<Committed> SaveMoveAsync(StoredConcern read, Concern moved, IEnumerable<Write> intents, CancellationToken cancellation) =>
        CommitAsync(moved, [moved.Last], audited => Write.Replace(read.Row, ConcernRows.Write(audited)), intents, cancellation);

    private Task<Committed> CommitAsync(Concern concern, IEnumerable<ConcernMove> moves, Func<Concern, Write> write, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        List<Write> rows = [];
        foreach (var move in moves)
        {
            // The act and nothing else: an audit is read by others too, and names no school (rule T5).
            var what = move.To is { } to ? $"{move.Act} to {to}" : move.Act.ToString();
            (var chain, var audit) = concern.Audit.Append(ConcernRows.Audit, move.Person?.Value ?? "bot", what, move.At, version: move.Number - 1);
            concern = concern with { Audit = chain };
            rows.AddRange([Write.Insert(ConcernRows.MoveKey(move.Number), ConcernRows.Write(move)), audit]);
        }

        return table.CommitAsync(Partition(concern.Tenant, concern.Id), [write(concern), .. rows, .. intents], cancellation);
    }

    private static string IndexPartition(TenantId tenant) => $"{tenant}|concerns";
}
