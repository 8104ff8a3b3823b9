using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

internal enum IntentState
{
    /// <summary>Its recipients are being written down, up to <see cref="IntentRow.Last"/>.</summary>
    Planning,
    Sending,

    /// <summary>Nothing is planned or sending (rule S4).</summary>
    Settled,
}

/// <summary>An intent as its aggregate's partition holds it.</summary>
/// <param name="Last">The last recipient planned: planning goes on behind it, so a crash plans nobody twice.</param>
/// <param name="Recipients">How many are planned so far; the roster that the buckets add up to, once planning is over.</param>
internal sealed record IntentRow(Intent Intent, IntentState State, string? Last, int Recipients, Row? Stored)
{
    public string Key => KeyOf(Intent.Name);

    public static string KeyOf(string name) => $"intent|{name}";

    public static IntentRow New(Intent intent) => new(intent, IntentState.Planning, null, 0, null);

    public static IntentRow From(Row row) => new(
        new(new(row.Fields.Text("tenant")), row.Partition, row.Key["intent|".Length..], row.Fields.Text("kind"), row.Fields.Text("subject")),
        Enum.Parse<IntentState>(row.Fields.Text("state")),
        row.Fields.TextOrNull("last"),
        (int)row.Fields.Number("recipients"),
        row);

    public Write ToWrite() => Write.Put(Stored, Key, new Fields(v: 1)
    {
        { "tenant", Intent.Tenant.Value },
        { "kind", Intent.Kind },
        { "subject", Intent.Subject },
        { "state", State.ToString() },
        { "last", Last },
        { "recipients", Recipients },
    });
}

/// <summary>Where intents can be found without knowing their aggregates: one row each, in their tenant's partition, until they settle and after.</summary>
internal static class IntentIndex
{
    public const string Open = "open|";
    public const string Settled = "settled|";

    public static string Partition(TenantId tenant) => $"{tenant}|intents";

    /// <summary>An intent's address: its partition and, behind the last <c>|</c>, its name.</summary>
    public static string Address(Intent intent) => $"{intent.Partition}|{intent.Name}";

    public static (string Partition, string Name) Split(string address)
    {
        var bar = address.LastIndexOf('|');
        return (address[..bar], address[(bar + 1)..]);
    }

    public static Fields Fields(DateTimeOffset at) => new(v: 1) { { DueRows.WrittenAt, at } };
}
