using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>What Teams answers, and what becomes of the row (rules S3 and S4).</summary>
public sealed class SettlingTests : DeliveryTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Send_Refused429_RestsAsLongAsAskedAndIsNotDropped_S3()
    {
        await KeepChannelsAsync(1);
        var start = Clock.GetUtcNow();
        var asked = new List<TimeSpan>();
        Teams.OnPost = (_, _) =>
        {
            asked.Add(Clock.GetUtcNow() - start);
            return asked.Count < 3 ? new SendOutcome.Later(TimeSpan.FromSeconds(90), "429") : null;
        };
        await SayAsync("open", "1");

        await RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(180)], asked);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("open"));
    }

    [Fact]
    public async Task Send_RefusedWithoutAnHour_RestsLongerEachTime_S3()
    {
        await KeepChannelsAsync(1);
        var asked = new List<DateTimeOffset>();
        Teams.OnPost = (_, _) =>
        {
            asked.Add(Clock.GetUtcNow());
            return asked.Count < 6 ? new SendOutcome.Later(null, "412") : null;
        };
        await SayAsync("open", "1");

        await RunAsync(TimeSpan.FromMinutes(30));

        var rests = asked.Zip(asked.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.Equal(5, rests.Count);
        Assert.All(rests.Select((rest, n) => (rest, full: 2 * Math.Pow(2, n))), pair => Assert.InRange(pair.rest, pair.full * 0.8, pair.full * 1.2));
    }

    [Fact]
    public async Task Send_RefusedForGood_IsFailedWithItsReason_S3()
    {
        await KeepChannelsAsync(2);
        Teams.OnPost = (to, _) => to.ConversationId == "19:0" ? new SendOutcome.Closed("403 BotNotInConversationRoster") : null;
        await SayAsync("open", "3");

        await RunAsync(Minute);

        var summary = (await Replica.Report.OfIntentAsync(Notices.Partition("n"), "open", default))!;
        Assert.Equal(new(0, 0, 1, 2, 0), summary.Counts);
        Assert.Equal(["403 BotNotInConversationRoster", "no channel"], summary.Troubles.Select(trouble => trouble.Why));
    }

    [Fact]
    public async Task Send_AmbiguousAnswer_IsUncertainAndNeverSentAgain_S3()
    {
        await KeepChannelsAsync(1);
        var posts = 0;
        Teams.OnPost = (_, _) =>
        {
            posts++;
            return new SendOutcome.Ambiguous("502");
        };
        await SayAsync("open", "1");

        await RunAsync(TimeSpan.FromHours(2));
        Restart();
        await RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, posts);
        Assert.Equal(new(0, 0, 0, 0, 1), await CountsAsync("open"));
    }

    [Fact]
    public async Task Settle_WhileOneRests_IsNotComplete_S4()
    {
        await KeepChannelsAsync(3);
        Teams.OnPost = (to, _) => to.ConversationId == "19:1" ? new SendOutcome.Later(TimeSpan.FromHours(1), "429") : null;
        await SayAsync("open", "3");
        await RunAsync(Minute);

        var half = (await Replica.Report.OfIntentAsync(Notices.Partition("n"), "open", default))!;
        Teams.OnPost = (_, _) => null;
        await RunAsync(TimeSpan.FromHours(2));
        var whole = (await Replica.Report.OfIntentAsync(Notices.Partition("n"), "open", default))!;

        Assert.Equal((1, 3, new DeliveryCounts(1, 0, 2, 0, 0)), (half.Unsettled, half.Counts.Total, half.Counts));
        Assert.Equal((0, 3, new DeliveryCounts(0, 0, 3, 0, 0)), (whole.Unsettled, whole.Counts.Total, whole.Counts));
    }

    [Fact]
    public async Task Settle_WhileTheStoreIsAway_KeepsWhatTeamsAnswered()
    {
        await KeepChannelsAsync(1);
        var away = false;
        Teams.OnPost = (_, _) =>
        {
            away = true;
            return null;
        };
        Table.Before = _ => away ? TableFault.Unavailable : null;
        await SayAsync("open", "1");
        await Assert.ThrowsAsync<TableUnavailableException>(() => RunAsync(Minute));

        away = false;
        Teams.OnPost = (_, _) => null;
        await RunAsync(Minute);

        Assert.Single(Teams.Posts);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("open"));
    }

    [Fact]
    public async Task Send_WithNothingToSayAnyMore_IsFailedAsNoLongerNeeded()
    {
        await KeepChannelsAsync(1);
        Notices.Silent = true;
        await SayAsync("open", "1");

        await RunAsync(Minute);

        Assert.Empty(Teams.Posts);
        Assert.Equal("no longer needed", (await Replica.Report.OfTenantAsync(Notices.Tenant, default)).Troubles.Single().Why);
    }

    [Fact]
    public async Task Send_WhoseWordsThrow_RestsAndIsSentLater()
    {
        await KeepChannelsAsync(2);
        var thrown = 0;
        Notices.OnWords = (_, recipient) => recipient.Id == Notices.Group(0) && thrown++ < 2 ? throw new InvalidOperationException("no words") : Task.CompletedTask;
        await SayAsync("open", "2");

        await RunAsync(Minute);

        Assert.Equal(new(0, 0, 2, 0, 0), await CountsAsync("open"));
        Assert.Equal(2, Replica.Log.Count);
    }

    [Fact]
    public async Task Press_OnAnUncertainCard_SettlesItAsSent()
    {
        await KeepChannelsAsync(2);
        Teams.OnPost = (to, _) => to.ConversationId == "19:0" ? new SendOutcome.Ambiguous("502") : new SendOutcome.Closed("403");
        await SayAsync("open", "2");
        await RunAsync(Minute);

        await Replica.Outbox.SettleByPressAsync(Notices.Partition("n"), "open", Notices.Group(0), "a1", default);
        await Replica.Outbox.SettleByPressAsync(Notices.Partition("n"), "open", Notices.Group(1), "a2", default);
        await Replica.Outbox.SettleByPressAsync(Notices.Partition("n"), "open", "nobody", "a3", default);

        Assert.Equal(new(0, 0, 1, 1, 0), await CountsAsync("open"));
    }
}
