namespace TeamsBot.Bot.Rehearsal;

/// <summary>What people are going to do, each step at its instant; steps of one instant in the order in which they were put down.</summary>
internal sealed class Agenda(Memory memory, TimeProvider clock)
{
    private readonly PriorityQueue<Func<CancellationToken, Task>, (DateTimeOffset At, long Order)> acts = new();
    private long order;

    public DateTimeOffset? Next => acts.TryPeek(out _, out var when) ? when.At : null;

    /// <summary>Puts down a step of somebody, unless it was done before the run was killed. One whose instant is past was done, or there was nothing to press.</summary>
    public void Add(DateTimeOffset at, string account, string subject, Func<CancellationToken, Task> act)
    {
        if (at >= clock.GetUtcNow() && !memory.WasDone(account, subject, at))
        {
            AddAlways(at, act);
        }
    }

    /// <summary>Puts down what looks up by itself whether it was done, at once where its instant is past.</summary>
    public void AddAlways(DateTimeOffset at, Func<CancellationToken, Task> act) => acts.Enqueue(act, (at, order++));

    /// <summary>Does everything whose instant has come.</summary>
    public async Task DoDueAsync(CancellationToken cancellation)
    {
        while (Next <= clock.GetUtcNow())
        {
            await acts.Dequeue()(cancellation);
        }
    }
}
