using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TeamsBot.LocalTeams.Web;

/// <summary>A request with its body read. <paramref name="Size"/> is what came over the wire, in bytes of UTF-8.</summary>
internal sealed record Call(HttpContext Context, JsonObject? Body, int Size)
{
    /// <summary>Larger bodies are refused before they are read: nothing this Teams takes comes near.</summary>
    public const int LargestBody = 1024 * 1024;

    public CancellationToken Cancelled => Context.RequestAborted;

    public string Route(string name) => (string)Context.Request.RouteValues[name]!;

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public static async Task<Call> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        return new(context, bytes.IsEmpty ? null : Json.TryParseObject(bytes), bytes.Length);
    }
}
