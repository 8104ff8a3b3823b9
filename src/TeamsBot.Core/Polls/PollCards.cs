using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>A poll as one voter of one seat sees it at an instant.</summary>
/// <param name="Voted">How many seats have voted: always shown (rule V17).</param>
/// <param name="TeamsUserId">The voter's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record VoterView(Poll Poll, Seat Seat, PersonId Voter, Ballot? Ballot, int Voted, DateTimeOffset Now, string? TeamsUserId)
{
    /// <summary>In place of the ballot where the poll is secret.</summary>
    public Marker? Marker { get; init; }

    public bool IsOver => Poll.State is PollState.Closed || Now >= Poll.ClosesAt;
}

/// <summary>The cards of a voter while the poll runs. Pure functions: the card carries ids, the signed activity says who acts. Running counts are on none of them (rule V17).</summary>
internal static class PollCards
{
    public const string Vote = "polls.vote";
    public const string Abstain = "polls.abstain";
    public const string Change = "polls.change";
    public const string Show = "polls.show";
    public const string FindBallot = "polls.ballot";
    public const string VotesBySchool = "polls.votes";
    public const string ChoicesInput = "choices";
    public const string SeatInput = "seat";

    private static string OnlyYou(Poll poll) => $"only you. When voting closes, the {poll.Electorate.Says.Many} {(poll.Electorate.Says == SeatWords.OfBoard ? "of" : "in")} your {poll.Electorate.Says.Group} see how each {poll.Electorate.Says.One} voted.";

    /// <summary>What stands for this voter now: the result, their vote, a colleague's vote that stands before theirs, or the question.</summary>
    public static Message ForVoter(VoterView view) =>
        view.Poll.Result is { } result ? ResultCards.ForVoter(view, result)
        : view.Marker is { } marker ? SecretCards.IsIn(view, marker)
        : view.IsOver ? Counting(view)
        : view.Ballot is not { } ballot ? ToVote(view)
        : ballot.Person == view.Voter ? Voted(view, ballot)
        : view.Seat.RankOf(view.Voter) is { } rank && ballot.Rank < rank ? HeadHasVoted(view, ballot)
        : ToVote(view);

    /// <summary>The question with its options A to Z. A ballot that stands is ticked already, its voter's own or one that this voter may replace.</summary>
    /// <param name="problem">Why what was sent is not counted; the card then has <paramref name="ticked"/> in place of the ballot that stands, so that nothing has to be chosen again.</param>
    /// <param name="ticked">Option ids as a card sent them: a claim, of which only this poll's are ticked.</param>
    public static Message ToVote(VoterView view, string? problem = null, string? ticked = null)
    {
        var (poll, seat) = (view.Poll, view.Seat);
        var (says, does) = (poll.Electorate.Says, poll.Confirms ? "confirm" : "choose");
        var upTo = $"{(poll.Wording.AtMost == 1 ? "one" : $"up to {Words.Number(poll.Wording.AtMost)}")} {Words.Plural(poll.Wording.AtMost, "priority", "priorities")}";
        var tick = poll.Wording.AtMost == 1 ? "Tick one" : $"Tick {Words.Join(Enumerable.Range(1, poll.Wording.AtMost).Select(Words.Number), "or")}";
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName} asks {says.You} to {does} {upTo} by {When.DayAndTime(poll.ClosesAt)}. This version of Teams cannot show the form. Open Teams on another device, or ask your {says.Lead}.",
            Speak = problem is not null ? $"Not counted yet. {problem}" : $"{poll.GroupName} asks {(says == SeatWords.OfBoard ? says.You : seat.Name)} to {does} {upTo} of {Words.Number(poll.Wording.Options.Length)}. Voting closes on {When.DayAtTime(poll.ClosesAt)}.",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(poll.GroupName), " asks for the vote of ", Bold(seat.Name), poll.RunOffOf is null ? $", to settle what its {Words.Count(poll.Electorate.Seats.Length, says.One)} {Puts(poll)}." : $", to settle a tie in what its {says.Many} {Puts(poll)}."),
                Heading($"{Words.Sentence(does)} {upTo}"),
                .. problem is not null
                    ? (Element[])[Paragraph(Bold("Not counted yet. "), view.Ballot is null ? problem : $"{problem} Until then {says.Yours} earlier vote stands.")]
                    : view.Ballot is { } standing && standing.Person != view.Voter
                    ? (Element[])[Paragraph($"{(standing.Rank > seat.RankOf(view.Voter) ? "Your deputy" : "Somebody before you")} voted for your school on {When.DayAtTime(standing.At)}: that vote is ticked below. Yours replaces it, and then only you can change it.")]
                    : [],
                .. PollStory.ForVoter(poll),
                new InputChoiceSet(ChoicesInput)
                {
                    Label = tick,
                    ErrorMessage = $"{tick}. To choose none, press None of these.",
                    Style = ChoiceStyle.Expanded,
                    IsMultiSelect = true,
                    IsRequired = true,
                    Spacing = Spacing.Small,
                    Choices = [.. poll.Wording.Options.OrderBy(option => option.Text, StringComparer.OrdinalIgnoreCase).Select(option => new Choice(option.Text, option.Id))],
                    Value = problem is not null ? TickedOf(poll, ticked ?? "") : view.Ballot is { Choices.IsAbstention: false } mine ? mine.Choices.ToString() : null,
                },
                NewParagraph(Bold($"Closes {When.DayAndTime(poll.ClosesAt)}. "), $"{(poll.Secrecy is Secrecy.Named ? "You can change your vote until then. " : "")}{HaveVoted(view)}"),
                .. SecretCards.Promise(poll),
                WhoCanSeeThis(WhoSees.Poll(poll, poll.Secrecy is Secrecy.Named ? OnlyYou(poll) : SecretCards.WhoSeesAVote)),
                Buttons(
                    new ActionExecute("None of these", Abstain, DataOf(view)) { AssociatedInputs = AssociatedInputs.None },
                    Main(new ActionExecute(view.Ballot is null ? "Send my vote" : "Change my vote", Vote, DataOf(view)))),
            ],
        };
        return new(card, problem is null ? $"{poll.GroupName}: {does} {upTo} by {When.ShortDay(poll.ClosesAt)}" : $"Not counted yet: {problem}");
    }

    public static Message Voted(VoterView view, Ballot ballot)
    {
        var (poll, seat) = (view.Poll, view.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"Your vote is in. {HaveVoted(view)} The result comes after {When.DayAndTime(poll.ClosesAt)}.",
            Speak = $"Your vote for {seat.Name} is in. {HaveVoted(view)} The result comes after {When.DayAtTime(poll.ClosesAt)}.",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(poll.GroupName), " has your vote for ", Bold(seat.Name), $". It arrived on {When.DayAtTime(ballot.At)}."),
                Heading("✓ Your vote is in"),
                FirstPartTitle("You chose"),
                .. PointList(ChosenTexts(poll, ballot.Choices)),
                .. PollStory.Reworded(poll),
                .. ballot.WordingVersion < poll.Wording.Version ? (Element[])[Paragraph("You voted before that. Your vote stands, and you can change it.")] : [],
                NewParagraph(Bold($"{HaveVoted(view)} "), $"Nobody sees the counts until voting closes on {When.DayAndTime(poll.ClosesAt)}. You can change your vote until then."),
                WhoCanSeeThis(WhoSees.Poll(poll, OnlyYou(poll))),
                Buttons(new ActionExecute("Change my vote", Change, DataOf(view))),
            ],
        };
        return new(card, $"Your vote is in. {HaveVoted(view)}");
    }

    /// <summary>"12 of 19 schools have voted.": always shown, and all that is shown while voting runs (rule V17).</summary>
    internal static string HaveVoted(Poll poll, int voted) => $"{Words.Of(voted, poll.Electorate.Seats.Length)}{Words.Bound}{Words.Plural(poll.Electorate.Seats.Length, poll.Electorate.Says.One)} have voted.";

    /// <summary>What the seats settle, after "what its 19 schools": "work on together", or "put first".</summary>
    internal static string Puts(Poll poll) => poll.Confirms ? "confirm" : poll.Electorate.Says == SeatWords.OfBoard ? "put first" : "work on together";

    internal static Dictionary<string, string> DataOf(VoterView view) => new()
    {
        ["poll"] = view.Poll.Id.Value,
        ["seat"] = view.Seat.Id.Value,
        ["version"] = view.Poll.Wording.Version.ToString(CultureInfo.InvariantCulture),
    };

    internal static IEnumerable<string> ChosenTexts(Poll poll, Choices choices) =>
        choices.IsAbstention ? ["None of these"] : choices.Ids.Select(id => poll.Wording.Find(id)?.Text ?? id).Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>The short names of those of the claimed ids that are this poll's.</summary>
    internal static IReadOnlyList<string> Briefs(Poll poll, string claimed) => [.. OptionsIn(poll, claimed).Select(option => option.Brief)];

    private static string? TickedOf(Poll poll, string claimed) => string.Join(',', OptionsIn(poll, claimed).Select(option => option.Id)) is { Length: > 0 } ids ? ids : null;

    private static string HaveVoted(VoterView view) => HaveVoted(view.Poll, view.Voted);

    private static IEnumerable<Option> OptionsIn(Poll poll, string claimed) =>
        claimed.Split(',', StringSplitOptions.TrimEntries).Select(poll.Wording.Find).OfType<Option>().Distinct();

    internal static Refresh? RefreshOf(VoterView view) => Refresh.For(view.TeamsUserId, Show, DataOf(view));

    private static Message HeadHasVoted(VoterView view, Ballot standing)
    {
        var (poll, seat) = (view.Poll, view.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"The head has voted for {seat.Name}. {HaveVoted(view)}",
            Speak = $"The head has voted for {seat.Name}. {HaveVoted(view)}",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(poll.GroupName), " has the vote of ", Bold(seat.Name), $". It arrived on {When.DayAtTime(standing.At)}."),
                Heading("✓ Your head has voted"),
                Paragraph("A school has one vote, and the head’s stands before a deputy’s. There is nothing for you to do. To change it, speak with your head."),
                NewParagraph(Bold($"{HaveVoted(view)} "), $"The result comes after {When.DayAndTime(poll.ClosesAt)}."),
                WhoCanSeeThis("only you."),
            ],
        };
        return new(card, $"Your head has voted for {seat.Name}");
    }

    private static Message Counting(VoterView view)
    {
        var (poll, ballot) = (view.Poll, view.Ballot);
        var card = new AdaptiveCard
        {
            FallbackText = $"Voting in {poll.GroupName} has closed. The votes are being counted.",
            Speak = $"Voting in {poll.GroupName} has closed. The votes are being counted.",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(poll.GroupName), ballot is null ? " asked for the vote of " : " has the vote of ", Bold(view.Seat.Name), "."),
                Heading("Voting has closed"),
                Paragraph($"Voting closed on {When.DayAtTime(poll.ClosesAt)}. The votes are being counted, and the result comes here. {HaveVoted(view)}"),
                .. ballot is null ? [] : (IEnumerable<Element>)[PartTitle($"✓ {Words.Sentence(poll.Electorate.Says.Yours)} vote is in"), .. PointList(ChosenTexts(poll, ballot.Choices))],
                WhoCanSeeThis("only you.", underLine: true),
            ],
        };
        return new(card, $"{poll.GroupName}: voting has closed");
    }
}
