using System.Diagnostics.Metrics;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

public sealed class SweepTests : DeliveryTest
{
    [Fact]
    public async Task Sweep_AnIntentWhoseDueRowIsGone_AnnouncesItAgainAndCountsIt()
    {
        await KeepChannelsAsync(2);
        await SayAsync("open", "2");
        foreach (var row in Table.AllRows.Where(row => row.Key.Contains("delivery.send", StringComparison.Ordinal)))
        {
            await Table.CommitAsync(row.Partition, [Write.Delete(row)], default);
        }

        var counted = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, count, _, _) => counted += instrument.Name == "teamsbot.delivery.reannounced" ? count : 0);
        listener.Start();
        await RunAsync(TimeSpan.FromHours(1));

        Assert.True(counted >= 1);
        Assert.Equal(2, Teams.Posts.Count);
        Assert.Contains("had no due row", Assert.Single(Replica.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_AnnouncedAndNeverCommitted_DropsTheIndexRowAfterTheGrace()
    {
        await Replica.Outbox.AnnounceAsync([Notices.Intent("n", "open", Kind, "1")], default);

        await Replica.Sweep.RunAsync(new(Notices.Tenant, Sweep.Kind, Sweep.Subject, Clock.GetUtcNow(), Clock.GetUtcNow()), default);
        var young = Table.AllRows.Count(row => row.Key.StartsWith("open|", StringComparison.Ordinal));
        await RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, young);
        Assert.DoesNotContain(Table.AllRows, row => row.Key.StartsWith("open|", StringComparison.Ordinal) || row.Partition.StartsWith("due|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_AnIntentThatIsUnderWay_LeavesItAlone()
    {
        await SayAsync("open", "1");
        await RunAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain(Replica.Log, line => line.Contains("no due row", StringComparison.Ordinal));
    }
}
