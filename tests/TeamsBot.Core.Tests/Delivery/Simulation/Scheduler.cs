using TeamsBot.Testing;

namespace TeamsBot.Core.Tests.Delivery.Simulation;

/// <summary>
/// Runs everything that is awaited on this one thread, each time picking from what can go on by the seed. When nothing can, product time moves to the
/// next sleeper. A call that shall never return is simply never resumed.
/// </summary>
internal sealed class Scheduler(Random random, ManualClock clock) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> ready = [];
    private readonly PriorityQueue<TaskCompletionSource, long> sleepers = new();

    public override void Post(SendOrPostCallback d, object? state) => ready.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("One thread: nobody to wait for.");

    public Task SleepAsync(TimeSpan time)
    {
        var sleeper = new TaskCompletionSource();
        sleepers.Enqueue(sleeper, (clock.GetUtcNow() + time).UtcTicks);
        return sleeper.Task;
    }

    /// <summary>Runs until the condition holds. Throws when nothing is left to run before.</summary>
    public void RunUntil(Func<bool> done, int most)
    {
        for (var turns = 0; !done(); turns++)
        {
            if (turns > most)
            {
                throw new InvalidOperationException($"Not at rest after {most} turns.");
            }

            if (ready.Count == 0)
            {
                Wake();
                continue;
            }

            var next = random.Next(ready.Count);
            var (callback, state) = ready[next];
            ready[next] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            callback(state);
        }
    }

    private void Wake()
    {
        if (!sleepers.TryDequeue(out var sleeper, out var ticks))
        {
            throw new InvalidOperationException("Everything is dead.");
        }

        clock.MoveTo(new(Math.Max(ticks, clock.GetUtcNow().UtcTicks), TimeSpan.Zero));
        sleeper.SetResult();
    }
}
