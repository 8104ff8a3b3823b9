using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Http;

/// <summary>/health/live: the process answers. /health/ready: it can do its work, or which part cannot.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(30);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(Deployment deployment, DirectoryStore directory, EngineDriver engine, CancellationToken cancellation)
    {
        var (store, imported) = await StoreAsync(deployment, directory, cancellation);
        var delivering = engine.LastStep is { } last && TimeProvider.System.GetElapsedTime(last) < Pulse;
        return Results.Json(new { store, directory = imported, delivery = delivering }, statusCode: store && imported && delivering ? 200 : 503);
    }

    private static async Task<(bool Store, bool Directory)> StoreAsync(Deployment deployment, DirectoryStore directory, CancellationToken cancellation)
    {
        try
        {
            var imported = true;
            foreach (var tenant in deployment.Tenants)
            {
                imported &= await directory.CurrentAsync(tenant, cancellation) is not null;
            }

            return (true, imported);
        }
        catch (TableUnavailableException)
        {
            return (false, false);
        }
    }
}
