using TeamsBot.Core.Delivery;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

public sealed class LeaseTests
{
    private readonly ManualClock clock = new();
    private readonly InMemoryTable table = new();

    [Fact]
    public async Task Keep_Alone_TakesEveryShardAndRenewsAtTheSameFence()
    {
        var one = New("one");
        for (var minute = 0; minute < 20; minute++)
        {
            await one.KeepAsync(default);
            Assert.Equal(DueRows.Shards, one.Held().Count());
            clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.All(one.Held(), lease => Assert.Equal(1, lease.Fence));
        Assert.Equal(1.0, one.Share);
    }

    [Fact]
    public async Task Keep_BesideAnother_ComesToAnEvenShareWithoutBothHoldingOne()
    {
        var one = New("one");
        var two = New("two");
        await one.KeepAsync(default);
        for (var turn = 0; turn < 20; turn++)
        {
            await two.KeepAsync(default);
            await one.KeepAsync(default);
            Assert.Empty(one.Held().Select(lease => lease.Shard).Intersect(two.Held().Select(lease => lease.Shard)));
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal((0.5, 0.5), (one.Share, two.Share));
    }

    [Fact]
    public async Task Keep_AfterAnotherDied_TakesItsShardsWhenTheyEndWithAHigherFence()
    {
        await New("one").KeepAsync(default);
        var two = New("two");
        await two.KeepAsync(default);
        var ends = two.NextToEnd;
        clock.MoveTo(ends!.Value - TimeSpan.FromSeconds(1));
        await two.KeepAsync(default);
        var early = two.Held().Count();

        clock.MoveTo(ends.Value);
        await two.KeepAsync(default);

        Assert.Equal(0, early);
        Assert.Equal(DueRows.Shards, two.Held().Count());
        Assert.All(two.Held(), lease => Assert.Equal(2, lease.Fence));
    }

    [Fact]
    public async Task Keep_ByTheSameOwnerAfterARestart_TakesItsOwnLeasesAtOnceWithAHigherFence()
    {
        await New("local").KeepAsync(default);
        var again = New("local");

        await again.KeepAsync(default);

        Assert.Equal(DueRows.Shards, again.Held().Count());
        Assert.All(again.Held(), lease => Assert.Equal(2, lease.Fence));
    }

    /// <summary>A clock that only moves to what is said to come next must not miss what a vanished replica left behind.</summary>
    [Fact]
    public async Task Keep_AfterANewReplicaVanishedWithoutItsShare_ComesToEveryShardByItsOwnInstants()
    {
        var one = New("one");
        await one.KeepAsync(default);
        await New("two").KeepAsync(default);
        clock.Advance(TimeSpan.FromSeconds(30));
        await one.KeepAsync(default);
        var half = one.Held().Count();

        for (var moves = 0; moves < 5 && one.NextToEnd is { } next; moves++)
        {
            clock.MoveTo(next);
            await one.KeepAsync(default);
        }

        Assert.Equal((DueRows.Shards / 2, DueRows.Shards), (half, one.Held().Count()));
    }

    [Fact]
    public async Task Held_WithLessTimeThanAPostNeeds_IsNotHeld()
    {
        var one = New("one");
        await one.KeepAsync(default);

        clock.Advance(Lease.Life - Lease.ForOnePost + TimeSpan.FromTicks(1));

        Assert.Empty(one.Held());
    }

    private Leases New(string owner) => new(table, clock, new(owner));
}
