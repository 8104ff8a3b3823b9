using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>A card that proves to have arrived after all is brought up to date with what it missed: nothing else would ever change it.</summary>
public sealed class MissedUpdateTests : DeliveryTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Press_OnACardWhoseUpdateWasGivenUp_BringsItUpToDate()
    {
        var card = await ArrivedUnknownAsync(Kind);
        await SayAsync("closed", "1|open|leave", number: 2);
        await RunAsync(Minute);
        var given = await CountsAsync("closed");

        await PressAsync(card);
        await RunAsync(Minute);

        Assert.Equal(new(0, 0, 0, 1, 0), given);
        Assert.EndsWith("=2", Teams.Shown(card), StringComparison.Ordinal);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("open"));
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
        Assert.Single(Teams.Updates);
        await RunAsync(TimeSpan.FromHours(1));
        Assert.DoesNotContain(Table.AllRows, row => row.Partition.StartsWith("due|", StringComparison.Ordinal) || row.Key.StartsWith("open|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Press_OnACardWhoseReminderWasUpdatedInItsPlace_BringsItUpToDateToo()
    {
        var card = await ArrivedUnknownAsync(Matters.Kind);
        await RunAsync(TimeSpan.FromHours(1));
        await SayAsync("closed", "1|open|leave", number: 2, kind: Matters.Kind);
        await RunAsync(Minute);

        await PressAsync(card);
        await RunAsync(Minute);

        Assert.All(Teams.Posts, post => Assert.EndsWith("=2", Teams.Shown(post.ActivityId), StringComparison.Ordinal));
        Assert.Equal(2, Teams.Posts.Count);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
    }

    /// <summary>The press settles the card after the update has found it uncertain, and before the update is given up.</summary>
    [Fact]
    public async Task Press_WhileTheUpdateIsBeingGivenUp_BringsTheCardUpToDate()
    {
        var card = await ArrivedUnknownAsync(Kind);
        await SayAsync("closed", "1|open|leave", number: 2);
        Table.Before = call =>
        {
            if (call.Writes?.OfType<Core.Tables.Write.ReplaceOne>().Any(write => write.Fields.TextOrNull("why") == DeliveryRecord.EarlierNotDelivered) is true)
            {
                Table.Before = null;
                PressAsync(card).GetAwaiter().GetResult();
            }

            return null;
        };

        await RunAsync(Minute);

        Assert.EndsWith("=2", Teams.Shown(card), StringComparison.Ordinal);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
    }

    /// <summary>Delivery finds the intent still settled, between the announcement and the press's commit.</summary>
    [Fact]
    public async Task Press_WhoseCommitIsOvertakenByItsDueWork_BringsTheCardUpToDateAllTheSame()
    {
        var card = await ArrivedUnknownAsync(Kind);
        await SayAsync("closed", "1|open|leave", number: 2);
        await RunAsync(Minute);
        Table.Before = call =>
        {
            if (call.Writes?.OfType<Core.Tables.Write.ReplaceOne>().Any(write => write.Fields.TextOrNull("activity") == card) is true)
            {
                Table.Before = null;
                RunAsync(Minute).GetAwaiter().GetResult();
            }

            return null;
        };

        await PressAsync(card);
        await RunAsync(TimeSpan.FromHours(1));

        Assert.EndsWith("=2", Teams.Shown(card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settle_ByASenderThatOutlivedItsLease_SendsTheUpdateThatWasGivenUp()
    {
        await KeepChannelsAsync(1);
        await SayAsync("open", "1");
        var card = "";
        Teams.OnPost = (to, message) =>
        {
            var other = Start("other");
            Clock.Advance(5 * Minute);
            RunAsync(Minute, other).GetAwaiter().GetResult();
            SayAsync("closed", "1|open|leave", number: 2).GetAwaiter().GetResult();
            RunAsync(Minute, other).GetAwaiter().GetResult();
            return new SendOutcome.Sent(card = Teams.Deliver(to, message));
        };

        await RunAsync(Minute);
        await RunAsync(5 * Minute);

        Assert.EndsWith("=2", Teams.Shown(card), StringComparison.Ordinal);
        Assert.Equal(new(0, 0, 1, 0, 0), await CountsAsync("closed"));
    }

    private Task PressAsync(string card) => Replica.Outbox.SettleByPressAsync(Notices.Partition("n"), "open", Notices.Group(0), card, default);

    /// <summary>One post, delivered and answered ambiguously; then everything works.</summary>
    private async Task<string> ArrivedUnknownAsync(string kind)
    {
        await KeepChannelsAsync(1);
        Teams.OnPost = (to, message) =>
        {
            Teams.Deliver(to, message);
            return new SendOutcome.Ambiguous("502");
        };
        await SayAsync("open", "1", kind: kind);
        await RunAsync(TimeSpan.FromSeconds(10));
        Teams.OnPost = (_, _) => null;
        return Assert.Single(Teams.Posts).ActivityId;
    }
}
