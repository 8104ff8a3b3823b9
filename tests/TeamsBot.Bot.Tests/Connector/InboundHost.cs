using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Adapters.Connector;
using TeamsBot.Adapters.Graph;
using TeamsBot.Core;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Bot.Tests.Connector;

/// <summary>The bot of a real tenant behind a signer of the test's own, and ways to send it activities.</summary>
public abstract class InboundHost : IAsyncLifetime
{
    private const string Tenant = "00000000-0000-0000-0000-0000000000aa";
    private const string Account = "00000000-0000-0000-0000-000000000001";

    private static readonly HttpClient Http = new();
    private WebApplication bot = null!;

    private protected ManualClock Wire { get; } = new();

    private protected FakeMicrosoft Microsoft { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Microsoft = await FakeMicrosoft.StartAsync();
        var options = new ConnectorOptions { AppId = FakeMicrosoft.AppId, OpenIdMetadata = Microsoft.Metadata };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var deployment = new Deployment { Connector = options, Credential = new Azure.Identity.AzureCliCredential(), Tenants = [new(Tenant)], Graph = new GraphOptions { ManifestId = FakeMicrosoft.AppId }, Table = new InMemoryTable(), Clock = new ManualClock() };
        bot = BotHost.Build(builder, deployment, runEngine: false, services => services
            .AddSingleton(new SigningKeys(Http, options, Wire, NullLogger<SigningKeys>.Instance))
            .AddSingleton<Feature, Echo>());
        await bot.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await Microsoft.DisposeAsync();
    }

    private protected static JsonObject Press(Action<JsonObject>? change = null)
    {
        var activity = new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "adaptiveCard/action",
            ["id"] = "f:1",
            ["channelId"] = "msteams",
            ["serviceUrl"] = FakeMicrosoft.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "29:one", ["aadObjectId"] = Account },
            ["recipient"] = new JsonObject { ["id"] = $"28:{FakeMicrosoft.AppId}" },
            ["conversation"] = new JsonObject { ["id"] = "a:chat", ["conversationType"] = "personal" },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
            ["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "echo", ["data"] = new JsonObject() }, ["trigger"] = "manual" },
        };
        change?.Invoke(activity);
        return activity;
    }

    private protected async Task RefusesAsync(Func<TokenKind, TokenKind> change) => Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Press(), Microsoft.Token(change))).Status);

    private protected Task<BindOutcome> BindAsync() => bot.Services.GetRequiredService<Bindings>().BindAsync(new(Tenant), new(Account), new PersonId("p1"), "bot", new ManualClock().GetUtcNow(), default);

    private protected Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(JsonObject activity, string token) => SendAsync(activity.ToJsonString(), token);

    private protected async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(string body, string token)
    {
        using var response = await SendRawAsync(body, $"Bearer {token}");
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    private protected Task<HttpResponseMessage> SendMethodAsync(string method) => Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{bot.Urls.First()}/api/messages"));

    private protected async Task<HttpResponseMessage> SendRawAsync(string body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{bot.Urls.First()}/api/messages") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Http.SendAsync(request);
    }

    private sealed class Echo : Feature
    {
        public override void Map(FeatureMap map) =>
            map.OnPress("echo", (press, _) => Task.FromResult<Answer>(new Answer.Say(string.Join(';', press.Data.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")))));
    }
}
