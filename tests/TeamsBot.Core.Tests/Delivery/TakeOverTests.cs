using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>What a sender that died or overslept leaves behind, and who may still write what.</summary>
public sealed class TakeOverTests : DeliveryTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Restart_AfterACrashBehindTheClaim_MakesTheRowUncertainAndPostsNothing()
    {
        await KeepChannelsAsync(1);
        await CrashInPostAsync(delivered: false);

        Restart();
        await RunAsync(5 * Minute);

        Assert.Empty(Teams.Posts);
        Assert.Equal(new(0, 0, 0, 0, 1), await CountsAsync("open"));
    }

    [Fact]
    public async Task Restart_OfTheLocalOwner_TakesOverAtOnce()
    {
        await KeepChannelsAsync(1);
        Restart("local");
        await CrashInPostAsync(delivered: true);
        var now = Clock.GetUtcNow();

        Restart("local");
        while (await Replica.Engine.StepAsync(default) is EngineStep.Worked)
        {
        }

        Assert.Equal(now, Clock.GetUtcNow());
        Assert.Single(Teams.Posts);
        Assert.Equal(new(0, 0, 0, 0, 1), await CountsAsync("open"));
    }

    [Fact]
    public async Task Settle_ByASenderThatOutlivedItsLease_TurnsItsOwnUncertainRowIntoSent()
    {
        await KeepChannelsAsync(1);
        await SayAsync("open", "1");
        var seen = new DeliveryCounts(0, 0, 0, 0, 0);
        Teams.OnPost = (to, message) =>
        {
            var other = Start("other");
            Clock.Advance(5 * Minute);
            RunAsync(Minute, other).GetAwaiter().GetResult();
            seen = CountsAsync("open").GetAwaiter().GetResult();
            return new SendOutcome.Sent(Teams.Deliver(to, message));
        };

        await RunAsync(Minute);

        Assert.Equal(new(0, 0, 0, 0, 1), seen);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("open"));
        Assert.Single(Teams.Posts);
    }

    [Fact]
    public async Task Send_WhoseWordsTookLongerThanTheLease_IsNotPosted()
    {
        await KeepChannelsAsync(1);
        var slow = true;
        Notices.OnWords = (_, _) =>
        {
            Clock.Advance(slow ? Lease.Life : TimeSpan.Zero);
            slow = false;
            return Task.CompletedTask;
        };
        await SayAsync("open", "1");
        Assert.IsType<EngineStep.Worked>(await Replica.Engine.StepAsync(default));
        Assert.IsType<EngineStep.Worked>(await Replica.Engine.StepAsync(default));

        Assert.Empty(Teams.Posts);
        Assert.Equal(new(1, 0, 0, 0, 0), await CountsAsync("open"));
        await RunAsync(Minute);
        Assert.Single(Teams.Posts);
    }

    [Fact]
    public async Task Claim_WhoseAnswerWasLost_IsRecognisedAndSentOnce()
    {
        await KeepChannelsAsync(3);
        await SayAsync("open", "3");
        var lost = 0;
        Table.Before = call => call.IsCommit && call.Partition == Notices.Partition("n") && lost++ < 20 ? TableFault.LoseAnswer : null;

        await RunAsync(5 * Minute);

        Assert.Equal(3, Teams.Posts.Count);
        Assert.Equal(new(0, 0, 3, 0, 0), await CountsAsync("open"));
    }

    /// <summary>A claim that could not be read back was never sent, and its own process knows that: it is no reason for doubt.</summary>
    [Fact]
    public async Task Claim_ThatCouldNotBeReadBack_IsSentLaterAndNotUncertain()
    {
        await KeepChannelsAsync(1);
        await SayAsync("open", "1");
        var failures = 0;
        Table.Before = call => call.Range is not null && call.Partition == Notices.Partition("n") && IsClaimed() && failures++ == 0 ? TableFault.Unavailable : null;

        await RunAsync(5 * Minute);

        Assert.True(failures > 1);
        Assert.Single(Teams.Posts);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("open"));
    }

    private bool IsClaimed() => Table.AllRows.Any(row => row.Key.StartsWith("delivery|", StringComparison.Ordinal) && row.Fields.Text("state") == nameof(DeliveryState.Sending));

    /// <summary>The process ends in the middle of a post: nothing of it is heard again.</summary>
    private async Task CrashInPostAsync(bool delivered)
    {
        await SayAsync("open", "1");
        var dead = false;
        Teams.OnPost = (to, message) =>
        {
            _ = delivered ? Teams.Deliver(to, message) : "";
            dead = true;
            return new SendOutcome.Sent("unheard");
        };
        Table.Before = _ => dead ? TableFault.CrashBefore : null;
        await Assert.ThrowsAsync<ReplicaCrashedException>(() => RunAsync(Minute));
        (Table.Before, Teams.OnPost) = (null, (_, _) => null);
    }
}
