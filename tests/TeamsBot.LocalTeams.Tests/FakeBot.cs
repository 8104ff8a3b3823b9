using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>The smallest bot: it verifies the token of every activity by the published documents, keeps what it heard, and answers as the test says.</summary>
public sealed class FakeBot : IAsyncDisposable
{
    private static readonly JsonWebTokenHandler Verifier = new();
    private readonly HttpClient http = new();
    private readonly WebApplication app;
    private readonly ConcurrentQueue<JsonObject> heard = new();
    private readonly ConcurrentQueue<string> tokens = new();

    private FakeBot(WebApplication app) => this.app = app;

    /// <summary>What every activity is answered with: a status and, where not null, a body.</summary>
    public Func<JsonObject, (int Status, string? Body)> Answer { get; set; } = _ => (200, null);

    public required string AppId { get; init; }

    public Uri? OpenIdMetadata { get; set; }

    public Uri Endpoint => new($"{app.Urls.First()}/api/messages");

    public IReadOnlyList<JsonObject> Heard => [.. heard];

    public IReadOnlyList<string> Tokens => [.. tokens];

    public static async Task<FakeBot> StartAsync(string appId)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var bot = new FakeBot(app) { AppId = appId };
        app.UseRouting();
        RequestDelegate take = bot.TakeAsync;
        app.MapPost("/api/messages", take);
        await app.StartAsync();
        return bot;
    }

    public static string Invoked(int status, string type, JsonNode value) =>
        new JsonObject { ["statusCode"] = status, ["type"] = type, ["value"] = value }.ToJsonString();

    public static string Card(JsonNode card) => Invoked(200, "application/vnd.microsoft.card.adaptive", card);

    public IReadOnlyList<JsonObject> HeardOf(string type) => [.. heard.Where(activity => (string?)activity["type"] == type)];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var activity = (await context.Request.ReadFromJsonAsync<JsonObject>())!;
        if (!await IsSignedAsync(context.Request.Headers.Authorization.ToString(), (string)activity["serviceUrl"]!))
        {
            context.Response.StatusCode = 401;
            return;
        }

        heard.Enqueue(activity);
        tokens.Enqueue(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]);
        var (status, body) = Answer(activity);
        context.Response.StatusCode = status;
        if (body is not null)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body);
        }
    }

    private async Task<bool> IsSignedAsync(string header, string serviceUrl)
    {
        var metadata = (await http.GetFromJsonAsync<JsonObject>(OpenIdMetadata))!;
        var keys = await http.GetStringAsync(new Uri((string)metadata["jwks_uri"]!));
        var result = await Verifier.ValidateTokenAsync(header["Bearer ".Length..], new TokenValidationParameters
        {
            ValidIssuer = (string)metadata["issuer"]!,
            ValidAudience = AppId,
            IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            ValidAlgorithms = ["RS256"],
        });
        var endorsed = JsonNode.Parse(keys)!["keys"]![0]!["endorsements"]!.AsArray().Any(one => (string?)one == "msteams");
        return result.IsValid && endorsed && (string)result.Claims["serviceurl"] == serviceUrl
            && result.SecurityToken.ValidTo - result.SecurityToken.ValidFrom == TimeSpan.FromMinutes(5);
    }
}
