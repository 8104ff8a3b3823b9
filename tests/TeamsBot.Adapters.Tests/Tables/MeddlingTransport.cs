using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace TeamsBot.Adapters.Tests.Tables;

/// <summary>A wire between the client and the service that a test can cut: before the request, or after the service has done what it was asked.</summary>
internal sealed class MeddlingTransport : HttpPipelineTransport
{
    private readonly ConcurrentQueue<(string Method, string Address, string? Authorization)> sent = [];

    /// <summary>Runs before a request goes out; an answer given here is the service's, and nothing is sent.</summary>
    public Func<Request, Response?>? Before { get; set; }

    /// <summary>Runs after the service answered.</summary>
    public Action<HttpMessage>? After { get; set; }

    public IReadOnlyCollection<(string Method, string Address, string? Authorization)> Sent => sent;

    public static Response Answer(int status, string body = "", params HttpHeader[] headers) => new ChangesetResponse(status, "", headers, body);

    public static string ErrorBody(string code) => $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"0:what happened"} } }""";

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The adapter is asynchronous throughout.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        sent.Enqueue((message.Request.Method.Method, message.Request.Uri.ToString(), message.Request.Headers.TryGetValue("Authorization", out var authorization) ? authorization : null));
        if (Before?.Invoke(message.Request) is { } scripted)
        {
            message.Response = scripted;
            return;
        }

        await HttpClientTransport.Shared.ProcessAsync(message);
        After?.Invoke(message);
    }
}
