using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsBot.Adapters.Connector;

/// <summary>
/// Rule T1. First the token by itself, before a byte of the body is read: bearer, RS256, RS384 or RS512, signature, issuer, audience, lifetime with five
/// minutes of skew (wire time). Then, once the body is read and before anything acts on it, what the token says of that body.
/// </summary>
public sealed class InboundTokens(SigningKeys keys, ConnectorOptions options)
{
    internal const string Channel = "msteams";

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 };

    /// <summary>The token, verified; or null, and the request is refused unread.</summary>
    internal async Task<VerifiedToken?> VerifyAsync(string? authorization, CancellationToken cancellation)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = authorization["Bearer ".Length..].Trim();
        if (!handler.CanReadToken(text) || KeyIdOf(text) is not { } keyId || await keys.FindAsync(keyId, cancellation) is not { } key)
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(text, Parameters(key));
        return result is { IsValid: true, SecurityToken: JsonWebToken token } ? new(token.TryGetPayloadValue<string>("serviceurl", out var url) ? url : null, key) : null;
    }

    /// <summary>Whether a verified token speaks for this body: its key is endorsed for the body's channel, which is Teams, and its service URL is the body's and allowed.</summary>
    internal bool SpeaksFor(VerifiedToken token, Activity activity) =>
        activity.ChannelId == Channel
        && SigningKeys.Endorses(token.Key, activity.ChannelId)
        && token.ServiceUrl is not null
        && token.ServiceUrl == activity.ServiceUrl
        && Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url)
        && options.AllowsService(url);

    private static string? KeyIdOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid is { Length: > 0 } keyId ? keyId : null;
        }
        catch (ArgumentException)
        {
            return null; // Three parts, but not those of a token: refused like any other that cannot be read.
        }
    }

    private TokenValidationParameters Parameters(JsonWebKey key) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
        RequireSignedTokens = true,
        IssuerSigningKey = key,
        ValidateIssuerSigningKey = true,
        ValidateIssuer = true,
        ValidIssuer = options.Issuer,
        ValidateAudience = true,
        ValidAudience = options.AppId,
        ValidateLifetime = true,
        RequireExpirationTime = true,
        ClockSkew = TimeSpan.FromMinutes(5),
    };
}

/// <param name="ServiceUrl">The claim <c>serviceurl</c>.</param>
internal sealed record VerifiedToken(string? ServiceUrl, JsonWebKey Key);
