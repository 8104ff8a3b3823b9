using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class PollCardTests
{
    private const string Mri = "29:head-of-school-1";

    private static readonly DateTimeOffset During = A.Closes.AddDays(-3);

    /// <summary>Every card a poll makes, one a state.</summary>
    internal static IEnumerable<(string Name, Message Message)> All(Poll open, IReadOnlyList<Ballot> ballots)
    {
        var closed = open.Close(ballots, A.Closes);
        var seat = open.Electorate.Seats[0];
        VoterView Of(Poll poll, Ballot? ballot, PersonId voter, DateTimeOffset now) => new(poll, seat, voter, ballot, ballots.Count, now, Mri);
        var mine = ballots.FirstOrDefault(ballot => ballot.Seat == seat.Id) ?? A.Ballot(1, "p1");
        yield return ("to vote", PollCards.ForVoter(Of(open, null, seat.Voters[0], During)));
        yield return ("to vote over the deputy's", PollCards.ForVoter(Of(open, mine with { Person = seat.Voters[1], Rank = 1 }, seat.Voters[0], During)));
        yield return ("voted", PollCards.ForVoter(Of(open, mine, seat.Voters[0], During)));
        yield return ("change", PollCards.ToVote(Of(open, mine, seat.Voters[0], During)));
        yield return ("not counted yet", PollCards.ToVote(Of(open, mine, seat.Voters[0], During), "You ticked four. Tick three at most.", "p1,p2,p3,p4"));
        yield return ("head has voted", PollCards.ForVoter(Of(open, mine, seat.Voters[1], During)));
        yield return ("counting", PollCards.ForVoter(Of(open, mine, seat.Voters[0], A.Closes)));
        yield return ("counting, not voted", PollCards.ForVoter(Of(open, null, seat.Voters[0], A.Closes)));
        yield return ("channel", PollChannelCards.ForChannel(open, ballots.Count, During));
        yield return ("channel, counting", PollChannelCards.ForChannel(open, ballots.Count, A.Closes));
        yield return ("choose a seat", PollChannelCards.ChooseSeat(open, open.Electorate.Seats));
        yield return ("result, voter", PollCards.ForVoter(Of(closed, mine, seat.Voters[0], A.Closes)));
        yield return ("result, did not vote", PollCards.ForVoter(Of(closed, null, seat.Voters[0], A.Closes)));
        yield return ("result, channel", PollChannelCards.ForChannel(closed, ballots.Count, A.Closes));
        yield return ("votes by school", ResultCards.VotesBySchool(closed, ballots));
        foreach (var (name, poll) in Ties(closed))
        {
            yield return ($"{name}, decider", TieCards.ForDecider(new(poll with { Tie = poll.Tie ?? new(1, [], Role.Chair) }, Mri)));
            yield return ($"{name}, decider, refused", TieCards.ForDecider(new(poll with { Tie = poll.Tie ?? new(1, [], Role.Chair) }, Mri, "Not recorded yet. Choose exactly one.", new Dictionary<string, string> { [TieCards.ChosenInput] = "p3,p4", [TieCards.ReasonInput] = "Because." })));
            yield return ($"{name}, voter", PollCards.ForVoter(Of(poll, mine, seat.Voters[0], A.Closes)));
            yield return ($"{name}, channel", PollChannelCards.ForChannel(poll, ballots.Count, A.Closes));
        }

        yield return ("too late", ResultCards.TooLate(closed, seat, mine, ["Early language"], A.Closes.AddMinutes(4)));
        yield return ("too late, not counted yet", ResultCards.TooLate(open, seat, null, [], A.Closes.AddSeconds(1)));
    }

    /// <summary>A tied poll in every state of its tie.</summary>
    private static IEnumerable<(string Name, Poll Poll)> Ties(Poll closed)
    {
        if (closed.Result!.Tied.FirstOrDefault() is not { } first)
        {
            yield break;
        }

        var waits = new Tie(1, [A.Head(1)], Role.Facilitator);
        yield return ("result tied, asked", closed with { Tie = waits });
        yield return ("result tied, asked again", closed with { Tie = waits with { Round = 2, DecidersAre = Role.Chair } });
        yield return ("result tied, run-off", closed with { Tie = waits with { RunOff = new(new("poll-2"), A.Head(1), A.Closes, A.Closes.AddDays(7), "The schools should decide.") } });
        yield return ("result tied, casting vote", closed with { Tie = waits with { Settlement = new([first.Option], A.Closes, "**More** pupils.", A.Head(1), Role.Facilitator) } });
        yield return ("result tied, settled by run-off", closed with { Tie = waits with { Settlement = new([first.Option], A.Closes, "The schools should decide.", RunOff: new("poll-2")) } });
        yield return ("result of a run-off", closed with { RunOffOf = new("poll-0") });
    }

    [SkippableTheory]
    [InlineData(5, "p1,p2,p3", "p1,p2,p3", "p1,p2,p3")]
    [InlineData(5, "p1,p2,p3", "p1,p2,p3", "p1,p2,p4", "p1,p4,p3", "p1,p2,p4")]
    [InlineData(5, "p1", "p2", "p3")]
    [InlineData(19, "p1", "p2")]
    public async Task Cards_OfEveryStateAndOutcome_KeepTheirLanguageAndTheSchema(int schools, params string[] ballots) =>
        await CheckAsync(A.Poll(schools), [.. ballots.Select((choices, at) => A.Ballot(at + 1, choices))]);

    [SkippableFact]
    public async Task Cards_OfTheLargestPoll_StayUnder28Kilobytes()
    {
        var options = Enumerable.Range(1, Wording.OptionsAtMost).Select(n => new Option($"own{n}", Long(Wording.OptionLength, n), Long(40, n)));
        var seats = Enumerable.Range(1, 30).Select(n => new Seat(A.Seat(n), Long(100, n), [A.Head(n), A.Deputy(n)]));
        var poll = A.Poll() with { Wording = new(1, [.. options], 5), Electorate = new(seats), GroupName = Long(100, 0), BoardName = Long(100, 0), Rule = AgreementRule.MoreThanHalf(5) };

        await CheckAsync(poll, [.. Enumerable.Range(1, 30).Select(n => A.Ballot(n, "own1,own2,own3,own4,own5"))]);
    }

    [Fact]
    public void V17_Cards_WhileVotingRuns_ShowHowManyVotedAndNothingOfWhatTheyChose()
    {
        // Two polls that differ only in what others chose look the same to everybody.
        string[] Shown(string theirs) =>
        [
            .. All(A.Poll(), [A.Ballot(1, "p1"), A.Ballot(2, theirs), A.Ballot(3, theirs)])
                .Where(card => !card.Name.StartsWith("result", StringComparison.Ordinal) && card.Name is not "votes by school" and not "too late")
                .Select(card => card.Message.Card.ToJson() + card.Message.Summary),
        ];

        Assert.Equal(Shown("p2"), Shown("p3,p4"));
        Assert.Contains(Shown("p2"), card => card.Contains("3\u00A0of\u00A05", StringComparison.Ordinal));
    }

    [Fact]
    public void V16_Result_ShowsSeatsBallotsCountsAndTheRule()
    {
        var closed = A.Closed(5, "p1,p2,p3", "p1,p2", "p1");

        var json = PollChannelCards.ForChannel(closed, 3, A.Closes).Card.ToJson().Replace("\\u00A0", "\u00A0", StringComparison.Ordinal);

        Assert.Contains("3\u00A0of\u00A05\u00A0schools voted; at least 3 had to.", json, StringComparison.Ordinal);
        Assert.Contains("more than half of the 3, so 2 or more, and a place in the top three.", json, StringComparison.Ordinal);
        Assert.All(
            ["3\u00A0of\u00A03", "2\u00A0of\u00A03", "The other five: Mental health waits\u00A0(1), Family support\u00A0(0), Special school places\u00A0(0), Year 7 reading\u00A0(0) and Exclusions\u00A0(0)."],
            count => Assert.Contains(count, json, StringComparison.Ordinal));
    }

    [Fact]
    public void Result_TooLargeWithItsChart_HasALineForEachCountInstead()
    {
        // Greek letters take two bytes each, and every name stands three times in a card with a chart.
        var options = Enumerable.Range(1, Wording.OptionsAtMost).Select(n => new Option($"own{n}", Long(Wording.OptionLength, n), $"{n} {new string('λ', 150)}"));
        var poll = A.Poll() with { Wording = new(1, [.. options], 5) };

        var large = PollChannelCards.ForChannel(poll.Close([A.Ballot(1, "own1")], A.Closes), 1, A.Closes).Card;
        var small = PollChannelCards.ForChannel(A.Closed(5, "p1"), 1, A.Closes).Card;

        Assert.Contains("Chart.HorizontalBar", small.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("Chart.", large.ToJson(), StringComparison.Ordinal);
        Assert.Equal(19, large.ToJson().Split(@"0\u00A0of\u00A01""").Length - 1);
    }

    [Fact]
    public void Result_WhenNobodyChoseAnything_HasNoChart()
    {
        var abstained = PollChannelCards.ForChannel(A.Closed(5, "", "", ""), 3, A.Closes).Card;

        Assert.DoesNotContain("Chart.", abstained.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void T3_Cards_WithMarkdownInSchoolNamesAndOptions_CarryItAsText()
    {
        var poll = A.Poll() with { Wording = new(1, [new("p1", "[click](http://x)\u202E", "x"), new("p2", "**bold**", "b")], 1), GroupName = "# Group" };
        var view = new VoterView(poll, poll.Electorate.Seats[0], A.Head(1), null, 0, During, Mri);

        var card = PollCards.ToVote(view).Card;

        var choices = card.Body.OfType<InputChoiceSet>().Single().Choices.Select(choice => choice.Title).ToList();
        Assert.DoesNotContain(choices, title => title.Contains("](", StringComparison.Ordinal) && !title.Contains('\\', StringComparison.Ordinal));
        Assert.DoesNotContain("\u202E", card.ToJson(), StringComparison.Ordinal);
        Assert.Equal("# Group", card.Body.OfType<RichTextBlock>().First().Inlines[0].Text);
    }

    private static Task CheckAsync(Poll poll, IReadOnlyList<Ballot> ballots) => CardCheck.CheckAsync(All(poll, ballots).Select(card => (card.Name, card.Message.Card)));

    private static string Long(int length, int number) => $"{number} " + new string('w', length - 4).Insert((length - 4) / 2, " ");
}
