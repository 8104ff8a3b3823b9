using System.Globalization;
using System.Text.Json;
using TeamsBot.Core.Consultations;
using Xunit;

namespace TeamsBot.Bot.Tests.Consultations;

/// <summary>A consultation as the people of the sample county live it: over real HTTP, by the cards they see, from the form to the result.</summary>
public sealed class ConsultationOverHttpTests
{
    private const string Aims = "a1,a2,a3";
    private const string Principles = "p1,p2,p3";

    [Fact]
    public async Task AConsultation_FromTheFormToTheResult_IsAnsweredByTheCardsPeopleSee()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var administrator = await PersonAsync(running, "admin@council.example");
        await administrator.SayAsync("consult");
        var form = await administrator.CardAsync();
        var closes = DateTimeOffset.FromUnixTimeSeconds(long.Parse(form.GetProperty("body").EnumerateArray().Single(input => input.TryGetProperty("id", out var id) && id.GetString() == "closes").GetProperty("value").GetString()!, CultureInfo.InvariantCulture));
        Assert.Contains("at least two options", await administrator.PressAsync(ConsultationForm.Open, new { options2 = "Fair" }), StringComparison.Ordinal);
        Assert.Contains("✓ The consultation is open", await administrator.PressAsync(ConsultationForm.Open, new { options2 = "Fair\nOpen\nAdded to what works\nClose to schools" }), StringComparison.Ordinal);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));

        // V8: four of three is refused with everything kept; then it is right, is changed, and Teams repeats the press.
        var head = await PersonAsync(running, "head.990101@schools.example");
        var refused = await head.AnswerAsync("a1,a2,a3,a4", "own1,own2,own3", "More **transport**");
        Assert.Contains("Under Aims you ticked four. Tick exactly three.", refused, StringComparison.Ordinal);
        Assert.Contains("a1,a2,a3,a4", refused, StringComparison.Ordinal);
        Assert.Contains("More **transport**", refused, StringComparison.Ordinal);
        Assert.Contains("Your answer is in", await head.AnswerAsync(Aims, "own1,own2,own3", "More **transport**"), StringComparison.Ordinal);
        Assert.Contains("More **transport**", await head.PressAsync("consultations.change"), StringComparison.Ordinal);
        Assert.Contains("Data flows both ways", await head.AnswerAsync("a1,a2,a4", "own1,own2,own3", "More **transport**"), StringComparison.Ordinal);
        await head.PressAsync("consultations.change");
        Assert.Contains("1 of 24 schools have answered", await head.AnswerAsync("a4,a1,a2", "own1,own2,own3", "More **transport**"), StringComparison.Ordinal);
        Assert.Contains("Your head has answered", await (await PersonAsync(running, "deputy.990101@schools.example")).AnswerAsync(Aims, "own1,own2,own3", ""), StringComparison.Ordinal);

        for (var school = 2; school <= 20; school++)
        {
            Assert.Contains("Your answer is in", await (await PersonAsync(running, $"head.9901{school:D2}@schools.example")).AnswerAsync(Aims, "own1,own2,own4", $"From {school}"), StringComparison.Ordinal);
        }

        Assert.Contains("20 of 24 schools have answered", await administrator.PressAsync("consultations.count"), StringComparison.Ordinal);
        await running.MoveToAsync(closes.AddSeconds(-1));
        running.Clock.MoveTo(closes); // V9: the deadline has passed, whether or not anybody has closed it.
        Assert.Contains("The consultation had closed", await (await PersonAsync(running, "head.990122@schools.example")).AnswerAsync(Aims, "own1,own2,own4", ""), StringComparison.Ordinal);
        await running.MoveToAsync(closes.AddMinutes(2));

        var result = await head.ReadAsync();
        Assert.Contains("What schools said", result, StringComparison.Ordinal);
        Assert.Contains("20 of 24 schools answered", result, StringComparison.Ordinal);
        Assert.Contains("Best outcomes (20), Every kind of school (20), All sectors (19), Two-way data (1)", result, StringComparison.Ordinal);
        Assert.Contains("Your school chose under Aims: Best outcomes, Every kind of school and Two-way data.", result, StringComparison.Ordinal);
        Assert.Contains("Primary", await head.PressAsync("consultations.byPhase"), StringComparison.Ordinal);

        await CheckChannelAsync(running);
        Assert.Contains("More **transport**", await administrator.PressAsync("consultations.written"), StringComparison.Ordinal);
    }

    private static async Task CheckChannelAsync(RunningBot running)
    {
        var governor = await running.FindAsync("head.990113@schools.example");
        var shown = (await governor.ReadAsync(await governor.ChannelAsync("Tarnside Network"))).Select(message => Words(message.GetProperty("card"))).Single(words => words.Contains("What schools said", StringComparison.Ordinal));
        Assert.Contains("20 of 24 schools answered", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("transport", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Kestrel", shown, StringComparison.Ordinal);
    }

    private static async Task<Reader> PersonAsync(RunningBot running, string upn)
    {
        var person = await running.FindAsync(upn);
        return new(person, await person.ChatAsync());
    }

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

    /// <summary>Somebody at the consultation's card in their own chat.</summary>
    private sealed class Reader(Someone person, string chat)
    {
        public async Task<JsonElement> CardAsync() => (await LastAsync("\"consultations.")).GetProperty("card");

        public async Task<string> ReadAsync() => Words(await CardAsync());

        public async Task SayAsync(string text) => await person.SayAsync(chat, text);

        public Task<string> AnswerAsync(string part1, string part2, string words1) => PressAsync("consultations.answer", new { part1, part2, words1, words2 = "" });

        public async Task<string> PressAsync(string action, object? inputs = null)
        {
            var message = (await LastAsync($"\"{action}\"")).GetProperty("id").GetString()!;
            return Words((await person.PressAsync(chat, message, action, inputs)).GetProperty("card"));
        }

        private async Task<JsonElement> LastAsync(string having) =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains(having, StringComparison.Ordinal));
    }
}
