using System.Net;
using Microsoft.AspNetCore.Http;

namespace TeamsBot.LocalTeams.Web;

/// <summary>
/// Nobody signs in here, so only this machine may come in, and only by a loopback name: a page of the web that points its own name at 127.0.0.1,
/// or posts from another origin, is turned away.
/// </summary>
internal static class Guard
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
        {
            return Reply.Refuse(403, "NotLoopback", "This Teams is for this machine only.").WriteAsync(context);
        }

        if (!Names.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return Reply.Refuse(421, "BadHost", "Come by a loopback name: localhost, 127.0.0.1 or [::1].").WriteAsync(context);
        }

        var origin = context.Request.Headers.Origin.ToString();
        var own = $"{context.Request.Scheme}://{context.Request.Host}";
        return origin.Length > 0 && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && origin != own
            ? Reply.Refuse(403, "BadOrigin", "Another page may not post here.").WriteAsync(context)
            : next(context);
    }
}
