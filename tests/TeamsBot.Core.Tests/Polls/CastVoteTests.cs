using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class CastVoteTests
{
    [Fact]
    public async Task V4_Cast_ByTheHeadOfASchoolInNoNetwork_HasNoSeat()
    {
        var world = await PollWorld.OpenAsync();

        Assert.IsType<VoteOutcome.NoSeat>(await world.Worker().VoteAsync(999, "p1"));
        Assert.Empty(world.Rows("ballot|"));
    }

    [Fact]
    public async Task T2_Cast_FromAnotherTenant_FindsNoPoll()
    {
        var world = await PollWorld.OpenAsync();

        Assert.IsType<VoteOutcome.NoSeat>(await world.Worker().VoteAsync(1, "p1", tenant: new("99999999-2222-3333-4444-555555555555")));
    }

    [Fact]
    public async Task V5_V6_Cast_AndChange_KeepOneBallotAndEveryHistoryRowInTheBallotsOwnBatch()
    {
        var world = await PollWorld.OpenAsync();
        var batches = new List<IReadOnlyList<string>>();
        world.Table.After = (call, _) =>
        {
            if (call.Partition == PollWorld.Partition && call.Writes is { } writes)
            {
                batches.Add([.. writes.Select(write => $"{write.GetType().Name} {write.Key}")]);
            }
        };
        var worker = world.Worker();

        foreach (var choices in new[] { "p1", "p2,p1", null, "p3" })
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.IsType<VoteOutcome.Counted>(await worker.VoteAsync(1, choices));
        }

        Assert.Equal("p3", Assert.Single(world.Rows("ballot|")).Fields.Text("choices"));
        Assert.Equal(["p1", "p1,p2", "", "p3"], world.Rows("history|").Select(row => row.Fields.Text("choices")));
        Assert.Equal(4, batches.Count);
        Assert.All(batches, (batch, at) => Assert.Equal(
            [
                $"ReplaceOne gate|{batch[0][^2..]}",
                at == 0 ? "InsertOne ballot|school-1" : "ReplaceOne ballot|school-1",
                $"InsertOne history|school-1|{at + 1:D6}",
                $"InsertOne audit|school-1|{at + 1:D10}",
            ],
            batch));
        AssertChain(world, "audit|school-1|", Assert.Single(world.Rows("ballot|")));
    }

    [Fact]
    public async Task V3_Cast_ByDeputyThenHead_KeepsBothInTheHistoryAndTheHeadsInTheBallot()
    {
        var world = await PollWorld.OpenAsync();
        var worker = world.Worker();

        await worker.VoteAsync(1, "p1", A.Deputy(1));
        await worker.VoteAsync(1, "p1", A.Head(1));
        Assert.IsType<VoteOutcome.HeadHasVoted>(await worker.VoteAsync(1, "p2", A.Deputy(1)));

        Assert.Equal(["deputy-1", "head-1"], world.Rows("history|").Select(row => row.Fields.Text("person")));
        Assert.Equal("head-1", Assert.Single(world.Rows("ballot|")).Fields.Text("person"));
        AssertChain(world, "audit|school-1|", world.Rows("ballot|")[0]);
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V6_Cast_WithAnyAnswerLost_MakesOneHistoryRow(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await PollWorld.OpenAsync();
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;

            Assert.IsType<VoteOutcome.Counted>(await world.Worker().VoteAsync(1, "p1"));

            failed = commits >= at;
            Assert.Single(world.Rows("ballot|"));
            Assert.Single(world.Rows("history|"));
            Assert.Single(world.Rows("audit|school-1|"));
        }
    }

    [Fact]
    public async Task V7_Cast_TheSameChoiceAgainByAnotherActivity_WritesNothing()
    {
        var world = await PollWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1,p2");
        var before = world.Table.AllRows.Select(row => (row.Partition, row.Key, row.Version)).ToList();

        var again = Assert.IsType<VoteOutcome.Counted>(await world.Worker().VoteAsync(1, "p2,p1"));

        Assert.False(again.IsNew);
        Assert.Equal(before, world.Table.AllRows.Select(row => (row.Partition, row.Key, row.Version)));
    }

    [Fact]
    public async Task V7_Cast_TheSameChoiceAgainAfterTheClose_IsStillToldAsCounted()
    {
        var world = await PollWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1");
        world.Clock.MoveTo(A.Closes);

        Assert.IsType<VoteOutcome.Counted>(await world.Worker().VoteAsync(1, "p1"));
        await world.Worker().CloseAsync();
        Assert.IsType<VoteOutcome.Counted>(await world.Worker().VoteAsync(1, "p1"));
        Assert.Equal(A.Head(1), Assert.IsType<VoteOutcome.Closed>(await world.Worker().VoteAsync(1, "p2")).Standing!.Person);
        Assert.Null(Assert.IsType<VoteOutcome.Closed>(await world.Worker().VoteAsync(2, "p1")).Standing);
    }

    [Fact]
    public async Task V7_Cast_WhoseAnswerIsLostWhileTheDeadlinePasses_IsToldAsCounted()
    {
        var world = await PollWorld.OpenAsync();
        world.Table.Before = call => Writes(call, "ballot|") ? TableFault.LoseAnswer : null;
        world.Table.After = (call, _) =>
        {
            if (Writes(call, "ballot|"))
            {
                world.Clock.MoveTo(A.Closes);
            }
        };

        Assert.IsType<VoteOutcome.Counted>(await world.Worker().VoteAsync(1, "p1"));
        Assert.Single(world.Rows("ballot|"));
    }

    [Fact]
    public async Task V10_Cast_WithACloseBetweenItsReadAndItsCommit_IsToldClosedAndNotCounted()
    {
        var world = await PollWorld.OpenAsync();
        var closer = world.Worker();
        Once seen = new();
        world.Table.Before = call =>
        {
            if (Writes(call, "ballot|") && !seen.Done)
            {
                seen.Done = true;
                world.Clock.MoveTo(A.Closes);
                Assert.True(closer.CloseAsync().IsCompletedSuccessfully);
            }

            return null;
        };

        var outcome = await world.Worker().VoteAsync(1, "p1");

        Assert.True(seen.Done);
        Assert.IsType<VoteOutcome.Closed>(outcome);
        Assert.Empty(world.Rows("ballot|"));
        Assert.Equal(0, (await closer.FindAsync()).Result!.Cast);
    }

    [Fact]
    public async Task V10_Close_WithAVoteBetweenItsReadsAndItsCommit_FailsAndThenCountsIt()
    {
        var world = await PollWorld.OpenAsync();
        world.Clock.MoveTo(A.Closes);

        // The voter's process is a second behind, so its vote is still in time.
        var behind = world.Worker(new ManualClock(A.Closes.AddSeconds(-1)));
        Once seen = new();
        world.Table.Before = call =>
        {
            if (Writes(call, "poll") && !seen.Done)
            {
                seen.Done = true;
                var vote = behind.VoteAsync(1, "p1");
                Assert.True(vote.IsCompletedSuccessfully);
            }

            return null;
        };

        var first = await world.Worker().CloseAsync();

        Assert.IsType<Core.Delivery.DueOutcome.Again>(first);
        Assert.Equal(PollState.Open, (await world.Worker().FindAsync()).State);
        Assert.IsType<Core.Delivery.DueOutcome.Finished>(await world.Worker().CloseAsync());
        Assert.Equal(1, (await world.Worker().FindAsync()).Result!.Cast);
    }

    [Fact]
    public async Task V10_Close_WithAVoteBeforeAnyOfItsCalls_CountsWhatWasAcknowledged()
    {
        for (int at = 1, calls = at; at <= calls; at++)
        {
            var world = await PollWorld.OpenAsync();
            world.Clock.MoveTo(A.Closes);
            var behind = world.Worker(new ManualClock(A.Closes.AddSeconds(-1)));
            VoteOutcome? told = null;
            calls = 0;
            world.Table.Before = _ =>
            {
                if (++calls == at)
                {
                    var (counted, vote) = (calls, behind.VoteAsync(1, "p1"));
                    Assert.True(vote.IsCompletedSuccessfully);
                    (calls, told) = (counted, vote.GetAwaiter().GetResult());
                }

                return null;
            };

            for (var tried = 0; await world.Worker().CloseAsync() is not Core.Delivery.DueOutcome.Finished; tried++)
            {
                Assert.True(tried < 2);
            }

            world.Table.Before = null;
            Assert.Equal(told is VoteOutcome.Counted ? 1 : 0, (await world.Worker().FindAsync()).Result!.Cast);
        }
    }

    [Fact]
    public async Task V2_Cast_ByOnePersonForTwoSeats_CountsEachForItself()
    {
        var world = new PollWorld();
        var register = PollWorld.RegisterOf(1, [1, 2, 3]);
        var both = register.Find(A.Head(1))! with { Appointments = [.. register.Find(A.Head(1))!.Appointments, new(Core.Directory.Role.Head, new("2"), null)] };
        await world.ImportAsync(new(1, register.Groups, register.Schools, [both, .. register.People.Where(person => person.Id != A.Head(1) && person.Id != A.Head(2))]));
        var worker = world.Worker();
        await worker.OpenAsync();

        await worker.VoteAsync(1, "p1", A.Head(1));
        await worker.VoteAsync(2, "p2", A.Head(1));

        Assert.Equal(["p1", "p2"], world.Rows("ballot|").Select(row => row.Fields.Text("choices")));
        var card = (await worker.PressAsync(A.Head(1), PollCards.FindBallot, ("poll", "poll-1"))).Card.ToJson();
        Assert.Contains("Choose a school", card, StringComparison.Ordinal);
    }

    /// <summary>Recomputes every hash of a chain from its rows, up to the head that the last row's owner holds (rule T6).</summary>
    private static void AssertChain(PollWorld world, string prefix, Row holder)
    {
        var chain = AuditChain.Empty;
        foreach (var row in world.Rows(prefix))
        {
            (chain, var write) = chain.Append(prefix[..^1], row.Fields.Text("who"), row.Fields.Text("what"), row.Fields.Instant("at"), row.Fields.Number("version"));
            Assert.Equal(row.Key, write.Key);
            Assert.Equal(chain.Hash, row.Fields.Text("hash"));
        }

        Assert.Equal((chain.Count, chain.Hash), (holder.Fields.Number("auditCount"), holder.Fields.Text("auditHash")));
    }

    private static bool Writes(TableCall call, string prefix) => call.Writes?.Any(write => write.Key.StartsWith(prefix, StringComparison.Ordinal)) == true && call.Partition.Contains("|poll|", StringComparison.Ordinal);

    private sealed class Once
    {
        public bool Done { get; set; }
    }

    [Fact]
    public async Task Cast_WhoseCommitWouldStartAMinuteAfterItsDueRow_StartsOver()
    {
        var world = await PollWorld.OpenAsync();
        var slow = 0;
        world.Table.After = (call, _) =>
        {
            if (call.IsCommit && call.Partition.StartsWith("due|", StringComparison.Ordinal) && slow++ == 0)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(61));
            }
        };

        var counted = Assert.IsType<VoteOutcome.Counted>(await world.Worker().VoteAsync(1, "p1"));

        Assert.Equal(A.Opened.AddSeconds(61), counted.Ballot.At);
    }
}
