using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;
using Azure.Identity;

namespace TeamsBot.Adapters.Connector;

/// <summary>One request to the Bot Connector, and what its answer means. It is never repeated here.</summary>
/// <param name="credential">Null where nothing is signed: for a client on this machine that knows no tokens, which is then sent none.</param>
internal sealed class ConnectorCall(HttpClient http, TokenCredential? credential, ConnectorOptions options)
{
    public async Task<CallOutcome> SendAsync(HttpMethod method, Uri service, string path, byte[]? body, CancellationToken cancellation)
    {
        if (!options.AllowsService(service))
        {
            return new CallOutcome.Refused("the address of Teams is not one that is allowed");
        }

        using var request = new HttpRequestMessage(method, Address(service, path));
        if (credential is not null)
        {
            if (await TokenAsync(credential, cancellation) is not { } token)
            {
                return new CallOutcome.Later(null, "no token could be had");
            }

            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") { CharSet = "utf-8" } } };
        }

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return await ReadAsync(response, cancellation);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new CallOutcome.Later(null, "Teams could not be reached");
        }
        catch (HttpRequestException)
        {
            return new CallOutcome.Ambiguous("the connection broke");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CallOutcome.Ambiguous("Teams did not answer in time");
        }
    }

    private static Uri Address(Uri service, string path) => new($"{service.AbsoluteUri.TrimEnd('/')}/v3/conversations{path}");

    private async Task<string?> TokenAsync(TokenCredential credential, CancellationToken cancellation)
    {
        try
        {
            return (await credential.GetTokenAsync(new TokenRequestContext([options.Scope]), cancellation)).Token;
        }
        catch (AuthenticationFailedException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null; // The token endpoint did not answer in time.
        }
    }

    private static async Task<CallOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new CallOutcome.Done(await JsonAsync(response, ConnectorJson.Default.ConnectorAnswer, cancellation)),
            HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed => new CallOutcome.Later(After(response), $"Teams asks to wait ({status})"),
            // Refused before it was looked at, and no fault of the recipient: an operator's to mend.
            HttpStatusCode.Unauthorized => new CallOutcome.Later(TimeSpan.FromMinutes(1), "Teams did not take the bot's token (401)"),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new CallOutcome.Ambiguous($"Teams answered {status}"),
            _ => new CallOutcome.Refused(Reason(status, (await JsonAsync(response, ConnectorJson.Default.ConnectorFault, cancellation))?.Error)),
        };
    }

    private static TimeSpan? After(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } after ? null
        : after.Delta ?? (after.Date is { } date && response.Headers.Date is { } now && date > now ? date - now : null);

    /// <summary>In words for a clerk. Bodies differ and may lack a code; the status always says enough.</summary>
    private static string Reason(int status, ConnectorError? error) => (status, error?.Code ?? error?.InnerHttpError?.Code) switch
    {
        (_, "ConversationBlockedByUser") => "this person has blocked the bot",
        (_, "BotNotInConversationRoster") => "the app is not installed there",
        (_, "BotDisabledByAdmin") => "an administrator has disabled the bot",
        (403, _) => "the bot may not write there: blocked or not installed",
        (404, _) => "the conversation is gone",
        (413, _) => "the message is too big",
        var (_, code) => $"Teams refused it ({status}{(code is { Length: > 0 and <= 64 } ? $", {code}" : "")})",
    };

    private static async Task<T?> JsonAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null; // A gateway's page: the status says what it says.
        }
    }
}

/// <summary>What became of one request.</summary>
internal abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    public sealed record Done(ConnectorAnswer? Answer) : CallOutcome;

    public sealed record Later(TimeSpan? After, string Why) : CallOutcome;

    public sealed record Refused(string Why) : CallOutcome;

    public sealed record Ambiguous(string Why) : CallOutcome;
}

/// <summary>A resource, a conversation or a page of members: whichever was asked for.</summary>
internal sealed record ConnectorAnswer(string? Id, string? ServiceUrl, string? ContinuationToken, IReadOnlyList<Party>? Members);

internal sealed record ConnectorFault(ConnectorError? Error);

internal sealed record ConnectorError(string? Code, ConnectorError? InnerHttpError);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConnectorAnswer))]
[JsonSerializable(typeof(ConnectorFault))]
internal sealed partial class ConnectorJson : JsonSerializerContext;
