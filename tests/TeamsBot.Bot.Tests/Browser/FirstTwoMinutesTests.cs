using TeamsBot.Bot.Local;
using Xunit;

namespace TeamsBot.Bot.Tests.Browser;

/// <summary>What README promises a newcomer, in a browser, on the real bot and the sample county: a vote, its result, a decline with its reason, and the update.</summary>
[Collection(nameof(Chromium))]
public sealed class FirstTwoMinutesTests(Chromium chromium)
{
    private const string Head = "You are the head of Kestrel Bank Primary";
    private const string Chair = "You are the chair of Fernshaw Locality Board";
    private const string Network = "Alder Vale Network";
    private const string Reason = "The speech therapists are fully booked until the summer. Please ask again in June.";

    [SkippableTheory, InlineData(1280), InlineData(320)]
    public async Task ReadmesFourSteps_InTheBrowser_ShowTheVoteTheResultTheDeclineAndTheUpdate(int width)
    {
        var page = await chromium.OpenAsync(width);
        await using var running = await RunningBot.StartAsync();
        await FirstStart.SampleAsync(running.Bot, default);
        await using var visitor = new Visitor(page, running.Bot.Teams.Address);

        await VoteAsync(visitor);
        await ReadTheResultAsync(visitor);
        await DeclineAsync(visitor);
        await running.RunDueAsync(); // What the host's loop does by itself in a trial: everybody who voted is told.
        await ReadTheAnswerAsync(visitor);
        await ReadTheUpdateAsync(visitor);
    }

    private static async Task VoteAsync(Visitor visitor)
    {
        await visitor.ReadsFirstPageAsync();
        await visitor.BecomeAsync(Head);
        await visitor.ReadsAsync("Choose up to three priorities", "5 of 7 schools have voted.");
        await visitor.TickAsync("Early language");
        await visitor.PressAsync("Send my vote", Network);
        await visitor.ReadsAsync("Your vote is in", "6 of 7 schools have voted.");
    }

    private static async Task ReadTheResultAsync(Visitor visitor)
    {
        await visitor.MoveClockAsync("A week on"); // V9: voting closes on the way.
        await visitor.ReadsAsync("Agreed: one priority", "Your school chose", "6 of 6");
        await visitor.OpenChannelAsync(Network);
        await visitor.ReadsAsync("Agreed: one priority", "To be agreed, a priority needs more than half of the 6"); // V16
        await visitor.ReadsAsync("Sent up", "Fernshaw Locality Board");
    }

    private static async Task DeclineAsync(Visitor visitor)
    {
        await visitor.BecomeAsync(Chair);
        await visitor.ReadsAsync("Will the board accept this?", $"{Network} asks");
        await visitor.PressAsync("Decline…", $"{Network} asks");
        await visitor.PressAsync("Decline with this reason", $"{Network} asks");
        await visitor.ReadsAsync("Will the board accept this?", "Write a reason before you decline."); // E5
        await visitor.WriteAsync("Why is the board declining?", Reason, $"{Network} asks");
        await visitor.PressAsync("Decline with this reason", $"{Network} asks");
        await visitor.ReadsAsync("Declined", Reason);
    }

    private static async Task ReadTheAnswerAsync(Visitor visitor)
    {
        await visitor.BecomeAsync(Head);
        await visitor.ReadsAsync("Declined by the board", "You hear because Kestrel Bank Primary voted.", Reason);
        await visitor.OpenChannelAsync(Network); // E7
        await visitor.ReadsAsync("Declined", "Fernshaw Locality Board declined it", Reason);
    }

    private static async Task ReadTheUpdateAsync(Visitor visitor)
    {
        await visitor.MoveClockAsync("Two weeks on");
        await visitor.ReadsAsync("about what you agreed", "Declined: Early language", "by Fernshaw Locality Board"); // S1
    }
}
