using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Delivery;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class ShowCountTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task V17_Count_AfterVotes_ShowsHowManyOnceAndNothingOfWhatTheyChose()
    {
        var world = await PollWorld.OpenAsync();
        var worker = world.Worker();
        await worker.VoteAsync(1, "p1");
        await worker.VoteAsync(2, "p2,p3");
        world.Clock.Advance(20 * Second);

        await worker.CountAsync(world.Clock.GetUtcNow());
        await worker.CountAsync(world.Clock.GetUtcNow());

        var intent = Assert.Single(world.Rows("intent|count"));
        Assert.Equal("intent|count-00002", intent.Key);
        Assert.DoesNotContain(intent.Fields.Concat(Assert.Single(world.Rows("count")).Fields), field => $"{field.Value}".Contains("p1", StringComparison.Ordinal) || $"{field.Value}".Contains("p2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Count_WhenNothingChanged_TellsNobody()
    {
        var world = await PollWorld.OpenAsync();
        world.Clock.Advance(20 * Second);

        await world.Worker().CountAsync(world.Clock.GetUtcNow());

        Assert.Empty(world.Rows("intent|count"));
    }

    [Fact]
    public async Task Count_AskedTwiceWithinTenSeconds_WaitsForTheTenth()
    {
        var world = await PollWorld.OpenAsync();
        var worker = world.Worker();
        world.Clock.Advance(20 * Second);
        await worker.VoteAsync(1, "p1");
        await worker.CountAsync(world.Clock.GetUtcNow());
        var told = world.Clock.GetUtcNow();
        world.Clock.Advance(9 * Second);
        await worker.VoteAsync(2, "p1");

        var early = await worker.CountAsync(world.Clock.GetUtcNow());

        Assert.Equal(new DueOutcome.Again(told.AddSeconds(10)), early);
        Assert.Single(world.Rows("intent|count"));
        world.Clock.MoveTo(told.AddSeconds(10));
        await worker.CountAsync(world.Clock.GetUtcNow());
        Assert.Equal(2, world.Rows("intent|count").Count);
    }

    [Fact]
    public async Task Count_OfABallotThatCommitsAfterItsDueRowWasLookedAt_IsShownAllTheSame()
    {
        var world = await PollWorld.OpenAsync();
        var worker = world.Worker();
        var replica = Engine(world, worker);
        var late = true;
        world.Table.Before = call =>
        {
            if (late && call.Writes?.Any(write => write.Key.StartsWith("ballot|", StringComparison.Ordinal)) == true)
            {
                // The store takes its time, and the due row's instant passes meanwhile.
                late = false;
                Assert.True(RunAsync(world, replica, 30 * Second).IsCompletedSuccessfully);
            }

            return null;
        };
        await worker.VoteAsync(1, "p1");
        Assert.Empty(world.Rows("intent|count"));

        await RunAsync(world, replica, TimeSpan.FromMinutes(6));

        Assert.Equal("intent|count-00001", Assert.Single(world.Rows("intent|count")).Key);
        Assert.DoesNotContain(world.Table.AllRows, row => row.Key.Contains("|polls.count|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task V17_AWholePoll_PutsNoChoiceAndNoCountOfOneIntoLogsOrIntents()
    {
        var world = await PollWorld.OpenAsync();
        var worker = world.Worker();
        var replica = Engine(world, worker);
        await RunAsync(world, replica, TimeSpan.FromMinutes(1));
        foreach (var (school, choices) in new[] { (1, "p1"), (2, "p1,p2"), (3, "p1") })
        {
            await worker.VoteAsync(school, choices);
            await RunAsync(world, replica, TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["intent|count-00001", "intent|count-00002", "intent|count-00003"], world.Rows("intent|count").Select(row => row.Key));
        await RunAsync(world, replica, A.Closes - world.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));

        Assert.Equal(PollState.Closed, (await worker.FindAsync()).State);
        var written = replica.Log.Concat(world.Rows("intent|").SelectMany(row => row.Fields.Select(field => $"{row.Key} {field.Value}")));
        Assert.DoesNotContain(written, line => A.Wording.Options.Any(option => line.Split(' ', ',', '=').Contains(option.Id) || line.Contains(option.Brief, StringComparison.Ordinal)));
    }

    private static Replica Engine(PollWorld world, PollWorker worker) => new(world.Table, world.Teams, world.Clock, "one", [], features: [worker.Feature, new AgreedIsNobodysHere()]);

    /// <summary>Runs everything that falls due in a stretch of time.</summary>
    private static async Task RunAsync(PollWorld world, Replica replica, TimeSpan stretch)
    {
        var end = world.Clock.GetUtcNow() + stretch;
        for (var steps = 0; steps < 10_000; steps++)
        {
            if (await replica.Engine.StepAsync(default) is not EngineStep.Idle idle)
            {
                continue;
            }

            if (!(idle.Next <= end))
            {
                world.Clock.MoveTo(end);
                return;
            }

            world.Clock.MoveTo(idle.Next > world.Clock.GetUtcNow() ? idle.Next.Value : world.Clock.GetUtcNow());
        }

        throw new InvalidOperationException("It never came to rest.");
    }

    private sealed class AgreedIsNobodysHere : Core.Conversations.Feature
    {
        public override void Map(Core.Conversations.FeatureMap map) => map.OnDue(ClosePoll.AgreedKind, (_, _) => Task.FromResult<DueOutcome>(new DueOutcome.Finished()));
    }
}
