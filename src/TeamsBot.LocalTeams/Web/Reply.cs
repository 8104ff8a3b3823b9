using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TeamsBot.LocalTeams.Web;

/// <summary>An answer that is decided on before anything is written, so that misbehaving can still withhold or change it.</summary>
internal sealed record Reply(int Status, JsonNode? Body = null)
{
    public string? Location { get; init; }

    /// <summary>Written in whole seconds, rounded up: a client that waits as long is let through.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsRefusal => Status >= 400;

    public static Reply Ok(JsonNode body) => new(200, body);

    /// <summary>The error shape of the connector, of Graph and of the client API alike.</summary>
    public static Reply Refuse(int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    public static Reply Throttled(TimeSpan wait, string message) => Refuse(429, "Throttled", message) with { RetryAfter = wait };

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Body is null)
        {
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        var bytes = Body.Utf8();
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
