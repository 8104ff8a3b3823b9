using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Resources;

/// <summary>Bids for money or help from outside: the list, one, and the form to record one.</summary>
internal static class BidCards
{
    public const string Show = "resources.bids";
    public const string Open = "resources.bid";
    public const string Form = "resources.bidForm";
    public const string Record = "resources.recordBid";
    public const string Move = "resources.moveBid";

    public const string GroupInput = "bidGroup", FunderInput = "funder", PurposeInput = "purpose", WithInput = "bidWith", AmountInput = "amount", StatusInput = "bidStatus", OutcomeInput = "bidOutcome";

    /// <param name="fresh">The id of the bid that the reader's form would record; null for somebody who records none.</param>
    public static Message List(IReadOnlyList<Bid> bids, Page page, BidId? fresh)
    {
        var said = bids.Count == 0 ? "No bid is recorded yet" : $"{Words.Sentence(Words.Some(bids.Count, "bid"))}, what changed last first";
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the list. Open Teams on another device.",
            Speak = $"{said}.",
            Body =
            [
                FromLine(Bold("Boards and networks"), " record what they bid for from outside, and what came of it."),
                Heading("Bids"),
                Paragraph($"{said}."),
                .. EntryList.Draw(bids.Select(EntryOf), page),
                WhoCanSeeThis("members of the county’s networks and boards.", underLine: true),
                Buttons(
                [
                    .. EntryList.Turns(page, Show, []),
                    new ActionExecute("See who can help", ResourceCards.Home, []),
                    .. fresh is { } id ? [new ActionExecute("Record a bid", Form, new() { ["newBid"] = id.Value })] : (CardAction[])[],
                ]),
            ],
        };
        return new(card, said);
    }

    /// <param name="note">What came of a press; null for none.</param>
    /// <param name="typed">What was typed into a form that was answered with a problem: it stays.</param>
    public static Message Entry(Bid bid, bool mayMove, string? note = null, string? typed = null)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"{bid.GroupName} bids to {bid.Funder}: {bid.Purpose} {StatusOf(bid.Status)}.",
            Speak = note ?? $"{bid.GroupName} bids to {bid.Funder}: {StatusOf(bid.Status)}.",
            Body =
            [
                FromLine(Bold(bid.GroupName), " bids to ", Bold(bid.Funder), "."),
                Heading(HeadingOf(bid.Status)),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                Paragraph(Bold($"{StatusOf(bid.Status)} "), $"since {When.Day(bid.ChangedAt)}."),
                Paragraph(Bold("What for: "), bid.Purpose),
                Paragraph(Bold("Who together: "), bid.With),
                Paragraph(Bold("Amount: "), $"{bid.Amount}."),
                .. bid.Outcome.Length == 0 ? [] : (Element[])[Paragraph(Bold("What came of it: "), bid.Outcome)],
                WhoCanSeeThis("members of the county’s networks and boards.", underLine: true),
                Buttons([new ActionExecute("Show all bids", Show, []) { AssociatedInputs = AssociatedInputs.None }, .. mayMove && bid.Next.Count > 0 ? [Moving(bid, typed)] : (CardAction[])[]]),
            ],
        };
        return new(card, $"{note ?? StatusOf(bid.Status)} {bid.Purpose}");
    }

    public static Message ToRecord(BidId id, IReadOnlyList<Group> groups, string? problem = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        string? Filled(string input) => typed?.GetValueOrDefault(input);
        Dictionary<string, string> data = new() { ["newBid"] = id.Value };
        if (groups.Count == 1)
        {
            data["group"] = groups[0].Id.Value;
        }

        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a bid. Open Teams on another device.",
            Speak = problem ?? "Record a bid.",
            Body =
            [
                FromLine("You act for ", Bold(groups.Count == 1 ? groups[0].Name : "your boards and networks"), "."),
                Heading("Record a bid"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not recorded yet. "), problem)],
                .. groups.Count == 1 ? [] : (Element[])[Which(groups, Filled(GroupInput))],
                ResourceEntryCards.Write(FunderInput, "Say who gives the money or help", Bid.LongestFunder, Filled(FunderInput)),
                ResourceEntryCards.Write(PurposeInput, "Say what it is for", Bid.LongestPurpose, Filled(PurposeInput)),
                ResourceEntryCards.Write(WithInput, "Say who bids together", Bid.LongestWith, Filled(WithInput)),
                ResourceEntryCards.Write(AmountInput, "Write the amount in whole pounds, or leave it empty", Bid.LongestAmount, Filled(AmountInput), isRequired: false),
                WhoCanSeeThis("only you, until you record it. Then members of the county’s networks and boards."),
                Buttons(new ActionExecute("Leave it", Show, []) { AssociatedInputs = AssociatedInputs.None }, Main(new ActionExecute("Record this bid", Record, data))),
            ],
        };
        return new(card, problem is null ? "A bid to record" : $"Not recorded yet: {problem}");
    }

    public static Message NotAllowed() => new Refusal
    {
        From = [Bold("The bot"), " was asked for a bid."],
        Heading = "This is not yours to do",
        WhatHappened = "There is no such bid, or your account does not keep it. Nothing was changed.",
        WhatToDo = "A board’s chair, vice-chair or clerk records bids for the board, a facilitator for a network. Write resources in this chat and choose the bids to read them.",
    }.ToMessage();

    public static string StatusOf(BidStatus status) => status switch
    {
        BidStatus.BeingWritten => "• Being written",
        BidStatus.SentIn => "… Sent in",
        BidStatus.Awarded => "✓ Awarded",
        BidStatus.NotAwarded => "– Not awarded",
        _ => "– Withdrawn",
    };

    private static string HeadingOf(BidStatus status) => status switch
    {
        BidStatus.Awarded => "A bid that was awarded",
        BidStatus.NotAwarded => "A bid that was not awarded",
        BidStatus.Withdrawn => "A bid that was withdrawn",
        _ => "A bid",
    };

    private static ListEntry EntryOf(Bid bid) => new(StatusOf(bid.Status), bid.Purpose, $"{bid.GroupName} to {bid.Funder}: {bid.Amount}. With {bid.With}.", "Open this bid", Open, new() { ["bid"] = bid.Id.Value });

    private static ActionShowCard Moving(Bid bid, string? typed) => new(
        "Say where it stands…",
        new InputChoiceSet(StatusInput)
        {
            Label = "Choose where the bid stands now", ErrorMessage = "Choose one.", IsRequired = true,
            Choices = [.. bid.Next.Select(status => new Choice(StatusOf(status), status.ToString()))],
        },
        ResourceEntryCards.Write(OutcomeInput, "Say what came of it, once that is known", Bid.LongestOutcome, typed, isRequired: false),
        Buttons(Main(new ActionExecute("Save where it stands", Move, new() { ["bid"] = bid.Id.Value, ["version"] = bid.Version.ToString(CultureInfo.InvariantCulture) }))));

    private static InputChoiceSet Which(IReadOnlyList<Group> groups, string? chosen) => new(GroupInput)
    {
        Label = "Choose the board or network that bids", ErrorMessage = "Choose one.", IsRequired = true,
        Choices = [.. groups.Select(group => new Choice(group.Name, group.Id.Value))],
        Value = groups.Any(group => group.Id.Value == chosen) ? chosen : null,
    };
}
