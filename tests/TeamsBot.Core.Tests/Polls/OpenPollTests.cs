using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tables;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class OpenPollTests
{
    private const int Many = 130;

    [Fact]
    public async Task V1_Open_WhenTheRegisterChangesAfterwards_KeepsItsElectorate()
    {
        var world = await PollWorld.OpenAsync(5);

        // School 1 leaves, school 6 joins, school 2 gets another head.
        await world.ImportAsync(PollWorld.RegisterOf(2, [2, 3, 4, 5, 6], n => n == 2 ? new("new-head-2") : A.Head(n)));
        var worker = world.Worker();

        Assert.IsType<VoteOutcome.Counted>(await worker.VoteAsync(1, "p1"));
        Assert.IsType<VoteOutcome.Counted>(await worker.VoteAsync(2, "p1"));
        Assert.IsType<VoteOutcome.NoSeat>(await worker.VoteAsync(2, "p1", new("new-head-2")));
        Assert.IsType<VoteOutcome.NoSeat>(await worker.VoteAsync(6, "p1"));
        world.Clock.MoveTo(A.Closes);
        await worker.CloseAsync();
        Assert.Equal((5, 2), ((await worker.FindAsync()).Result!.Seats, (await worker.FindAsync()).Result!.Cast));
    }

    [Fact]
    public async Task V1_Open_WithASchoolWithoutVoters_CountsItsSeatAllTheSame()
    {
        var world = new PollWorld();
        var full = PollWorld.RegisterOf(1, [1, 2, 3]);
        await world.ImportAsync(new(1, full.Groups, full.Schools, full.People.Where(person => person.Id != A.Head(3) && person.Id != A.Deputy(3))));
        var worker = world.Worker();
        await worker.OpenAsync();

        Assert.IsType<VoteOutcome.Counted>(await worker.VoteAsync(1, "p1"));
        world.Clock.MoveTo(A.Closes);
        await worker.CloseAsync();

        Assert.Equal((Outcome.NotQuorate, 3, 2), ((await worker.FindAsync()).Result!.Outcome, (await worker.FindAsync()).Result!.Seats, (await worker.FindAsync()).Result!.QuorumNeeded));
    }

    [Fact]
    public async Task V4_Open_WithASchoolThatHasClosed_GivesItNoSeat()
    {
        var world = new PollWorld();
        var full = PollWorld.RegisterOf(1, [1, 2, 3]);
        await world.ImportAsync(new(1, full.Groups, full.Schools.Select(school => SeatId.Of(school.Urn) == A.Seat(3) ? school with { Status = "Closed" } : school), full.People));
        var worker = world.Worker();

        await worker.OpenAsync();

        Assert.Equal([A.Seat(1), A.Seat(2)], (await worker.FindAsync()).Electorate.Seats.Select(seat => seat.Id));
        Assert.IsType<VoteOutcome.NoSeat>(await worker.VoteAsync(3, "p1"));
    }

    [Fact]
    public async Task V1_Open_WithMoreSeatsThanABatch_WritesThemBesideAndSwitchesByOneCommit()
    {
        var world = await PollWorld.WithAsync(Many);
        var commits = new List<IReadOnlyList<Write>>();
        world.Table.After = (call, _) =>
        {
            if (call.Partition == PollWorld.Partition && call.Writes is { } writes)
            {
                commits.Add(writes);
            }
        };

        await world.Worker().OpenAsync();

        Assert.Equal(Many, commits.SkipLast(1).SelectMany(writes => writes).Count(write => write.Key.StartsWith("seat|", StringComparison.Ordinal)));
        Assert.Equal([1], commits.Select((writes, at) => (writes, at)).Where(pair => pair.writes.Any(write => write.Key == "poll")).Select(pair => commits.Count - pair.at));
        Assert.Equal(Many, (await world.Worker().FindAsync()).Electorate.Seats.Length);
    }

    [Theory, InlineData(TableFault.CrashBefore), InlineData(TableFault.CrashAfter)]
    public async Task V1_Open_WhenTheProcessDiesAtAnyCommit_IsNotReadOrWhole_AndASecondPressOpensIt(TableFault fault)
    {
        for (var at = 1; ; at++)
        {
            var world = await PollWorld.WithAsync(Many);
            FailAt(world, at, fault);
            var died = await Record.ExceptionAsync(() => world.Worker().OpenAsync());
            world.Table.Before = null;
            var next = world.Worker();
            var stands = await next.Polls.FindAsync(A.Tenant, new("poll-1"), default) is not null;

            Assert.Equal(stands, await next.VoteAsync(Many, "p1") is VoteOutcome.Counted);
            Assert.Equal(!stands, Assert.IsType<OpenOutcome.Opened>(await next.OpenAsync()).IsNew);
            AssertOneWholePoll(world, (await next.FindAsync()).Electorate);
            if (died is null)
            {
                Assert.True(at > 3, "The seats, what is announced and the switch are commits of their own.");
                return;
            }
        }
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V7_Open_WithAnyAnswerLost_OpensOnePollAndSaysSo(TableFault fault)
    {
        for (var at = 1; ; at++)
        {
            var world = await PollWorld.WithAsync(Many);
            var failed = FailAt(world, at, fault);

            Assert.IsType<OpenOutcome.Opened>(await world.Worker().OpenAsync());

            AssertOneWholePoll(world, (await world.Worker().FindAsync()).Electorate);
            if (!failed())
            {
                return;
            }
        }
    }

    [Fact]
    public async Task V7_Open_TheSameFormTwice_ShowsThePollThatStands()
    {
        var world = await PollWorld.OpenAsync(5);

        var again = await world.Worker().OpenAsync(PollWorker.Asked() with { AtMost = 1 });

        Assert.False(Assert.IsType<OpenOutcome.Opened>(again).IsNew);
        Assert.Equal(3, (await world.Worker().FindAsync()).Wording.AtMost);
        AssertOneWholePoll(world, (await world.Worker().FindAsync()).Electorate, seats: 5);
    }

    [Fact]
    public async Task V11_Open_WhoseCommitWouldStartAMinuteAfterItsDueRows_StartsOver()
    {
        var world = await PollWorld.WithAsync(5);
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

        var opened = Assert.IsType<OpenOutcome.Opened>(await world.Worker().OpenAsync());

        Assert.Equal(A.Opened.AddSeconds(61), opened.Poll.OpenedAt);
    }

    [Fact]
    public async Task T2_Open_ByNobodysFacilitatorOrUnderAnothersPoll_LooksTheSame()
    {
        var world = await PollWorld.OpenAsync(5);

        Assert.IsType<OpenOutcome.NotAllowed>(await world.Worker().OpenAsync(by: A.Head(1)));
        Assert.IsType<OpenOutcome.NotAllowed>(await world.Worker().OpenAsync(by: PollWorld.OtherFacilitator));
        Assert.IsType<OpenOutcome.NotAllowed>(await world.Worker().OpenAsync(PollWorker.Asked("poll-2") with { Group = new("board-fernshaw") }));
        Assert.IsType<OpenOutcome.NotAllowed>(await world.Worker().OpenAsync(PollWorker.Asked("poll-2") with { Group = new("|\u0001") }));
        Assert.IsType<OpenOutcome.NotAllowed>(await world.Worker().OpenAsync(PollWorker.Asked("round-1" + Round.VoteOf)));
    }

    private static void AssertOneWholePoll(PollWorld world, Electorate electorate, int seats = Many)
    {
        Assert.Equal(seats, electorate.Seats.Length);
        Assert.Single(world.Rows("poll"));
        Assert.Single(world.Rows("audit|0"));
        Assert.Equal(["intent|open-cards", "intent|open-channel"], world.Rows("intent|").Select(row => row.Key));
        Assert.Contains(world.Table.AllRows, row => row.Partition.StartsWith("due|", StringComparison.Ordinal) && row.Key.Contains("|polls.close|", StringComparison.Ordinal) && row.Key.StartsWith(Keys.Ticks(A.Closes), StringComparison.Ordinal));
    }

    /// <summary>Lets the n-th commit fail; gives whether there was one.</summary>
    private static Func<bool> FailAt(PollWorld world, int number, TableFault fault)
    {
        var commits = 0;
        world.Table.Before = call => call.IsCommit && ++commits == number ? fault : null;
        return () => commits >= number;
    }
}
