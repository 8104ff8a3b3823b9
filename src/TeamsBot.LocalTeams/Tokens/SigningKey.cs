using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsBot.LocalTeams.Tokens;

/// <summary>The one key of this Teams. It signs what goes to the bot and the tokens it hands to the bot; the audience tells them apart. Lifetimes are wire time.</summary>
internal sealed class SigningKey : IDisposable
{
    /// <summary>Short, so that a token written down somewhere is soon worth nothing.</summary>
    public static readonly TimeSpan LifetimeToBot = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan LifetimeFromBot = TimeSpan.FromSeconds(3599);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly RSA rsa;
    private readonly RsaSecurityKey key;

    private SigningKey(RSA rsa)
    {
        this.rsa = rsa;
        // A factory of its own: the shared one would go on using a key of the same id that an earlier run in this process has disposed.
        key = new RsaSecurityKey(rsa) { CryptoProviderFactory = new CryptoProviderFactory() };
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
    }

    public static string NewPem()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    public static SigningKey FromPem(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return new(rsa);
    }

    /// <summary>The public half as the key document lists it, endorsed for Teams as the Bot Framework's keys are.</summary>
    public JsonObject ToJwk()
    {
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus),
            ["e"] = Base64UrlEncoder.Encode(numbers.Exponent),
            ["endorsements"] = new JsonArray("msteams"),
        };
    }

    public string Sign(string issuer, string audience, TimeSpan lifetime, Dictionary<string, object> claims)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async Task<bool> VerifiesAsync(string token, string issuer, string audience)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ClockSkew = TimeSpan.Zero,
        });
        return result.IsValid;
    }

    public void Dispose() => rsa.Dispose();
}
