using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Themes;

/// <summary>
/// The county's list of themes: the starter list until the first edit. Each edit writes the next version beside the others and switches to it by
/// replacing the row <c>list</c>, so that a version that some card or record names can still be read.
/// </summary>
public sealed class ThemeStore(ITable table, StarterThemes starter)
{
    private const int V = 1;
    private const string ListKey = "list";
    private const string VersionField = "version";
    private const string Audit = "audit";

    private readonly ConcurrentDictionary<TenantId, ThemeList> cached = new();

    /// <summary>The list in force.</summary>
    public async Task<ThemeList> CurrentAsync(TenantId tenant, CancellationToken cancellation) => (await ReadAsync(tenant, cancellation)).List;

    internal async Task<StoredThemes> ReadAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (await table.FindAsync(Partition(tenant), ListKey, cancellation) is not { } row)
        {
            return new(null, starter.List);
        }

        var version = (int)row.Fields.Number(VersionField);
        if (!cached.TryGetValue(tenant, out var list) || list.Version != version)
        {
            var stored = await table.FindAsync(Partition(tenant), VersionKey(version), cancellation) ?? throw new InvalidDataException($"The list of themes names version {version}, which is not there.");
            cached[tenant] = list = new(version, stored.Fields.Where(field => field.Value is string).Select(field => Read((string)field.Value)));
        }

        return new(row, list);
    }

    /// <summary>Puts the next version in force with its audit row, or nothing: another edit came between.</summary>
    internal Task<Committed> SaveAsync(Caller caller, StoredThemes read, ThemeList next, string what, DateTimeOffset at, CancellationToken cancellation)
    {
        var (chain, audit) = (read.Row is null ? AuditChain.Empty : AuditChain.Of(read.Row.Fields)).Append(Audit, caller.Person.Value, what, at, next.Version);
        return table.CommitAsync(
            Partition(caller.Tenant),
            [
                Write.Put(read.Row, ListKey, new Fields(V) { { VersionField, next.Version }, chain }),
                Write.Insert(VersionKey(next.Version), FieldsOf(next)),
                audit,
            ],
            cancellation);
    }

    internal static string Partition(TenantId tenant) => $"{tenant}|themes";

    private static string VersionKey(int version) => $"version|{version.ToString("D6", CultureInfo.InvariantCulture)}";

    // A field for each theme: the whole list would be longer than the longest text of a row.
    private static Fields FieldsOf(ThemeList list)
    {
        var fields = new Fields(V);
        foreach (var (theme, at) in list.All.Select((theme, at) => (theme, at)))
        {
            fields.Add($"theme{at.ToString("D3", CultureInfo.InvariantCulture)}", JsonSerializer.Serialize(new ThemeJson(theme.Id.Value, theme.Name, theme.Parent?.Value, [.. theme.Synonyms], theme.IsRetired), ThemesJson.Default.ThemeJson));
        }

        return fields;
    }

    private static Theme Read(string json) => JsonSerializer.Deserialize(json, ThemesJson.Default.ThemeJson) is { } theme
        ? new(new(theme.Id), theme.Name, theme.Parent is { } parent ? new ThemeId(parent) : null, [.. theme.Synonyms], theme.Retired)
        : throw new FormatException("A theme is missing.");
}

/// <summary>The list in force, and the row that names its version; no row before the first edit.</summary>
internal sealed record StoredThemes(Row? Row, ThemeList List);

internal sealed record ThemeJson(string Id, string Name, string? Parent, string[] Synonyms, bool Retired);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ThemeJson))]
internal sealed partial class ThemesJson : JsonSerializerContext;
