using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Digests;

/// <summary>One digest's rows, all in its period's partition. Insert-only: a period has one digest (rule S2).</summary>
public sealed class DigestStore(ITable table)
{
    private const string DigestKey = "digest";
    private const string Pages = "page|";
    private const string RosterPages = "roster|";

    // With every text at its longest a page stays below the longest text a row takes.
    private const int InPage = 20;
    private const int V = 1;

    public static string Partition(TenantId tenant, Period period) => $"{tenant}|digest|{period.Id}";

    /// <summary>The period's digest, or null where none was assembled.</summary>
    public async Task<Digest?> FindAsync(TenantId tenant, Period period, CancellationToken cancellation)
    {
        if (await table.FindAsync(Partition(tenant, period), DigestKey, cancellation) is not { } row)
        {
            return null;
        }

        return new()
        {
            Tenant = tenant,
            Period = period,
            AssembledAt = row.Fields.Instant("assembledAt"),
            Items = [.. (await ReadAsync(tenant, period, Pages, DigestJson.Relaxed.ItemJsonArray, cancellation)).Select(item => item.ToUpdate())],
            Recipients = [.. (await ReadAsync(tenant, period, RosterPages, DigestJson.Relaxed.RecipientJsonArray, cancellation)).Select(group => new DigestRecipient(new(group.Group), group.Name))],
            Audit = AuditChain.Of(row.Fields),
        };
    }

    /// <summary>The digest, its audit and what is to be sent, or none of them. Lost where the period has its digest.</summary>
    public Task<Committed> InsertAsync(Digest digest, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (chain, audit) = digest.Audit.Append("audit", "bot", digest.IsSkipped ? "skip digest" : $"assemble digest of {digest.Items.Length}", digest.AssembledAt, version: 1);
        return table.CommitAsync(
            Partition(digest.Tenant, digest.Period),
            [
                Write.Insert(DigestKey, new Fields(V)
                {
                    { "state", digest.IsSkipped ? "skipped" : "assembled" },
                    { "assembledAt", digest.AssembledAt },
                    chain,
                }),
                .. InPages(Pages, digest.Items.Select(ItemJson.Of), DigestJson.Relaxed.ItemJsonArray),
                .. InPages(RosterPages, digest.Recipients.Select(group => new RecipientJson(group.Group.Value, group.Name)), DigestJson.Relaxed.RecipientJsonArray),
                audit,
                .. intents,
            ],
            cancellation);
    }

    private static IEnumerable<Write> InPages<T>(string prefix, IEnumerable<T> lines, JsonTypeInfo<T[]> type) =>
        lines.Chunk(InPage).Select((page, at) => Write.Insert(prefix + at.ToString("D4", CultureInfo.InvariantCulture), new Fields(V) { { "lines", JsonSerializer.Serialize(page, type) } }));

    private async Task<List<T>> ReadAsync<T>(TenantId tenant, Period period, string prefix, JsonTypeInfo<T[]> type, CancellationToken cancellation)
    {
        var lines = new List<T>();
        await foreach (var page in table.ScanAsync(Partition(tenant, period), KeyRange.Under(prefix), cancellation))
        {
            lines.AddRange(JsonSerializer.Deserialize(page.Fields.Text("lines"), type)!);
        }

        return lines;
    }
}

internal sealed record ItemJson(string Status, string Group, string GroupName, string Text, Visibility Visibility)
{
    public static ItemJson Of(Update update) => new(update.Status, update.Group.Value, update.GroupName, update.Text, update.Visibility);

    public Update ToUpdate() => new(Status, new(Group), GroupName, Text, Visibility);
}

internal sealed record RecipientJson(string Group, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ItemJson[]))]
[JsonSerializable(typeof(RecipientJson[]))]
internal sealed partial class DigestJson : JsonSerializerContext
{
    /// <summary>Letters outside ASCII stand as they are: escaped they would fill a row six times as fast, and nothing stored is put inside HTML.</summary>
    public static DigestJson Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
