using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TeamsBot.Bot.Http;
using TeamsBot.Bot.Local;
using Xunit;

namespace TeamsBot.Bot.Tests.Connector;

/// <summary>Rule T1 and design section 6: what nobody signed is taken under its switch only, from this machine only, for people the local Teams has, and changes nothing of where they are reached.</summary>
public sealed class UnsignedClientTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new();
    private readonly List<(string Path, string? Authorization, string Body)> posted = [];
    private WebApplication client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        client = builder.Build();
        client.MapPost("/connector/v3/conversations/{conversation}/activities", async (HttpRequest request, string conversation) =>
        {
            posted.Add((conversation, request.Headers.Authorization, await new StreamReader(request.Body).ReadToEndAsync()));
            return Results.Json(new { id = $"there-{posted.Count}" }, statusCode: 201);
        });
        await client.StartAsync();
    }

    public async Task DisposeAsync() => await client.DisposeAsync();

    [Fact]
    public async Task T1_WithoutTheSwitch_AnUnsignedActivityIsRefused()
    {
        await using var running = await RunningBot.StartAsync();
        var head = await running.AddPersonAsync("Head", "p1");

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(running, Help(head)));
        Assert.Empty(posted);
    }

    [Fact]
    public async Task UnderTheSwitch_APersonOfTheLocalTeams_IsAnsweredWhereTheyAskWithoutAToken()
    {
        await using var running = await RunningBot.StartAsync(anonymous: true);
        var head = await running.AddPersonAsync("Head", "p1");

        Assert.Equal(HttpStatusCode.OK, await SendAsync(running, Help(head)));

        var (conversation, authorization, body) = Assert.Single(posted);
        Assert.Equal(("a:there", null), (conversation, authorization));
        Assert.Contains("What you can write to me", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnderTheSwitch_TheLocalTeamsIsAnsweredAsEver_AndWhoeverSpeaksThereIsAnsweredThere()
    {
        await using var running = await RunningBot.StartAsync(anonymous: true);
        var head = await running.AddPersonAsync("Head", "p1");
        var chat = await head.ChatAsync();
        await SendAsync(running, Help(head));

        await head.SayAsync(chat, "help");

        Assert.Single(posted);
        Assert.Contains("What you can write to me", (await head.ReadAsync(chat))[^1].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnderTheSwitch_WhatIsSentToAClientThatHasGone_IsShownInTheLocalTeams()
    {
        await using var running = await RunningBot.StartAsync(anonymous: true);
        var head = await running.AddPersonAsync("Head", "p1");
        await client.StopAsync();

        await SendAsync(running, Help(head));

        Assert.Contains("What you can write to me", (await head.ReadAsync(await head.ChatAsync()))[^1].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("tenant")]
    [InlineData("channel id")]
    [InlineData("service elsewhere")]
    [InlineData("group chat")]
    [InlineData("channel of no group")]
    public async Task T1_UnderTheSwitch_WhoOrWhereTheLocalTeamsDoesNotHave_IsRefused(string what)
    {
        await using var running = await RunningBot.StartAsync(anonymous: true);
        var activity = Help(await running.AddPersonAsync("Head", "p1"));
        var conversation = activity["conversation"]!;
        _ = what switch
        {
            "account" => activity["from"]!["aadObjectId"] = "00000000-0000-0000-0000-000000000001",
            "tenant" => conversation["tenantId"] = "00000000-0000-0000-0000-0000000000bb",
            "channel id" => activity["channelId"] = "webchat",
            "service elsewhere" => activity["serviceUrl"] = "http://teams.example/connector",
            "group chat" => conversation["conversationType"] = "groupChat",
            _ => conversation["conversationType"] = "channel",
        };

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(running, activity));
        Assert.Empty(posted);
    }

    [Theory]
    [InlineData("Authorization", "Bearer e30.e30.e30")]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz")]
    [InlineData("Origin", "http://page.example")]
    [InlineData("Host", "page.example")]
    [InlineData("Content-Type", "text/plain")]
    public async Task T1_UnderTheSwitch_AWrongTokenOrAWebPage_IsRefused(string header, string value)
    {
        await using var running = await RunningBot.StartAsync(anonymous: true);
        var head = await running.AddPersonAsync("Head", "p1");

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(running, Help(head), request => _ = header is "Content-Type"
            ? request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value)
            : (object)request.Headers.TryAddWithoutValidation(header, value)));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.7", false)]
    public void T1_UnderTheSwitch_OnlyThisMachineCounts(string remote, bool taken)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        (context.Request.Host, context.Request.ContentType) = (new HostString("localhost", 3978), "application/json");

        Assert.Equal(taken, MessagesEndpoint.IsFromThisMachine(context));
    }

    private JsonObject Help(Someone person) => new()
    {
        ["type"] = "message",
        ["text"] = "help",
        ["id"] = "1",
        ["channelId"] = "msteams",
        ["serviceUrl"] = $"{client.Urls.First()}/connector",
        ["from"] = new JsonObject { ["id"] = "29:there", ["aadObjectId"] = person.Account.Value },
        ["recipient"] = new JsonObject { ["id"] = $"28:{LocalBot.AppId}" },
        ["conversation"] = new JsonObject { ["id"] = "a:there", ["conversationType"] = "personal", ["tenantId"] = LocalBot.Tenant.Value },
    };

    private static async Task<HttpStatusCode> SendAsync(RunningBot running, JsonObject activity, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, running.Messages) { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        change?.Invoke(request);
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }
}
