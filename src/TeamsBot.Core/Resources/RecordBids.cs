using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Resources;

/// <summary>A bid with its row, for whoever changes it.</summary>
internal sealed record StoredBid(Bid Bid, Row Row);

/// <summary>The county's bids: a row each in one partition.</summary>
public sealed class BidStore(ITable table)
{
    private const int V = 1;
    private const string Prefix = "bid|";

    /// <summary>Every bid, what changed last first.</summary>
    public async Task<IReadOnlyList<Bid>> AllAsync(TenantId tenant, CancellationToken cancellation)
    {
        var all = await table.ScanAsync(Partition(tenant), KeyRange.Under(Prefix), cancellation).Select(Read).ToListAsync(cancellation);
        return [.. all.OrderByDescending(bid => bid.ChangedAt).ThenBy(bid => bid.Id.Value, StringComparer.Ordinal)];
    }

    public async Task<Bid?> FindAsync(TenantId tenant, BidId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Bid;

    internal async Task<StoredBid?> FindStoredAsync(TenantId tenant, BidId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant), Prefix + id, cancellation) is { } row ? new(Read(row), row) : null;

    /// <summary>The bid and its audit row, or nothing (rules V5, T6).</summary>
    internal Task<Committed> SaveAsync(Caller caller, Row? read, Bid next, CancellationToken cancellation)
    {
        var (chain, audit) = next.Audit.Append($"audit|{next.Id}", caller.Person.Value, $"{next.Status} {next.Group}", next.ChangedAt, next.Version);
        return table.CommitAsync(Partition(caller.Tenant), [Write.Put(read, Prefix + next.Id, FieldsOf(next with { Audit = chain })), audit], cancellation);
    }

    internal static string Partition(TenantId tenant) => $"{tenant}|bids";

    private static Fields FieldsOf(Bid bid)
    {
        var fields = new Fields(V)
        {
            { "group", bid.Group.Value },
            { "groupName", bid.GroupName },
            { "funder", bid.Funder },
            { "purpose", bid.Purpose },
            { "with", bid.With },
            { "status", bid.Status.ToString() },
            { "outcome", bid.Outcome },
            { "version", bid.Version },
            { "changedAt", bid.ChangedAt },
            bid.Audit,
        };
        if (bid.Pounds is { } pounds)
        {
            fields.Add("pounds", pounds);
        }

        return fields;
    }

    private static Bid Read(Row row) => new(
        new(row.Key[Prefix.Length..]),
        new(row.Fields.Text("group")),
        row.Fields.Text("groupName"),
        row.Fields.Text("funder"),
        row.Fields.Text("purpose"),
        row.Fields.Text("with"),
        row.Fields.NumberOrNull("pounds"),
        Enum.Parse<BidStatus>(row.Fields.Text("status")),
        row.Fields.Text("outcome"),
        (int)row.Fields.Number("version"),
        row.Fields.Instant("changedAt"),
        AuditChain.Of(row.Fields));
}

/// <summary>Records bids and what comes of them: acts of a board's officers or a network's facilitator, on the record.</summary>
public sealed class RecordBids(BidStore bids, DirectoryStore directory, TimeProvider clock)
{
    public Task<BidOutcome> RecordAsync(Caller caller, NewBid asked, CancellationToken cancellation) =>
        Race.RetryAsync<BidOutcome>(async () =>
        {
            if (Bid.GroupsOf(await directory.CurrentAsync(caller.Tenant, cancellation), caller.Person).FirstOrDefault(group => group.Id == asked.Group) is not { } group)
            {
                return new BidOutcome.NotAllowed();
            }

            if (await bids.FindAsync(caller.Tenant, asked.Id, cancellation) is { } standing)
            {
                return standing.Group == group.Id ? new BidOutcome.Saved(standing) : new BidOutcome.NotAllowed();
            }

            var (now, funder, purpose, with) = (clock.GetUtcNow(), Line(asked.Funder), Line(asked.Purpose), Line(asked.With));
            var (pounds, isSound) = Bid.ReadAmount(asked.Amount);
            var why = Bid.Problem(funder, purpose, with) ?? (isSound ? PupilData.Problem(string.Join('\n', funder, purpose, with), now) : "Write the amount in whole pounds, such as 12,500, or leave it empty.");
            if (why is not null)
            {
                return new BidOutcome.Wrong(null, why);
            }

            Bid bid = new(asked.Id, group.Id, group.Name, funder, purpose, with, pounds, BidStatus.BeingWritten, "", 1, now, AuditChain.Empty);
            return await bids.SaveAsync(caller, null, bid, cancellation) is Committed.Done ? new BidOutcome.Saved(bid) : null;
        });

    /// <param name="version">The version of the bid on the card that was pressed.</param>
    public Task<BidOutcome> MoveAsync(Caller caller, BidId id, int version, string claimed, string typed, CancellationToken cancellation) =>
        Race.RetryAsync<BidOutcome>(async () =>
        {
            if (await bids.FindStoredAsync(caller.Tenant, id, cancellation) is not { } stored
                || Bid.GroupsOf(await directory.CurrentAsync(caller.Tenant, cancellation), caller.Person).All(group => group.Id != stored.Bid.Group))
            {
                return new BidOutcome.NotAllowed();
            }

            var (bid, outcome, now) = (stored.Bid, Line(typed), clock.GetUtcNow());
            if (!Enum.TryParse<BidStatus>(claimed, out var status) || status.ToString() != claimed)
            {
                return new BidOutcome.Wrong(bid, "Choose where the bid stands now.");
            }

            // What is so already is a success that writes nothing (rule V7).
            if (bid.Status == status && bid.Outcome == outcome)
            {
                return new BidOutcome.Saved(bid);
            }

            if (bid.Version != version || !bid.Next.Contains(status))
            {
                return new BidOutcome.Stale(bid);
            }

            var why = outcome.Length > Bid.LongestOutcome ? $"Use at most {Bid.LongestOutcome} characters."
                : status is BidStatus.Awarded or BidStatus.NotAwarded && outcome.Length == 0 ? "Say what came of it."
                : PupilData.Problem(outcome, now);
            var next = bid with { Status = status, Outcome = outcome, Version = bid.Version + 1, ChangedAt = now };
            return why is not null ? new BidOutcome.Wrong(bid, why)
                : await bids.SaveAsync(caller, stored.Row, next, cancellation) is Committed.Done ? new BidOutcome.Saved(next)
                : null;
        });

    private static string Line(string text) => string.Join(' ', PlainText.Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
