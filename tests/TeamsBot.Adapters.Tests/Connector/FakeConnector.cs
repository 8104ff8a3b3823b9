using System.Net;
using System.Text;
using Azure.Core;

namespace TeamsBot.Adapters.Tests.Connector;

/// <summary>Answers as it is told, in order, and keeps what it was sent. Out of answers it says 404.</summary>
internal sealed class FakeConnector : HttpMessageHandler
{
    public Queue<Func<HttpResponseMessage>> Answers { get; } = new();

    public List<(HttpMethod Method, Uri Address, string? Authorization, string? Body)> Requests { get; } = [];

    public void Answer(int status, string body = "", string? retryAfter = null) => Answers.Enqueue(() =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    });

    public void Fail(Exception fault) => Answers.Enqueue(() => throw fault);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), body));
        return Answers.TryDequeue(out var answer) ? answer() : new HttpResponseMessage(HttpStatusCode.NotFound);
    }
}

internal sealed class FixedCredential : TokenCredential
{
    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes.AddRange(requestContext.Scopes);
        return new AccessToken("the-token", DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
}
