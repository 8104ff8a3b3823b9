using System.Globalization;
using System.Net.Http.Json;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

public sealed class MemberTests : Town
{
    [Fact]
    public async Task PagedMembers_OfALargeTeam_ComeInPagesUntilTheTokenEnds()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        var made = await JsonAsync(
            Http.PostAsJsonAsync("/admin/users", new { users = Enumerable.Range(0, 120).Select(n => new { upn = string.Create(CultureInfo.InvariantCulture, $"head{n}@county.example"), name = "Head" }) }), 200);
        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/members/add", new { values = made["users"]!.AsArray().Select(user => Member((string)user!["id"]!)) }), 200);

        var (ids, pages, token) = (new HashSet<string>(), 0, "");
        do
        {
            var page = await JsonAsync(Connector.GetAsync(Paged(team.Channel, $"pageSize=50&continuationToken={Uri.EscapeDataString(token)}")), 200);
            ids.UnionWith(page["members"]!.AsArray().Select(member => (string)member!["aadObjectId"]!));
            token = (string?)page["continuationToken"] ?? "";
            pages++;
        }
        while (token.Length > 0);

        Assert.Equal((121, 3), (ids.Count, pages));
    }

    [Fact]
    public async Task PagedMembers_WithATokenOfSomebodyElse_Is400()
    {
        var head = await PersonAsync("head");

        await JsonAsync(Connector.GetAsync(Paged(head.Chat, "continuationToken=bm9uc2Vuc2U%3D")), 400);
    }

    [Fact]
    public async Task Members_OfAnUnknownConversation_Is404() => await JsonAsync(Connector.GetAsync(Paged("a:1nobody", "")), 404);

    [Fact]
    public async Task Members_OfAConversationWithoutTheApp_Is403()
    {
        var head = await PersonAsync("head");
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/uninstall", new { }), 200);

        await JsonAsync(Connector.GetAsync(Paged(head.Chat, "")), 403);
    }

    [Fact]
    public async Task Member_WhoIsNotInTheConversation_Is404()
    {
        var head = await PersonAsync("head");
        var other = await PersonAsync("other");

        var refused = await JsonAsync(Connector.GetAsync(new Uri($"v3/conversations/{head.Chat}/members/{other.Id}", UriKind.Relative)), 404);
        Assert.Equal("MemberNotFoundInConversation", (string?)refused["error"]!["code"]);
    }

    private static Uri Paged(string conversation, string query) => new($"v3/conversations/{conversation}/pagedmembers?{query}", UriKind.Relative);
}
