using System.Globalization;
using System.Text.Json;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Escalations;

/// <summary>The life of a matter as the people of the sample county live it: over real HTTP, by the cards they see.</summary>
public sealed class MatterOverHttpTests
{
    private static readonly int[] Heads = [990101, 990102, 990103, 990104];

    [Fact]
    public async Task E2_E5_E7_AMatter_FromItsReturnToItsEnd_IsPlayedByTheCardsPeopleSee()
    {
        await using var running = await AgreedAsync();
        var (chair, clerk) = (await ReaderAsync(running, "chair.fernshaw@council.example"), await ReaderAsync(running, "clerk.fernshaw@council.example"));
        var (adviser, head) = (await ReaderAsync(running, "adviser.fernshaw@council.example"), await ReaderAsync(running, Heads[0]));

        // Acknowledged; the clerk's press from the old card is told so.
        var old = await clerk.OpenAsync("escalations.acknowledge");
        Assert.Contains("✓ Acknowledged", await chair.PressAsync("escalations.acknowledge"), StringComparison.Ordinal);
        Assert.Contains("Already acknowledged by the chair of Fernshaw Locality Board", await clerk.PressAsync("escalations.acknowledge", on: old), StringComparison.Ordinal);

        // Returned with what is missing; the voters hear, and the facilitator sends it again with what has changed.
        Assert.Contains("↓ Returned", await chair.PressAsync("escalations.return", new { returnReason = "Please say which schools would share a therapist." }), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(5));
        Assert.Contains("↓ Returned by the board", await head.ReadAllAsync(), StringComparison.Ordinal);
        Assert.Contains("↑ Sent again", await adviser.PressAsync("escalations.again", new { changed = "Four schools would, from January." }), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(5));

        // Accepted with who sees to it and the next day; then how it goes, and the end.
        var accepted = await chair.PressAsync("escalations.accept", new { owner = "the head of speech and language therapy", nextDate = NextDay(running, 20) });
        Assert.Contains("✓ Accepted", accepted, StringComparison.Ordinal);
        Assert.Contains("Who sees to it: the head of speech and language therapy.", accepted, StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(5));
        Assert.Contains("→ In progress", await clerk.PressAsync("escalations.progress", new { progress = "One therapist found.", owner = "", nextDate = NextDay(running, 40) }), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(5));
        Assert.Contains("✓ Resolved", await chair.PressAsync("escalations.resolve", new { outcome = "All children were seen." }), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(5));

        var told = await head.ReadAllAsync();
        Assert.Equal([1, 1, 1], new[] { "↓ Returned by the board", "✓ Accepted by the board", "✓ Resolved by the board" }.Select(heading => told.Split(heading).Length - 1));
        Assert.Contains("All children were seen.", told, StringComparison.Ordinal);
        var channel = await head.ReadChannelAsync("Alder Vale Network");
        Assert.Contains("Fernshaw Locality Board has finished what it did.", channel, StringComparison.Ordinal);
        Assert.Contains("Fernshaw Locality Board returned it without deciding", channel, StringComparison.Ordinal);
    }

    private static string NextDay(RunningBot running, int days) => running.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Four of the seven schools of Alder Vale choose the first option, and it has gone up.</summary>
    private static async Task<RunningBot> AgreedAsync()
    {
        var running = await RunningBot.StartCountyAsync();
        var adviser = await ReaderAsync(running, "adviser.fernshaw@council.example");
        await adviser.SayAsync("poll");
        var closes = await adviser.ValueAsync("polls.open", "closes");
        await adviser.PressAsync("polls.open");
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        foreach (var head in Heads)
        {
            await (await ReaderAsync(running, head)).PressAsync("polls.vote", new Dictionary<string, string> { ["choices"] = "p1" });
        }

        await running.MoveToAsync(DateTimeOffset.FromUnixTimeSeconds(long.Parse(closes, CultureInfo.InvariantCulture)).AddMinutes(5));
        return running;
    }

    private static Task<Reader> ReaderAsync(RunningBot running, int school) => ReaderAsync(running, $"head.{school}@schools.example");

    private static async Task<Reader> ReaderAsync(RunningBot running, string upn)
    {
        var person = await running.FindAsync(upn);
        return new(person, await person.ChatAsync());
    }

    /// <summary>Somebody at the cards in their own chat: the last that has what is looked for.</summary>
    private sealed class Reader(Someone person, string chat)
    {
        public async Task SayAsync(string text) => await person.SayAsync(chat, text);

        public async Task<JsonElement> OpenAsync(string having) =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains($"\"{having}\"", StringComparison.Ordinal));

        public async Task<string> PressAsync(string action, object? inputs = null, JsonElement? on = null) =>
            Words((await person.PressAsync(chat, (on ?? await OpenAsync(action)).GetProperty("id").GetString()!, action, inputs)).GetProperty("card"));

        public async Task<string> ValueAsync(string having, string input) =>
            (await OpenAsync(having)).GetProperty("card").GetProperty("body").EnumerateArray().Single(element => element.TryGetProperty("id", out var id) && id.GetString() == input).GetProperty("value").GetString()!;

        public async Task<string> ReadAllAsync() => string.Concat((await person.ReadAsync(chat)).Select(message => message.TryGetProperty("card", out var card) ? Words(card) : ""));

        public async Task<string> ReadChannelAsync(string name) =>
            string.Concat((await person.ReadAsync(await person.ChannelAsync(name))).Select(message => message.TryGetProperty("card", out var card) ? Words(card) : ""));
    }
}
