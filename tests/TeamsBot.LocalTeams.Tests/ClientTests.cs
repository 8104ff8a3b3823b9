using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>What people see and do, and who is kept out of the API by which they do it.</summary>
public sealed class ClientTests : Town
{
    [Theory]
    [InlineData("/client/people", "teams.example.org"), InlineData("/", "teams.example.org"), InlineData("/client/people", "127.0.0.1.example.org")]
    [InlineData("/.well-known/keys", "192.168.1.5")]
    public async Task Request_UnderANameThatIsNotLoopback_Is421(string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = $"{host}:{Teams.Address.Port}" } };

        await JsonAsync(Http.SendAsync(request), 421);
    }

    [Theory, InlineData("http://example.org"), InlineData("null"), InlineData("http://localhost:1")]
    public async Task Post_FromAnotherOrigin_Is403(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/users") { Content = JsonContent.Create(new { users = Array.Empty<object>() }), Headers = { { "Origin", origin } } };

        await JsonAsync(Http.SendAsync(request), 403);
    }

    [Fact]
    public async Task Post_FromItsOwnPage_IsTaken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/users")
        {
            Content = JsonContent.Create(new { users = Array.Empty<object>() }), Headers = { { "Origin", Teams.Address.GetLeftPart(UriPartial.Authority) } },
        };

        await JsonAsync(Http.SendAsync(request), 200);
    }

    [Fact]
    public async Task Start_OnAnotherAddressThanLoopback_IsRefused()
    {
        var options = new LocalTeamsOptions { StateFile = "unused.db", TenantId = TenantId, AppId = AppId, AppSecret = Secret, Clock = Clock, Address = "http://0.0.0.0:0" };

        await Assert.ThrowsAsync<ArgumentException>(() => LocalTeamsServer.StartAsync(options, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => Teams.BotEndpoint = new Uri("https://bot.example.org/api/messages"));
    }

    [Fact]
    public async Task Users_AreMadeOnce_WhateverTheCaseOfTheirName()
    {
        var first = await UsersAsync("Head@County.example");
        var second = await UsersAsync("head@county.example");

        Assert.Equal((string?)first["users"]![0]!["id"], (string?)second["users"]![0]!["id"]);
        Assert.Single((await GetAsync("/client/people"))["people"]!.AsArray());
        await JsonAsync(Http.PostAsJsonAsync("/admin/users", new { users = new[] { new { upn = "no at sign", name = "x" } } }), 400);
    }

    [Fact]
    public async Task Conversations_AreThePersonsChatAndEveryChannelOfTheirTeams()
    {
        var (owner, stranger) = (await PersonAsync("owner"), await PersonAsync("stranger"));
        var team = await TeamAsync("locality", owner);
        await PostCardAsync(team.Channel, Cards.Plain("Hello"));

        var seen = (await GetAsync($"/client/people/{owner.Id}/conversations"))["conversations"]!.AsArray();

        Assert.Equal(["personal", "channel", "channel"], seen.Select(one => (string?)one!["kind"]));
        Assert.Equal(("Alder Vale", "locality", 1), ((string?)seen[2]!["title"], (string?)seen[2]!["team"]!["name"], (int?)seen[2]!["unread"]));
        Assert.Equal(Clock.GetUtcNow(), (DateTimeOffset?)seen[2]!["lastAt"]);
        Assert.Single((await GetAsync($"/client/people/{stranger.Id}/conversations"))["conversations"]!.AsArray());
        await GetAsync($"/client/people/{stranger.Id}/conversations/{team.Channel}/messages", 404);
        await GetAsync($"/client/people/{Guid.Empty}/conversations", 404);
    }

    [Fact]
    public async Task Messages_AfterANumber_AreThoseChangedSince_AndReadingMarksThemRead()
    {
        var head = await PersonAsync("head");
        var first = await PostCardAsync(head.Chat, Cards.Plain("First"));
        await PostCardAsync(head.Chat, Cards.Plain("Second"));
        var read = (await MessagesAsync(head, head.Chat)).Max(one => (long)one!["seq"]!);
        Assert.Equal(0, (int?)(await GetAsync($"/client/people/{head.Id}/conversations"))["conversations"]![0]!["unread"]);

        await JsonAsync(Connector.PutAsJsonAsync($"v3/conversations/{head.Chat}/activities/{first}", Activity(Cards.Plain("First, corrected"))), 200);

        Assert.Equal(1, (int?)(await GetAsync($"/client/people/{head.Id}/conversations"))["conversations"]![0]!["unread"]);
        Assert.Equal(first, (string?)Assert.Single(await MessagesAsync(head, head.Chat, read))!["id"]);
    }

    [Fact]
    public async Task Write_InAChannel_MentionsTheBot_AndStandsForEverybody()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);

        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{owner.Id}/conversations/{team.Channel}/messages", new { text = "help" }), 200);

        Assert.Equal("<at>Schools bot</at> help", (string?)Assert.Single(Bot.HeardOf("message"))["text"]);
        Assert.Equal("help", (string?)Assert.Single(await MessagesAsync(owner, team.Channel))!["text"]);
    }

    [Fact]
    public async Task Write_ToABlockedBotOrNothing_IsRefused()
    {
        var head = await PersonAsync("head");
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/conversations/{head.Chat}/messages", new { text = "" }), 400);
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/block", new { }), 200);

        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{head.Id}/conversations/{head.Chat}/messages", new { text = "help" }), 403);
    }

    [Fact]
    public async Task Clock_WithoutAWayToMoveIt_Is501()
    {
        Assert.Equal(Clock.GetUtcNow(), (DateTimeOffset?)(await GetAsync("/client/clock"))["now"]);
        await JsonAsync(Http.PostAsJsonAsync("/client/clock", new { days = 14 }), 501);
    }

    [Fact]
    public async Task Clock_MovesOnAndNeverBack()
    {
        await RestartAsync((to, _) =>
        {
            Clock.MoveTo(to);
            return Task.CompletedTask;
        });
        var before = Clock.GetUtcNow();

        var moved = await JsonAsync(Http.PostAsJsonAsync("/client/clock", new { days = 14 }), 200);

        Assert.Equal(before.AddDays(14), (DateTimeOffset?)moved["now"]);
        await JsonAsync(Http.PostAsJsonAsync("/client/clock", new { to = before }), 400);
        await JsonAsync(Http.PostAsJsonAsync("/client/clock", new { }), 400);
    }

    [Theory, InlineData("/", "text/html"), InlineData("/app.css", "text/css")]
    public async Task Page_IsServedFromTheAssembly(string path, string type)
    {
        using var page = await Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((200, type), ((int)page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Equal(["nosniff"], page.Headers.GetValues("X-Content-Type-Options"));
    }

    [Theory, InlineData("/nothing.js"), InlineData("/../teams.db"), InlineData("/lib/..%2f..%2fTeamsBot.LocalTeams.dll")]
    public async Task File_ThatIsNoneOfThePages_Is404(string path) => await GetAsync(path, 404);

    [SkippableFact]
    public async Task CardRenderer_IsServedFromBesideTheAssembly()
    {
        Testing.Require.That(File.Exists(Path.Combine(AppContext.BaseDirectory, "localteams", "lib", "adaptivecards.min.js")), "the card renderer from npm");
        using var script = await Http.GetAsync(new Uri("/lib/adaptivecards.min.js", UriKind.Relative));

        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Events_TellOfAChange()
    {
        var head = await PersonAsync("head");
        await using var stream = await Http.GetStreamAsync(new Uri("/client/events", UriKind.Relative));
        using var reader = new StreamReader(stream);
        var before = await NextAsync(reader);

        await PostCardAsync(head.Chat, Cards.Plain("Hello"));

        Assert.True(await NextAsync(reader) > before);
    }

    private static async Task<long> NextAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync();
        await reader.ReadLineAsync();
        return (long)JsonNode.Parse(line!["data: ".Length..])!["seq"]!;
    }

    private Task<JsonObject> UsersAsync(string upn) => JsonAsync(Http.PostAsJsonAsync("/admin/users", new { users = new[] { new { upn, name = "Head" } } }), 200);

    private Task<JsonObject> GetAsync(string path, int status = 200) => JsonAsync(Http.GetAsync(new Uri(path, UriKind.Relative)), status);
}
