using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Needs;

/// <summary>Needs that services observed: one row each in one partition of the county, each with an audit chain of its own.</summary>
public sealed class ObservedNeeds(ITable table)
{
    private const int V = 1;
    private const string Prefix = "need|";

    /// <summary>What stands under a theme, oldest first. What was taken back is left out; a count is a count of these.</summary>
    public async Task<IReadOnlyList<ObservedNeed>> OfThemeAsync(TenantId tenant, ThemeId theme, CancellationToken cancellation) =>
        [.. (await AllAsync(tenant, cancellation)).Where(need => need.Theme == theme)];

    /// <summary>All that stand, oldest first.</summary>
    public async Task<IReadOnlyList<ObservedNeed>> AllAsync(TenantId tenant, CancellationToken cancellation) =>
    [
        .. (await table.ScanAsync(Partition(tenant), KeyRange.Under(Prefix), cancellation).Select(Read).ToListAsync(cancellation))
            .Where(need => need.Stands).OrderBy(need => need.At).ThenBy(need => need.Id, StringComparer.Ordinal),
    ];

    internal async Task<(ObservedNeed Need, Row Row)?> FindAsync(TenantId tenant, string id, CancellationToken cancellation) =>
        ObservedNeed.IsWellFormed(id) && await table.FindAsync(Partition(tenant), Prefix + id, cancellation) is { } row ? (Read(row), row) : null;

    /// <summary>Logs it with its audit row. Lost where one with its id stands.</summary>
    internal Task<Committed> InsertAsync(TenantId tenant, ObservedNeed need, CancellationToken cancellation) =>
        SaveAsync(tenant, null, need, need.Person, $"observed under {need.Theme}", need.At, cancellation);

    /// <summary>Takes it back at the version read.</summary>
    internal Task<Committed> TakeBackAsync(TenantId tenant, Row read, ObservedNeed need, PersonId by, DateTimeOffset at, CancellationToken cancellation) =>
        SaveAsync(tenant, read, need with { TakenBackAt = at }, by, "taken back", at, cancellation);

    private Task<Committed> SaveAsync(TenantId tenant, Row? read, ObservedNeed need, PersonId by, string what, DateTimeOffset at, CancellationToken cancellation)
    {
        var (chain, audit) = need.Audit.Append($"audit|{need.Id}", by.Value, what, at, version: 1);
        return table.CommitAsync(Partition(tenant), [Write.Put(read, Prefix + need.Id, FieldsOf(need with { Audit = chain })), audit], cancellation);
    }

    internal static string Partition(TenantId tenant) => $"{tenant}|observed-needs";

    private static Fields FieldsOf(ObservedNeed need) => new(V)
    {
        { "theme", need.Theme.Value },
        { "service", need.Service },
        { "serviceName", need.ServiceName },
        { "place", need.Place.Id.Value },
        { "placeName", need.Place.Name },
        { "placeTier", need.Place.Tier.ToString() },
        { "person", need.Person.Value },
        { "words", need.Words },
        { "how", need.How },
        { "about", need.About.ToString() },
        { "at", need.At },
        { "takenBackAt", need.TakenBackAt },
        need.Audit,
    };

    private static ObservedNeed Read(Row row) => new(
        row.Key[Prefix.Length..],
        new(row.Fields.Text("theme")),
        row.Fields.Text("service"),
        row.Fields.Text("serviceName"),
        new(new(row.Fields.Text("place")), row.Fields.Text("placeName"), Enum.Parse<Tier>(row.Fields.Text("placeTier"))),
        new(row.Fields.Text("person")),
        row.Fields.Text("words"),
        row.Fields.Text("how"),
        Enum.Parse<HowMany>(row.Fields.Text("about")),
        row.Fields.Instant("at"),
        row.Fields.InstantOrNull("takenBackAt"),
        AuditChain.Of(row.Fields));
}
