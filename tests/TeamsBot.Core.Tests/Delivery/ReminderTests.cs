using TeamsBot.Core.Conversations;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>An uncertain post of a kind that must arrive is followed once by a marked reminder, after a quarter of an hour.</summary>
public sealed class ReminderTests : DeliveryTest
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Reminder_OfAnUncertainPost_ComesOnceAndMarkedAfterAQuarterOfAnHour()
    {
        await AmbiguousAsync();
        await RunAsync(Quarter - TimeSpan.FromSeconds(1));
        var before = Teams.Posts.Count;

        await RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(0, before);
        Assert.Equal("n/open/network-0000~reminder=1", Assert.Single(Teams.Posts).Words);
        Assert.Equal(new(0, 0, 1, 0, 1), await CountsAsync("open"));
    }

    [Fact]
    public async Task Reminder_ThatIsUncertainItself_IsNotFollowedByAnother()
    {
        await AmbiguousAsync();
        Teams.OnPost = (_, _) => new SendOutcome.Ambiguous("502");

        await RunAsync(TimeSpan.FromHours(3));

        Assert.Equal(new(0, 0, 0, 0, 2), await CountsAsync("open"));
    }

    [Fact]
    public async Task Reminder_OfAPostPressedMeanwhile_DoesNotCome()
    {
        await AmbiguousAsync();
        await Replica.Outbox.SettleByPressAsync(Notices.Partition("n"), "open", Notices.Group(0), "a1", default);

        await RunAsync(TimeSpan.FromHours(1));

        Assert.Empty(Teams.Posts);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("open"));
    }

    /// <summary>One post, answered ambiguously; then everything works.</summary>
    private async Task AmbiguousAsync()
    {
        await KeepChannelsAsync(1);
        Teams.OnPost = (_, _) => new SendOutcome.Ambiguous("502");
        await SayAsync("open", "1", kind: Matters.Kind);
        await RunAsync(TimeSpan.FromSeconds(10));
        Teams.OnPost = (_, _) => null;
    }
}
