using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TeamsBot.Adapters.Connector;

namespace TeamsBot.Bench;

/// <summary>Signs as the Bot Connector does, with a key of its own, and serves the metadata by which both sides check it.</summary>
internal sealed class Signer : IAsyncDisposable
{
    private const string AppId = "b07b07b0-0000-4000-8000-0000000be4c4";
    private const string KeyId = "bench";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly WebApplication app = Plain().Build();

    public string Address => app.Urls.First();

    public string ServiceUrl => $"{Address}/teams/";

    public ConnectorOptions Connector => new() { AppId = AppId, Issuer = Address, OpenIdMetadata = new($"{Address}/.well-known/openidconfiguration"), Local = true };

    public static async Task<Signer> StartAsync()
    {
        var signer = new Signer();
        signer.app.MapGet("/.well-known/openidconfiguration", () => Results.Text(JsonSerializer.Serialize(new { issuer = signer.Address, jwks_uri = $"{signer.Address}/.well-known/keys" }), "application/json"));
        signer.app.MapGet("/.well-known/keys", () => Results.Text(signer.Keys(), "application/json"));
        await signer.app.StartAsync();
        return signer;
    }

    /// <summary>An empty web application on a free loopback port: what both sides begin with.</summary>
    public static WebApplicationBuilder Plain()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        return builder;
    }

    public string Sign()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = AppId,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object> { ["serviceurl"] = ServiceUrl, ["jti"] = Guid.NewGuid().ToString() },
            SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private string Keys()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        string[] endorsements = ["msteams"];
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", use = "sig", kid = KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent), endorsements } } });
    }
}
