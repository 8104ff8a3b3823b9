using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>Server-sent events: the number of the last change, whenever something changed. A slow reader misses numbers, never the last one.</summary>
internal static class EventStream
{
    public static async Task WriteAsync(Tenant tenant, HttpContext context)
    {
        var changes = System.Threading.Channels.Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        void Note(long seq) => changes.Writer.TryWrite(seq);

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        tenant.Database.Changed += Note;
        try
        {
            Note(tenant.Database.Sequence.LastChange);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, tenant.Stopping);
            await foreach (var seq in changes.Reader.ReadAllAsync(ended.Token))
            {
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"data: {{\"seq\":{seq}}}\n\n")), ended.Token);
                await context.Response.Body.FlushAsync(ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The browser went away or Local Teams stops: both end a stream that has no end of its own.
            return;
        }
        finally
        {
            tenant.Database.Changed -= Note;
        }
    }
}
