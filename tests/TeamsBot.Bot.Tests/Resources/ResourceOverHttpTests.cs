using System.Text.Json;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Resources;

/// <summary>Who can help, as the people of the sample county live it: over real HTTP, by the cards they see (R68, R69, R71, R72).</summary>
public sealed class ResourceOverHttpTests
{
    [Fact]
    public async Task R68_R69_R72_AStrengthIsOffered_Confirmed_FoundByItsTheme_AskedFor_AndAnswered()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var (offering, clerk, asking) = (await PersonAsync(running, "head.990113@schools.example"), await PersonAsync(running, "clerk.saltmarsh@council.example"), await PersonAsync(running, "head.990101@schools.example"));
        await offering.SayAsync("resources");
        await offering.PressAsync("resources.offerForm");
        Assert.Contains("It is on offer", await offering.PressAsync("resources.offer", new { strengthTheme = "early-literacy", strengthText = "We show how we teach phonics.", strengthForWhom = "primaries", strengthUntil = "2027-07-16" }), StringComparison.Ordinal);

        await clerk.SayAsync("resources");
        Assert.Contains("one not looked at yet", await clerk.PressAsync("resources.register"), StringComparison.Ordinal);
        await clerk.PressAsync("resources.strength.1");
        Assert.Contains("Confirmed", await clerk.PressAsync("resources.confirm"), StringComparison.Ordinal);
        await SettleAsync(running);
        Assert.Contains("Your strength is confirmed", await offering.ReadAsync(), StringComparison.Ordinal);

        await asking.SayAsync("resources phonics");
        var list = await asking.ReadAsync();
        Assert.Contains("English Hub", list, StringComparison.Ordinal);
        Assert.Contains("Tarnside Primary", list, StringComparison.Ordinal);
        await asking.PressAsync("resources.strength.6"); // behind five resources from outside
        Assert.Contains("Your request is sent", await asking.PressAsync("resources.ask", new { requestWords = "May three of us come for a day?" }), StringComparison.Ordinal);
        await SettleAsync(running);
        Assert.Contains("Answer Kestrel Bank Primary", await offering.SayAndReadAsync("todo"), StringComparison.Ordinal);
        Assert.Contains("Your answer is sent", await offering.PressAsync("resources.reply", new { replyWords = "Come on 4 December." }), StringComparison.Ordinal);
        await SettleAsync(running);
        Assert.Contains("Come on 4 December.", await asking.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Answered", await asking.SayAndReadAsync("mine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R71_ABid_IsRecordedByABoard_AndReadByMembers()
    {
        await using var running = await RunningBot.StartCountyAsync();
        var (chair, head) = (await PersonAsync(running, "chair.partnership@council.example"), await PersonAsync(running, "head.990101@schools.example"));
        await chair.SayAsync("resources");
        await chair.PressAsync("resources.bids");
        await chair.PressAsync("resources.bidForm");
        Assert.Contains("no amount recorded", await chair.PressAsync("resources.recordBid", new { funder = "The department", purpose = "Days with a specialist", bidWith = "Two networks" }), StringComparison.Ordinal);
        Assert.Contains("Sent in", await chair.PressAsync("resources.moveBid", new { bidStatus = "SentIn", bidOutcome = "" }), StringComparison.Ordinal);

        await head.SayAsync("resources");
        Assert.Contains("… Sent in: Days with a specialist", await head.PressAsync("resources.bids"), StringComparison.Ordinal);
    }

    private static Task SettleAsync(RunningBot running) => running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(2));

    private static async Task<Reader> PersonAsync(RunningBot running, string upn)
    {
        var person = await running.FindAsync(upn);
        return new(person, await person.ChatAsync());
    }

    /// <summary>Somebody in their own chat, at the newest card that has what they press.</summary>
    private sealed class Reader(Someone person, string chat)
    {
        public async Task SayAsync(string text) => await person.SayAsync(chat, text);

        public async Task<string> SayAndReadAsync(string text)
        {
            await SayAsync(text);
            return await ReadAsync();
        }

        public async Task<string> ReadAsync() => Words((await LastAsync("")).GetProperty("card"));

        public async Task<string> PressAsync(string action, object? inputs = null)
        {
            var message = (await LastAsync($"\"{action}\"")).GetProperty("id").GetString()!;
            return Words((await person.PressAsync(chat, message, action, inputs)).GetProperty("card"));
        }

        private async Task<JsonElement> LastAsync(string having) =>
            (await person.ReadAsync(chat)).Last(message => message.TryGetProperty("card", out var card) && card.ValueKind is JsonValueKind.Object && card.GetRawText().Contains(having, StringComparison.Ordinal));
    }
}
