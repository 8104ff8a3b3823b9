using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Projects;

/// <summary>A project with its row, for whoever changes it.</summary>
internal sealed record StoredProject(Project Project, Row Row);

/// <summary>Rows of one project, all in its own partition, and an index row for the county's list.</summary>
public sealed class ProjectStore(ITable table)
{
    private const string IndexPrefix = "project|";
    private const int AtOnce = 16;

    public static string Partition(TenantId tenant, ProjectId id) => $"{tenant}|project|{id}";

    public async Task<Project?> FindAsync(TenantId tenant, ProjectId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Project;

    /// <summary>Every project of the county, in no order that means anything.</summary>
    public async Task<IReadOnlyList<Project>> AllAsync(TenantId tenant, CancellationToken cancellation)
    {
        var all = new List<Project>();
        await foreach (var some in table.ScanAsync(IndexPartition(tenant), KeyRange.Under(IndexPrefix), cancellation).Chunk(AtOnce).WithCancellation(cancellation))
        {
            // An index row without a project is one that never came to be, or not yet.
            all.AddRange((await Task.WhenAll(some.Select(row => FindAsync(tenant, new(row.Key[IndexPrefix.Length..]), cancellation)))).OfType<Project>());
        }

        return all;
    }

    /// <summary>One move, or null where it was never committed.</summary>
    public async Task<ProjectMove?> FindMoveAsync(TenantId tenant, ProjectId id, int number, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant, id), ProjectRows.MoveKey(number), cancellation) is { } row ? ProjectRows.ReadMove(number, row.Fields) : null;

    internal async Task<StoredProject?> FindStoredAsync(TenantId tenant, ProjectId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant, id), ProjectRows.Key, cancellation) is { } row ? new(ProjectRows.Read(tenant, id, row.Fields), row) : null;

    /// <summary>Writes the index row, before the commit it points to.</summary>
    internal Task IndexAsync(TenantId tenant, ProjectId id, CancellationToken cancellation) => Race.UntilDoneAsync(async () =>
        await table.CommitAsync(IndexPartition(tenant), [Write.Insert(IndexPrefix + id, new Fields(v: 1))], cancellation) is not Committed.Unknown);

    /// <summary>The project after a move, the move, its audit row and what it tells, or none of them (rules V5, T6).</summary>
    /// <param name="read">Null for a new project.</param>
    internal Task<Committed> SaveAsync(Row? read, Project project, ProjectMove move, IEnumerable<Write> others, CancellationToken cancellation)
    {
        var (chain, audit) = project.Audit.Append(ProjectRows.Audit, move.By.Value, $"{move.Act} {move.School}", move.At, move.Number);
        return table.CommitAsync(
            Partition(project.Tenant, project.Id),
            [Write.Put(read, ProjectRows.Key, ProjectRows.Write(project with { Audit = chain })), Write.Insert(ProjectRows.MoveKey(move.Number), ProjectRows.Write(move)), audit, .. others],
            cancellation);
    }

    private static string IndexPartition(TenantId tenant) => $"{tenant}|projects";
}
