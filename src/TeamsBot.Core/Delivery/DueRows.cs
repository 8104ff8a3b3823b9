using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>How due work lies in the tables: eight ordered partitions, the earliest first.</summary>
internal static class DueRows
{
    public const int Shards = 8;
    public const string WrittenAt = "writtenAt";

    /// <summary>How old a row without its work must be before it is dropped: longer than any store's time-out (design section 4).</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>Every row of a shard: their keys begin with a digit.</summary>
    public static KeyRange All => new("0", "}");

    public static string Partition(int shard) => $"due|{shard}";

    /// <summary>The same for every instant of one kind and subject, so that putting an item back is one commit.</summary>
    public static int ShardOf(TenantId tenant, string kind, string subject)
    {
        var hash = Keys.Hash($"{tenant}|{kind}|{subject}");
        return (int)((hash ^ (hash >> 15)) % Shards);
    }

    public static int ShardOf(DueItem item) => ShardOf(item.Tenant, item.Kind, item.Subject);

    /// <summary>Unambiguous because neither a kind nor a tenant holds a <c>|</c>; whatever follows the third is the subject, which may.</summary>
    public static string Key(DueItem item, DateTimeOffset instant) =>
        item.Kind.Contains('|') || item.Tenant.Value.Contains('|')
            ? throw new ArgumentException($"The kind '{item.Kind}' and its tenant hold no '|'.", nameof(item))
            : $"{Keys.Ticks(instant)}|{item.Kind}|{item.Tenant}|{item.Subject}";

    public static DateTimeOffset InstantOf(Row row) => Keys.Instant(row.Key.AsSpan(0, 19));

    /// <param name="tries">How often in a row it could not be done: its handler threw, or its work was missing.</param>
    public static Fields ToFields(DueItem item, int tries) => new(v: 1)
    {
        { "tenant", item.Tenant.Value },
        { "kind", item.Kind },
        { "subject", item.Subject },
        { "at", item.At },
        { WrittenAt, item.WrittenAt },
        { "tries", tries },
    };

    public static DueItem ToItem(Row row) =>
        new(new(row.Fields.Text("tenant")), row.Fields.Text("kind"), row.Fields.Text("subject"), row.Fields.Instant("at"), row.Fields.Instant(WrittenAt));

    public static int TriesOf(Row row) => (int)row.Fields.Number("tries");
}
