using Azure.Core;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Authentication.Azure;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace TeamsBot.Adapters.Graph;

/// <summary>Makes the SDK's client without its own retries: it repeats a POST that was answered 504, waiting in real time (platform facts 3c).</summary>
internal static class GraphClient
{
    public static GraphServiceClient Create(TokenCredential credential, GraphOptions options, HttpMessageHandler? transport)
    {
        var handlers = GraphClientFactory.CreateDefaultHandlers(new GraphClientOptions()).Where(handler => handler is not RetryHandler).ToList();
        var http = GraphClientFactory.Create(handlers, finalHandler: transport ?? Transport());
        http.Timeout = options.Timeout;
        var tokens = new AzureIdentityAccessTokenProvider(credential, [options.Address.Host], null, isCaeEnabled: false, options.Scope);
        var address = options.Address.AbsoluteUri.TrimEnd('/');
        return new GraphServiceClient(new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(tokens), httpClient: http) { BaseUrl = address }, address);
    }

    private static SocketsHttpHandler Transport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
