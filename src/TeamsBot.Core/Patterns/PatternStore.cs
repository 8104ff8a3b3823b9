using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>A scope as it was read, for whoever changes it.</summary>
/// <param name="Head">The row that every change replaces, so that two of them cannot pass each other; it keeps the audit chain. Null before the first.</param>
public sealed record StoredGathering(TenantId Tenant, Row? Head, Gathering Gathering, IReadOnlyDictionary<string, Row> Rows);

/// <summary>What was done to a scope, for its audit row.</summary>
/// <param name="Who">A person's id, or <c>bot</c>.</param>
public sealed record PatternAct(string Who, string What, DateTimeOffset At, int Version);

/// <summary>Rows of one scope, all in its own partition.</summary>
public sealed class PatternStore(ITable table, DirectoryStore directory)
{
    private const string HeadKey = "head";
    private const string Audit = "audit";

    public static string Partition(TenantId tenant, PatternScope scope) => $"{tenant}|pattern|{scope.Key}";

    public async Task<StoredGathering> ReadAsync(TenantId tenant, PatternScope scope, CancellationToken cancellation)
    {
        var partition = Partition(tenant, scope);

        // Before what it guards: what is written meanwhile fails the commit.
        var head = await table.FindAsync(partition, HeadKey, cancellation);
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var prefix in (string[])[PatternRows.Sightings, PatternRows.Questions, PatternRows.Patterns])
        {
            await foreach (var row in table.ScanAsync(partition, KeyRange.Under(prefix), cancellation))
            {
                rows[row.Key] = row;
            }
        }

        var register = await directory.CurrentAsync(tenant, cancellation);
        var gathering = new Gathering(
            scope,
            Under(PatternRows.Sightings).Select(PatternRows.ReadSighting),
            Under(PatternRows.Questions).Select(PatternRows.ReadQuestion),
            Under(PatternRows.Patterns).Select(row => PatternRows.ReadPattern(scope, row)),
            urn => Phases.PrimaryOf(register, urn));
        return new(tenant, head, gathering, rows);

        IEnumerable<Row> Under(string prefix) => rows.Values.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The pattern with everything of its scope, or null where there is none.</summary>
    public async Task<(Pattern Pattern, Gathering Gathering)?> FindAsync(TenantId tenant, PatternId id, CancellationToken cancellation) =>
        await ReadAsync(tenant, id.Scope, cancellation) is { Gathering: var gathering } && gathering.Patterns.FirstOrDefault(pattern => pattern.Theme == id.Theme) is { } pattern
            ? (pattern, gathering)
            : null;

    /// <summary>Notes something as it stands now. It is no act of its own: what comes of it is.</summary>
    public Task NoteAsync(TenantId tenant, PatternScope scope, Sighting sighting, CancellationToken cancellation) =>
        Race.UntilDoneAsync(async () =>
        {
            var key = PatternRows.Sightings + sighting.Key;
            var row = await table.FindAsync(Partition(tenant, scope), key, cancellation);

            // Of two looks at a matter, the one that saw more of its moves stands.
            var stands = row is null ? null : PatternRows.ReadSighting(row);
            return stands is not null && (stands.Version > sighting.Version || IsSame(stands, sighting))
                || await table.CommitAsync(Partition(tenant, scope), [Write.Put(row, key, PatternRows.Write(sighting))], cancellation) is Committed.Done;
        });

    /// <summary>Commits changes of a scope with their audit rows, or none of them: something else changed it since it was read.</summary>
    public Task<Committed> CommitAsync(StoredGathering read, IReadOnlyList<PatternAct> acts, IEnumerable<Write> writes, CancellationToken cancellation)
    {
        var chain = read.Head is null ? AuditChain.Empty : AuditChain.Of(read.Head.Fields);
        var audits = new List<Write>();
        foreach (var act in acts)
        {
            (chain, var audit) = chain.Append(Audit, act.Who, act.What, act.At, act.Version);
            audits.Add(audit);
        }

        return table.CommitAsync(Partition(read.Tenant, read.Gathering.Scope), [Write.Put(read.Head, HeadKey, new Fields(v: 1) { chain }), .. audits, .. writes], cancellation);
    }

    public static Write Put(StoredGathering read, Pattern pattern) => Put(read, PatternRows.Patterns + pattern.Theme, PatternRows.Write(pattern));

    public static Write Put(StoredGathering read, IssueQuestion question) => Put(read, PatternRows.Questions + question.Key, PatternRows.Write(question));

    private static Write Put(StoredGathering read, string key, Fields fields) => Write.Put(read.Rows.GetValueOrDefault(key), key, fields);

    private static bool IsSame(Sighting one, Sighting other) => one with { Schools = [] } == other with { Schools = [] } && one.Schools.SequenceEqual(other.Schools);
}
