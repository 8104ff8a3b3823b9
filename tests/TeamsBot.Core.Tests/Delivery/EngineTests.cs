using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>Due work in general: what a handler says, and what becomes of the row.</summary>
public sealed class EngineTests : DeliveryTest
{
    private const string Chore = "chores.do";
    private readonly List<DueItem> handled = [];

    [Fact]
    public async Task Step_NothingDue_SaysWhenSomethingWillBe()
    {
        var replica = StartWith(_ => new DueOutcome.Finished());
        var at = Clock.GetUtcNow() + TimeSpan.FromDays(3);
        await AnnounceAsync(replica, at);

        Assert.Equal(at, Assert.IsType<EngineStep.Idle>(await replica.Engine.StepAsync(default)).Next);
        Clock.MoveTo(at);
        Assert.IsType<EngineStep.Worked>(await replica.Engine.StepAsync(default));
        Assert.Null(Assert.IsType<EngineStep.Idle>(await replica.Engine.StepAsync(default)).Next);
        Assert.Equal(at, Assert.Single(handled).At);
    }

    [Fact]
    public async Task Step_Again_ComesBackAtThatInstant()
    {
        var first = Clock.GetUtcNow();
        var replica = StartWith(item => item.At == first ? new DueOutcome.Again(first + TimeSpan.FromHours(1)) : new DueOutcome.Finished());
        await AnnounceAsync(replica, first);

        await RunAsync(TimeSpan.FromHours(2), replica);

        Assert.Equal([first, first + TimeSpan.FromHours(1)], handled.Select(item => item.At));
    }

    [Fact]
    public async Task Step_AgainAtAnInstantThatIsPast_IsHandledUnderThatInstant()
    {
        var first = Clock.GetUtcNow();
        var replica = StartWith(item => item.At < first + TimeSpan.FromDays(3) ? new DueOutcome.Again(item.At + TimeSpan.FromDays(1)) : new DueOutcome.Finished());
        await AnnounceAsync(replica, first);
        Clock.Advance(TimeSpan.FromDays(10));

        await RunAsync(TimeSpan.FromSeconds(1), replica);

        Assert.Equal([0, 1, 2, 3], handled.Select(item => (item.At - first).Days));
    }

    [Fact]
    public async Task Step_Missing_LooksAgainUntilTheGraceIsOver()
    {
        var start = Clock.GetUtcNow();
        var looks = new List<TimeSpan>();
        var replica = StartWith(_ =>
        {
            looks.Add(Clock.GetUtcNow() - start);
            return new DueOutcome.Missing();
        });
        await AnnounceAsync(replica, start);

        await RunAsync(TimeSpan.FromHours(1), replica);

        Assert.True(looks.Count is > 5 and < 30, $"It looked {looks.Count} times.");
        Assert.InRange(looks[^1], DueRows.Grace, DueRows.Grace + TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(Table.AllRows, row => row.Partition.StartsWith("due|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Step_AHandlerThatThrows_RestsAndLetsTheOthersPass()
    {
        var replica = StartWith(item => item.Subject == "bad" && handled.Count(other => other.Subject == "bad") < 4 ? throw new InvalidOperationException("broken") : new DueOutcome.Finished());
        var others = Enumerable.Range(0, 40).Select(n => $"good-{n}").ToList();
        foreach (var subject in others.Prepend("bad"))
        {
            await AnnounceAsync(replica, Clock.GetUtcNow(), subject);
        }

        var start = Clock.GetUtcNow();
        while (await replica.Engine.StepAsync(default) is EngineStep.Worked)
        {
        }

        Assert.Equal(start, Clock.GetUtcNow());
        Assert.Equal(others.Prepend("bad").Order(), handled.Select(item => item.Subject).Order());
        await RunAsync(TimeSpan.FromHours(1), replica);
        Assert.Equal(4, handled.Count(item => item.Subject == "bad"));
        Assert.Equal(3, replica.Log.Count);
        Assert.DoesNotContain(Table.AllRows, row => row.Key.Contains(Chore, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Step_AnnouncedAgainWhileItIsHandled_IsHandledAgain()
    {
        Replica replica = null!;
        replica = StartWith(item =>
        {
            if (handled.Count == 1)
            {
                AnnounceAsync(replica, item.At).GetAwaiter().GetResult();
            }

            return new DueOutcome.Finished();
        });
        await AnnounceAsync(replica, Clock.GetUtcNow());

        await RunAsync(TimeSpan.FromMinutes(1), replica);

        Assert.Equal(2, handled.Count);
    }

    [Fact]
    public async Task Step_WhileAStepRuns_Throws()
    {
        Replica replica = null!;
        replica = StartWith(_ =>
        {
            Assert.Throws<InvalidOperationException>(() => replica.Engine.StepAsync(default).GetAwaiter().GetResult());
            return new DueOutcome.Finished();
        });
        await AnnounceAsync(replica, Clock.GetUtcNow());

        await RunAsync(TimeSpan.FromMinutes(1), replica);

        Assert.Single(handled);
        Assert.Empty(replica.Log);
    }

    [Fact]
    public async Task Step_AnIntentCommittedLate_IsSentAllTheSame()
    {
        await KeepChannelsAsync(1);
        var announced = await Replica.Outbox.AnnounceAsync([Notices.Intent("n", "open", Kind, "1")], default);
        await RunAsync(TimeSpan.FromMinutes(4));
        var empty = Teams.Posts.Count;

        Assert.Equal(Committed.Done, await Table.CommitAsync(Notices.Partition("n"), announced.Writes, default));
        await RunAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((0, 1), (empty, Teams.Posts.Count));
    }

    private Replica StartWith(Func<DueItem, DueOutcome> handle) => Start("one", new Chores(item =>
    {
        handled.Add(item);
        return handle(item);
    }));

    private static Task<DueTicket> AnnounceAsync(Replica replica, DateTimeOffset at, string subject = "it") => replica.Due.AnnounceAsync(Notices.Tenant, Chore, subject, at, default);

    private sealed class Chores(Func<DueItem, DueOutcome> handle) : Feature
    {
        public override void Map(FeatureMap map) => map.OnDue(Chore, (item, _) => Task.FromResult(handle(item)));
    }
}
