using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>The proposals of a round as one voter of one seat sees them.</summary>
/// <param name="FreshId">The id of the next proposal, made now (rule V7).</param>
/// <param name="TeamsUserId">The voter's <c>29:</c> id, for the card's refresh; null where unknown.</param>
/// <param name="Problem">Why what was sent is not proposed or withdrawn.</param>
/// <param name="Kept">What was written on the card that is not sent yet: it stays.</param>
internal sealed record ProposalView(
    Round Round, Seat Seat, PersonId Voter, ProposalBook Book, ThemeList Themes, DateTimeOffset Now, string FreshId, string? TeamsUserId, string? Problem = null, IReadOnlyDictionary<string, string>? Kept = null)
{
    public IReadOnlyList<(Proposal Proposal, StandingProposal? JoinedInto)> Own { get; } = [.. Book.Of(Seat.Id)];

    public string? KeptOf(string input, int most) => Kept?.GetValueOrDefault(input) is { Length: > 0 } typed ? PlainText.Shorten(typed, most) : null;
}

/// <summary>The cards of the stage in which schools propose what to work on.</summary>
internal static class ProposalCards
{
    public const string Propose = "rounds.propose";
    public const string Withdraw = "rounds.withdraw";
    public const string TextInput = "proposalText", ThemeInput = "proposalTheme", WhyInput = "proposalWhy", WithdrawnInput = "withdrawn";

    private const int OthersShown = 10;
    private const int OthersLength = 120;

    public static Message ForVoter(ProposalView view) => view.Round.Takes(Stage.Proposals, view.Now) ? ToPropose(view) : Closed(view);

    /// <summary>For a voter whose school's proposals a facilitator joined with others.</summary>
    public static Message Joined(Round round, Seat seat, Merge merge, ProposalBook book)
    {
        var origins = book.OriginsOf(merge.Id).ToList();
        var others = origins.Where(proposal => proposal.Seat != seat.Id).Select(proposal => proposal.Text).Distinct(StringComparer.OrdinalIgnoreCase).Take(OthersShown).ToList();
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName}: what {seat.Name} proposed was joined with other proposals.",
            Speak = $"{round.GroupName}. What {seat.Name} proposed was joined with other proposals, as: {merge.Text}",
            Body =
            [
                FromLine("The facilitator of ", Bold(round.GroupName), " joined proposals that say much the same. ", Bold(seat.Name), " made one of them."),
                Heading("Your proposal was joined"),
                FirstPartTitle("Your school proposed"),
                .. PointList(origins.Where(proposal => proposal.Seat == seat.Id).Select(proposal => proposal.Text)),
                .. others.Count == 0 ? [] : (IEnumerable<Element>)[PartTitle("It was joined with"), .. PointList(others)],
                PartTitle("It stands in the vote as"),
                Paragraph(Bold(merge.Text)),
                Paragraph($"Voting opens on {When.DayAtTime(round.Plan.VoteOpens)}. If this does not say what you meant, tell your facilitator before then."),
                WhoCanSeeThis("only you. The schools of your network see the proposals, not which school made them.", underLine: true),
            ],
        };
        return new(card, $"{round.GroupName}: your proposal stands in the vote as “{PlainText.Shorten(merge.Text, 120)}”");
    }

    private static Message ToPropose(ProposalView view)
    {
        var (round, seat) = (view.Round, view.Seat);
        var heading = view.Own.Count == 0 ? "What should we work on?" : $"✓ Your school has made {Words.Some(view.Own.Count, "proposal")}";
        var mayAdd = view.Own.Count < Proposal.OfOneSeatAtMost;
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName} asks your school what the network should work on, by {When.DayAndTime(round.Plan.ProposalsClose)}. This version of Teams cannot show the form. Open Teams on another device.",
            Speak = view.Problem is null ? $"{round.GroupName} asks {seat.Name} what its schools should work on together, by {When.DayAtTime(round.Plan.ProposalsClose)}." : $"Not done yet. {view.Problem}",
            Refresh = RoundCards.RefreshOf(round, Stage.Proposals, seat, view.TeamsUserId),
            Body =
            [
                FromLine(Bold(round.GroupName), $" asks its {Words.Count(round.Electorate.Seats.Length, "school")} what to work on together. You answer for ", Bold(seat.Name), "."),
                Heading(heading),
                .. view.Problem is null ? [] : (Element[])[Paragraph(Bold("Not done yet. "), view.Problem)],
                .. OwnList(view),
                Paragraph(Bold($"Proposals close {When.DayAndTime(round.Plan.ProposalsClose)}. "), $"From {When.DayAtTime(round.Plan.VoteOpens)} the schools vote between them."),
                .. Others(view),
                .. view.Own.Count == 0 ? Fields(view) : [],
                WhoCanSeeThis("only you. The schools of your network see what is proposed, not which school proposed it.", underLine: true),
                Buttons([.. view.Own.Count == 0
                    ? (IEnumerable<CardAction>)[Main(Send(view))]
                    : [WithdrawForm(view), .. mayAdd ? (CardAction[])[new ActionShowCard("Propose another…", [.. Fields(view), Buttons(Main(Send(view)))])] : []]]),
            ],
        };
        return new(card, view.Problem is not null ? $"Not done yet: {view.Problem}" : view.Own.Count == 0 ? $"{round.GroupName}: what should we work on? By {When.ShortDay(round.Plan.ProposalsClose)}" : $"Your school has made {Words.Some(view.Own.Count, "proposal")}");
    }

    private static Message Closed(ProposalView view)
    {
        var (round, seat) = (view.Round, view.Seat);
        var next = round.Stage switch
        {
            <= Stage.Merging when round.SkipOf(Stage.Vote) is not null => "There is no vote this time.",
            <= Stage.Merging when round.WaitsSince is not null => $"The vote waits for the facilitator: {Words.Some(view.Book.Standing.Length, "proposal stands", "proposals stand")}.",
            <= Stage.Merging => $"Voting opens on {When.DayAtTime(round.Plan.VoteOpens)}. Your ballot comes here.",
            Stage.Vote => $"The schools vote until {When.DayAtTime(round.Plan.VoteCloses)}. Your ballot stands in a card of its own.",
            _ when round.End is RoundEnd.NotVoted => "There was no vote.",
            _ => "The schools have voted. The result stands in a card of its own.",
        };
        var card = new AdaptiveCard
        {
            FallbackText = $"Proposals in {round.GroupName} have closed. {next}",
            Speak = $"Proposals in {round.GroupName} have closed. {next}",
            Refresh = round.Stage is Stage.Finished ? null : RoundCards.RefreshOf(round, Stage.Proposals, seat, view.TeamsUserId),
            Body =
            [
                FromLine(Bold(round.GroupName), $" asked its {Words.Count(round.Electorate.Seats.Length, "school")} what to work on together. You answered for ", Bold(seat.Name), "."),
                Heading("Proposals have closed"),
                .. view.Problem is null ? [] : (Element[])[Paragraph(Bold("Not done. "), view.Problem)],
                Paragraph($"They closed on {When.DayAtTime(round.Plan.ProposalsClose)}. {next}"),
                .. OwnList(view),
                .. RoundCards.SkipsOf(round),
                WhoCanSeeThis("only you. The schools of your network see what was proposed, not which school proposed it.", underLine: true),
            ],
        };
        return new(card, view.Problem is not null ? $"Not done: {view.Problem}" : $"{round.GroupName}: proposals have closed");
    }

    private static IEnumerable<Element> OwnList(ProposalView view) => view.Own.Count == 0 ? [] :
    [
        FirstPartTitle("Your school proposed"),
        .. MarkedList(view.Own.Select(own => new MarkedLine("•", [own.Proposal.Text, Subtle($" ({ThemeOf(view.Themes, own.Proposal.Theme)})"), .. own.JoinedInto is { } joined ? (TextRun[])[$" Joined with others as: {joined.Text}"] : []]))),
    ];

    /// <summary>What other schools proposed, so that nobody need say it twice.</summary>
    private static IEnumerable<Element> Others(ProposalView view)
    {
        var others = view.Book.Standing.Where(standing => standing.Origins.All(proposal => proposal.Seat != view.Seat.Id)).Select(standing => standing.Text).Order(StringComparer.OrdinalIgnoreCase).ToList();
        return others.Count == 0 ? [] :
        [
            PartTitle("Proposed so far by other schools"),
            .. PointList(others.Take(OthersShown).Select(text => PlainText.Shorten(text, OthersLength))),
            .. others.Count > OthersShown ? (Element[])[Paragraph($"And {Words.Count(others.Count - OthersShown, "more proposal", "more proposals")}.")] : [],
        ];
    }

    private static IEnumerable<Element> Fields(ProposalView view) =>
    [
        new InputText(TextInput)
        {
            Label = "Write what the network should work on", ErrorMessage = "Write your proposal.", IsRequired = true, IsMultiline = true, MaxLength = Wording.OptionLength,
            Placeholder = "Such as: more children talking well by five", Value = view.KeptOf(TextInput, Wording.OptionLength),
        },
        ThemePicker.Draw(ThemeInput, "Choose its theme", view.Themes, view.Kept?.GetValueOrDefault(ThemeInput)),
        new InputText(WhyInput)
        {
            Label = "Say why, if you like. Name no pupil", ErrorMessage = $"Use at most {Proposal.LongestWhy} characters.", IsMultiline = true, MaxLength = Proposal.LongestWhy, Value = view.KeptOf(WhyInput, Proposal.LongestWhy),
        },
    ];

    private static ActionExecute Send(ProposalView view)
    {
        var data = RoundCards.DataOf(view.Round, Stage.Proposals, view.Seat);
        data["proposal"] = view.FreshId;
        return new("Propose this", Propose, data);
    }

    private static ActionShowCard WithdrawForm(ProposalView view) => new(
        "Withdraw one…",
        new InputChoiceSet(WithdrawnInput)
        {
            Label = "Choose the proposal to withdraw", ErrorMessage = "Choose one of your proposals.", Style = ChoiceStyle.Expanded, IsRequired = true,
            Choices = [.. view.Own.Select(own => new Choice(own.Proposal.Text, own.Proposal.Id)).OrderBy(choice => choice.Title.Replace("\\", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)],
        },
        Buttons(Main(new ActionExecute("Withdraw this proposal", Withdraw, RoundCards.DataOf(view.Round, Stage.Proposals, view.Seat)))));

    internal static string ThemeOf(ThemeList themes, string id) => themes.Find(new(id)) is { } theme ? theme.Name : "no theme";
}
