using TeamsBot.Core.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class AgreementRuleTests
{
    [Theory]
    [InlineData(19, 9, false)]
    [InlineData(19, 10, true)]
    [InlineData(20, 10, true)]
    [InlineData(1, 0, false)]
    [InlineData(0, 0, false)]
    public void V13_Decide_ByBallotsOverFrozenSeats_IsQuorateFromHalfOn(int seats, int cast, bool quorate)
    {
        var result = Decide(seats, [.. Enumerable.Repeat("p1", cast)]);

        Assert.Equal(quorate, result.Outcome is not Outcome.NotQuorate);
    }

    [Fact]
    public void V13_Decide_WithAbstentions_CountsThemAsCast()
    {
        var result = Decide(4, "", "");

        Assert.Equal((Outcome.NotAgreed, 2, 2), (result.Outcome, result.Cast, result.Abstained));
    }

    [Fact]
    public void V13_Decide_WhenNobodyVoted_IsNeverQuorateWhateverThePercent() =>
        Assert.Equal(Outcome.NotQuorate, new AgreementRule(0, 50, MoreThan: true, 3).Decide(Tally.Of(A.Wording, 5, [])).Outcome);

    [Theory, InlineData(true, Verdict.NotAgreed), InlineData(false, Verdict.Agreed)]
    public void V14_Decide_WithExactlyHalf_AgreesOnlyWhereTheRuleSaysAtLeast(bool moreThan, Verdict verdict)
    {
        var rule = new AgreementRule(50, 50, moreThan, 3);

        var result = rule.Decide(Tally.Of(A.Wording, 4, [Choices.Stored("p1"), Choices.Stored("p1"), Choices.None, Choices.None]));

        Assert.Equal(verdict, result.Options.Single(option => option.Option == "p1").Verdict);
        Assert.Equal(moreThan ? "more than half" : "at least half", rule.Share);
    }

    [Fact]
    public void V14_Decide_WithMoreThanThePlaces_AgreesTheTopOnly()
    {
        var result = Decide(5, "p1,p2,p3", "p1,p2,p3", "p1,p2,p3", "p1,p2,p4", "p1,p4,p3");

        Assert.Equal(Outcome.Agreed, result.Outcome);
        Assert.Equal(["p1", "p2", "p3"], result.Agreed.Select(option => option.Option).Order());
    }

    [Fact]
    public void V15_Decide_ATieAcrossTheCut_IsSettledByNothing()
    {
        // Four options have more than half; p3 and p4 are level for the third place.
        var result = Decide(5, "p1,p2,p3", "p1,p2,p3", "p1,p2,p4", "p1,p4,p3", "p1,p2,p4");

        Assert.Equal(Outcome.Tied, result.Outcome);
        Assert.Equal(["p3", "p4"], result.Tied.Select(option => option.Option).Order());
        Assert.Equal(["p1", "p2"], result.Agreed.Select(option => option.Option).Order());
    }

    [Fact]
    public void V15_Decide_ATieThatFitsThePlaces_IsAgreed()
    {
        var result = Decide(3, "p1,p2,p3", "p1,p2,p3", "p1,p2,p3");

        Assert.Equal(Outcome.Agreed, result.Outcome);
        Assert.Equal(3, result.Agreed.Count());
    }

    [Fact]
    public void V15_Decide_ATieAboveTheCutOfEverything_LeavesNothingAgreed()
    {
        // Five options level at 3 of 5 for three places: none is clear of the tie.
        var result = Decide(5, "p1,p2,p3", "p1,p4,p5", "p2,p4,p3", "p1,p5,p3", "p2,p4,p5");

        Assert.Equal(Outcome.Tied, result.Outcome);
        Assert.Empty(result.Agreed);
        Assert.Equal(5, result.Tied.Count());
    }

    [Fact]
    public void V15_Decide_NotQuorate_ComesBeforeEverythingElse()
    {
        var result = Decide(19, "p1,p2,p3", "p1,p2,p3");

        Assert.Equal(Outcome.NotQuorate, result.Outcome);
        Assert.Empty(result.Agreed);
    }

    [Fact]
    public void V16_Decide_KeepsTheNumbersItUsed()
    {
        // The arithmetic of the reference card: 14 of 19 voted, 10 had to; 8 of the 14 agree an option.
        var result = Decide(19, [.. Enumerable.Repeat("p1", 14)]);

        Assert.Equal((19, 14, 10, 8), (result.Seats, result.Cast, result.QuorumNeeded, result.VotesNeeded));
    }

    private static Result Decide(int seats, params string[] ballots) => AgreementRule.MoreThanHalf(3).Decide(Tally.Of(A.Wording, seats, ballots.Select(Choices.Stored)));
}
