using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>A matter that came without a theme.</summary>
/// <param name="None">Whether somebody said that no theme of the list fits it.</param>
public sealed record Untagged(MatterId Matter, bool None);

/// <summary>What one poll sent up without themes, and who is asked for them.</summary>
/// <param name="Number">How often something was told of it; the next has the next number.</param>
public sealed record TagOffer(PollId Poll, Party Origin, ImmutableArray<Reader> Readers, int Number, ImmutableArray<Untagged> Matters);

/// <summary>An offer as it was read, for whoever changes it.</summary>
public sealed record StoredOffer(TenantId Tenant, Row? Head, TagOffer? Offer, IReadOnlyDictionary<string, Row> Rows);

/// <summary>Rows of one poll's offer, all in its own partition.</summary>
public sealed class TagStore(ITable table)
{
    public const string Cards = "patterns.tags";
    public const string First = "told-0001";

    private const string HeadKey = "head";
    private const string Matters = "matter|";
    private const string Audit = "audit";
    private const int V = 1;

    public static string Partition(TenantId tenant, PollId poll) => $"{tenant}|pattern-tags|{poll}";

    public async Task<StoredOffer> ReadAsync(TenantId tenant, PollId poll, CancellationToken cancellation)
    {
        var partition = Partition(tenant, poll);
        if (await table.FindAsync(partition, HeadKey, cancellation) is not { } head)
        {
            return new(tenant, null, null, new Dictionary<string, Row>());
        }

        var rows = await table.ScanAsync(partition, KeyRange.Under(Matters), cancellation).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation);
        var matters = rows.Values.Select(row => new Untagged(new(row.Key[Matters.Length..]), row.Fields.Flag("none"))).OrderBy(matter => matter.Matter.Value, StringComparer.Ordinal);
        return new(tenant, head, new(poll, ReadParty(head.Fields), PatternRows.ReadReaders(head.Fields.Text("readers")), (int)head.Fields.Number("number"), [.. matters]), rows);
    }

    /// <summary>Commits what is asked or was said, with its audit row and what is to be told, or none of it.</summary>
    public Task<Committed> CommitAsync(StoredOffer read, TagOffer next, PatternAct act, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (chain, audit) = (read.Head is null ? AuditChain.Empty : AuditChain.Of(read.Head.Fields)).Append(Audit, act.Who, act.What, act.At, act.Version);
        var changed = next.Matters.Except(read.Offer?.Matters ?? []).Select(matter => Write.Put(read.Rows.GetValueOrDefault(Matters + matter.Matter), Matters + matter.Matter, new Fields(V) { { "none", matter.None } }));
        return table.CommitAsync(Partition(read.Tenant, next.Poll), [Write.Put(read.Head, HeadKey, FieldsOf(next, chain)), .. changed, audit, .. intents], cancellation);
    }

    /// <summary>The intent of the offer's present number: cards for the first, and every later one brings these up to date.</summary>
    public static Intent IntentOf(TenantId tenant, TagOffer offer) =>
        new(tenant, Partition(tenant, offer.Poll), $"told-{offer.Number.ToString("D4", CultureInfo.InvariantCulture)}", Cards, offer.Poll.Value);

    private static Fields FieldsOf(TagOffer offer, AuditChain chain) => new(V)
    {
        { "origin", offer.Origin.Id.Value },
        { "name", offer.Origin.Name },
        { "tier", offer.Origin.Tier.ToString() },
        { "readers", PatternRows.Join(offer.Readers) },
        { "number", offer.Number },
        chain,
    };

    private static Party ReadParty(Fields fields) => new(new(fields.Text("origin")), fields.Text("name"), Enum.Parse<Tier>(fields.Text("tier")));
}
