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

    [Fact]
    public async Task V19_AnAmendment_IsToldToEveryVoter_AndACardOfTheEarlierWordingIsAnsweredWithTheNewOne()
    {
        await using var running = await RunningBot.StartCountyAsync();
        await OpenAsync(running);
        var (voted, waiting) = (await VoterAsync(running, "head.990101"), await VoterAsync(running, "head.990102"));
        await voted.VoteAsync("p1");
        var adviser = await VoterAsync(running, "adviser.fernshaw@council");

        Assert.Contains("Only the words of an option can change", await adviser.PressAsync("polls.reword"), StringComparison.Ordinal);
        Assert.Contains("Write a reason", await adviser.PressAsync("polls.amend", new { rewordTo0 = "Talk by five", rewordReason = " " }), StringComparison.Ordinal);
        Assert.Contains("Heads asked for plainer words.", await adviser.PressAsync("polls.amend", new { rewordTo0 = "Talk by five", rewordReason = "Heads asked for plainer words." }), StringComparison.Ordinal);

        // This head's card is still the one of the first wording.
        var answer = await waiting.VoteAsync("p2");
        Assert.Contains("The question has changed since your card was made", answer, StringComparison.Ordinal);
        Assert.Contains("Talk by five", answer, StringComparison.Ordinal);
        Assert.Contains("Your vote is in", await waiting.VoteAsync("p2"), StringComparison.Ordinal);

        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));
        Assert.Contains("Heads asked for plainer words.", await ChannelCardAsync(running, "head.990107"), StringComparison.Ordinal);
        Assert.Contains("The question has changed", await voted.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Your vote stands, and you can change it.", await voted.PressAsync("polls.show"), StringComparison.Ordinal);
    }
}
