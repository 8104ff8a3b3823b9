using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>
/// Every activity this Teams sends, held against the shape its public documentation shows. The pages are those of Microsoft's Teams documentation
/// (msteams-docs) and of the Adaptive Cards documentation; each fixture lists properties with their JSON kinds, "=" gives a fixed value.
/// </summary>
public sealed class ActivityTests : Town
{
    /// <summary>In every payload of bots/how-to/conversations/subscribe-to-conversation-events.</summary>
    private const string Every = """
        { "type": "string", "id": "string", "timestamp": "string", "localTimestamp": "string", "channelId": "=msteams", "serviceUrl": "string",
          "from": { "id": "=29:", "aadObjectId": "string" }, "recipient": { "id": "=28:", "name": "string" },
          "conversation": { "id": "string", "conversationType": "string", "tenantId": "string" }, "channelData": { "tenant": { "id": "string" } } }
        """;

    /// <summary>In every payload about a team, same page: team and channel stand in the channel data.</summary>
    private const string InTeam = """
        { "conversation": { "id": "=19:", "conversationType": "=channel", "isGroup": "boolean" }, "channelData": { "team": { "id": "=19:", "name": "string", "aadGroupId": "string" }, "channel": { "id": "=19:" } } }
        """;

    // bots/how-to/conversations/subscribe-to-conversation-events, "Install update event": action is add or remove.
    private const string Installed = """{ "type": "=installationUpdate", "action": "=add", "conversation": { "conversationType": "=personal", "id": "=a:" } }""";

    // The same page, "Install update event" in a team: the selected channel stands in the settings.
    private const string InstalledInTeam = """{ "type": "=installationUpdate", "action": "=add", "channelData": { "settings": { "selectedChannel": { "id": "=19:" } } } }""";

    // The same page, "Bot added" and "Members added": the bot's own id when the app arrives, people's 29: ids when they do.
    private const string BotAdded = """{ "type": "=conversationUpdate", "membersAdded": [ { "id": "=28:" } ] }""";

    private const string PeopleAdded = """{ "type": "=conversationUpdate", "membersAdded": [ { "id": "=29:", "aadObjectId": "string" } ], "channelData": { "eventType": "=teamMemberAdded" } }""";

    // The same page, "Channel created": name and id of the new channel.
    private const string ChannelCreated = """{ "type": "=conversationUpdate", "channelData": { "eventType": "=channelCreated", "channel": { "id": "=19:", "name": "=Second" } } }""";

    // bots/how-to/conversations/channel-and-group-conversations, "Work with mentions": text with <at>, and an entity that names the bot.
    private const string Mention = """
        { "type": "=message", "textFormat": "=plain", "text": "=<at>Schools bot</at>", "from": { "name": "string" }, "localTimezone": "string",
          "entities": [ { "type": "=mention", "mentioned": { "id": "=28:", "name": "string" }, "text": "=<at>Schools bot</at>" }, { "type": "=clientInfo", "locale": "string", "country": "string", "platform": "string" } ] }
        """;

    // task-modules-and-cards/cards/cards-actions, "Action.Submit", with the reply id of bots/how-to/conversations/conversation-messages.
    private const string Submit = """{ "type": "=message", "replyToId": "string", "value": { "poll": "=p1" }, "from": { "name": "string" } }""";

    // task-modules-and-cards/cards/Universal-actions-for-adaptive-cards/Work-with-Universal-Actions-for-Adaptive-Cards, and the request of
    // AdaptiveCards' universal-action-model: an invoke named adaptiveCard/action, value.action { type, id, verb, data } and value.trigger.
    private const string Invoke = """
        { "type": "=invoke", "name": "=adaptiveCard/action", "replyToId": "string", "from": { "name": "string" }, "locale": "string", "localTimezone": "string",
          "value": { "action": { "type": "=Action.Execute", "id": "=show", "verb": "=polls.show", "data": { "poll": "=p1" } }, "trigger": "=manual" },
          "channelData": { "source": { "name": "=message" }, "legacy": { "replyToId": "string" } } }
        """;

    [Fact]
    public async Task Install_ForAPerson_IsToldAsDocumented()
    {
        await PersonAsync("head");

        Assert.Equal(2, Bot.Heard.Count);
        Assert.All(Bot.Heard, activity => AssertLike(activity, Every));
        AssertLike(Bot.Heard[0], Installed);
        AssertLike(Bot.Heard[1], BotAdded);
    }

    [Fact]
    public async Task Uninstall_ByAPerson_IsToldAsRemoved()
    {
        var head = await PersonAsync("head");
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/uninstall", new { }), 200);
        await Teams.SettledAsync(CancellationToken.None);

        AssertLike(Bot.Heard[^1], Installed.Replace("=add", "=remove", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Block_IsNotToldAtAll()
    {
        var head = await PersonAsync("head");
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/block", new { }), 200);
        await Teams.SettledAsync(CancellationToken.None);

        Assert.Equal(2, Bot.Heard.Count);
    }

    [Fact]
    public async Task TeamEvents_AreToldAsDocumented_FromTheInstallOn()
    {
        var (owner, head) = (await PersonAsync("owner", installed: false), await PersonAsync("head", installed: false));
        var team = await TeamAsync("locality", owner);
        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/channels", new { displayName = "Second" }), 201);
        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/members", Member(head.Id)), 201);
        await Teams.SettledAsync(CancellationToken.None);

        Assert.Equal(5, Bot.Heard.Count);
        Assert.All(Bot.Heard, activity => AssertLike(activity, Every));
        Assert.All(Bot.Heard, activity => AssertLike(activity, InTeam));
        AssertLike(Bot.Heard[0], InstalledInTeam);
        AssertLike(Bot.Heard[1], BotAdded);
        AssertLike(Bot.Heard[3], ChannelCreated);
        AssertLike(Bot.Heard[4], PeopleAdded);
    }

    [Fact]
    public async Task TextInAChannel_IsAMentionInAThread()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        var said = await JsonAsync(Http.PostAsJsonAsync($"/client/people/{owner.Id}/conversations/{team.Channel}/messages", new { text = "help" }), 200);

        var heard = Bot.HeardOf("message")[0];
        AssertLike(heard, Every);
        AssertLike(heard, InTeam);
        AssertLike(heard, Mention);
        Assert.Equal($"{team.Channel};messageid={(string?)said["id"]}", (string?)heard["conversation"]!["id"]);
    }

    [Fact]
    public async Task PressInAChannel_IsAnInvokeInTheCardsThread()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        var message = await PostCardAsync(team.Channel, Cards.Vote());

        await PressAsync(owner, team.Channel, message, new { actionId = "show" });

        var heard = Bot.HeardOf("invoke")[0];
        AssertLike(heard, Every);
        AssertLike(heard, InTeam);
        AssertLike(heard, Invoke);
        Assert.Equal($"{team.Channel};messageid={message}", (string?)heard["conversation"]!["id"]);
    }

    [Fact]
    public async Task SubmitInAChat_IsAMessageWithValue()
    {
        var head = await PersonAsync("head");
        var message = await PostCardAsync(head.Chat, Cards.Vote());

        await PressAsync(head, head.Chat, message, new { actionId = "vote", asSubmit = true, inputs = new { choices = "reading" } });

        AssertLike(Bot.HeardOf("message")[0], Every);
        AssertLike(Bot.HeardOf("message")[0], Submit);
    }

    private static void AssertLike(JsonNode actual, string shape) => AssertLike(actual, JsonNode.Parse(shape)!, "activity");

    private static void AssertLike(JsonNode? actual, JsonNode shape, string path)
    {
        switch (shape)
        {
            case JsonObject properties:
                Assert.True(actual is JsonObject, $"{path} is no object");
                Assert.All(properties, property => AssertLike(actual![property.Key], property.Value!, $"{path}.{property.Key}"));
                break;
            case JsonArray items:
                Assert.True(actual is JsonArray list && list.Count == items.Count, $"{path} has not {items.Count} items");
                Assert.All(items.Select((item, i) => (item, i)), one => AssertLike(actual![one.i], one.item!, $"{path}[{one.i}]"));
                break;
            default:
                var wanted = shape.GetValue<string>();
                var kind = actual?.GetValueKind() switch { JsonValueKind.String => "string", JsonValueKind.True or JsonValueKind.False => "boolean", var other => other.ToString() };
                Assert.True(wanted[0] == '=' ? kind == "string" && ((string)actual!).StartsWith(wanted[1..], StringComparison.Ordinal) : kind == wanted, $"{path} is {actual?.ToJsonString() ?? "missing"}, not {wanted}");
                break;
        }
    }
}
