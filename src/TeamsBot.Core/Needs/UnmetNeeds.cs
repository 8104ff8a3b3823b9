using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Needs;

/// <summary>The register of unmet needs: one row an entry in one partition of the county, each with an audit chain of its own. What it sums up is counted from the rows, never kept (rule V5).</summary>
public sealed class UnmetNeeds(ITable table)
{
    private const int V = 1;
    private const string Prefix = "need|";

    /// <summary>Every entry, the closed ones too, the oldest first. It holds restricted entries: whoever shows it filters by its audience (rule T5).</summary>
    public async Task<IReadOnlyList<UnmetNeed>> AllAsync(TenantId tenant, CancellationToken cancellation) =>
    [
        .. (await table.ScanAsync(Partition(tenant), KeyRange.Under(Prefix), cancellation).Select(Read).ToListAsync(cancellation))
            .OrderBy(need => need.Since).ThenBy(need => need.Id, StringComparer.Ordinal),
    ];

    internal async Task<(UnmetNeed Need, Row Row)?> FindAsync(TenantId tenant, string id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant), Prefix + id, cancellation) is { } row ? (Read(row), row) : null;

    /// <param name="read">The entry at the version read; null to enter it.</param>
    /// <param name="who">A person's id, or <c>bot</c> for what an answer entails.</param>
    internal Task<Committed> SaveAsync(TenantId tenant, Row? read, UnmetNeed need, string who, string what, DateTimeOffset at, CancellationToken cancellation)
    {
        var (chain, audit) = need.Audit.Append($"audit|{need.Id}", who, what, at, need.Answer);
        return table.CommitAsync(Partition(tenant), [Write.Put(read, Prefix + need.Id, FieldsOf(need with { Audit = chain })), audit], cancellation);
    }

    internal static string Partition(TenantId tenant) => $"{tenant}|unmet-needs";

    private static Fields FieldsOf(UnmetNeed need) => new(V)
    {
        { "theme", need.Theme.Value },
        { "service", need.Service },
        { "serviceName", need.ServiceName },
        { "place", need.Place.Id.Value },
        { "placeName", need.Place.Name },
        { "placeTier", need.Place.Tier.ToString() },
        { "request", need.Request },
        { "visibility", need.Visibility.ToString() },
        { "since", need.Since },
        { "answer", need.Answer },
        { "metBy", need.Met?.By.ToString() },
        { "metPerson", need.Met?.Person.Value },
        { "metWords", need.Met?.Words },
        { "metAt", need.Met?.At },
        need.Audit,
    };

    private static UnmetNeed Read(Row row) => new(
        row.Key[Prefix.Length..],
        new(row.Fields.Text("theme")),
        row.Fields.Text("service"),
        row.Fields.Text("serviceName"),
        new(new(row.Fields.Text("place")), row.Fields.Text("placeName"), Enum.Parse<Tier>(row.Fields.Text("placeTier"))),
        row.Fields.Text("request"),
        Enum.Parse<Visibility>(row.Fields.Text("visibility")),
        row.Fields.Instant("since"),
        (int)row.Fields.Number("answer"),
        row.Fields.TextOrNull("metBy") is { } by ? new(Enum.Parse<MetBy>(by), new(row.Fields.Text("metPerson")), row.Fields.Text("metWords"), row.Fields.Instant("metAt")) : null,
        AuditChain.Of(row.Fields));
}
