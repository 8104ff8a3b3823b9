using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TeamsBot.LocalTeams.Web;

/// <summary>The web client, embedded in this assembly under wwwroot, and the card renderer that the build copies beside it from npm.</summary>
internal static class WebFiles
{
    private static readonly Assembly Here = typeof(WebFiles).Assembly;
    private static readonly HashSet<string> Names = [.. Here.GetManifestResourceNames()];

    public static void Map(IEndpointRouteBuilder routes)
    {
        RequestDelegate page = context => ServeAsync(context, "index.html");
        RequestDelegate library = context => ServeLibraryAsync(context, (string)context.Request.RouteValues["file"]!);
        RequestDelegate file = context => ServeAsync(context, (string)context.Request.RouteValues["file"]!);
        RequestDelegate gallery = context => ServeAsync(context, "gallery.html");
        routes.MapGet("/", page);
        routes.MapGet("/gallery", gallery);
        routes.MapGet("/lib/{file}", library);
        routes.MapGet("/{**file}", file);
    }

    private static async Task ServeAsync(HttpContext context, string file)
    {
        var name = $"wwwroot/{file}";
        if (!Names.Contains(name) || Here.GetManifestResourceStream(name) is not { } content)
        {
            await Reply.Refuse(404, "NotFound", "There is nothing at this address.").WriteAsync(context);
            return;
        }

        await using (content)
        {
            await SendAsync(context, content, file);
        }
    }

    private static async Task ServeLibraryAsync(HttpContext context, string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "localteams", "lib", Path.GetFileName(file));
        if (!File.Exists(path))
        {
            await Reply.Refuse(404, "NotFound", "The card renderer is not here: run npm ci in src/TeamsBot.LocalTeams and build again.").WriteAsync(context);
            return;
        }

        await using var content = File.OpenRead(path);
        await SendAsync(context, content, file);
    }

    private static async Task SendAsync(HttpContext context, Stream content, string file)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        context.Response.ContentType = TypeOf(Path.GetExtension(file));
        context.Response.ContentLength = content.Length;
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".json" or ".webmanifest" => "application/json; charset=utf-8",
        _ => "application/octet-stream",
    };
}
