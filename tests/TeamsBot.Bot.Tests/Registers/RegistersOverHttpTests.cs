using System.Globalization;
using System.Text.Json;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Registers;

/// <summary>The registers as people of the sample county read them, through the real endpoint.</summary>
public sealed class RegistersOverHttpTests
{
    [Fact]
    public async Task Decisions_AfterAVote_AreListedWithTheirWhyAndOpenTheResult_ForTheMembersUnderTheBoard()
    {
        await using var running = await AgreedAsync();
        var neighbour = await ReaderAsync(running, "head.990108@schools.example"); // Of the other network under the same board.

        var list = await neighbour.SayAsync("decisions");
        Assert.Contains("Agreed: Early language", list, StringComparison.Ordinal);
        Assert.Contains("Alder Vale Network, ", list, StringComparison.Ordinal);
        Assert.Contains("4 of 7 schools voted. 4 of them chose Early language. 3 were needed: more than half of the votes.", list, StringComparison.Ordinal);
        Assert.Contains("It asks Fernshaw Locality Board for ", list, StringComparison.Ordinal);

        Assert.Contains("How it was decided", await neighbour.PressAsync("registers.evidence.1"), StringComparison.Ordinal);
        Assert.Contains("Agreed: Early language", await neighbour.PressAsync("registers.decisions"), StringComparison.Ordinal);
        await neighbour.PressAsync("registers.decisionForm");
        var narrowed = await neighbour.PressAsync("registers.decisions", new Dictionary<string, string> { ["by-group"] = "any", ["by-theme"] = "any", ["by-words"] = "nothing like it" });
        Assert.Contains("Nothing that you may read is like that.", narrowed, StringComparison.Ordinal);

        // Somebody of the other locality reads nothing of it.
        var far = await ReaderAsync(running, "head.990113@schools.example");
        Assert.Contains("Once a network or a board decides, it stands here.", await far.SayAsync("decisions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Matters_AfterAVote_ShowWhoHasItAndWhatIsNext_AndOpenTheSameCardAsMine_R115()
    {
        await using var running = await AgreedAsync();
        var (neighbour, head) = (await ReaderAsync(running, "head.990108@schools.example"), await ReaderAsync(running, "head.990101@schools.example"));

        var list = await neighbour.SayAsync("matters language");
        Assert.Contains("Who has it: Fernshaw Locality Board, since ", list, StringComparison.Ordinal);
        Assert.Contains("What is next: Fernshaw Locality Board answers by ", list, StringComparison.Ordinal);
        var opened = await neighbour.PressAsync("registers.matter.1");
        Assert.Contains("How it was agreed", opened, StringComparison.Ordinal);
        Assert.Contains("Who has it: Fernshaw Locality Board", await neighbour.PressAsync("registers.matters"), StringComparison.Ordinal);
        await neighbour.PressAsync("registers.matterForm");
        var over = await neighbour.PressAsync("registers.matters", new Dictionary<string, string> { ["by-state"] = "Over", ["by-tier"] = "any", ["by-group"] = "any", ["by-theme"] = "any" });
        Assert.Contains("those that are over", over, StringComparison.Ordinal);
        Assert.Contains("Nothing that you may read is like that.", over, StringComparison.Ordinal);

        await head.SayAsync("mine");
        Assert.Equal(opened.Replace("Back to the matters", "", StringComparison.Ordinal).TrimEnd(), (await head.PressAsync("mine.open.2")).TrimEnd());

        var far = await ReaderAsync(running, "head.990113@schools.example");
        Assert.Contains("Once a network sends something up, it stands here.", await far.SayAsync("matters"), StringComparison.Ordinal);
    }

    /// <summary>Four of the seven schools of Alder Vale choose early language, and it has gone up.</summary>
    private static async Task<RunningBot> AgreedAsync()
    {
        var running = await RunningBot.StartCountyAsync();
        var adviser = await ReaderAsync(running, "adviser.fernshaw@council.example");
        await adviser.SayAsync("poll");
        var closes = await adviser.InputAsync("closes");
        await adviser.PressAsync("polls.open");
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        foreach (var head in (int[])[990101, 990102, 990103, 990104])
        {
            await (await ReaderAsync(running, $"head.{head}@schools.example")).PressAsync("polls.vote", new Dictionary<string, string> { ["choices"] = "p1" });
        }

        await running.MoveToAsync(DateTimeOffset.FromUnixTimeSeconds(long.Parse(closes, CultureInfo.InvariantCulture)).AddMinutes(5));
        return running;
    }

    private static async Task<Reader> ReaderAsync(RunningBot running, string upn)
    {
        var person = await running.FindAsync(upn);
        return new(person, await person.ChatAsync());
    }

    private sealed class Reader(Someone person, string chat)
    {
        public async Task<string> SayAsync(string text)
        {
            await person.SayAsync(chat, text);
            return Words((await LastAsync()).GetProperty("card"));
        }

        /// <summary>Presses on the last card, whatever stands in its place by now.</summary>
        public async Task<string> PressAsync(string action, object? inputs = null) =>
            Words((await person.PressAsync(chat, (await LastAsync()).GetProperty("id").GetString()!, action, inputs)).GetProperty("card"));

        public async Task<string> InputAsync(string id) =>
            (await LastAsync()).GetProperty("card").GetProperty("body").EnumerateArray().Single(element => element.TryGetProperty("id", out var found) && found.GetString() == id).GetProperty("value").GetString()!;

        private async Task<JsonElement> LastAsync() => (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object);
    }
}
