using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

public sealed class DueWorkTests
{
    private const string Kind = "polls.count";
    private readonly ManualClock clock = new();
    private readonly InMemoryTable table = new();
    private readonly DueWork due;
    private int calls;

    public DueWorkTests()
    {
        due = new(table, clock);
        table.After = (_, _) => calls++;
    }

    [Fact]
    public async Task Announce_TheSameTwice_IsOneRowAndOneRequest()
    {
        await AnnounceAsync("p1", TimeSpan.FromSeconds(10));
        await AnnounceAsync("p1", TimeSpan.FromSeconds(10));

        Assert.Single(table.AllRows);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Announce_ByAnotherProcess_IsASuccessAndOneRow()
    {
        await AnnounceAsync("p1", TimeSpan.FromSeconds(10));
        await new DueWork(table, clock).AnnounceAsync(Notices.Tenant, Kind, "p1", clock.GetUtcNow() + TimeSpan.FromSeconds(10), default);

        Assert.Single(table.AllRows);
    }

    [Fact]
    public async Task Announce_AfterTheRowWasFinished_WritesItAnew()
    {
        var at = clock.GetUtcNow() + TimeSpan.FromSeconds(10);
        await due.AnnounceAsync(Notices.Tenant, Kind, "p1", at, default);
        clock.MoveTo(at);
        var row = table.AllRows.Single();
        await table.CommitAsync(row.Partition, [Write.Delete(row)], default);

        await due.AnnounceAsync(Notices.Tenant, Kind, "p1", at, default);

        Assert.Single(table.AllRows);
    }

    [Fact]
    public async Task Announce_WhatStandsSinceLongAgo_MakesItYoungAgain()
    {
        var at = clock.GetUtcNow() + TimeSpan.FromHours(1);
        await due.AnnounceAsync(Notices.Tenant, Kind, "p1", at, default);
        clock.Advance(TimeSpan.FromMinutes(10));

        var ticket = await due.AnnounceAsync(Notices.Tenant, Kind, "p1", at, default);

        Assert.False(ticket.IsStale(clock.GetUtcNow()));
        Assert.Equal(clock.GetUtcNow(), DueRows.ToItem(table.AllRows.Single()).WrittenAt);
    }

    [Fact]
    public async Task Announce_WhatAWorkerIsFinishing_KeepsItsRow()
    {
        await due.AnnounceAsync(Notices.Tenant, Kind, "p1", clock.GetUtcNow(), default);
        var seenByTheWorker = table.AllRows.Single();

        await due.AnnounceAsync(Notices.Tenant, Kind, "p1", clock.GetUtcNow(), default);

        Assert.Equal(Committed.Lost, await table.CommitAsync(seenByTheWorker.Partition, [Write.Delete(seenByTheWorker)], default));
    }

    [Theory]
    [InlineData(TableFault.LoseAnswer)]
    [InlineData(TableFault.LoseRequest)]
    public async Task Announce_WithALostAnswer_IsRepeated(TableFault fault)
    {
        var first = true;
        table.Before = _ =>
        {
            var now = first;
            first = false;
            return now ? fault : null;
        };

        await AnnounceAsync("p1", TimeSpan.FromSeconds(10));

        Assert.Single(table.AllRows);
    }

    [Fact]
    public async Task Announce_SubjectsThatLookAlike_AreDifferentRows()
    {
        string[] subjects = ["a|b", "a~b", "a.b", "a_b", "a-b", "a|b|"];
        foreach (var subject in subjects)
        {
            await AnnounceAsync(subject, TimeSpan.FromSeconds(10));
        }

        Assert.Equal(subjects.Order(StringComparer.Ordinal), table.AllRows.Select(row => DueRows.ToItem(row).Subject).Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<ArgumentException>(() => due.AnnounceAsync(Notices.Tenant, "a|b", "c", clock.GetUtcNow(), default));
    }

    [Fact]
    public async Task Announce_MoreThanIsRemembered_ForgetsAndStillSucceeds()
    {
        for (var n = 0; n < 5000; n++)
        {
            await AnnounceAsync($"p{n}", TimeSpan.FromMinutes(1));
        }

        Assert.Equal(5000, table.AllRows.Count);
        Assert.Equal(DueRows.Shards, table.AllRows.Select(row => row.Partition).Distinct().Count());
    }

    private Task<DueTicket> AnnounceAsync(string subject, TimeSpan after) => due.AnnounceAsync(Notices.Tenant, Kind, subject, clock.GetUtcNow() + after, default);
}
