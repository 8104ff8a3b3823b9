using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Core.Polls;
using Xunit;
using Outcome = TeamsBot.Core.Polls.Outcome;
using Result = TeamsBot.Core.Polls.Result;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>
/// Rules V1, V3, V5, V7, V8, V13, V14 and V15 over random electorates, rules and presses: what the poll makes of them is what <see cref="ByHand"/> makes of them, which
/// knows the rules' words and nothing of the product's arithmetic.
/// </summary>
public sealed class CountingTests
{
    [Fact]
    public void V1_V3_V5_V13_V14_V15_Close_AfterAnyPresses_IsWhatACountByHandSays()
    {
        var seen = new HashSet<Outcome>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_500), Prop.ForAll(Scenario.Any(), scenario =>
        {
            var (result, byHand) = (Play(scenario), ByHand.Of(scenario));
            seen.Add(result.Outcome);
            return Facts(result) == byHand;
        }));

        // A generator that never makes a tie would prove nothing about ties.
        Assert.Equal(Enum.GetValues<Outcome>(), seen.Order());
    }

    [Fact]
    public void V13_Decide_AnyTally_NamesTheFewestBallotsThatWouldDo() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Scenario.Any(), scenario =>
    {
        var result = Play(scenario);
        var quorum = Enumerable.Range(1, 1_000).First(cast => scenario.Electorate.Length == 0 || ByHand.Share(cast, scenario.Electorate.Length) >= scenario.Rule.QuorumPercent / 100m);
        var votes = Enumerable.Range(1, 1_000).First(count => result.Cast == 0 || ByHand.IsEnough(count, result.Cast, scenario.Rule));
        return (result.QuorumNeeded, result.VotesNeeded) == (quorum, votes);
    }));

    /// <summary>The presses one after another, as the use case makes them: each is decided on the seat's ballot as it stands, and what counts replaces it.</summary>
    private static Result Play(Scenario scenario)
    {
        var poll = A.Poll() with { Wording = scenario.Wording, Electorate = new(scenario.Electorate), Rule = scenario.Rule };
        var ballots = new Dictionary<SeatId, Ballot>();
        foreach (var press in scenario.Presses)
        {
            if (poll.Cast(press.Person, press.Seat, press.Version, press.Choices, ballots.GetValueOrDefault(press.Seat), press.At) is VoteOutcome.Counted { IsNew: true, Ballot: var ballot })
            {
                ballots[ballot.Seat] = ballot;
            }
        }

        return poll.Close(ballots.Values, A.Closes).Result!;
    }

    private static string Facts(Result result) =>
        $"{result.Outcome}: {result.Cast} of {result.Seats}, {result.Abstained} for none; {string.Join(", ", result.Options.Select(option => $"{option.Option} {option.Count} {option.Verdict}"))}";
}
