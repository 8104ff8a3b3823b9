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

    [Fact]
    public async Task Reminder_ThatIsPressed_TellsNothingOfThePostBeforeIt()
    {
        await AmbiguousAsync();
        await RunAsync(TimeSpan.FromHours(1));

        await Replica.Outbox.SettleByPressAsync(Notices.Partition("n"), "open", Notices.Group(0), Assert.Single(Teams.Posts).ActivityId, default);
        Assert.Equal(new(0, 0, 1, 0, 1), await CountsAsync("open"));
        await Replica.Outbox.SettleByPressAsync(Notices.Partition("n"), "open", Notices.Group(0), "the-first", default);
        Assert.Equal(new(0, 0, 2, 0, 0), await CountsAsync("open"));
    }

    [Fact]
    public async Task Reminder_WhosePostStaysUncertain_IsTheCardThatIsBroughtUpToDate()
    {
        await AmbiguousAsync();
        await RunAsync(TimeSpan.FromHours(1));

        await SayAsync("closed", "1|open|leave", number: 2, kind: Matters.Kind);
        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.EndsWith("=2", Teams.Shown(Assert.Single(Teams.Posts).ActivityId), StringComparison.Ordinal);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
    }

    [Fact]
    public async Task Reminder_OnItsWay_IsWaitedForByAnUpdate()
    {
        await AmbiguousAsync();
        var refused = 0;
        Teams.OnPost = (_, _) => refused++ < 3 ? new SendOutcome.Later(TimeSpan.FromSeconds(40), "429") : null;
        await RunAsync(Quarter);
        await SayAsync("closed", "1|open|leave", number: 2, kind: Matters.Kind);

        await RunAsync(TimeSpan.FromMinutes(10));

        Assert.EndsWith("=2", Teams.Shown(Assert.Single(Teams.Posts).ActivityId), StringComparison.Ordinal);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
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
