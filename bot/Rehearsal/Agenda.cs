namespace TeamsBot.Bot.Rehearsal;

/// <summary>What people are going to do, each at its instant; things of one instant in the order in which they were put down.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Func<CancellationToken, Task>, (DateTimeOffset At, long Order)> acts = new();
    private long order;

    public DateTimeOffset? Next => acts.TryPeek(out _, out var when) ? when.At : null;

    public void Add(DateTimeOffset at, Func<CancellationToken, Task> act) => acts.Enqueue(act, (at, order++));

    /// <summary>Does everything whose instant has come.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> DoDueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var any = false;
        while (Next <= now)
        {
            any = true;
            await acts.Dequeue()(cancellation);
        }

        return any;
    }
}
