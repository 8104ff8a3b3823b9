using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>A replica with channels to speak to, and a clock that moves to the next due instant when nothing is due.</summary>
public abstract class DeliveryTest
{
    private protected const string Kind = "notices.say";

    private protected ManualClock Clock { get; } = new();

    private protected InMemoryTable Table { get; } = new();

    private protected FakeTeams Teams { get; } = new();

    private protected Notices Notices { get; }

    private protected Notices Matters { get; }

    private protected Replica Replica { get; private set; }

    protected DeliveryTest()
    {
        Notices = new(Table, Kind);
        Matters = new(Table, "matters.say", reminds: true);
        Replica = Start("one");
    }

    private protected Replica Start(string owner, params Feature[] features) => new(Table, Teams, Clock, owner, [Notices, Matters], features: features);

    private protected void Restart(string owner = "two") => Replica = Start(owner);

    private protected async Task KeepChannelsAsync(int count)
    {
        for (var n = 0; n < count; n++)
        {
            await Replica.Addresses.KeepChannelAsync(Notices.Tenant, new(Notices.Group(n)), $"19:{n}", default);
        }
    }

    private protected Task SayAsync(string name, string subject, long number = 1, string kind = Kind) =>
        Notices.SayAsync(Table, Replica.Outbox, Clock, "n", number, [Notices.Intent("n", name, kind, subject)]);

    /// <summary>Steps until nothing is due up to an instant, moving the clock on.</summary>
    private protected async Task RunAsync(TimeSpan until, Replica? replica = null)
    {
        var end = Clock.GetUtcNow() + until;
        for (var steps = 0; steps < 10_000; steps++)
        {
            if (await (replica ?? Replica).Engine.StepAsync(default) is EngineStep.Idle idle)
            {
                if (!(idle.Next <= end))
                {
                    return;
                }

                Clock.MoveTo(idle.Next.Value > Clock.GetUtcNow() ? idle.Next.Value : Clock.GetUtcNow());
            }
        }

        throw new InvalidOperationException("It never came to rest.");
    }

    private protected async Task<DeliveryCounts> CountsAsync(string name) => (await Replica.Report.OfIntentAsync(Notices.Partition("n"), name, default))!.Counts;
}

public sealed class DeliveryTests : DeliveryTest
{
    [Fact]
    public async Task Step_AnIntentCommitted_ReachesEveryRecipientOnceAndLeavesNothingDue()
    {
        await KeepChannelsAsync(250);
        await SayAsync("open", "250");

        await RunAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(new(0, 0, 250, 0, 0), await CountsAsync("open"));
        Assert.Equal(250, Teams.Posts.Select(post => post.Conversation).Distinct().Count());
        Assert.Equal(250, Teams.Posts.Count);
        await RunAsync(TimeSpan.FromHours(1));
        Assert.DoesNotContain(Table.AllRows, row => row.Partition.StartsWith("due|", StringComparison.Ordinal));
        Assert.DoesNotContain(Table.AllRows, row => row.Key.StartsWith("open|", StringComparison.Ordinal));
        Assert.True(await Replica.Engine.IsQuietAsync(default));
        Assert.Empty(Replica.Log);
    }
}
