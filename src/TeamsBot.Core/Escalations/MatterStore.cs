using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Registers;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>A matter with its row, for whoever moves it.</summary>
public sealed record StoredMatter(Matter Matter, Row Row);

/// <summary>Rows of one matter, all in its own partition.</summary>
public sealed class MatterStore(ITable table)
{
    private readonly RegisterIndex registers = new(table);

    public static string Partition(TenantId tenant, MatterId id) => $"{tenant}|matter|{id}";

    /// <summary>The matter, or null where there is none.</summary>
    public async Task<Matter?> FindAsync(TenantId tenant, MatterId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Matter;

    public async Task<StoredMatter?> FindStoredAsync(TenantId tenant, MatterId id, CancellationToken cancellation)
    {
        var partition = Partition(tenant, id);
        if (await table.FindAsync(partition, MatterRows.MatterKey, cancellation) is not { } row)
        {
            return null;
        }

        var evidence = await table.FindAsync(partition, MatterRows.EvidenceKey, cancellation) ?? throw new InvalidOperationException($"Matter {id} has no evidence.");
        var seats = await table.ScanAsync(partition, KeyRange.Under(MatterRows.SeatPages), cancellation).SelectMany(page => MatterRows.ReadSeats(page.Fields)).ToListAsync(cancellation);

        var gathered = await table.ScanAsync(partition, KeyRange.Under(MatterRows.GatheredPages), cancellation).Select(page => page.Fields).ToListAsync(cancellation);

        // The history may have grown since the row was read: what came after it is left out, so that both say the same.
        var number = MatterRows.MovesOf(row.Fields);
        var moves = await table.ScanAsync(partition, KeyRange.Under(MatterRows.Moves), cancellation).Select(move => MatterRows.ReadMove(move.Fields)).ToListAsync(cancellation);
        var steps = await StepStore.ReadAsync(table, partition, MatterRows.StepsOf(row.Fields), cancellation);
        return new(MatterRows.Read(tenant, id, row.Fields, MatterRows.ReadEvidence(evidence.Fields, seats) with { Gathered = MatterRows.ReadGathered(gathered) }, [.. moves.Take(number)]) with { Steps = steps }, row);
    }

    /// <summary>Raises the matter: evidence, first move, audit and what is to be told, or none of them. Lost where it was raised before (rule E1).</summary>
    public async Task<Committed> InsertAsync(Matter matter, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        await IndexAsync(matter, cancellation);
        var (audited, audit) = Audited(matter);
        return await table.CommitAsync(
            Partition(matter.Tenant, matter.Id),
            [
                Write.Insert(MatterRows.MatterKey, MatterRows.Write(audited)),
                Write.Insert(MatterRows.EvidenceKey, MatterRows.Write(matter.Evidence)),
                .. MatterRows.InsertSeats(matter.Evidence.Seats),
                .. MatterRows.InsertGathered(matter.Evidence.Gathered),
                Write.Insert(MatterRows.MoveKey(1), MatterRows.Write(matter.Last)),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>Commits the matter's last move at the version read: state, history, audit and what is to be told, or none of them (rule E2).</summary>
    public async Task<Committed> SaveMoveAsync(StoredMatter read, Matter moved, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        await IndexAsync(moved, cancellation);
        var (audited, audit) = Audited(moved);
        return await table.CommitAsync(
            Partition(moved.Tenant, moved.Id),
            [
                Write.Replace(read.Row, MatterRows.Write(audited)),
                Write.Insert(MatterRows.MoveKey(moved.Version), MatterRows.Write(moved.Last)),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>Commits the theme that a person gave the matter, at the version read; it is no move.</summary>
    /// <param name="tagged">The matter with its theme, otherwise as read.</param>
    public Task<Committed> SaveThemeAsync(StoredMatter read, Matter tagged, PersonId person, DateTimeOffset at, CancellationToken cancellation)
    {
        var (chain, audit) = tagged.Audit.Append(MatterRows.Audit, person.Value, $"Theme {tagged.Tagged}", at, tagged.Version);
        return table.CommitAsync(Partition(tagged.Tenant, tagged.Id), [Write.Replace(read.Row, MatterRows.Write(tagged with { Audit = chain })), audit], cancellation);
    }

    /// <summary>The matters that a board holds and that are not over: those that await its answer, and those that it acts on.</summary>
    public async Task<IReadOnlyList<MatterId>> HeldAsync(TenantId tenant, GroupId board, CancellationToken cancellation)
    {
        var held = new List<MatterId>();
        await foreach (var row in table.ScanAsync(HeldPartition(tenant), KeyRange.Under($"{board}|"), cancellation))
        {
            // An index row is written before the move that it points to, and stays when that board no longer holds the matter.
            var id = new MatterId(row.Key[(row.Key.IndexOf('|', StringComparison.Ordinal) + 1)..]);
            if (await table.FindAsync(Partition(tenant, id), MatterRows.MatterKey, cancellation) is { } matter && MatterRows.IsHeldBy(matter.Fields, board))
            {
                held.Add(id);
            }
        }

        return held;
    }

    /// <summary>The matters that await a board's answer, in the order in which they came to it.</summary>
    public async Task<IReadOnlyList<Matter>> AwaitingAsync(TenantId tenant, GroupId board, CancellationToken cancellation)
    {
        var awaiting = new List<Matter>();
        foreach (var id in await HeldAsync(tenant, board, cancellation))
        {
            if (await FindAsync(tenant, id, cancellation) is { IsUndecided: true } matter && matter.Holder.Id == board)
            {
                awaiting.Add(matter);
            }
        }

        return [.. awaiting.OrderBy(matter => matter.Arrivals.Last().At).ThenBy(matter => matter.Id.Value, StringComparer.Ordinal)];
    }

    private async Task IndexAsync(Matter matter, CancellationToken cancellation)
    {
        await registers.NoteMoveAsync(matter, cancellation);
        if (matter.IsArrival(matter.Last))
        {
            await Race.UntilDoneAsync(async () =>
                await table.CommitAsync(HeldPartition(matter.Tenant), [Write.Insert($"{matter.Holder.Id}|{matter.Id}", new(v: 1))], cancellation) is not Committed.Unknown);
        }
    }

    private static string HeldPartition(TenantId tenant) => $"{tenant}|matters-held";

    private static (Matter Matter, Write Audit) Audited(Matter matter)
    {
        var move = matter.Last;
        var what = move.To is { } to ? $"{move.Act} to {to.Id}" : move.Act.ToString();
        var (chain, audit) = matter.Audit.Append(MatterRows.Audit, move.Person?.Value ?? "bot", what, move.At, version: move.Number - 1);
        return (matter with { Audit = chain }, audit);
    }
}
