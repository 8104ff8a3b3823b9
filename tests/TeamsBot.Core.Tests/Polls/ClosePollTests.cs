using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class ClosePollTests
{
    [Fact]
    public async Task V9_Close_BeforeTheDeadline_WaitsForIt()
    {
        var world = await PollWorld.OpenAsync();
        world.Clock.MoveTo(A.Closes.AddTicks(-1));

        Assert.Equal(new DueOutcome.Again(A.Closes), await world.Worker().CloseAsync());
        Assert.Equal(PollState.Open, (await world.Worker().FindAsync()).State);
    }

    [Fact]
    public async Task V11_Close_ByThreeWorkersAtOnce_MakesOneResultOneSetOfIntentsAndOneAuditRow()
    {
        var world = await VotedAsync("p1", "p1", "p1");
        var others = new Queue<PollWorker>([world.Worker(), world.Worker()]);
        var lost = new List<DueOutcome>();

        // Each has read everything and is about to commit when the next one comes.
        world.Table.Before = call =>
        {
            if (IsClose(call) && others.TryDequeue(out var other))
            {
                var closing = other.CloseAsync();
                Assert.True(closing.IsCompletedSuccessfully);
                lost.Add(closing.GetAwaiter().GetResult());
            }

            return null;
        };

        var first = await world.Worker().CloseAsync();

        Assert.Empty(others);
        Assert.Equal(1, lost.Prepend(first).Count(outcome => outcome is DueOutcome.Finished));
        Assert.IsType<DueOutcome.Finished>(await world.Worker().CloseAsync());
        AssertClosedOnce(world);
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V11_Close_WithAnyAnswerLost_ClosesOnce(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await VotedAsync("p1", "p1", "p1");
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;

            for (var tried = 0; await world.Worker().CloseAsync() is not DueOutcome.Finished; tried++)
            {
                Assert.True(tried < 2);
            }

            failed = commits >= at;
            AssertClosedOnce(world);
        }
    }

    [Theory]
    [InlineData(Outcome.NotQuorate, "p1", "p1")]
    [InlineData(Outcome.NotAgreed, "p1", "p2", "p3")]
    [InlineData(Outcome.Tied, "p1,p2,p3", "p1,p2,p3", "p1,p2,p4", "p1,p2,p4", "p3,p4")]
    [InlineData(Outcome.Agreed, "p1,p2", "p1", "", "p1")]
    public async Task V13_V14_V15_V16_Close_FreezesTheResultAndItsNumbersInTheRow(Outcome outcome, params string[] ballots)
    {
        var world = await VotedAsync(ballots);

        await world.Worker().CloseAsync();

        var result = (await world.Worker().FindAsync()).Result!;
        var expected = AgreementRule.MoreThanHalf(3).Decide(Tally.Of(A.Wording, 5, ballots.Select(Choices.Stored)));
        Assert.Equal((outcome, 5, ballots.Length, 3), (result.Outcome, result.Seats, result.Cast, result.QuorumNeeded));
        Assert.Equal((expected.Abstained, expected.VotesNeeded, expected.Rule), (result.Abstained, result.VotesNeeded, result.Rule));
        Assert.Equal(expected.Options.AsEnumerable(), result.Options.AsEnumerable());
        Assert.Equal($"close {outcome}", world.Rows("audit|0")[^1].Fields.Text("what"));
    }

    [Theory, InlineData(true, "p1", "p1", "p1"), InlineData(false, "p1", "p2", "p3"), InlineData(false, "p1")]
    public async Task E1_Close_AnnouncesWhatWasAgreedBeforeItsCommitAndOnlyWhereSomethingWas(bool agreed, params string[] ballots)
    {
        var world = await VotedAsync(ballots);
        var order = new List<string>();
        world.Table.After = (call, _) =>
        {
            if (IsClose(call))
            {
                order.Add("closed");
            }
            else if (call.Writes?.Any(write => write.Key.Contains($"|{ClosePoll.AgreedKind}|", StringComparison.Ordinal)) == true)
            {
                order.Add("announced");
            }
        };

        await world.Worker().CloseAsync();

        Assert.Equal(agreed ? ["announced", "closed"] : ["closed"], order);
    }

    [Fact]
    public async Task S1_Close_WhoseFirstAttemptIsLost_IsToldOnceInTheDigest()
    {
        var world = await VotedAsync("p1", "p1", "p1");
        var behind = world.Worker(new ManualClock(A.Closes.AddSeconds(-1)));
        var voted = false;
        world.Table.Before = call =>
        {
            if (IsClose(call) && !voted)
            {
                voted = true;
                Assert.True(behind.VoteAsync(4, "p1").IsCompletedSuccessfully);
            }

            return null;
        };
        var worker = world.Worker();

        Assert.IsType<DueOutcome.Again>(await worker.CloseAsync());
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<DueOutcome.Finished>(await worker.CloseAsync());

        var happenings = await worker.Periods.ReadAsync(A.Tenant, Period.Containing(A.Closes), default);
        var told = new List<Update>();
        foreach (var happening in happenings)
        {
            told.AddRange(await worker.Map.Teller(happening.Kind)!(happening, default));
        }

        Assert.Equal(2, happenings.Count);
        Assert.Equal(A.Wording.Options[0].Text, Assert.Single(told).Text);
    }

    [Theory, InlineData("p1", "p1", "p1"), InlineData("p1", "p2", "p3")]
    public async Task S1_Close_WhoseCommitWouldStartAMinuteAfterItsInstant_StartsOver(params string[] ballots)
    {
        var world = await VotedAsync(ballots);
        var slow = true;
        world.Table.Before = call =>
        {
            if (slow && call.Partition.EndsWith("|intents", StringComparison.Ordinal) && call.IsCommit)
            {
                slow = false;
                world.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            return null;
        };

        Assert.IsType<DueOutcome.Again>(await world.Worker().CloseAsync());
        Assert.Equal(PollState.Open, (await world.Worker().FindAsync()).State);
        await world.Worker().CloseAsync();
        Assert.Equal(A.Closes.AddSeconds(61), (await world.Worker().FindAsync()).ClosedAt);
    }

    [Fact]
    public async Task Close_OfAPollThatNeverCameToBe_IsMissing() => Assert.IsType<DueOutcome.Missing>(await new PollWorld().Worker().CloseAsync());

    private static async Task<PollWorld> VotedAsync(params string[] ballots)
    {
        var world = await PollWorld.OpenAsync();
        foreach (var (choices, at) in ballots.Select((choices, at) => (choices, at)))
        {
            Assert.IsType<VoteOutcome.Counted>(await world.Worker().VoteAsync(at + 1, choices.Length == 0 ? null : choices));
        }

        world.Clock.MoveTo(A.Closes);
        return world;
    }

    private static bool IsClose(TableCall call) => call.Partition == PollWorld.Partition && call.Writes?.Any(write => write is Write.ReplaceOne && write.Key == "poll") == true;

    private static void AssertClosedOnce(PollWorld world)
    {
        Assert.Equal(["open", "close Agreed"], world.Rows("audit|0").Select(row => row.Fields.Text("what")));
        Assert.Equal(["intent|closed-cards", "intent|closed-channel"], world.Rows("intent|closed").Select(row => row.Key));
        Assert.All(world.Rows("gate|"), gate => Assert.Equal("Closed", gate.Fields.Text("state")));
    }
}
