using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Graph;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

public sealed class GraphChannelTests : Town
{
    [Theory]
    [InlineData("Heads & deputies"), InlineData("a/b"), InlineData("a:b"), InlineData("what?"), InlineData("Head's"), InlineData("a,b"), InlineData("a;b"), InlineData("100%"), InlineData("a..b")]
    [InlineData("tab\there"), InlineData("\u0085"), InlineData("_hidden"), InlineData(".hidden"), InlineData("ends."), InlineData("CON"), InlineData("com1"), InlineData("forms"), InlineData("my _vti_ page")]
    [InlineData("desktop.ini"), InlineData(""), InlineData(" ")]
    public void Name_ThatTeamsForbids_IsRefused(string name) => Assert.NotNull(ChannelNames.Fault(name));

    [Theory, InlineData("Alder Vale Network"), InlineData("Ysgol Sant Ffraid (north)"), InlineData("Consett"), InlineData("Network 12 - early years!")]
    public void Name_ThatTeamsTakes_IsTaken(string name) => Assert.Null(ChannelNames.Fault(name));

    [Theory, InlineData(50, 201), InlineData(51, 400)]
    public async Task Create_AroundFiftyCharacters_StopsAtFifty(int length, int status)
    {
        var team = await TeamAsync("locality", await PersonAsync("owner"));

        await CreateAsync(team.Id, new string('a', length), status);
    }

    [Fact]
    public async Task Create_WithANameThatStandsOrWasDeleted_Is400NameAlreadyExists()
    {
        var team = await TeamAsync("locality", await PersonAsync("owner"));

        Assert.Equal("NameAlreadyExists", (string?)(await CreateAsync(team.Id, "ALDER VALE", 400))["error"]!["code"]);
        await JsonAsync(Graph.DeleteAsync(new Uri($"teams/{team.Id}/channels/{team.Channel}", UriKind.Relative)), 204);
        Assert.Equal("NameAlreadyExists", (string?)(await CreateAsync(team.Id, "Alder Vale", 400))["error"]!["code"]);
    }

    [Fact]
    public async Task Create_OfAPrivateChannel_Is400()
    {
        var team = await TeamAsync("locality", await PersonAsync("owner"));

        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team.Id}/channels", new { displayName = "Board", membershipType = "private" }), 400);
    }

    [Fact]
    public async Task Create_InNoTeam_Is404() => await CreateAsync(Guid.Empty.ToString(), "Board", 404);

    [Fact]
    public async Task List_OfManyChannels_ComesInPages_AndFindsByName()
    {
        var team = await TeamAsync("locality", await PersonAsync("owner"));
        for (var i = 0; i < 24; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await CreateAsync(team.Id, string.Create(CultureInfo.InvariantCulture, $"Network {i}"), 201);
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        var first = await GetAsync($"teams/{team.Id}/channels", 200);
        var second = await JsonAsync(Graph.GetAsync(new Uri((string)first["@odata.nextLink"]!)), 200);
        Assert.Equal(26, first["value"]!.AsArray().Count + second["value"]!.AsArray().Count);
        Assert.Null(second["@odata.nextLink"]);
        Assert.Single((await GetAsync($"teams/{team.Id}/channels?$filter=displayName eq 'Network 23'", 200))["value"]!.AsArray());
    }

    [Fact]
    public async Task Create_AskedToAnswer202_IsPolledUntilItSucceeds()
    {
        var team = await TeamAsync("locality", await PersonAsync("owner"));
        await JsonAsync(Http.PostAsJsonAsync("/client/misbehave", new { next = new[] { new { kind = "accept202" } } }), 200);

        using var accepted = await Graph.PostAsJsonAsync($"teams/{team.Id}/channels", new { displayName = "Board" });
        Assert.Equal(202, (int)accepted.StatusCode);
        var operation = accepted.Headers.Location!.ToString().TrimStart('/');
        Assert.Equal("inProgress", (string?)(await GetAsync(operation, 200))["status"]);
        Clock.Advance(TimeSpan.FromSeconds(30));
        var done = await GetAsync(operation, 200);

        Assert.Equal("succeeded", (string?)done["status"]);
        await GetAsync($"teams/{team.Id}/channels/{(string)done["targetResourceId"]!}", 200);
        await GetAsync($"teams/{team.Id}/operations/{Guid.Empty}", 404);
    }

    [Fact]
    public async Task Delete_OfGeneralOrTwice_IsRefused()
    {
        var team = await TeamAsync("locality", await PersonAsync("owner"));
        var general = (string)(await GetAsync($"teams/{team.Id}/channels?$filter=displayName eq 'General'", 200))["value"]![0]!["id"]!;

        await JsonAsync(Graph.DeleteAsync(new Uri($"teams/{team.Id}/channels/{general}", UriKind.Relative)), 400);
        await JsonAsync(Graph.DeleteAsync(new Uri($"teams/{team.Id}/channels/{team.Channel}", UriKind.Relative)), 204);
        await JsonAsync(Graph.DeleteAsync(new Uri($"teams/{team.Id}/channels/{team.Channel}", UriKind.Relative)), 404);
    }

    private Task<JsonObject> CreateAsync(string team, string name, int status) => JsonAsync(Graph.PostAsJsonAsync($"teams/{team}/channels", new { displayName = name }), status);

    private Task<JsonObject> GetAsync(string path, int status) => JsonAsync(Graph.GetAsync(new Uri(path, UriKind.Relative)), status);
}
