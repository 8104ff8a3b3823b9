using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>Users, groups, teams, members and apps of Graph, and what each refuses.</summary>
public sealed class GraphWorkspaceTests : Town
{
    [Fact]
    public async Task User_ByPrincipalNameOrFilter_IsFound_AndAnotherIsNot()
    {
        var head = await PersonAsync("o'neill", installed: false);

        Assert.Equal(head.Id, (string?)(await GetAsync("users/o'neill@county.example", 200))["id"]);
        Assert.Equal(head.Id, (string?)(await GetAsync("users?$filter=userPrincipalName eq 'o''neill@county.example'", 200))["value"]![0]!["id"]);
        Assert.Empty((await GetAsync("users?$filter=userPrincipalName eq 'nobody@county.example'", 200))["value"]!.AsArray());
        Assert.Equal("Request_ResourceNotFound", (string?)(await GetAsync("users/nobody@county.example", 404))["error"]!["code"]);
        await GetAsync("users?$filter=startswith(userPrincipalName,'o')", 400);
    }

    [Fact]
    public async Task Group_WithANicknameThatIsTaken_Is400()
    {
        var owner = await PersonAsync("owner");
        await JsonAsync(Graph.PostAsJsonAsync("groups", Group("locality", owner.Id)), 201);

        await JsonAsync(Graph.PostAsJsonAsync("groups", Group("Locality", owner.Id)), 400);
        Assert.Single((await GetAsync("groups?$filter=mailNickname eq 'locality'", 200))["value"]!.AsArray());
    }

    [Fact]
    public async Task Group_WithoutAnOwner_Is400() => await JsonAsync(Graph.PostAsJsonAsync("groups", Group("locality")), 400);

    [Fact]
    public async Task Group_WithAnUnknownOwner_Is404() => await JsonAsync(Graph.PostAsJsonAsync("groups", Group("locality", Guid.Empty.ToString())), 404);

    [Theory, InlineData("mailEnabled", false), InlineData("groupTypes", new string[0]), InlineData("mailNickname", "with space"), InlineData("displayName", "")]
    public async Task Group_ThatCouldBecomeNoTeam_Is400(string property, object value)
    {
        var owner = await PersonAsync("owner");
        var asked = Group("locality", owner.Id);
        asked[property] = value;

        await JsonAsync(Graph.PostAsJsonAsync("groups", asked), 400);
    }

    [Fact]
    public async Task Team_RightAfterItsGroup_Is404Twice_ThenMade_AndMayBeMadeAgain()
    {
        var owner = await PersonAsync("owner");
        var group = (string)(await JsonAsync(Graph.PostAsJsonAsync("groups", Group("locality", owner.Id)), 201))["id"]!;
        await GetAsync($"teams/{group}", 404);
        foreach (var status in new[] { 404, 404, 201, 201 })
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await JsonAsync(Graph.PutAsJsonAsync($"groups/{group}/team", new { }), status);
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(group, (string?)(await GetAsync($"teams/{group}", 200))["id"]);
        Assert.Equal("General", (string?)(await GetAsync($"teams/{group}/channels", 200))["value"]![0]!["displayName"]);
        Assert.Equal("owner", (string?)(await GetAsync($"teams/{group}/members", 200))["value"]![0]!["roles"]![0]);
    }

    [Fact]
    public async Task Members_AddedAtOnce_AnswerOneByOne_AndAreToldToTheBot()
    {
        var owner = await PersonAsync("owner");
        var head = await PersonAsync("head", installed: false);
        var team = await TeamAsync("locality", owner);

        var added = await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/members/add", new { values = new[] { Member(head.Id), Member(Guid.Empty.ToString()), Member(owner.Id) } }), 200);
        await Teams.SettledAsync(CancellationToken.None);

        Assert.Equal([true, false, true], added["value"]!.AsArray().Select(one => one!["error"] is null));
        var told = Bot.HeardOf("conversationUpdate")[^1];
        Assert.Equal(head.Id, (string?)Assert.Single(told["membersAdded"]!.AsArray())!["aadObjectId"]);
    }

    [Fact]
    public async Task Members_MoreThan200AtOnce_Are400()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);

        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/members/add", new { values = Enumerable.Repeat(Member(owner.Id), 201) }), 400);
    }

    [Fact]
    public async Task Member_WithoutTheTypeOfAMember_Is404()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);
        var untyped = Member(owner.Id);
        untyped.Remove("@odata.type");

        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/members", untyped), 404);
    }

    [Fact]
    public async Task Members_ComeInPages()
    {
        var owner = await PersonAsync("owner");
        var head = await PersonAsync("head", installed: false);
        var team = await TeamAsync("locality", owner, head);

        var first = await GetAsync($"teams/{team.Id}/members?$top=1", 200);
        var second = await JsonAsync(Graph.GetAsync(new Uri((string)first["@odata.nextLink"]!)), 200);

        Assert.Equal([owner.Id, head.Id], new[] { first, second }.Select(page => (string?)Assert.Single(page["value"]!.AsArray())!["userId"]));
        Assert.Null(second["@odata.nextLink"]);
    }

    [Fact]
    public async Task App_IsFoundByItsManifestId_AndInstalledByItsCatalogueIdOnly()
    {
        var head = await PersonAsync("head", installed: false);
        var app = (await GetAsync("appCatalogs/teamsApps?$filter=externalId eq '0b7a7c1e-0000-4000-8000-5a5a5a5a5a5a'", 200))["value"]![0]!;
        Assert.Empty((await GetAsync("appCatalogs/teamsApps?$filter=externalId eq 'another'", 200))["value"]!.AsArray());
        Assert.NotEqual((string?)app["externalId"], (string?)app["id"]);

        await JsonAsync(InstallAsync(head, (string)app["externalId"]!), 404);
        await JsonAsync(InstallAsync(head, (string)app["id"]!), 201);
        await JsonAsync(InstallAsync(head, (string)app["id"]!), 409);
        var installed = await GetAsync($"users/{head.Id}/teamwork/installedApps?$expand=teamsApp&$filter=teamsApp/id eq '{(string)app["id"]!}'", 200);
        Assert.Equal((string?)app["id"], (string?)installed["value"]![0]!["teamsApp"]!["id"]);
    }

    [Fact]
    public async Task App_InstalledInATeamTwice_Is409()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);

        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/installedApps", App()), 409);
        Assert.Single((await GetAsync($"teams/{team.Id}/installedApps", 200))["value"]!.AsArray());
    }

    [Fact]
    public async Task Address_ThatGraphHereDoesNotKnow_Is404WithGraphsErrorShape()
    {
        var error = (await GetAsync("planner/plans", 404))["error"]!;

        Assert.NotNull(error["innerError"]!["request-id"]);
    }

    private Task<HttpResponseMessage> InstallAsync(User person, string app) => Graph.PostAsJsonAsync(
        $"users/{person.Id}/teamwork/installedApps", new Dictionary<string, string> { ["teamsApp@odata.bind"] = $"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{app}" });

    private Task<JsonObject> GetAsync(string path, int status) => JsonAsync(Graph.GetAsync(new Uri(path, UriKind.Relative)), status);
}
