using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>A person presses an action of the card they see.</summary>
public sealed class PressTests : Town
{
    [Fact]
    public async Task Press_SendsTheCardsVerbAndDataWithTheInputs_AndShowsTheAnswer()
    {
        var (head, message) = await VoteAsync();
        Bot.Answer = _ => (200, FakeBot.Card(Cards.Plain("Your vote is in")));

        var answer = await PressAsync(head, head.Chat, message, new { actionId = "vote", inputs = new { choices = "reading,attendance" } });

        Assert.Equal("card", (string?)answer["kind"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"action":{"type":"Action.Execute","id":"vote","verb":"polls.vote","data":{"poll":"p1","verb":"polls.vote","choices":"reading,attendance"}},"trigger":"manual"}"""),
            Assert.Single(Bot.HeardOf("invoke"))["value"]));
        var seen = Assert.Single(await MessagesAsync(head, head.Chat))!;
        Assert.Equal(("own", "Your vote is in"), ((string?)seen["view"], (string?)seen["card"]!["body"]![0]!["text"]));
    }

    [Fact]
    public async Task Press_WritesTheAnswerDown_WithWhatWasPressed()
    {
        var (head, message) = await VoteAsync();
        Bot.Answer = _ => (200, FakeBot.Invoked(200, "application/vnd.microsoft.activity.message", "Counted"));

        var answer = await PressAsync(head, head.Chat, message, new { verb = "polls.vote", inputs = new { choices = "reading" } });

        Assert.Equal("Counted", (string?)answer["message"]);
        var shown = (await JsonAsync(Http.GetAsync(new Uri($"/client/people/{head.Id}/shown", UriKind.Relative)), 200))["shown"]![0]!;
        Assert.Equal(("message", "polls.vote", "reading", "Counted"), ((string?)shown["kind"], (string?)shown["verb"], (string?)shown["inputs"]!["choices"], (string?)shown["text"]));
        Assert.Equal((string?)Bot.HeardOf("invoke")[0]["id"], (string?)shown["activityId"]);
        var all = (await JsonAsync(Http.GetAsync(new Uri("/client/shown?after=0", UriKind.Relative)), 200))["shown"]![0]!;
        Assert.Equal((head.Id, 1), ((string?)all["person"], (int?)all["n"]));
    }

    [Theory]
    [InlineData("""{"actionId":"vote","inputs":{}}""", "Choose one.")]
    [InlineData("""{"actionId":"vote","inputs":{"choices":"chess"}}""", "Choose one.")]
    [InlineData("""{"actionId":"vote","inputs":{"choices":"reading","seat":"another"}}""", "The card sends no input named seat with this action.")]
    [InlineData("""{"verb":"matters.decline","inputs":{"choices":"reading","reason":"Far more than twenty characters"}}""", "At most 20 characters.")]
    [InlineData("""{"verb":"matters.decline","inputs":{"choices":"reading"}}""", "Why is required.")]
    public async Task Press_WithInputsTheClientWouldHoldBack_SendsNothing(string press, string told)
    {
        var (head, message) = await VoteAsync();

        var refused = await PressAsync(head, head.Chat, message, JsonNode.Parse(press)!, 400);

        Assert.Equal(told, (string?)refused["error"]!["message"]);
        Assert.Empty(Bot.HeardOf("invoke"));
    }

    [Fact]
    public async Task Press_OfAFoldedOutAction_SendsItsOwnInputsAndThoseAround()
    {
        var (head, message) = await VoteAsync();

        await PressAsync(head, head.Chat, message, new { verb = "matters.decline", data = new { matter = "m1" }, inputs = new { choices = "reading", reason = "No money" } });

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"matter":"m1","choices":"reading","reason":"No money"}"""), Bot.HeardOf("invoke")[0]["value"]!["action"]!["data"]));
    }

    [Fact]
    public async Task Press_OfAnActionWithoutInputs_SendsNone()
    {
        var (head, message) = await VoteAsync();

        await PressAsync(head, head.Chat, message, new { actionId = "show", inputs = new { choices = "reading" } });

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"poll":"p1"}"""), Bot.HeardOf("invoke")[0]["value"]!["action"]!["data"]));
    }

    [Fact]
    public async Task Press_AsAnOldClient_SendsTheFallbackAsAMessage()
    {
        var (head, message) = await VoteAsync();

        var answer = await PressAsync(head, head.Chat, message, new { actionId = "vote", asSubmit = true, inputs = new { choices = "reading" } });

        Assert.Equal("none", (string?)answer["kind"]);
        var submit = Assert.Single(Bot.HeardOf("message"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"poll":"p1","verb":"polls.vote","choices":"reading"}"""), submit["value"]));
        Assert.Equal((message, null), ((string?)submit["replyToId"], (string?)submit["text"]));
    }

    [Fact]
    public async Task Press_OfAnActionWithoutFallbackAsAnOldClient_Is409()
    {
        var (head, message) = await VoteAsync();

        await PressAsync(head, head.Chat, message, new { actionId = "show", asSubmit = true }, 409);
    }

    [Theory, InlineData("""{"actionId":"gone"}"""), InlineData("""{"verb":"polls.vote","data":{"poll":"p2"}}"""), InlineData("""{}""")]
    public async Task Press_OfWhatTheCardDoesNotHave_Is404(string press)
    {
        var (head, message) = await VoteAsync();

        Assert.Equal("NoSuchAction", (string?)(await PressAsync(head, head.Chat, message, JsonNode.Parse(press)!, 404))["error"]!["code"]);
    }

    [Fact]
    public async Task Press_OfAnActionTheOwnViewNoLongerHas_Is404()
    {
        var (head, message) = await VoteAsync();
        Bot.Answer = _ => (200, FakeBot.Card(Cards.Plain("Your vote is in")));
        await PressAsync(head, head.Chat, message, new { actionId = "vote", inputs = new { choices = "reading" } });

        await PressAsync(head, head.Chat, message, new { actionId = "vote", inputs = new { choices = "reading" } }, 404);
    }

    [Fact]
    public async Task Press_InAnotherPersonsChat_Is404()
    {
        var (head, message) = await VoteAsync();
        var other = await PersonAsync("other");

        await PressAsync(other, head.Chat, message, new { actionId = "show" }, 404);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(200, "{}")]
    [InlineData(501, null)]
    [InlineData(200, """{"statusCode":200,"type":"application/vnd.microsoft.adaptive.card","value":{"type":"AdaptiveCard","version":"1.5"}}""")]
    [InlineData(200, """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard"}}""")]
    [InlineData(200, """{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"Broken"}}""")]
    public async Task Press_AnsweredWithNothingTeamsCanShow_IsAskedAgainUnderANewId_ThenShownAsUnreachable(int status, string? body)
    {
        var (head, message) = await VoteAsync();
        Bot.Answer = _ => (status, body);

        var answer = await PressAsync(head, head.Chat, message, new { actionId = "show" });

        Assert.Equal(("error", "UnableToReachApp"), ((string?)answer["kind"], (string?)answer["error"]!["code"]));
        var invokes = Bot.HeardOf("invoke");
        Assert.Equal(2, invokes.Select(invoke => (string?)invoke["id"]).Distinct().Count());
        Assert.True(JsonNode.DeepEquals(invokes[0]["value"], invokes[1]["value"]));
    }

    [Theory, InlineData(400, "application/vnd.microsoft.error"), InlineData(500, "application/vnd.microsoft.error"), InlineData(412, "application/vnd.microsoft.error.preconditionFailed")]
    public async Task Press_AnsweredWithAnError_ShowsIt(int status, string type)
    {
        var (head, message) = await VoteAsync();
        Bot.Answer = _ => (200, FakeBot.Invoked(status, type, new JsonObject { ["code"] = "Closed", ["message"] = "The poll has closed." }));

        var answer = await PressAsync(head, head.Chat, message, new { actionId = "show" });

        Assert.Equal("The poll has closed.", (string?)answer["error"]!["message"]);
        Assert.Single(Bot.HeardOf("invoke"));
    }

    [Fact]
    public async Task Edit_AfterAPress_ReplacesTheOwnView()
    {
        var (head, message) = await VoteAsync();
        Bot.Answer = _ => (200, FakeBot.Card(Cards.Plain("Your vote is in")));
        await PressAsync(head, head.Chat, message, new { actionId = "show" });
        await JsonAsync(Connector.PutAsJsonAsync($"v3/conversations/{head.Chat}/activities/{message}", Activity(Cards.Plain("Closed"))), 200);

        var seen = Assert.Single(await MessagesAsync(head, head.Chat))!;
        Assert.Equal(("base", "Closed"), ((string?)seen["view"], (string?)seen["card"]!["body"]![0]!["text"]));
    }

    private async Task<(User Head, string Message)> VoteAsync()
    {
        var head = await PersonAsync("head");
        Bot.Answer = _ => (200, FakeBot.Invoked(200, "application/vnd.microsoft.activity.message", "Taken"));
        return (head, await PostCardAsync(head.Chat, Cards.Vote()));
    }
}
