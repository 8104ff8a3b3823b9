using Microsoft.AspNetCore.Http;

namespace TeamsBot.LocalTeams.Web;

/// <summary>A fault of this Teams itself is told to whoever asked, whole: everybody who can ask is at this machine.</summary>
internal static class OwnFault
{
    public static async Task TellAsync(HttpContext context, RequestDelegate next)
    {
#pragma warning disable CA1031 // The last place where a fault can be told.
        try
        {
            await next(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var badRequest = fault as BadHttpRequestException;
            await Reply.Refuse(badRequest?.StatusCode ?? 500, badRequest is null ? "FaultOfLocalTeams" : "BadRequest", fault.ToString()).WriteAsync(context);
        }
#pragma warning restore CA1031
    }
}
