using Xunit;

namespace TeamsBot.Bot.Tests.Polls;

/// <summary>What whoever runs a poll may do, by the cards they see.</summary>
public sealed partial class PollOverHttpTests
{
    [Fact]
    public async Task V12_EarlyClose_OnceEverySchoolHasVoted_IsTheChairsAndStandsOnEveryCopy()
    {
        await using var running = await RunningBot.StartCountyAsync();
        await OpenAsync(running);
        foreach (var school in Enumerable.Range(1, 7))
        {
            await (await VoterAsync(running, $"head.99010{school}")).VoteAsync("p1");
        }

        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));
        var chair = await VoterAsync(running, "head.990101");
        Assert.Contains("Every school that can vote has voted", await chair.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Write a reason", await chair.PressAsync("polls.closeEarly", new { closeReason = " " }), StringComparison.Ordinal);

        Assert.Contains("✓ Agreed: one priority", await chair.PressAsync("polls.closeEarly", new { closeReason = "The board meets tomorrow." }), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));

        foreach (var card in new[] { await ChannelCardAsync(running, "head.990107"), await (await VoterAsync(running, "head.990102")).ReadAsync() })
        {
            Assert.Contains("✓ Agreed: one priority", card, StringComparison.Ordinal);
            Assert.Contains("The chair’s reason: The board meets tomorrow.", card, StringComparison.Ordinal);
        }
    }
}
