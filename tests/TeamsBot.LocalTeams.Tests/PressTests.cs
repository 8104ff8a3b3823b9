using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>A person presses an action of the card they see.</summary>
public sealed class PressTests : Town
{
    [Fact]
    public async Task Press_OfAnExecute_SendsASignedInvokeAndShowsItsCard()
    {
        var head = await PersonAsync("head");
        var message = await PostCardAsync(head.Chat, Cards.Vote());
        Bot.Answer = _ => (200, FakeBot.Card(Cards.Plain("Your vote is in")));

        var answer = await PressAsync(head, head.Chat, message, new { actionId = "vote", inputs = new { choices = "reading,attendance" } });

        Assert.Equal("card", (string?)answer["kind"]);
        var invoke = Assert.Single(Bot.HeardOf("invoke"));
        Assert.Equal("adaptiveCard/action", (string?)invoke["name"]);
        Assert.Equal(message, (string?)invoke["replyToId"]);
        Assert.Equal(head.Id, (string?)invoke["from"]!["aadObjectId"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"action":{"type":"Action.Execute","id":"vote","verb":"polls.vote","data":{"poll":"p1","verb":"polls.vote","choices":"reading,attendance"}},"trigger":"manual"}"""),
            invoke["value"]));
    }
}
