using System.Net.Http.Json;
using Azure.Core;
using Azure.Identity;

namespace TeamsBot.Adapters.Connector;

/// <summary>
/// Client credentials against a token endpoint on this machine. Azure.Identity insists on HTTPS and on Microsoft's own login, so local mode asks by itself; the
/// exchange is the same. A token is kept until a minute before it expires (wire time).
/// </summary>
public sealed class LocalCredential(HttpClient http, Uri tokenEndpoint, string appId, string secret, TimeProvider wire) : TokenCredential, IDisposable
{
    private readonly SemaphoreSlim asking = new(1);
    private readonly Dictionary<string, AccessToken> tokens = new(StringComparer.Ordinal);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only the asynchronous pipeline is used.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var scope = string.Join(' ', requestContext.Scopes);
        await asking.WaitAsync(cancellationToken);
        try
        {
            if (!tokens.TryGetValue(scope, out var token) || token.ExpiresOn - TimeSpan.FromMinutes(1) < wire.GetUtcNow())
            {
                tokens[scope] = token = await AskAsync(scope, cancellationToken);
            }

            return token;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    private async Task<AccessToken> AskAsync(string scope, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", appId), new("client_secret", secret), new("scope", scope)]);
        try
        {
            using var response = await http.PostAsync(tokenEndpoint, form, cancellation);
            response.EnsureSuccessStatusCode();
            var granted = await response.Content.ReadFromJsonAsync(LocalCredentialJson.Default.Granted, cancellation);
            return new(granted!.AccessToken, wire.GetUtcNow().AddSeconds(granted.ExpiresIn));
        }
        catch (HttpRequestException fault)
        {
            throw new AuthenticationFailedException("The local token endpoint gave no token.", fault);
        }
    }
}

internal sealed record Granted(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken,
    [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn);

[System.Text.Json.Serialization.JsonSerializable(typeof(Granted))]
internal sealed partial class LocalCredentialJson : System.Text.Json.Serialization.JsonSerializerContext;
