using Xunit;

namespace TeamsBot.Bot.Tests.Polls;

/// <summary>A secret poll, by the cards people see.</summary>
public sealed partial class PollOverHttpTests
{
    [Fact]
    public async Task V18_ASecretPoll_FromTheFormToTheResult_ShowsNobodyWhatASchoolChose()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var closes = await OpenAsync(running, new { secrecy = "Secret" });
        var (head, deputy) = (await VoterAsync(running, "head.990101"), await VoterAsync(running, "deputy.990101"));

        Assert.Contains("This is a secret vote", await ChannelCardAsync(running, "head.990107"), StringComparison.Ordinal);
        Assert.Contains("It does not protect against somebody who copies the store after each vote.", await head.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Tick three at most", await head.VoteAsync("p1,p2,p3,p4"), StringComparison.Ordinal);
        var voted = await head.VoteAsync("p1,p3");
        Assert.Contains("✓ Your vote is in", voted, StringComparison.Ordinal);
        Assert.DoesNotContain("mental health", voted, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Change my vote", voted, StringComparison.Ordinal);
        Assert.Contains("✓ Your school’s vote is in", await deputy.VoteAsync("p2"), StringComparison.Ordinal);
        foreach (var school in Enumerable.Range(2, 3))
        {
            await (await VoterAsync(running, $"head.99010{school}")).VoteAsync("p1");
        }

        Assert.Contains("5 of 7 schools have voted", await (await VoterAsync(running, "head.990105")).PressAsync("polls.abstain"), StringComparison.Ordinal);
        await running.MoveToAsync(closes.AddMinutes(2));

        foreach (var card in new[] { await ChannelCardAsync(running, "head.990107"), await head.ReadAsync() })
        {
            Assert.Contains("✓ Agreed: one priority", card, StringComparison.Ordinal);
            Assert.Contains("5 of 7 schools voted; at least 5 had to. In a secret vote it is never fewer than five.", card, StringComparison.Ordinal);
            Assert.DoesNotContain("See votes by school", card, StringComparison.Ordinal);
            Assert.DoesNotContain("Your school chose", card, StringComparison.Ordinal);
        }
    }
}
