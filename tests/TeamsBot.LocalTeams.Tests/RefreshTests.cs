using System.Globalization;
using System.Net.Http.Json;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>When a card asks the bot for its present state, and for whom.</summary>
public sealed class RefreshTests : Town
{
    [Theory, InlineData(true, "automatic", 1), InlineData(false, "automatic", 0), InlineData(false, "manual", 1)]
    public async Task Refresh_ByItselfOnlyForThoseListed_ByHandForAll(bool listed, string trigger, int invokes)
    {
        var head = await PersonAsync("head");
        var mri = (string)(await JsonAsync(Connector.GetAsync(new Uri($"v3/conversations/{head.Chat}/members/{head.Id}", UriKind.Relative)), 200))["id"]!;
        var message = await PostCardAsync(head.Chat, Cards.Refreshing(listed ? mri : "29:another"));
        Bot.Answer = _ => (200, FakeBot.Card(Cards.Plain("Now")));

        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/conversations/{head.Chat}/messages/{message}/refresh", new { trigger }), 200);

        Assert.Equal(invokes, Bot.HeardOf("invoke").Count(invoke => (string?)invoke["value"]!["trigger"] == trigger));
    }

    [Theory, InlineData(59, 1), InlineData(60, 0)]
    public async Task Refresh_OfACardThatListsNobody_RunsByItselfOnlyAmongSixty(int others, int invokes)
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        var made = await JsonAsync(
            Http.PostAsJsonAsync("/admin/users", new { users = Enumerable.Range(0, others).Select(n => new { upn = string.Create(CultureInfo.InvariantCulture, $"head{n}@county.example"), name = "Head" }) }), 200);
        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/members/add", new { values = made["users"]!.AsArray().Select(user => Member((string)user!["id"]!)) }), 200);
        var card = Cards.Refreshing();
        card["refresh"]!.AsObject().Remove("userIds");
        var message = await PostCardAsync(team.Channel, card);
        Bot.Answer = _ => (200, FakeBot.Card(Cards.Plain("Now")));

        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{owner.Id}/conversations/{team.Channel}/messages/{message}/refresh", new { trigger = "automatic" }), 200);

        Assert.Equal(invokes, Bot.HeardOf("invoke").Count);
    }
}
