using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>Cards that replace earlier ones.</summary>
public sealed class UpdateTests : DeliveryTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Update_AfterThePost_ReplacesTheSameActivity()
    {
        await KeepChannelsAsync(3);
        await SayAsync("open", "3");
        await SayAsync("closed", "3|open|leave", number: 2);

        await RunAsync(Minute);

        Assert.Equal(3, Teams.Posts.Count);
        Assert.All(Teams.Posts, post => Assert.EndsWith("=2", Teams.Shown(post.ActivityId), StringComparison.Ordinal));
        Assert.Equal(new(0, 0, 3, 0, 0), await CountsAsync("closed"));
    }

    [Fact]
    public async Task Update_WhileTheEarlierRests_WaitsForIt()
    {
        await KeepChannelsAsync(1);
        var refused = 0;
        Teams.OnPost = (_, _) => refused++ < 3 ? new SendOutcome.Later(TimeSpan.FromSeconds(40), "429") : null;
        await SayAsync("open", "1");
        await SayAsync("closed", "1|open|leave", number: 2);

        await RunAsync(TimeSpan.FromMinutes(5));

        Assert.Single(Teams.Posts);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
    }

    [Theory]
    [InlineData("leave", 0, 1)]
    [InlineData("post", 1, 0)]
    public async Task Update_OfACardNeverDelivered_FailsOrPostsAsItsRecipientSays(string ifNone, int sent, int failed)
    {
        await KeepChannelsAsync(1);
        Teams.OnPost = (_, _) => new SendOutcome.Closed("403");
        await SayAsync("open", "1");
        await RunAsync(Minute);
        Teams.OnPost = (_, _) => null;

        await SayAsync("closed", $"1|open|{ifNone}", number: 2);
        await RunAsync(Minute);

        Assert.Equal(new(0, 0, sent, failed, 0), await CountsAsync("closed"));
        Assert.Equal(sent, Teams.Posts.Count);
    }

    [Fact]
    public async Task Update_OfAnUncertainCard_FailsAndIsListed()
    {
        await KeepChannelsAsync(1);
        Teams.OnPost = (_, _) => new SendOutcome.Ambiguous("502");
        await SayAsync("open", "1");
        await SayAsync("closed", "1|open|leave", number: 2);

        await RunAsync(Minute);

        var summary = await Replica.Report.OfTenantAsync(Notices.Tenant, default);
        Assert.Equal(new(0, 0, 0, 1, 1), summary.Counts);
        Assert.Equal((2, 0), (summary.Intents, summary.Unsettled));
        Assert.Equal(["the earlier card was not delivered", "502"], summary.Troubles.Select(trouble => trouble.Why));
    }

    [Fact]
    public async Task Update_WithAnAmbiguousAnswer_IsRepeated()
    {
        await KeepChannelsAsync(1);
        var answers = 0;
        Teams.OnUpdate = (_, _) => answers++ < 2 ? new SendOutcome.Ambiguous("504") : null;
        await SayAsync("open", "1");
        await SayAsync("closed", "1|open|leave", number: 2);

        await RunAsync(Minute);

        Assert.Equal(3, answers);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
    }

    /// <summary>The words of the older update are already made when the newer one is committed and another replica comes to send it: it must wait until the older is out.</summary>
    [Fact]
    public async Task Update_WhileAnOlderOneIsOnItsWay_DoesNotOvertakeIt()
    {
        await KeepChannelsAsync(1);
        await SayAsync("open", "1");
        await RunAsync(Minute);
        var other = Start("other");
        for (var turn = 0; turn < 8; turn++)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            await StepUntilIdleAsync(other);
            await StepUntilIdleAsync(Replica);
        }

        var (older, newer) = (NameIn(Replica), NameIn(other));
        await DuringTheFirstUpdateAsync(older, async () =>
        {
            await SayAsync(newer, "1|open|leave", number: 3);
            await StepUntilIdleAsync(other);
        });
        var shown = Teams.Shown(Teams.Posts[0].ActivityId);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await StepUntilIdleAsync(other);

        Assert.EndsWith("=2", shown, StringComparison.Ordinal);
        Assert.EndsWith("=3", Teams.Shown(Teams.Posts[0].ActivityId), StringComparison.Ordinal);
        Assert.Equal(2, Teams.Updates.Count);
    }

    /// <summary>As before, but the sender of the older update stands still until its lease has ended and its successor has updated the card twice.</summary>
    [Fact]
    public async Task Update_ByASenderThatOverslept_IsPutRight()
    {
        await KeepChannelsAsync(1);
        await SayAsync("open", "1");
        await RunAsync(Minute);
        var other = Start("other");

        await DuringTheFirstUpdateAsync("older", async () =>
        {
            Clock.Advance(2 * Minute);
            await SayAsync("newer", "1|open|leave", number: 3);
            await RunAsync(Minute, other);
        });
        var shown = Teams.Shown(Teams.Posts[0].ActivityId);
        Clock.Advance(2 * Minute);
        await RunAsync(Minute);

        Assert.EndsWith("=2", shown, StringComparison.Ordinal);
        Assert.EndsWith("=3", Teams.Shown(Teams.Posts[0].ActivityId), StringComparison.Ordinal);
        Assert.Equal((new(0, 0, 1, 0, 0), new(0, 0, 1, 0, 0)), (await CountsAsync("older"), await CountsAsync("newer")));
    }

    private static string NameIn(Replica replica) =>
        Enumerable.Range(0, 1000).Select(n => $"change-{n}")
            .First(name => replica.Leases.Held().Any(lease => lease.Shard == DueRows.ShardOf(Notices.Tenant, Outbox.SendKind, IntentIndex.Address(Notices.Intent("n", name, Kind, "")))));

    private static async Task StepUntilIdleAsync(Replica replica)
    {
        while (await replica.Engine.StepAsync(default) is EngineStep.Worked)
        {
        }
    }

    /// <summary>Commits an update and steps until it is out; while it is on its way, its words already made, something else happens.</summary>
    private async Task DuringTheFirstUpdateAsync(string name, Func<Task> happens)
    {
        var first = true;
        Teams.OnUpdate = (_, _) =>
        {
            if (first)
            {
                first = false;
                happens().GetAwaiter().GetResult();
            }

            return null;
        };
        await SayAsync(name, "1|open|leave", number: 2);
        while (first)
        {
            await Replica.Engine.StepAsync(default);
        }
    }
}
