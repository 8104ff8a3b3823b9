using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>Another network's matter with approaches under the same theme.</summary>
public sealed record KnownApproach(Party Network, MatterId Matter, DateTimeOffset At);

/// <summary>Somebody of the network that was offered an approach wants to hear more (R60).</summary>
/// <param name="Readers">Who is asked: the other network's facilitators and chair.</param>
public sealed record ContactWish(Party Other, PersonId By, Role Role, DateTimeOffset At, ImmutableArray<Reader> Readers, bool IsDone = false);

/// <summary>That others have approaches already for what a network raised: told once for each pair of networks and theme.</summary>
/// <param name="Number">How often something was told of it; the next has the next number.</param>
public sealed record ApproachOffer(Party Network, MatterId Matter, ThemeId Theme, ImmutableArray<KnownApproach> Known, ImmutableArray<Reader> Readers, DateTimeOffset At, int Number, ImmutableArray<ContactWish> Wishes);

/// <summary>Offers of one network as they were read.</summary>
public sealed record StoredOffers(TenantId Tenant, GroupId Network, Row? Head, ImmutableArray<ApproachOffer> Offers, IReadOnlyDictionary<string, Row> Rows)
{
    /// <summary>Whether such a pair was told of before.</summary>
    public bool Knows(GroupId other, ThemeId theme) => Offers.Any(offer => offer.Theme == theme && offer.Known.Any(known => known.Network.Id == other));
}

/// <summary>Where approaches are known by their themes, and what was offered to each network.</summary>
public sealed class ApproachStore(ITable table)
{
    private const string HeadKey = "head";
    private const string Offers = "offer|";
    private const string Wishes = "wish|";
    private const string Audit = "audit";
    private const int V = 1;

    public static string Partition(TenantId tenant, GroupId network) => $"{tenant}|pattern-offers|{network}";

    /// <summary>Notes that a matter has approaches; once is enough.</summary>
    public Task NoteAsync(Matter matter, ThemeId theme, CancellationToken cancellation) => Race.UntilDoneAsync(async () =>
        await table.CommitAsync(KnownPartition(matter.Tenant), [Write.Insert($"{theme}|{matter.Id}", new Fields(V) { { "who", matter.Evidence.Origin.Id.Value }, { "name", matter.Evidence.Origin.Name }, { "at", matter.Moves[0].At } })], cancellation)
            is not Committed.Unknown);

    /// <summary>The matters of other networks with approaches under a theme that were raised before, the earliest first.</summary>
    public async Task<IReadOnlyList<KnownApproach>> KnownAsync(TenantId tenant, ThemeId theme, GroupId than, DateTimeOffset before, CancellationToken cancellation) =>
    [
        .. (await table.ScanAsync(KnownPartition(tenant), KeyRange.Under($"{theme}|"), cancellation).ToListAsync(cancellation))
            .Select(row => new KnownApproach(new(new(row.Fields.Text("who")), row.Fields.Text("name"), Tier.Network), new(row.Key[(row.Key.IndexOf('|', StringComparison.Ordinal) + 1)..]), row.Fields.Instant("at")))
            .Where(known => known.Network.Id != than && known.At < before).OrderBy(known => known.At).ThenBy(known => known.Matter.Value, StringComparer.Ordinal),
    ];

    public async Task<StoredOffers> ReadAsync(TenantId tenant, GroupId network, CancellationToken cancellation)
    {
        var partition = Partition(tenant, network);
        var head = await table.FindAsync(partition, HeadKey, cancellation);
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var prefix in (string[])[Offers, Wishes])
        {
            await foreach (var row in table.ScanAsync(partition, KeyRange.Under(prefix), cancellation))
            {
                rows[row.Key] = row;
            }
        }

        return new(tenant, network, head, [.. rows.Values.Where(row => row.Key.StartsWith(Offers, StringComparison.Ordinal)).Select(row => Read(row, rows.Values)).OrderBy(offer => offer.At)], rows);
    }

    /// <summary>Commits an offer and its wishes with the audit row and what is to be told, or none of it.</summary>
    public Task<Committed> CommitAsync(StoredOffers read, ApproachOffer next, PatternAct act, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (chain, audit) = (read.Head is null ? AuditChain.Empty : AuditChain.Of(read.Head.Fields)).Append(Audit, act.Who, act.What, act.At, act.Version);
        var before = read.Offers.FirstOrDefault(offer => offer.Matter == next.Matter);
        return table.CommitAsync(
            Partition(read.Tenant, read.Network),
            [
                Write.Put(read.Head, HeadKey, new Fields(V) { chain }),
                Put(Offers + next.Matter, FieldsOf(next)),
                .. next.Wishes.Except(before?.Wishes ?? []).Select(wish => Put(WishKey(next.Matter, wish.Other.Id), FieldsOf(wish))),
                audit,
                .. intents,
            ],
            cancellation);

        Write Put(string key, Fields fields) => Write.Put(read.Rows.GetValueOrDefault(key), key, fields);
    }

    private static string KnownPartition(TenantId tenant) => $"{tenant}|pattern-approaches";

    private static string WishKey(MatterId matter, GroupId other) => $"{Wishes}{matter}|{other}";

    private static Fields FieldsOf(ApproachOffer offer) => new(V)
    {
        { "network", offer.Network.Id.Value },
        { "name", offer.Network.Name },
        { "theme", offer.Theme.Value },
        { "known", string.Join('\n', offer.Known.Select(known => $"{known.Network.Id}|{known.Matter}|{known.At.UtcTicks}|{known.Network.Name}")) },
        { "readers", PatternRows.Join(offer.Readers) },
        { "at", offer.At },
        { "number", offer.Number },
    };

    private static Fields FieldsOf(ContactWish wish) => new(V)
    {
        { "name", wish.Other.Name },
        { "by", wish.By.Value },
        { "role", wish.Role.ToString() },
        { "at", wish.At },
        { "readers", PatternRows.Join(wish.Readers) },
        { "done", wish.IsDone },
    };

    private static ApproachOffer Read(Row row, IEnumerable<Row> all)
    {
        var (fields, matter) = (row.Fields, new MatterId(row.Key[Offers.Length..]));
        var wishes = all.Where(wish => wish.Key.StartsWith($"{Wishes}{matter}|", StringComparison.Ordinal)).Select(ReadWish);
        return new(
            new(new(fields.Text("network")), fields.Text("name"), Tier.Network), matter, new(fields.Text("theme")), [.. fields.Text("known").Split('\n').Select(ReadKnown)],
            PatternRows.ReadReaders(fields.Text("readers")), fields.Instant("at"), (int)fields.Number("number"), [.. wishes.OrderBy(wish => wish.Other.Id.Value, StringComparer.Ordinal)]);
    }

    private static ContactWish ReadWish(Row row) => new(
        new(new(row.Key[(row.Key.LastIndexOf('|') + 1)..]), row.Fields.Text("name"), Tier.Network), new(row.Fields.Text("by")), Enum.Parse<Role>(row.Fields.Text("role")), row.Fields.Instant("at"),
        PatternRows.ReadReaders(row.Fields.Text("readers")), row.Fields.Flag("done"));

    private static KnownApproach ReadKnown(string text) => text.Split('|', 4) is [var network, var matter, var at, var name]
        ? new(new(new(network), name, Tier.Network), new(matter), new(long.Parse(at, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero))
        : throw new FormatException($"'{text}' names no approach.");
}
