using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Resources;

/// <summary>An entry with its row, for whoever edits it; no row while it stands as the starter list has it.</summary>
internal sealed record StoredResource(Resource Resource, Row? Row);

/// <summary>The county's directory of resources: the starter list, each entry replaced by its row once somebody has edited it, and the entries added since.</summary>
public sealed class ResourceStore(ITable table, StarterResources starter)
{
    private const int V = 1;
    private const string Prefix = "resource|";

    /// <summary>Every entry, the retired ones too, A to Z.</summary>
    public async Task<IReadOnlyList<Resource>> AllAsync(TenantId tenant, CancellationToken cancellation)
    {
        var entries = starter.All.ToDictionary(resource => resource.Id);
        await foreach (var row in table.ScanAsync(Partition(tenant), KeyRange.Under(Prefix), cancellation))
        {
            var resource = Read(row);
            entries[resource.Id] = resource;
        }

        return [.. entries.Values.OrderBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase).ThenBy(resource => resource.Id.Value, StringComparer.Ordinal)];
    }

    public async Task<Resource?> FindAsync(TenantId tenant, ResourceId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Resource;

    internal async Task<StoredResource?> FindStoredAsync(TenantId tenant, ResourceId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant), Prefix + id, cancellation) is { } row ? new(Read(row), row)
        : starter.All.FirstOrDefault(resource => resource.Id == id) is { } first ? new(first, null)
        : null;

    /// <summary>The entry and its audit row, or nothing: another edit came between (rules V5, T6).</summary>
    internal Task<Committed> SaveAsync(Caller caller, Row? read, Resource next, string what, DateTimeOffset at, CancellationToken cancellation)
    {
        var (chain, audit) = (read is null ? AuditChain.Empty : AuditChain.Of(read.Fields)).Append($"audit|{next.Id}", caller.Person.Value, what, at, next.Version);
        return table.CommitAsync(Partition(caller.Tenant), [Write.Put(read, Prefix + next.Id, FieldsOf(next, chain)), audit], cancellation);
    }

    internal static string Partition(TenantId tenant) => $"{tenant}|resources";

    private static Fields FieldsOf(Resource resource, AuditChain chain) => new(V)
    {
        { "name", resource.Name },
        { "themes", string.Join(',', resource.Themes) },
        { "offers", resource.Offers },
        { "link", resource.Link?.AbsoluteUri },
        { "ask", resource.Ask },
        { "contact", resource.Contact.ToString() },
        { "version", resource.Version },
        { "retired", resource.IsRetired },
        chain,
    };

    private static Resource Read(Row row) => new(
        new(row.Key[Prefix.Length..]),
        row.Fields.Text("name"),
        [.. row.Fields.Text("themes").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(theme => new ThemeId(theme))],
        row.Fields.Text("offers"),
        row.Fields.TextOrNull("link") is { } link ? new Uri(link) : null,
        row.Fields.Text("ask"),
        Enum.Parse<Contact>(row.Fields.Text("contact")),
        (int)row.Fields.Number("version"),
        row.Fields.Flag("retired"));
}
