using TeamsBot.Core.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class PollTests
{
    private static readonly DateTimeOffset Now = A.Closes.AddDays(-1);

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public void V9_Cast_AroundTheClosingInstant_CountsOnlyBeforeIt(int ticksFromClosing, bool counted) =>
        Assert.Equal(counted, A.Poll().Cast(A.Head(1), A.Seat(1), 1, "p1", null, A.Closes.AddTicks(ticksFromClosing)) is VoteOutcome.Counted);

    [Fact]
    public void V9_Cast_WhenThePollIsClosedBeforeItsTime_IsClosed() =>
        Assert.IsType<VoteOutcome.Closed>((A.Poll() with { State = PollState.Closed }).Cast(A.Head(1), A.Seat(1), 1, "p1", null, Now));

    [Fact]
    public void V2_Cast_ForASeatOfAnother_HasNoSeat() => Assert.IsType<VoteOutcome.NoSeat>(A.Poll().Cast(A.Head(2), A.Seat(1), 1, "p1", null, Now));

    [Fact]
    public void V2_Cast_ForASeatThatIsNone_HasNoSeat() => Assert.IsType<VoteOutcome.NoSeat>(A.Poll().Cast(A.Head(1), new("school-99"), 1, "p1", null, Now));

    [Fact]
    public void V2_Cast_ByAPersonWithTwoSeats_CountsForTheSeatNamed()
    {
        var poll = A.Poll() with { Electorate = new([new(A.Seat(1), "One", [A.Head(1)]), new(A.Seat(2), "Two", [A.Head(1)])]) };

        var outcome = Assert.IsType<VoteOutcome.Counted>(poll.Cast(A.Head(1), A.Seat(2), 1, "p1", null, Now));

        Assert.Equal(A.Seat(2), outcome.Ballot.Seat);
    }

    [Fact]
    public void V3_Cast_ByTheDeputyAfterTheHead_IsRefused() =>
        Assert.IsType<VoteOutcome.HeadHasVoted>(A.Poll().Cast(A.Deputy(1), A.Seat(1), 1, "p2", A.Ballot(1, "p1"), Now));

    [Theory, InlineData("p2"), InlineData("p1")]
    public void V3_Cast_ByTheHeadAfterTheDeputy_ReplacesItEvenWithTheSameChoice(string choices)
    {
        var deputys = A.Ballot(1, "p1") with { Person = A.Deputy(1), Rank = 1 };

        var outcome = Assert.IsType<VoteOutcome.Counted>(A.Poll().Cast(A.Head(1), A.Seat(1), 1, choices, deputys, Now));

        Assert.True(outcome.IsNew);
        Assert.Equal((A.Head(1), 0, 2), (outcome.Ballot.Person, outcome.Ballot.Rank, outcome.Ballot.Number));
    }

    [Theory, InlineData("p1,p2"), InlineData("p2,p1")]
    public void V7_Cast_TheSameChoiceAgainInAnyOrder_IsASuccessThatWritesNothing(string again)
    {
        var standing = A.Ballot(1, "p1,p2");

        var outcome = Assert.IsType<VoteOutcome.Counted>(A.Poll().Cast(A.Head(1), A.Seat(1), 1, again, standing, Now));

        Assert.False(outcome.IsNew);
        Assert.Same(standing, outcome.Ballot);
    }

    [Theory]
    [InlineData("p9", "not on this poll")]
    [InlineData("p1,p1", "twice")]
    [InlineData("p1,p2,p3,p4", "Tick three at most")]
    [InlineData("", "Nothing was ticked")]
    public void V8_Cast_WithAnUnknownRepeatedSurplusOrNoChoice_SaysWhatIsAllowed(string choices, string said) =>
        Assert.Contains(said, Assert.IsType<VoteOutcome.BadChoice>(A.Poll().Cast(A.Head(1), A.Seat(1), 1, choices, null, Now)).Why, StringComparison.Ordinal);

    [Fact]
    public void Cast_NoneOfThese_IsAnAbstention() => Assert.True(Assert.IsType<VoteOutcome.Counted>(A.Poll().Cast(A.Head(1), A.Seat(1), 1, null, null, Now)).Ballot.Choices.IsAbstention);

    [Fact]
    public void Cast_OnAnotherWording_IsNotCounted() => Assert.IsType<VoteOutcome.Reworded>(A.Poll().Cast(A.Head(1), A.Seat(1), 2, "p1", null, Now));
}
