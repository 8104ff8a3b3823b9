using System.Net;
using TeamsBot.Adapters.Connector;

namespace TeamsBot.Bot.Http;

/// <summary>POST /api/messages: what Teams sends. Any other method is 405.</summary>
internal static class MessagesEndpoint
{
    public const string Path = "/api/messages";

    public static void MapMessages(this IEndpointRouteBuilder routes) => routes.MapPost(Path, HandleAsync);

    /// <summary>
    /// Whether a program on this machine sent it, and not a web page open in a browser here: a page cannot send JSON to another origin unasked, says its origin where it
    /// can, and under a borrowed name still names that host.
    /// </summary>
    internal static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && (context.Request.Host.Host is "localhost" || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)))
        && context.Request.Headers.Origin.Count == 0
        && context.Request.HasJsonContentType();

    private static async Task HandleAsync(HttpContext context, Inbound inbound, EngineDriver engine)
    {
        var answer = await inbound.HandleAsync(context.Request.Headers.Authorization, IsFromThisMachine(context), context.Request.Body, context.RequestAborted);
        engine.Wake();
        context.Response.StatusCode = answer.Status;
        if (answer.Json is { } json)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = json.Length;
            await context.Response.Body.WriteAsync(json, context.RequestAborted);
        }
    }
}
