using System.Collections.Concurrent;
using System.Globalization;
using NodaTime.Text;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Agreements;

/// <summary>
/// The agreements of a county, in one partition, append-only. A change's records (<c>record|change|n</c>) count only once its own row (<c>change|n</c>) is there: that
/// row, the head and the audit row are one commit, so an import of many records is taken whole or not at all, and what a crash leaves behind is read by nobody.
/// </summary>
public sealed class AgreementStore(ITable table, NewId newId)
{
    private const int V = 1;
    private const string HeadKey = "agreements", Audit = "audit", Changes = "change|", Records = "record|";

    private static readonly LocalDatePattern Day = LocalDatePattern.Iso;

    private readonly ConcurrentDictionary<TenantId, AgreementBook> cached = new();

    /// <summary>The agreements as they stand; kept in memory until the head row, read each time, counts another change.</summary>
    public async Task<AgreementBook> CurrentAsync(TenantId tenant, CancellationToken cancellation) => (await ReadAsync(tenant, cancellation)).Book;

    internal async Task<StoredAgreements> ReadAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (await table.FindAsync(Partition(tenant), HeadKey, cancellation) is not { } head)
        {
            return new(null, AgreementBook.Empty);
        }

        var count = AuditChain.Of(head.Fields).Count;
        if (!cached.TryGetValue(tenant, out var book) || book.Changes != count)
        {
            cached[tenant] = book = await LoadAsync(tenant, count, cancellation);
        }

        return new(head, book);
    }

    /// <summary>Appends records as one change, with its audit row, or nothing: another change came between.</summary>
    internal async Task<Committed> AppendAsync(TenantId tenant, StoredAgreements read, IReadOnlyList<Agreement> agreements, string who, string what, DateTimeOffset at, CancellationToken cancellation)
    {
        var (chain, audit) = (read.Head is null ? AuditChain.Empty : AuditChain.Of(read.Head.Fields)).Append(Audit, who, what, at, agreements.Max(agreement => agreement.Version));
        var change = newId();
        IReadOnlyList<Write> commit =
        [
            Write.Put(read.Head, HeadKey, new Fields(V) { chain }),
            Write.Insert($"{Changes}{chain.Count.ToString("D10", CultureInfo.InvariantCulture)}", new Fields(V) { { "change", change }, { "who", who }, { "at", at } }),
            audit,
        ];
        var rows = agreements.Select((agreement, number) => Write.Insert($"{Records}{change}|{number.ToString("D6", CultureInfo.InvariantCulture)}", FieldsOf(agreement))).ToList();
        if (rows.Count + commit.Count <= Guards.BatchRows)
        {
            return await table.CommitAsync(Partition(tenant), [.. rows, .. commit], cancellation);
        }

        foreach (var some in rows.Chunk(Guards.BatchRows))
        {
            if (await table.CommitAsync(Partition(tenant), some, cancellation) is not Committed.Done)
            {
                return Committed.Lost; // Whatever was written belongs to no change.
            }
        }

        return await table.CommitAsync(Partition(tenant), commit, cancellation);
    }

    internal static string Partition(TenantId tenant) => $"{tenant}|agreements";

    private async Task<AgreementBook> LoadAsync(TenantId tenant, long count, CancellationToken cancellation)
    {
        var changes = await table.ScanAsync(Partition(tenant), KeyRange.Under(Changes), cancellation).Take((int)count).ToListAsync(cancellation);
        var records = (await table.ScanAsync(Partition(tenant), KeyRange.Under(Records), cancellation).ToListAsync(cancellation)).ToLookup(row => row.Key.Split('|')[1]);
        return new(
            count,
            from change in changes
            let fields = change.Fields
            from row in records[fields.Text("change")]
            select new AgreementRecord(AgreementOf(row.Fields), fields.Text("who"), fields.Instant("at")));
    }

    private static Fields FieldsOf(Agreement agreement) => new(V)
    {
        { "party", agreement.Party.Value }, { "version", agreement.Version }, { "signed", Day.Format(agreement.SignedOn) }, { "ended", agreement.EndedOn is { } ended ? Day.Format(ended) : null },
    };

    private static Agreement AgreementOf(Fields fields) => new(
        new(fields.Text("party")),
        (int)fields.Number("version"),
        Day.Parse(fields.Text("signed")).Value,
        fields.TextOrNull("ended") is { } ended ? Day.Parse(ended).Value : null);
}

/// <summary>The book, and the row that counts its changes; no row before the first.</summary>
internal sealed record StoredAgreements(Row? Head, AgreementBook Book);
