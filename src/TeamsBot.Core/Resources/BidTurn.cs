using System.Globalization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>Answers the buttons of bids. All that a card carries is a claim; who keeps a bid comes from the register.</summary>
public sealed class BidTurn(RecordBids record, BidStore bids, DirectoryStore directory, NewId newId)
{
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(press.Caller.Tenant, cancellation);
        if (!Standing.IsMember(register, press.Caller))
        {
            return Show(BidCards.NotAllowed());
        }

        var all = await bids.AllAsync(press.Caller.Tenant, cancellation);
        return Show(BidCards.List(all, Page.Of(press[Page.Key], all.Count), Bid.GroupsOf(register, press.Caller.Person).IsEmpty ? null : new BidId(newId())));
    }

    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation) =>
        BidId.IsWellFormed(press["bid"]) && Standing.IsMember(await directory.CurrentAsync(press.Caller.Tenant, cancellation), press.Caller)
        && await bids.FindAsync(press.Caller.Tenant, new(press["bid"]), cancellation) is { } bid
            ? await EntryAsync(press.Caller, bid, note: null, cancellation)
            : Show(BidCards.NotAllowed());

    /// <summary>Draws the form of a new bid.</summary>
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation)
    {
        var groups = Bid.GroupsOf(await directory.CurrentAsync(press.Caller.Tenant, cancellation), press.Caller.Person);
        return Show(groups.IsEmpty ? BidCards.NotAllowed() : BidCards.ToRecord(BidId.IsWellFormed(press["newBid"]) ? new(press["newBid"]) : new(newId()), groups));
    }

    public async Task<Answer> RecordAsync(Press press, CancellationToken cancellation)
    {
        var groups = Bid.GroupsOf(await directory.CurrentAsync(press.Caller.Tenant, cancellation), press.Caller.Person);
        if (groups.IsEmpty || !BidId.IsWellFormed(press["newBid"]))
        {
            return Show(BidCards.NotAllowed());
        }

        var id = new BidId(press["newBid"]);
        var group = new GroupId(press[BidCards.GroupInput] is { Length: > 0 } chosen ? chosen : press["group"]);
        var asked = new NewBid(id, group, press[BidCards.FunderInput], press[BidCards.PurposeInput], press[BidCards.WithInput], press[BidCards.AmountInput]);
        return await record.RecordAsync(press.Caller, asked, cancellation) switch
        {
            BidOutcome.Saved saved => await EntryAsync(press.Caller, saved.Bid, "✓ Recorded.", cancellation),
            BidOutcome.Wrong wrong => Show(BidCards.ToRecord(id, groups, wrong.Why, press.Data)),
            // An id that another's has, or a group that is not theirs: a fresh id is theirs alone, and what was typed is kept.
            _ => Show(BidCards.ToRecord(new(newId()), groups, "Choose a board or network that you act for, and press again.", press.Data)),
        };
    }

    public async Task<Answer> MoveAsync(Press press, CancellationToken cancellation)
    {
        // No bid has version -1: what is no number is an old card or a forged one.
        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var outcome = BidId.IsWellFormed(press["bid"]) ? await record.MoveAsync(press.Caller, new(press["bid"]), version, press[BidCards.StatusInput], press[BidCards.OutcomeInput], cancellation) : null;
        return outcome switch
        {
            BidOutcome.Saved saved => await EntryAsync(press.Caller, saved.Bid, "✓ Saved.", cancellation),
            BidOutcome.Stale stale => await EntryAsync(press.Caller, stale.Bid, "Not saved: it has changed since your card was made. This is how it stands now.", cancellation),
            BidOutcome.Wrong { Bid: { } bid } wrong => Show(BidCards.Entry(bid, mayMove: true, $"Not saved yet. {wrong.Why}", press[BidCards.OutcomeInput])),
            _ => Show(BidCards.NotAllowed()),
        };
    }

    private async Task<Answer> EntryAsync(Caller caller, Bid bid, string? note, CancellationToken cancellation) =>
        Show(BidCards.Entry(bid, Bid.GroupsOf(await directory.CurrentAsync(caller.Tenant, cancellation), caller.Person).Any(group => group.Id == bid.Group), note));

    private static Answer.Show Show(Message message) => new(message);
}

/// <summary>Bids from outside, recorded by boards and networks and listed to members (R71).</summary>
public sealed class BidFeature(BidTurn turn) : Feature
{
    public override IEnumerable<CardSample> Samples => BidSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnPress(BidCards.Show, turn.ShowAsync);
        map.OnPress(BidCards.Open, turn.OpenAsync);
        map.OnPress(BidCards.Form, turn.FormAsync);
        map.OnPress(BidCards.Record, turn.RecordAsync);
        map.OnPress(BidCards.Move, turn.MoveAsync);
    }
}

/// <summary>An invented bid in every state.</summary>
internal static class BidSamples
{
    private const string Part = "Bids";

    private static readonly Group Board = new(new("locality-of-samples"), "Fernshaw Locality Board", Tier.Locality, null), Network = new(new("network-of-samples"), "Alder Vale Network", Tier.Network, null);
    private static readonly Bid Written = new(
        new("bid-1"), Board.Id, Board.Name, "Department for Education", "Days with a literacy specialist for twelve primaries", "Two networks and the English Hub", 12_500, BidStatus.BeingWritten, "", 1, new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero), AuditChain.Empty);
    private static readonly Bid SentIn = Written with { Status = BidStatus.SentIn, Version = 2, Pounds = null };
    private static readonly Bid Longest = SentIn with { Funder = Fill(Bid.LongestFunder), Purpose = Fill(Bid.LongestPurpose), With = Fill(Bid.LongestWith) };

    public static IEnumerable<CardSample> All() =>
    [
        List("Nothing yet", ""),
        List("Anybody", "", Written, SentIn, Decided(BidStatus.Awarded)),
        new(Part, "Clerk, the list", BidCards.List([Written], Page.Of("", 1), new("bid-new"))),
        List("Many, in the middle", "2", [.. Enumerable.Repeat(Longest, 23)]),
        new(Part, "Anybody, a bid", BidCards.Entry(Written, mayMove: false)),
        new(Part, "Clerk, recorded", BidCards.Entry(Written, mayMove: true, "✓ Recorded.")),
        new(Part, "Clerk, sent in", BidCards.Entry(Longest, mayMove: true)),
        new(Part, "Clerk, not saved yet", BidCards.Entry(SentIn, mayMove: true, "Not saved yet. Say what came of it.", "We wait for the letter.")),
        .. new[] { BidStatus.Awarded, BidStatus.NotAwarded, BidStatus.Withdrawn }.Select(status => new CardSample(Part, $"Clerk, {status}", BidCards.Entry(Decided(status), mayMove: true))),
        new(Part, "Clerk, to record", BidCards.ToRecord(new("bid-new"), [Board])),
        new(Part, "Clerk and facilitator, not recorded yet", BidCards.ToRecord(
            new("bid-new"), [Network, Board], "Say what it is for, in at most 300 characters.", new Dictionary<string, string> { [BidCards.FunderInput] = Fill(Bid.LongestFunder), [BidCards.WithInput] = Fill(Bid.LongestWith), [BidCards.AmountInput] = "£12,500" })),
        new(Part, "Not allowed", BidCards.NotAllowed()),
    ];

    private static Bid Decided(BidStatus status) => SentIn with { Status = status, Outcome = status is BidStatus.Withdrawn ? "" : "The funder wrote on Friday.", Version = 3 };

    private static CardSample List(string state, string page, params Bid[] bids) => new(Part, state, BidCards.List(bids, Page.Of(page, bids.Length), fresh: null));

    private static string Fill(int length) => string.Concat(Enumerable.Repeat("Reading — with joy. ", 40))[..length].TrimEnd();
}
