using TeamsBot.LocalTeams.State;

namespace TeamsBot.LocalTeams.Delivery;

/// <summary>
/// Tells the bot of installs, members and channels from the outbox: in order within a conversation, several conversations at once. What the bot
/// could not take is told again; after ten tries, or when the bot refuses it, it waits for the next start and later news goes on.
/// </summary>
internal sealed class NewsForTheBot(Tenant tenant) : IAsyncDisposable
{
    private const int AtOnce = 8;
    private const int Batch = 64;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim waiting = new(0);
    private TaskCompletionSource rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task running = Task.CompletedTask;

    public async Task StartAsync()
    {
        await tenant.Database.WriteAsync(Outbox.TryAllAgain);
        running = Task.Run(RunAsync);
    }

    /// <summary>To be called after a commit that put something into the outbox.</summary>
    public void Wake() => waiting.Release();

    /// <summary>Completes when the bot has been told all there is, or has refused it.</summary>
    public async Task SettledAsync(CancellationToken cancellation)
    {
        for (var next = Volatile.Read(ref rest); tenant.Bot.Endpoint is not null && Next().Count > 0; next = Volatile.Read(ref rest))
        {
            Wake();
            await next.Task.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
        waiting.Dispose();
    }

    private List<Untold> Next() => tenant.Database.Read(session => Outbox.Next(session, Batch));

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                while (tenant.Bot.Endpoint is not null && Next() is { Count: > 0 } news)
                {
                    await TellAsync(news);
                }

                Interlocked.Exchange(ref rest, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                await waiting.WaitAsync(stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped: what is left stays in the outbox for the next start.
            Volatile.Read(ref rest).TrySetCanceled();
        }
    }

    private async Task TellAsync(List<Untold> news)
    {
        var failed = 0;
        await Parallel.ForEachAsync(
            news.GroupBy(one => one.Conversation),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping.Token },
            async (inOrder, cancellation) =>
            {
                if (!await TellInOrderAsync(inOrder, cancellation))
                {
                    Interlocked.Increment(ref failed);
                }
            });
        if (failed > 0)
        {
            await Task.Delay(Breath, TimeProvider.System, stopping.Token);
        }
    }

    private async Task<bool> TellInOrderAsync(IEnumerable<Untold> inOrder, CancellationToken cancellation)
    {
        foreach (var one in inOrder)
        {
            var answer = await tenant.Bot.SendAsync(Activities.FromHere(tenant, one.Activity), cancellation);
            if (!answer.Accepted)
            {
                var refused = answer.Status is >= 400 and < 500 and not (408 or 429);
                await tenant.Database.WriteAsync(session => Outbox.CountTries(session, one.N, refused ? Outbox.MostTries : one.Tries + 1));
                return false;
            }

            await tenant.Database.WriteAsync(session => Outbox.Remove(session, one.N));
        }

        return true;
    }
}
