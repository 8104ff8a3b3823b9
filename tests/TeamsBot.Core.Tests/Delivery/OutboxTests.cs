using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

public sealed class OutboxTests : DeliveryTest
{
    [Fact]
    public async Task Announce_SeveralIntents_WritesIndexAndDueRowsBeforeAnyOfThemIsCommitted()
    {
        var announced = await Replica.Outbox.AnnounceAsync(Several(), default);

        Assert.Equal(3, announced.Writes.Count);
        Assert.Equal(3, Table.AllRows.Count(row => row.Key.StartsWith("open|", StringComparison.Ordinal)));
        Assert.Equal(3, Table.AllRows.Count(row => row.Key.Contains(Outbox.SendKind, StringComparison.Ordinal)));
        Assert.DoesNotContain(Table.AllRows, row => row.Partition == Notices.Partition("n"));
    }

    [Fact]
    public async Task Announce_Repeatedly_IsDeliveredOnceAndInsertedOnce()
    {
        await KeepChannelsAsync(2);
        for (var tries = 0; tries < 3; tries++)
        {
            var announced = await Replica.Outbox.AnnounceAsync(Several(), default);
            var committed = await Table.CommitAsync(Notices.Partition("n"), announced.Writes, default);
            Assert.Equal(tries == 0 ? Committed.Done : Committed.Lost, committed);
            await RunAsync(TimeSpan.FromMinutes(3));
        }

        await RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(6, Teams.Posts.Count);
        Assert.DoesNotContain(Table.AllRows, row => row.Key.StartsWith("open|", StringComparison.Ordinal) || row.Partition.StartsWith("due|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Announce_WhileAnswersAreLost_Succeeds()
    {
        var calls = 0;
        Table.Before = call => call.IsCommit && calls++ % 2 == 0 ? TableFault.LoseAnswer : null;

        var announced = await Replica.Outbox.AnnounceAsync(Several(), default);

        Assert.False(announced.Ticket.IsStale(Clock.GetUtcNow()));
        Assert.Equal(3, Table.AllRows.Count(row => row.Key.Contains(Outbox.SendKind, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Announce_IntentsOfTwoPartitions_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Replica.Outbox.AnnounceAsync([Notices.Intent("a", "open", Kind, "1"), Notices.Intent("b", "open", Kind, "1")], default));

    [Fact]
    public void Ticket_OlderThanAMinute_IsStale()
    {
        var ticket = new DueTicket(Clock.GetUtcNow());

        Assert.False(ticket.IsStale(Clock.GetUtcNow() + TimeSpan.FromMinutes(1)));
        Assert.True(ticket.IsStale(Clock.GetUtcNow() + TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1)));
    }

    private static Intent[] Several() => [.. new[] { "one", "two", "three" }.Select(name => Notices.Intent("n", name, Kind, "2"))];
}
