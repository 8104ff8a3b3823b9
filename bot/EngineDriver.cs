using TeamsBot.Core.Delivery;

namespace TeamsBot.Bot;

/// <summary>Steps the engine, one step at a time whoever asks: the loop, a moved clock, or a test.</summary>
internal sealed class EngineDriver(Engine engine) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly SemaphoreSlim news = new(0, 1);

    /// <summary>When the last step ended without a fault (wire time); null before the first.</summary>
    public long? LastStep { get; private set; }

    /// <summary>Says that there may be work now.</summary>
    public void Wake()
    {
        try
        {
            news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Waits until there may be work, at most that long.</summary>
    public Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellation) => news.WaitAsync(most, cancellation);

    /// <summary>Runs all that is due now.</summary>
    /// <returns>When more falls due, as things stand; null for never.</returns>
    public async Task<DateTimeOffset?> RunDueAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await StepUntilIdleAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Moves product time on to an instant, and on the way stops wherever something falls due and runs it there.</summary>
    public async Task MoveAsync(DateTimeOffset to, TimeProvider clock, Action<DateTimeOffset> move, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            while (await StepUntilIdleAsync(cancellation) is { } next && next <= to)
            {
                if (next > clock.GetUtcNow())
                {
                    move(next);
                }
            }

            if (to > clock.GetUtcNow())
            {
                move(to);
            }

            await StepUntilIdleAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Runs what is due, and moves product time on to whatever falls due next, until something is done or nothing is left to wait for.</summary>
    /// <param name="done">Asked while no step runs.</param>
    public async Task RunUntilAsync(Func<CancellationToken, Task<bool>> done, TimeProvider clock, Action<DateTimeOffset> move, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            // Asked before each move too, or time would jump to the next period once all is done.
            while (!await done(cancellation) && await StepUntilIdleAsync(cancellation) is { } next && !await done(cancellation))
            {
                if (next > clock.GetUtcNow())
                {
                    move(next);
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        news.Dispose();
    }

    private async Task<DateTimeOffset?> StepUntilIdleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var step = await engine.StepAsync(cancellation);
            LastStep = TimeProvider.System.GetTimestamp();
            if (step is EngineStep.Idle idle)
            {
                return idle.Next;
            }
        }
    }
}
