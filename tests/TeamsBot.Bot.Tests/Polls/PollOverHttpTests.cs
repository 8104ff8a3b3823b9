using System.Globalization;
using System.Text.Json;
using TeamsBot.Core.Polls;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Polls;

/// <summary>A poll as the people of the sample county live it: over real HTTP, by the cards they see, from the form to the result.</summary>
public sealed partial class PollOverHttpTests
{
    private const string Network = "Alder Vale Network";

    [Fact]
    public async Task APoll_FromTheFormToTheResult_IsVotedOnByTheCardsPeopleSee()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var closes = await OpenAsync(running);
        var (head, deputy) = (await VoterAsync(running, "head.990101"), await VoterAsync(running, "deputy.990101"));

        // A head votes, changes, and Teams repeats the press.
        Assert.Contains("Your vote is in", await head.VoteAsync("p1,p2"), StringComparison.Ordinal);
        await head.PressAsync("polls.change");
        Assert.Contains("Mental health", await head.VoteAsync("p1,p3"), StringComparison.OrdinalIgnoreCase);
        await head.PressAsync("polls.change");
        Assert.Contains("1 of 7 schools have voted", await head.VoteAsync("p3,p1"), StringComparison.Ordinal);

        // V3: the deputy's card is answered with the head's vote that stands; where the deputy was first, the head's replaces it.
        Assert.Contains("Your head has voted", await deputy.VoteAsync("p2"), StringComparison.Ordinal);
        await (await VoterAsync(running, "deputy.990104")).VoteAsync("p3");
        Assert.Contains("2 of 7 schools have voted", await (await VoterAsync(running, "head.990104")).VoteAsync("p1"), StringComparison.Ordinal);

        await VoteFromTheChannelAsync(running);
        await (await VoterAsync(running, "head.990103")).VoteAsync("p1");
        Assert.Contains("None of these", await (await VoterAsync(running, "head.990105")).PressAsync("polls.abstain"), StringComparison.Ordinal);

        // V8: four of three is refused, and the four stay ticked.
        var tooMany = await VoterAsync(running, "head.990106");
        Assert.Contains("Tick three at most", await tooMany.VoteAsync("p1,p2,p3,p4"), StringComparison.Ordinal);
        Assert.Contains("p1,p2,p3,p4", await tooMany.ReadAsync(), StringComparison.Ordinal);

        // V17: the channel follows how many have voted, and nothing of what they chose.
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        var channel = await ChannelCardAsync(running, "head.990107");
        Assert.Contains("5 of 7 schools have voted", channel, StringComparison.Ordinal);
        Assert.DoesNotContain("4 of 5", channel, StringComparison.Ordinal);

        await CloseAsync(running, closes);
    }

    [Fact]
    public async Task AForm_ThatIsNotRight_ComesBackWithWhatWasTyped()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var adviser = await VoterAsync(running, "adviser.fernshaw@council");
        await adviser.SayAsync("poll");

        var refused = await adviser.PressAsync(PollForm.Open, new { options = "Reading\nreading" });

        Assert.Contains("Two options are the same", refused, StringComparison.Ordinal);
        Assert.Contains("Reading\nreading", refused, StringComparison.Ordinal);
        Assert.Contains("The poll is open", await adviser.PressAsync(PollForm.Open, new { options = "Reading\nWriting", atMost = "1" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V15_ATie_IsSettledByTheCastingVoteOfTheNetworksChair_AndEveryCopySaysSo()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var closes = await OpenAsync(running, new { options = "Reading\nWriting\nSums", atMost = "2" });
        foreach (var (head, choices) in new[] { (2, "own1,own2"), (3, "own1,own2"), (4, "own1,own3"), (5, "own1,own3"), (6, "own2,own3") })
        {
            await (await VoterAsync(running, $"head.99010{head}")).VoteAsync(choices);
        }

        await running.MoveToAsync(closes.AddMinutes(2));
        var chair = await VoterAsync(running, "head.990101");
        Assert.Contains("asks you, as its chair, to settle a tie", await chair.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Write a reason", await chair.PressAsync("polls.castingVote", new { casting = "own3", castingReason = " " }), StringComparison.Ordinal);
        Assert.Contains("The tie is settled", await chair.PressAsync("polls.castingVote", new { casting = "own3", castingReason = "Most schools asked for it before." }), StringComparison.Ordinal);

        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));
        foreach (var card in new[] { await ChannelCardAsync(running, "head.990107"), await (await VoterAsync(running, "head.990102")).ReadAsync() })
        {
            Assert.Contains("✓ Agreed: two priorities", card, StringComparison.Ordinal);
            Assert.Contains("The chair’s casting vote", card, StringComparison.Ordinal);
            Assert.Contains("Most schools asked for it before.", card, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task V12_MoreTime_GivenByTheFacilitator_IsToldToThoseWhoHaveNotVoted()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var closes = await OpenAsync(running);
        var (voted, waiting) = (await VoterAsync(running, "head.990101"), await VoterAsync(running, "head.990102"));
        await voted.VoteAsync("p1");
        var adviser = await VoterAsync(running, "adviser.fernshaw@council");
        var later = closes.AddDays(closes.DayOfWeek is DayOfWeek.Friday ? 3 : 1);

        Assert.Contains("Write a reason", await adviser.PressAsync("polls.extend", new { until = $"{later.ToUnixTimeSeconds()}", extendReason = " " }), StringComparison.Ordinal);
        Assert.Contains("Two schools were closed", await adviser.PressAsync("polls.extend", new { until = $"{later.ToUnixTimeSeconds()}", extendReason = "Two schools were closed." }), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));

        Assert.Contains("Two schools were closed", await ChannelCardAsync(running, "head.990107"), StringComparison.Ordinal);
        Assert.DoesNotContain("There is more time to vote", await voted.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("There is more time to vote", await waiting.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("asks for the vote of", await waiting.PressAsync("polls.show"), StringComparison.Ordinal);

        await running.MoveToAsync(closes.AddMinutes(5));
        Assert.Contains("Your vote is in", await waiting.VoteAsync("p1"), StringComparison.Ordinal);
    }

    private static async Task<DateTimeOffset> OpenAsync(RunningBot running, object? inputs = null)
    {
        var adviser = await VoterAsync(running, "adviser.fernshaw@council");
        await adviser.SayAsync("poll");
        var form = await adviser.CardAsync();
        var closes = Find(form, "closes") ?? throw new InvalidOperationException("The form has no closing time.");

        Assert.Contains("The poll is open", await adviser.PressAsync(PollForm.Open, inputs), StringComparison.Ordinal);

        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(closes, CultureInfo.InvariantCulture));
    }

    private static async Task VoteFromTheChannelAsync(RunningBot running)
    {
        var head = await running.FindAsync("head.990102@schools.example");
        var channel = await head.ChannelAsync(Network);
        var message = (await head.ReadAsync(channel))[^1].GetProperty("id").GetString()!;

        var ballot = Words((await head.PressAsync(channel, message, "polls.ballot")).GetProperty("card"));
        Assert.Contains("asks for the vote of Cold Keld Primary", ballot, StringComparison.Ordinal);
        var voted = Words((await head.PressAsync(channel, message, "polls.vote", new { choices = "p1" })).GetProperty("card"));

        Assert.Contains("3 of 7 schools have voted", voted, StringComparison.Ordinal);
        Assert.DoesNotContain("Your vote is in", await ChannelCardAsync(running, "head.990107"), StringComparison.Ordinal); // In the presser's own view only.
    }

    private static async Task CloseAsync(RunningBot running, DateTimeOffset closes)
    {
        await running.MoveToAsync(closes.AddSeconds(-1));
        running.Clock.MoveTo(closes); // V9: the deadline has passed, whether or not anybody has closed the poll.
        var late = await VoterAsync(running, "head.990107");
        Assert.Contains("Your school can still vote", await late.ReadAsync(), StringComparison.Ordinal); // V20: the reminder of that morning.
        Assert.Contains("Voting had closed", await late.VoteAsync("p2"), StringComparison.Ordinal);

        await running.MoveToAsync(closes.AddMinutes(2));

        // V16, on every copy: the channel's, a voter's, and that of somebody who came too late.
        foreach (var card in new[] { await ChannelCardAsync(running, "head.990107"), await (await VoterAsync(running, "head.990101")).ReadAsync(), await late.ReadAsync() })
        {
            Assert.Contains("✓ Agreed: one priority", card, StringComparison.Ordinal);
            Assert.Contains("5 of 7 schools voted; at least 4 had to.", card, StringComparison.Ordinal);
            Assert.Contains("4 of 5", card, StringComparison.Ordinal);
        }

        var votes = await late.PressAsync("polls.votes");
        Assert.Contains("did not vote", votes, StringComparison.Ordinal);
    }

    private static async Task<string> ChannelCardAsync(RunningBot running, string who)
    {
        var person = await running.FindAsync($"{who}@schools.example");
        var shown = (await person.ReadAsync(await person.ChannelAsync(Network))).Select(message => Words(message.GetProperty("card")));
        return shown.Last(words => words.Contains("is choosing what its", StringComparison.Ordinal) || words.Contains("voted on what to work on", StringComparison.Ordinal));
    }

    private static async Task<Voter> VoterAsync(RunningBot running, string who)
    {
        var person = await running.FindAsync(who.Contains('@', StringComparison.Ordinal) ? $"{who}.example" : $"{who}@schools.example");
        return new(person, await person.ChatAsync());
    }

    /// <summary>The value that the input of that id has on a card.</summary>
    private static string? Find(JsonElement card, string id) =>
        card.GetProperty("body").EnumerateArray().Where(element => element.TryGetProperty("id", out var named) && named.GetString() == id).Select(element => element.GetProperty("value").GetString()).FirstOrDefault();

    /// <summary>Somebody at the poll's card in their own chat: the last card that stands there, or the last that has the action to press.</summary>
    private sealed class Voter(Someone person, string chat)
    {
        public async Task<JsonElement> CardAsync() => (await LastAsync()).GetProperty("card");

        public async Task<string> ReadAsync() => Words(await CardAsync());

        public async Task SayAsync(string text) => await person.SayAsync(chat, text);

        public Task<string> VoteAsync(string choices) => PressAsync("polls.vote", new { choices });

        public async Task<string> PressAsync(string action, object? inputs = null)
        {
            var message = (await LastAsync($"\"{action}\"")).GetProperty("id").GetString()!;
            return Words((await person.PressAsync(chat, message, action, inputs)).GetProperty("card"));
        }

        // With an action: the last card that has it.
        private async Task<JsonElement> LastAsync(string having = "") =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains(having, StringComparison.Ordinal));
    }
}
