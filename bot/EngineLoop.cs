using TeamsBot.Core.Tables;

namespace TeamsBot.Bot;

/// <summary>
/// Keeps the engine going. Between steps it waits in real time until the next work falls due, at most a second, because other processes may announce earlier
/// work and product time may be moved; an inbound turn wakes it.
/// </summary>
internal sealed partial class EngineLoop(EngineDriver driver, Beginnings beginnings, TimeProvider clock, ILogger<EngineLoop> log) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private bool begun;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await driver.WaitAsync(await RunAsync(stoppingToken), stoppingToken);
        }
    }

    private async Task<TimeSpan> RunAsync(CancellationToken stopping)
    {
        try
        {
            if (!begun)
            {
                await beginnings.EnsureAsync(stopping);
                begun = true;
            }

            return await driver.RunDueAsync(stopping) is { } next ? TimeSpan.FromTicks(Math.Clamp((next - clock.GetUtcNow()).Ticks, Shortest.Ticks, Longest.Ticks)) : Longest;
        }
        catch (TableUnavailableException fault)
        {
            LogStoreAway(fault);
            return Longest;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The store is away; what is due waits for it.")]
    private partial void LogStoreAway(Exception fault);
}
