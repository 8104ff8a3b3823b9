using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>Opening a person's chat, and starting a thread in a channel.</summary>
public sealed class CreateConversationTests : Town
{
    [Fact]
    public async Task Create_ByObjectIdAndByTeamsId_GivesTheSameChatEachTime()
    {
        var head = await PersonAsync("head");
        var mri = (string)(await JsonAsync(Connector.GetAsync(new Uri($"v3/conversations/{head.Chat}/members/{head.Id}", UriKind.Relative)), 200))["id"]!;

        foreach (var id in new[] { head.Id, mri, head.Id })
        {
            var opened = await CreateAsync(Personal(id), 201);
            Assert.Equal(head.Chat, (string?)opened["id"]);
        }

        Assert.StartsWith("29:", mri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithoutTheTenant_Is400()
    {
        var head = await PersonAsync("head");

        Assert.Equal("BadSyntax", await CodeAsync(new { members = new[] { new { id = head.Id } } }, 400));
    }

    [Fact]
    public async Task Create_InAnotherTenant_Is403()
    {
        var head = await PersonAsync("head");

        await CreateAsync(new { members = new[] { new { id = head.Id } }, tenantId = Guid.Empty.ToString() }, 403);
    }

    [Fact]
    public async Task Create_ForAPersonWithoutTheApp_Is403()
    {
        var head = await PersonAsync("head", installed: false);

        Assert.Equal("BotNotInConversationRoster", await CodeAsync(Personal(head.Id), 403));
    }

    [Fact]
    public async Task Create_WithAnotherBotsTeamsId_Is400() => Assert.Equal("BadArgument", await CodeAsync(Personal("29:1another-bots"), 400));

    [Theory, InlineData("8b6d8c4e-5555-4444-8333-222222222222"), InlineData("head@county.example")]
    public async Task Create_ForNobodyOfTheTenantOrByName_Is400(string id)
    {
        await PersonAsync("head");

        await CreateAsync(Personal(id), 400);
    }

    [Fact]
    public async Task Create_WithAnUnknownProperty_Is400() => await CreateAsync(new { tenantid = TenantId }, 400);

    [Fact]
    public async Task Create_AsAnotherBot_Is403()
    {
        var head = await PersonAsync("head");

        await CreateAsync(new { bot = new { id = "28:another" }, members = new[] { new { id = head.Id } }, tenantId = TenantId }, 403);
    }

    [Fact]
    public async Task Create_InAChannel_PostsAndAnswersWithThreadAndActivity()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);

        var started = await CreateAsync(InChannel(team.Channel, Cards.Plain("Agreed")), 201);

        var message = Assert.Single(await MessagesAsync(owner, team.Channel))!;
        Assert.Equal((string?)message["id"], (string?)started["activityId"]);
        Assert.Equal($"{team.Channel};messageid={(string?)message["id"]}", (string?)started["id"]);
    }

    [Fact]
    public async Task Create_InAChannelWithMembers_Is400_BecauseItWouldBecomeAChat()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);

        await CreateAsync(new { isGroup = true, members = new[] { new { id = owner.Id } }, channelData = new { channel = new { id = team.Channel } }, activity = Activity(Cards.Plain("Agreed")) }, 400);
    }

    [Fact]
    public async Task Create_InAChannelWithoutAnActivity_Is400()
    {
        var owner = await PersonAsync("owner");
        var team = await TeamAsync("locality", owner);

        await CreateAsync(new { isGroup = true, channelData = new { channel = new { id = team.Channel } } }, 400);
    }

    [Fact]
    public async Task Create_InAnUnknownChannel_Is404() => await CreateAsync(InChannel("19:none@thread.tacv2", Cards.Plain("Agreed")), 404);

    private static object Personal(string id) => new { isGroup = false, bot = new { id = $"28:{AppId}" }, members = new[] { new { id } }, tenantId = TenantId };

    private static object InChannel(string channel, JsonNode card) =>
        new { isGroup = true, channelData = new { channel = new { id = channel }, tenant = new { id = TenantId } }, activity = Activity(card) };

    private Task<JsonObject> CreateAsync(object asked, int status) => JsonAsync(Connector.PostAsJsonAsync("v3/conversations", asked), status);

    private async Task<string?> CodeAsync(object asked, int status) => (string?)(await CreateAsync(asked, status))["error"]!["code"];
}
