using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsBot.Bot.Tests.Connector;

/// <summary>The signer of what Teams sends: OpenID metadata and keys over HTTP, and tokens of every kind, right and wrong.</summary>
internal sealed class FakeMicrosoft : IAsyncDisposable
{
    public const string Issuer = "https://api.botframework.com";
    public const string AppId = "11111111-1111-1111-1111-111111111111";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    private readonly Dictionary<string, RsaSecurityKey> keys = [];
    private readonly Dictionary<string, string[]> published = [];
    private readonly WebApplication app;

    private FakeMicrosoft()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/openid", () => $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{app.Urls.First()}}/keys"}""");
        app.MapGet("/keys", () =>
        {
            Reads++;
            return KeySet().ToJsonString();
        });
    }

    public Uri Metadata => new($"{app.Urls.First()}/openid");

    /// <summary>How often the keys were read.</summary>
    public int Reads { get; private set; }

    public static async Task<FakeMicrosoft> StartAsync()
    {
        var microsoft = new FakeMicrosoft();
        await microsoft.app.StartAsync();
        microsoft.Publish("good", "msteams", "webchat");
        return microsoft;
    }

    /// <summary>Publishes a key, endorsed for these channels.</summary>
    public void Publish(string keyId, params string[] endorsements)
    {
        keys[keyId] = Key(keyId);
        published[keyId] = endorsements;
    }

    /// <summary>A right token, but for what <paramref name="change"/> makes of it.</summary>
    public string Token(Func<TokenKind, TokenKind>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var kind = new TokenKind("good", SecurityAlgorithms.RsaSha256, Issuer, AppId, ServiceUrl, now.AddMinutes(-1), now.AddMinutes(59));
        kind = change?.Invoke(kind) ?? kind;
        var claims = kind.ServiceUrl is null ? new Dictionary<string, object>() : new() { ["serviceurl"] = kind.ServiceUrl };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = kind.Issuer,
            Audience = kind.Audience,
            NotBefore = kind.From.UtcDateTime,
            Expires = kind.To?.UtcDateTime,
            Claims = claims,
            SigningCredentials = kind.Algorithm is null ? null : kind.Credentials ?? new SigningCredentials(keys.GetValueOrDefault(kind.KeyId) ?? Key(kind.KeyId), kind.Algorithm),
        });
    }

    /// <summary>A key of that id which is not the published one.</summary>
    public static RsaSecurityKey Key(string keyId) => new(RSA.Create(2048)) { KeyId = keyId };

    /// <summary>The public half of a published key as a secret: what a verifier that lets the token choose its algorithm would take.</summary>
    public SymmetricSecurityKey AsSecret(string keyId) => new(keys[keyId].Rsa.ExportSubjectPublicKeyInfo()) { KeyId = keyId };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private JsonObject KeySet() => new()
    {
        ["keys"] = new JsonArray([.. published.Select(pair =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(keys[pair.Key]);
            return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = pair.Key, ["n"] = key.N, ["e"] = key.E, ["endorsements"] = new JsonArray([.. pair.Value.Select(channel => (JsonNode)channel)]) };
        })]),
    };
}

/// <summary>What a token says. Without an algorithm it is not signed.</summary>
internal sealed record TokenKind(
    string KeyId, string? Algorithm, string Issuer, string Audience, string? ServiceUrl, DateTimeOffset From, DateTimeOffset? To, SigningCredentials? Credentials = null);
