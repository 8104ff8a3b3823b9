using TeamsBot.Adapters.Connector;

namespace TeamsBot.Bot.Http;

/// <summary>POST /api/messages: what Teams sends. Any other method is 405.</summary>
internal static class MessagesEndpoint
{
    public const string Path = "/api/messages";

    public static void MapMessages(this IEndpointRouteBuilder routes) => routes.MapPost(Path, HandleAsync);

    private static async Task HandleAsync(HttpContext context, Inbound inbound, EngineDriver engine)
    {
        var answer = await inbound.HandleAsync(context.Request.Headers.Authorization, context.Request.Body, context.RequestAborted);
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
