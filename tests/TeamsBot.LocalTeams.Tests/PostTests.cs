using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>What the connector takes as a message, and each thing it refuses.</summary>
public sealed class PostTests : Town
{
    [Fact]
    public async Task Post_ToAnUnknownConversation_Is404() => Assert.Equal("ConversationNotFound", await CodeAsync("a:1nobody", Activity(Cards.Plain("Hello")), 404));

    [Fact]
    public async Task Post_AfterThePersonRemovedTheApp_Is403()
    {
        var head = await PersonAsync("head");
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/uninstall", new { }), 200);

        Assert.Equal("BotNotInConversationRoster", await CodeAsync(head.Chat, Activity(Cards.Plain("Hello")), 403));
    }

    [Fact]
    public async Task Post_ToAPersonWhoBlockedTheBot_Is403WithItsSubCode_UntilUnblocked()
    {
        var head = await PersonAsync("head");
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/block", new { }), 200);

        var refused = await JsonAsync(PostAsync(head.Chat, Activity(Cards.Plain("Hello"))), 403);
        Assert.Equal("ConversationBlockedByUser", (string?)refused["error"]!["code"]);
        Assert.Equal(209, (int?)refused["errorCode"]);
        Assert.Equal("MessageWritesBlocked", (string?)JsonNode.Parse((string)refused["message"]!)!["subCode"]);

        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/unblock", new { }), 200);
        await PostCardAsync(head.Chat, Cards.Plain("Hello"));
    }

    [Fact]
    public async Task Post_ToAChannelOfATeamWithoutTheApp_Is403()
    {
        var owner = await PersonAsync("owner");
        var team = await BareTeamAsync("locality", owner);
        var channels = await JsonAsync(Graph.GetAsync(new Uri($"teams/{team}/channels", UriKind.Relative)), 200);

        Assert.Equal("BotNotInConversationRoster", await CodeAsync((string)channels["value"]![0]!["id"]!, Activity(Cards.Plain("Hello")), 403));
    }

    [Fact]
    public async Task Post_ToADeletedChannel_Is404()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        await JsonAsync(Graph.DeleteAsync(new Uri($"teams/{team.Id}/channels/{team.Channel}", UriKind.Relative)), 204);

        Assert.Equal("ConversationNotFound", await CodeAsync(team.Channel, Activity(Cards.Plain("Hello")), 404));
    }

    [Fact]
    public async Task Post_Over28Kilobytes_Is413()
    {
        var head = await PersonAsync("head");

        await PostCardAsync(head.Chat, Cards.Plain(new string('a', 28_000)));
        Assert.Equal("MessageSizeTooBig", await CodeAsync(head.Chat, Activity(Cards.Plain(new string('a', 29_000))), 413));
    }

    [Fact]
    public async Task Post_TheSizeIsCountedInUtf8_BecauseThatIsWhatTravels()
    {
        var head = await PersonAsync("head");
        using var body = new StringContent(
            $$"""{"type":"message","text":"{{new string('€', 9_600)}}"}""", Encoding.UTF8, "application/json");

        await JsonAsync(Connector.PostAsync(new Uri($"v3/conversations/{head.Chat}/activities", UriKind.Relative), body), 413);
    }

    public static TheoryData<string, string> BadActivities() => new()
    {
        { "no version", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","body":[]}}]}""" },
        { "version 1.6", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.6","body":[]}}]}""" },
        { "no AdaptiveCard", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"version":"1.5","body":[]}}]}""" },
        { "content as text", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"{}"}]}""" },
        { "another content type", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.adaptive.card","content":{"type":"AdaptiveCard","version":"1.5","body":[]}}]}""" },
        { "text and card", """{"type":"message","text":"Look:","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5","body":[]}}]}""" },
        { "two cards", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5"}},{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5"}}]}""" },
        { "nothing to show", """{"type":"message"}""" },
        { "no type", """{"text":"Hello"}""" },
        { "another type", """{"type":"invoke","text":"Hello"}""" },
        { "unknown property", """{"type":"message","text":"Hello","sumary":"Hello"}""" },
        { "unknown property within", """{"type":"message","text":"Hello","recipient":{"id":"29:1","upn":"x"}}""" },
        { "property of the wrong kind", """{"type":"message","text":5}""" },
        { "list that is none", """{"type":"message","text":"Hello","entities":{}}""" },
        { "repeated property", """{"type":"message","text":"Hello","text":"Hello again"}""" },
        { "no object", """["message"]""" },
        { "broken JSON", """{"type":"message","text":"Hello" """ },
        { "refresh by object id", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5","refresh":{"action":{"type":"Action.Execute","verb":"v"},"userIds":["7f3c4c0e-1111-4222-8333-9d1e5b1c2a77"]}}}]}""" },
        { "refresh by Submit", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5","refresh":{"action":{"type":"Action.Submit"}}}}]}""" },
    };

    [Theory, MemberData(nameof(BadActivities))]
    public async Task Post_OfWhatTeamsCannotShow_Is400(string why, string activity)
    {
        var head = await PersonAsync("head");
        using var body = new StringContent(activity, Encoding.UTF8, "application/json");

        var refused = await JsonAsync(Connector.PostAsync(new Uri($"v3/conversations/{head.Chat}/activities", UriKind.Relative), body), 400);

        Assert.False(string.IsNullOrEmpty((string?)refused["error"]!["message"]), why);
        Assert.Empty(await MessagesAsync(head, head.Chat));
    }

    [Theory, InlineData(60, 201), InlineData(61, 400)]
    public async Task Post_WithARefreshForManyPeople_StopsAtSixty(int people, int status)
    {
        var head = await PersonAsync("head");
        var card = Cards.Refreshing([.. Enumerable.Range(0, people).Select(n => string.Create(CultureInfo.InvariantCulture, $"29:{n}"))]);

        await JsonAsync(PostAsync(head.Chat, Activity(card)), status);
    }

    [Fact]
    public async Task Post_InAThread_WantsTheThreadToBeThere()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        var root = await PostCardAsync(team.Channel, Cards.Plain("Hello"));

        await PostCardAsync($"{team.Channel};messageid={root}", Cards.Plain("An answer"));
        Assert.Equal("ConversationNotFound", await CodeAsync($"{team.Channel};messageid=1", Activity(Cards.Plain("An answer")), 404));

        Assert.Equal(root, (string?)(await MessagesAsync(owner, team.Channel))[1]!["replyTo"]);
    }

    [Fact]
    public async Task Update_OfAMessageThatIsNotThere_Is404()
    {
        var head = await PersonAsync("head");

        await JsonAsync(Connector.PutAsJsonAsync($"v3/conversations/{head.Chat}/activities/1", Activity(Cards.Plain("Hello"))), 404);
    }

    [Fact]
    public async Task Update_OfAPersonsMessage_Is404()
    {
        var head = await PersonAsync("head");
        var said = await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/conversations/{head.Chat}/messages", new { text = "help" }), 200);

        await JsonAsync(Connector.PutAsJsonAsync($"v3/conversations/{head.Chat}/activities/{(string)said["id"]!}", Activity(Cards.Plain("Hello"))), 404);
    }

    [Fact]
    public async Task Update_MayBeRepeated_AndIsSeenAsAnEdit()
    {
        var head = await PersonAsync("head");
        var message = await PostCardAsync(head.Chat, Cards.Plain("First"));
        for (var i = 0; i < 2; i++)
        {
            await JsonAsync(Connector.PutAsJsonAsync($"v3/conversations/{head.Chat}/activities/{message}", Activity(Cards.Plain("Second"))), 200);
        }

        var seen = Assert.Single(await MessagesAsync(head, head.Chat))!;
        Assert.Equal("Second", (string?)seen["card"]!["body"]![0]!["text"]);
        Assert.True((bool?)seen["edited"]);
        var post = (await JsonAsync(Http.GetAsync(new Uri("/client/posts", UriKind.Relative)), 200))["posts"]![0]!;
        Assert.Equal(2, (int?)post["edits"]);
        Assert.Equal(head.Id, (string?)post["person"]);
    }

    private Task<HttpResponseMessage> PostAsync(string conversation, object activity) =>
        Connector.PostAsJsonAsync($"v3/conversations/{Uri.EscapeDataString(conversation)}/activities", activity);

    private async Task<string?> CodeAsync(string conversation, object activity, int status) => (string?)(await JsonAsync(PostAsync(conversation, activity), status))["error"]!["code"];
}
