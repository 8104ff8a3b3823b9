using TeamsBot.Core.Audit;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Rounds;

public sealed class RoundTests
{
    private static readonly SchoolCalendar Schools = SchoolCalendarTests.Shipped;

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public void Takes_AroundTheDeadline_TakesOnlyBeforeIt(int ticks, bool taken)
    {
        var round = Of(Stage.Proposals);

        Assert.Equal(taken, round.Takes(Stage.Proposals, round.Plan.ProposalsClose.AddTicks(ticks))); // V9
        Assert.False(round.Takes(Stage.Causes, round.Plan.ProposalsClose.AddTicks(ticks)));
    }

    [Fact]
    public void Advance_AtEachDeadline_GoesTheWholeWay()
    {
        var round = Of(Stage.Planned);
        var stages = new List<Stage>();
        while (round.Stage is not Stage.Finished)
        {
            var at = round.EndsAt!.Value;
            round = round.Stage is Stage.Vote ? round.Voted(Closed(round, "p1,p2", "p1,p2", "p1,p3"), at, Schools) : round.Advance(7, at, Schools);
            stages.Add(round.Stage);
        }

        Assert.Equal([Stage.Proposals, Stage.Merging, Stage.Vote, Stage.Causes, Stage.Approaches, Stage.Finished], stages);
        Assert.Equal(["p1", "p2"], round.Priorities.Select(option => option.Id));
        Assert.Equal(RoundEnd.Agreed, round.End);
    }

    [Fact]
    public void Advance_BeforeTheDeadline_Throws()
    {
        var round = Of(Stage.Proposals);

        Assert.Throws<InvalidOperationException>(() => round.Advance(3, round.Plan.ProposalsClose.AddTicks(-1), Schools));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(21)]
    public void Advance_WithTooFewOrTooManyProposals_WaitsForTheFacilitator(int proposals)
    {
        var round = Of(Stage.Merging);
        var waits = round.Advance(proposals, round.Plan.VoteOpens, Schools);

        Assert.Equal(Stage.Merging, waits.Stage);
        Assert.Equal(round.Plan.VoteOpens, waits.WaitsSince);
        Assert.Equal(waits, waits.Advance(proposals, round.Plan.VoteOpens.AddDays(1), Schools)); // Nobody is asked twice.
    }

    [Fact]
    public void Advance_WhenTheVoteOpensLate_NoLaterStageIsCutShort()
    {
        var round = Of(Stage.Merging);
        var late = round.Advance(0, round.Plan.VoteOpens, Schools).Advance(5, round.Plan.VoteOpens.AddDays(1).AddHours(3), Schools);

        Assert.Equal(Stage.Vote, late.Stage);
        Assert.Null(late.WaitsSince);
        Assert.Equal(Schools.Add(round.Plan.VoteCloses, 1), late.Plan.VoteCloses);
        Assert.Equal(Schools.Add(round.Plan.ApproachesClose!.Value, 1), late.Plan.ApproachesClose);
    }

    [Fact]
    public void Voted_AfterMoreTime_MovesTheLaterDeadlines()
    {
        var round = Of(Stage.Vote);
        var next = round.Voted(Closed(round, "p1", "p1", "p1"), Schools.Add(round.Plan.VoteCloses, 3), Schools);

        Assert.Equal(Schools.Add(round.Plan.CausesClose!.Value, 3), next.Plan.CausesClose);
    }

    [Fact]
    public void Voted_WithNothingAgreed_EndsTheRound()
    {
        var round = Of(Stage.Vote);
        var over = round.Voted(Closed(round, "p1"), round.Plan.VoteCloses, Schools); // One of five: not quorate.

        Assert.Equal((Stage.Finished, RoundEnd.NothingAgreed), (over.Stage, over.End));
    }

    [Fact]
    public void Voted_Tied_GoesOnWithWhatIsClear_AndWhatIsSettledLaterJoins()
    {
        var round = Of(Stage.Vote) with { AtMost = 2 };
        var tied = Closed(round, "p1,p2", "p1,p2", "p1,p3", "p1,p3", "p2,p3"); // p1 4, p2 3, p3 3, two places.
        var causes = round.Voted(tied, round.Plan.VoteCloses, Schools);
        var settled = tied with { Tie = new(1, [], Role.Chair, Settlement: new(["p3"], round.Plan.VoteCloses.AddDays(1), "Because.")) };

        Assert.Equal(Stage.Causes, causes.Stage);
        Assert.Equal(["p1"], causes.Priorities.Select(option => option.Id));
        Assert.Equal(causes, causes.Voted(tied, round.Plan.VoteCloses.AddHours(1), Schools));
        Assert.Equal(["p1", "p3"], causes.Voted(settled, round.Plan.VoteCloses.AddDays(1), Schools).Priorities.Select(option => option.Id));
    }

    [Fact]
    public void Voted_TiedWithNothingClear_WaitsForTheSettlement()
    {
        var round = Of(Stage.Vote) with { AtMost = 1 };
        var tied = Closed(round, "p1,p2", "p1,p2", "p1,p2") with { };
        var settled = tied with { Tie = new(1, [], Role.Chair, Settlement: new(["p2"], round.Plan.VoteCloses.AddDays(1), "Because.")) };

        Assert.Equal(round, round.Voted(tied, round.Plan.VoteCloses, Schools));
        Assert.Equal(Stage.Causes, round.Voted(settled, round.Plan.VoteCloses.AddDays(1), Schools).Stage);
    }

    [Fact]
    public void Voted_OfAnotherPoll_ChangesNothing()
    {
        var round = Of(Stage.Vote);

        Assert.Equal(round, round.Voted(Closed(round, "p1", "p1", "p1") with { Id = new("other") }, round.Plan.VoteCloses, Schools));
    }

    [Fact]
    public void Skipping_TheStageThatIsOn_EndsItNow()
    {
        var round = Of(Stage.Causes) with { Priorities = [A.Wording.Options[0]] };
        var now = round.Plan.VoteCloses.AddDays(1);
        var skipped = round.Skipping(Stage.Causes, PollWorld.Facilitator, "We know them.", now);

        Assert.False(skipped.Takes(Stage.Causes, now));
        Assert.Equal(Stage.Approaches, skipped.Advance(0, now, Schools).Stage);
        Assert.Equal("We know them.", skipped.SkipOf(Stage.Causes)!.Note);
        Assert.Equal(round.Plan.ApproachesClose, skipped.Advance(0, now, Schools).Plan.ApproachesClose);
    }

    [Fact]
    public void Skipping_AStageToCome_IsPassedOver()
    {
        var round = Of(Stage.Vote).Skipping(Stage.Causes, PollWorld.Facilitator, "We know them.", A.Opened);

        Assert.Equal(Stage.Approaches, round.Voted(Closed(round, "p1", "p1", "p1"), round.Plan.VoteCloses, Schools).Stage);
    }

    [Fact]
    public void Skipping_TheVote_EndsTheRoundWithoutOne()
    {
        var round = Of(Stage.Merging) with { WaitsSince = A.Opened };
        var skipped = round.Skipping(Stage.Vote, PollWorld.Facilitator, "Nobody proposed anything.", round.Plan.VoteOpens.AddHours(2));
        var over = skipped.Advance(0, round.Plan.VoteOpens.AddHours(2), Schools);

        Assert.Equal((Stage.Finished, RoundEnd.NotVoted), (over.Stage, over.End));
    }

    [Fact]
    public void MaySkip_OnceTheVoteRuns_NamesOnlyWhatComesAfter()
    {
        Assert.Equal([Stage.Proposals, Stage.Vote, Stage.Causes, Stage.Approaches], Of(Stage.Proposals).MaySkip);
        Assert.Equal([Stage.Vote, Stage.Causes, Stage.Approaches], Of(Stage.Merging).MaySkip);
        Assert.Equal([Stage.Causes, Stage.Approaches], Of(Stage.Vote).MaySkip);
        Assert.Empty(Of(Stage.Finished).MaySkip);
        Assert.Throws<InvalidOperationException>(() => Of(Stage.Vote).Skipping(Stage.Vote, PollWorld.Facilitator, "x", A.Opened));
    }

    [Fact]
    public void Plan_OfDaysThatDoNotDo_SaysWhy()
    {
        var plan = Of(Stage.Planned).Plan;

        Assert.Null(plan.Problem(Schools, A.Opened));
        Assert.Contains("when schools are closed", (plan with { ProposalsClose = new(2026, 11, 21, 17, 0, 0, TimeSpan.Zero) }).Problem(Schools, A.Opened), StringComparison.Ordinal);
        Assert.Contains("a working day after the proposals", (plan with { VoteCloses = plan.ProposalsClose }).Problem(Schools, A.Opened), StringComparison.Ordinal);
        Assert.Contains("too little time", (plan with { CausesClose = plan.VoteCloses }).Problem(Schools, A.Opened), StringComparison.Ordinal);
        Assert.Contains("60 days", (plan with { ApproachesClose = plan.CausesClose!.Value.AddDays(62) }).Problem(Schools, A.Opened), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Vote_OpensAWholeWorkingDayAfterTheProposals()
    {
        Assert.Equal(At(24, 9), RoundPlan.VoteOpensAfter(At(20, 17), Schools)); // Friday; the Monday between is the facilitator's.
    }

    /// <summary>A round of five schools that began on Monday 16 November 2026.</summary>
    internal static Round Of(Stage stage) => new()
    {
        Tenant = A.Tenant,
        Id = new("round-1"),
        Group = PollWorld.Network,
        GroupName = "Alder Vale Network",
        BoardName = "Fernshaw Locality Board",
        Electorate = A.Poll().Electorate,
        Facilitators = [PollWorld.Facilitator],
        StartedBy = PollWorld.Facilitator,
        StartedAt = A.Opened,
        AtMost = 3,
        Ask = Ask.Support,
        Visibility = Visibility.Members,
        Plan = new(A.Opened, At(20, 17), At(24, 9), At(27, 17), At(27, 17).AddDays(7), At(27, 17).AddDays(14)),
        Stage = stage,
        Audit = AuditChain.Empty,
    };

    private static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.Zero);

    /// <summary>The round's poll, closed on these ballots.</summary>
    private static Poll Closed(Round round, params string[] ballots) => (A.Poll() with
    {
        Id = round.Poll,
        Round = round.Id,
        Wording = new(1, A.Wording.Options, 3),
        Rule = AgreementRule.MoreThanHalf(round.AtMost),
    }).Close(ballots.Select((choices, at) => A.Ballot(at + 1, choices)), A.Closes);
}
