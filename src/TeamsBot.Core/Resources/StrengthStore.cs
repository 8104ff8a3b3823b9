using NodaTime.Text;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Resources;

/// <summary>A strength with its row, for whoever changes it.</summary>
internal sealed record StoredStrength(Strength Strength, Row Row);

/// <summary>The county's strengths on offer: a row each in one partition, so that a theme or a board's register is one scan.</summary>
public sealed class StrengthStore(ITable table)
{
    private const int V = 1;
    private const string Prefix = "strength|";

    /// <summary>Every strength that was ever offered.</summary>
    public async Task<IReadOnlyList<Strength>> AllAsync(TenantId tenant, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(tenant), KeyRange.Under(Prefix), cancellation).Select(Read).ToListAsync(cancellation);

    public async Task<Strength?> FindAsync(TenantId tenant, StrengthId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Strength;

    internal async Task<StoredStrength?> FindStoredAsync(TenantId tenant, StrengthId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant), Prefix + id, cancellation) is { } row ? new(Read(row), row) : null;

    internal async Task<StrengthChange?> FindChangeAsync(TenantId tenant, StrengthId id, int version, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant), ChangeKey(id, version), cancellation) is { Fields: var fields }
            ? new(id, version, Enum.Parse<StrengthState>(fields.Text("state")), fields.Text("board"), fields.Text("reason"), [.. fields.Text("tell").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(person => new PersonId(person))])
            : null;

    /// <summary>The strength after a change, its audit row and what it tells, or none of them (rules V5, T6).</summary>
    /// <param name="read">Null for a new one.</param>
    internal Task<Committed> SaveAsync(Caller caller, Row? read, Strength next, StrengthChange? change, IEnumerable<Write> others, CancellationToken cancellation)
    {
        var (chain, audit) = next.Audit.Append($"audit|{next.Id}", caller.Person.Value, $"{next.State} {next.By.Key}", next.ChangedAt, next.Version);
        return table.CommitAsync(
            Partition(caller.Tenant),
            [
                Write.Put(read, Prefix + next.Id, FieldsOf(next with { Audit = chain })),
                audit,
                .. change is null ? [] : (Write[])[Write.Insert(ChangeKey(change.Strength, change.Version), FieldsOf(change))],
                .. others,
            ],
            cancellation);
    }

    internal static string Partition(TenantId tenant) => $"{tenant}|strengths";

    /// <summary>What tells of a change, in the strengths' own partition.</summary>
    internal static Intent Telling(TenantId tenant, StrengthChange change) => new(tenant, Partition(tenant), $"told-{change.Strength}-{change.Version}", StrengthTold.KindName, $"{change.Strength}~{change.Version}");

    private static string ChangeKey(StrengthId id, int version) => $"change|{id}|{version}";

    private static Fields FieldsOf(StrengthChange change) => new(V) { { "state", change.State.ToString() }, { "board", change.Board }, { "reason", change.Reason }, { "tell", string.Join(',', change.Tell) } };

    private static Fields FieldsOf(Strength strength) => new(V)
    {
        { "byKey", strength.By.Key },
        { "byName", strength.By.Name },
        { "school", strength.By.School?.Value },
        { "network", strength.By.Network?.Value },
        { "locality", strength.Locality?.Value },
        { "theme", strength.Theme.Value },
        { "text", strength.Text },
        { "forWhom", strength.ForWhom },
        { "until", LocalDatePattern.Iso.Format(strength.Until) },
        { "state", strength.State.ToString() },
        { "reason", strength.Reason },
        { "version", strength.Version },
        { "changedAt", strength.ChangedAt },
        strength.Audit,
    };

    private static Strength Read(Row row) => new(
        new(row.Key[Prefix.Length..]),
        new(row.Fields.Text("byKey"), row.Fields.Text("byName"), row.Fields.TextOrNull("school") is { } school ? new(school) : null, row.Fields.TextOrNull("network") is { } network ? new(network) : null),
        row.Fields.TextOrNull("locality") is { } locality ? new(locality) : null,
        new(row.Fields.Text("theme")),
        row.Fields.Text("text"),
        row.Fields.Text("forWhom"),
        LocalDatePattern.Iso.Parse(row.Fields.Text("until")).Value,
        Enum.Parse<StrengthState>(row.Fields.Text("state")),
        row.Fields.Text("reason"),
        (int)row.Fields.Number("version"),
        row.Fields.Instant("changedAt"),
        AuditChain.Of(row.Fields));
}
