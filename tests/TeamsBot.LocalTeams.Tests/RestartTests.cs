using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>What was seen and accepted is there again after a restart, and nobody is told twice.</summary>
public sealed class RestartTests : Town
{
    [Fact]
    public async Task Restart_KeepsPeopleTeamsMessagesViewsAndKey()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        var message = await PostCardAsync(owner.Chat, Cards.Vote());
        await PostCardAsync(team.Channel, Cards.Plain("Hello"));
        Bot.Answer = _ => (200, FakeBot.Card(Cards.Plain("Your vote is in")));
        await PressAsync(owner, owner.Chat, message, new { actionId = "show" });
        var before = await EverythingAsync(owner, team);
        var heard = Bot.Heard.Count;

        await RestartAsync();
        await Teams.SettledAsync(CancellationToken.None);

        Assert.Equal(before, await EverythingAsync(owner, team));
        Assert.Equal(heard, Bot.Heard.Count);
        await PostCardAsync(owner.Chat, Cards.Plain("Goes on"));
        var last = (await MessagesAsync(owner, owner.Chat))[^1]!;
        Assert.True(long.Parse((string)last["id"]!, System.Globalization.CultureInfo.InvariantCulture) > long.Parse(message, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task News_TheBotDidNotTake_IsToldAgain_InOrder()
    {
        var refusals = 2;
        Bot.Answer = _ => Interlocked.Decrement(ref refusals) >= 0 ? (503, null) : (200, null);

        await PersonAsync("head");

        Assert.Equal(["installationUpdate", "installationUpdate", "installationUpdate", "conversationUpdate"], Bot.Heard.Select(activity => (string?)activity["type"]));
        Assert.Equal(2, Bot.Heard.Select(activity => (string?)activity["id"]).Distinct().Count());
    }

    [Fact]
    public async Task News_TheBotRefused_IsToldAgainByTheNextStart()
    {
        Bot.Answer = _ => (400, null);
        await PersonAsync("head");
        Bot.Answer = _ => (200, null);

        await RestartAsync();
        await Teams.SettledAsync(CancellationToken.None);

        Assert.Equal(["installationUpdate", "conversationUpdate"], Bot.Heard.Skip(2).Select(activity => (string?)activity["type"]));
    }

    [Fact]
    public async Task Start_WithoutABot_KeepsItsNewsUntilThereIsOne()
    {
        var endpoint = Teams.BotEndpoint;
        Teams.BotEndpoint = null;
        await PersonAsync("head");
        Assert.Empty(Bot.Heard);

        Teams.BotEndpoint = endpoint;
        await Teams.SettledAsync(CancellationToken.None);

        Assert.Equal(2, Bot.Heard.Count);
    }

    private async Task<string> EverythingAsync(User owner, TeamOf team)
    {
        var key = (await Http.GetFromJsonAsync<JsonObject>(new Uri("/.well-known/keys", UriKind.Relative)))!;
        JsonNode?[] all =
        [
            key["keys"]![0]!["kid"], await ReadAsync("/client/people"), await ReadAsync("/client/posts"), await ReadAsync("/client/shown"),
            await MessagesAsync(owner, owner.Chat), await MessagesAsync(owner, team.Channel), await ReadAsync($"/client/people/{owner.Id}/conversations"), Teams.CatalogueId,
        ];
        return string.Join('\n', all.Select(one => one!.ToJsonString()));
    }

    private Task<JsonObject> ReadAsync(string path) => JsonAsync(Http.GetAsync(new Uri(path, UriKind.Relative)), 200);
}
