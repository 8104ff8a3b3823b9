using System.Text.Json;
using TeamsBot.Core.Language;
using Xunit;

namespace TeamsBot.Bot.Tests.Rounds;

/// <summary>A round as the people of the sample county live it: over real HTTP, by the cards they see, from the form to the end.</summary>
public sealed class RoundOverHttpTests
{
    private const string Network = "Alder Vale Network";

    [Fact]
    public async Task ARound_FromTheFormToItsMatter_IsPlayedByTheCardsPeopleSee()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var adviser = await PersonAsync(running, "adviser.fernshaw@council");
        await adviser.SayAsync("round");
        Assert.Contains("A round begins soon", await adviser.PressAsync("rounds.start"), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));

        // Proposals: two schools in their chats, one from the channel; the same press again changes nothing.
        Assert.Contains("Your school has made one proposal", await ProposeAsync(running, "head.990101", "More children talking well by five"), StringComparison.Ordinal);
        Assert.Contains("More children talking well by five", await ProposeAsync(running, "head.990102", "Early talk in every nursery"), StringComparison.Ordinal); // What others proposed.
        await ProposeAsync(running, "head.990103", "Attendance of pupils who miss a day a week");
        await ProposeAsync(running, "head.990104", "Waiting times for mental health support");
        Assert.Contains("Make a proposal", await ChannelAsync(running), StringComparison.Ordinal);

        // Proposals have closed: the facilitator joins two, and both schools hear it.
        await running.MoveToAsync(At(2026, 9, 14, 17).AddMinutes(1));
        Assert.Contains("4 of 7 schools have proposed", await adviser.ReadAsync("rounds.merge"), StringComparison.Ordinal);
        var (first, second) = (await ValueOfAsync(adviser, "More children"), await ValueOfAsync(adviser, "Early talk"));
        var joined = await adviser.PressAsync("rounds.merge", new { joined = $"{first},{second}", mergedText = "Early language for all", mergedTheme = await ThemeAsync(adviser, "mergedTheme") });
        Assert.Contains("Early language for all", joined, StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        Assert.Contains("Your proposal was joined", await (await PersonAsync(running, "head.990102")).ReadAllAsync(), StringComparison.Ordinal);

        // The vote opens by itself, from what stands.
        await running.MoveToAsync(At(2026, 9, 16, 9).AddMinutes(1));
        foreach (var head in Enumerable.Range(1, 5))
        {
            var voter = await PersonAsync(running, $"head.99010{head}");
            Assert.Contains("Your vote is in", await voter.PressAsync("polls.vote", new { choices = await ValueOfAsync(voter, "Early language for all", "polls.vote") }), StringComparison.Ordinal);
        }

        await running.MoveToAsync(At(2026, 9, 23, 17).AddMinutes(2));
        Assert.Contains("Early language for all", await ChannelAsync(running), StringComparison.Ordinal);
        var one = await PersonAsync(running, "head.990101");
        Assert.Contains("The round goes on", await one.ReadAllAsync(), StringComparison.Ordinal);

        // What lies behind it, once the school day has begun; the same press again adds nothing.
        await running.MoveToAsync(At(2026, 9, 24, 10));
        Assert.Contains("✓ Added.", await one.PressAsync("rounds.causes.add", new { listedCause = "_own", ownCause = "Few places at the nursery", causeMark = "External", causeEvidence = "Sixty families wait." }), StringComparison.Ordinal);
        await running.MoveToAsync(At(2026, 9, 24, 11));
        var during = await ChannelAsync(running);
        Assert.Contains("1 of 7 schools has answered so far.", during, StringComparison.Ordinal);
        Assert.DoesNotContain("nursery", during, StringComparison.Ordinal); // V17

        // What would help.
        await running.MoveToAsync(At(2026, 10, 1, 10));
        Assert.Contains("Few places at the nursery", await ChannelAsync(running), StringComparison.Ordinal);
        var suggested = await one.PressAsync("rounds.approaches.add", new { approachText = "A talking hour every day", approachLead = "school-990102", approachStart = "2026-11-02", approachSource = "EEF toolkit", approachStrength = "Strong" });
        Assert.Contains("Cold Keld Primary leads, from Monday 2 November; evidence: strong, EEF toolkit", suggested, StringComparison.Ordinal);

        // The round is over: what was gathered stands on the board's card.
        await running.MoveToAsync(At(2026, 10, 8, 10));
        var matter = await (await PersonAsync(running, "chair.fernshaw@council")).ReadAsync("escalations.accept");
        Assert.Contains("Few places at the nursery (external). Evidence: Sixty families wait.", matter, StringComparison.Ordinal);
        Assert.Contains("A talking hour every day (Cold Keld Primary leads", matter, StringComparison.Ordinal);
    }

    private static async Task<string> ProposeAsync(RunningBot running, string head, string text)
    {
        var person = await PersonAsync(running, head);
        return await person.PressAsync("rounds.propose", new { proposalText = text, proposalTheme = await ThemeAsync(person, "proposalTheme") });
    }

    /// <summary>The first theme that a form of theirs offers.</summary>
    private static async Task<string> ThemeAsync(Reader person, string input) =>
        Elements(await person.CardAsync(input)).First(element => element.TryGetProperty("id", out var id) && id.GetString() == input).GetProperty("choices")[0].GetProperty("value").GetString()!;

    /// <summary>The value of the choice that begins so.</summary>
    private static async Task<string> ValueOfAsync(Reader person, string title, string having = "rounds.merge") =>
        Elements(await person.CardAsync(having)).Where(element => element.TryGetProperty("choices", out _)).SelectMany(element => element.GetProperty("choices").EnumerateArray())
            .First(choice => choice.GetProperty("title").GetString()!.StartsWith(title, StringComparison.Ordinal)).GetProperty("value").GetString()!;

    private static async Task<string> ChannelAsync(RunningBot running)
    {
        var person = await running.FindAsync("head.990107@schools.example");
        var shown = (await person.ReadAsync(await person.ChannelAsync(Network))).Select(message => Words(message.GetProperty("card")));
        return shown.Single(words => words.Contains("step by step and without a meeting", StringComparison.Ordinal)); // One card a round.
    }

    private static async Task<Reader> PersonAsync(RunningBot running, string who)
    {
        var person = await running.FindAsync(who.Contains('@', StringComparison.Ordinal) ? $"{who}.example" : $"{who}@schools.example");
        return new(person, await person.ChatAsync());
    }

    private static DateTimeOffset At(int year, int month, int day, int hour) => When.At(new(year, month, day, hour, 0));

    private static IEnumerable<JsonElement> Elements(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Elements(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Elements),
        _ => [],
    };

    /// <summary>All text of a card and the values of its inputs, with plain spaces; the runs of a paragraph follow one another as they are read.</summary>
    private static string Words(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => string.Concat(element.EnumerateObject().Select(Words)) + (element.TryGetProperty("type", out var type) && type.GetString() == "TextRun" ? "" : " "),
        JsonValueKind.Array => string.Concat(element.EnumerateArray().Select(Words)),
        _ => "",
    };

    private static string Words(JsonProperty property) =>
        property.Value.ValueKind is not JsonValueKind.String ? Words(property.Value)
        : property.Name is "text" or "title" or "value" ? property.Value.GetString()!.Replace('\u00A0', ' ')
        : "";

    /// <summary>Somebody at the cards in their own chat: the last that has what is looked for.</summary>
    private sealed class Reader(Someone person, string chat)
    {
        public async Task<JsonElement> CardAsync(string having) => (await LastAsync(having)).GetProperty("card");

        public async Task<string> ReadAsync(string having) => Words(await CardAsync(having));

        public async Task<string> ReadAllAsync() => string.Concat((await person.ReadAsync(chat)).Select(message => message.TryGetProperty("card", out var card) ? Words(card) : ""));

        public async Task SayAsync(string text) => await person.SayAsync(chat, text);

        public async Task<string> PressAsync(string action, object? inputs = null)
        {
            var message = (await LastAsync(action)).GetProperty("id").GetString()!;
            return Words((await person.PressAsync(chat, message, action, inputs)).GetProperty("card"));
        }

        private async Task<JsonElement> LastAsync(string having) =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains($"\"{having}\"", StringComparison.Ordinal));
    }
}
