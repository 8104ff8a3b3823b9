using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Tests.Delivery.Simulation;

/// <summary>A process of the product: its calls take turns with those of the others, and any of them may be its last.</summary>
internal sealed class Process(string name, Scheduler scheduler)
{
    private TimeSpan pausedInStep;

    /// <summary>Also the owner of its leases.</summary>
    public string Name => name;

    public bool IsDead { get; private set; }

    /// <summary>Whether it ever stood still within a step for so long that its lease may have ended.</summary>
    public bool WasPaused { get; private set; }

    /// <summary>Whether it sent an update long after it should have, and died before it could look at what that had done.</summary>
    public bool DiedDuringALateUpdate { get; private set; }

    public bool IsUpdatingLate { get; set; }

    /// <summary>A step came to its end: whatever it did is settled.</summary>
    public void EndStep() => (IsUpdatingLate, pausedInStep) = (false, TimeSpan.Zero);

    /// <summary>Gives the others a turn. The dead do not come back.</summary>
    public async Task TurnAsync()
    {
        await Task.Yield();
        if (IsDead)
        {
            await Never();
        }
    }

    public Task CrashAsync()
    {
        IsDead = true;
        DiedDuringALateUpdate |= IsUpdatingLate;
        return Never();
    }

    public async Task PauseAsync(TimeSpan time)
    {
        pausedInStep += time;
        WasPaused |= pausedInStep >= Lease.ForOnePost;
        await scheduler.SleepAsync(time);
        await TurnAsync();
    }

    private static Task Never() => new TaskCompletionSource().Task;
}

/// <summary>The shared table as one process reaches it.</summary>
internal sealed class ProcessTable(ITable shared, Process process, Faults faults, bool isUseCase) : ITable
{
    public async Task<Row?> FindAsync(string partition, string key, CancellationToken cancellation) =>
        await ReadAsync(() => shared.FindAsync(partition, key, cancellation));

    public async IAsyncEnumerable<Row> ScanAsync(string partition, KeyRange range, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = new List<Row>();
        await ReadAsync(async () =>
        {
            await foreach (var row in shared.ScanAsync(partition, range, cancellation))
            {
                rows.Add(row);
            }

            return rows;
        });
        foreach (var row in rows)
        {
            yield return row;
        }
    }

    public async Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation)
    {
        await process.TurnAsync();
        var fault = faults.Draw(Fault.CrashBeforeCall, Fault.CrashAfterCall, Fault.LostAnswer, Fault.LostRequest, Fault.StoreAway, Fault.PauseAtStore)
            ?? (isUseCase && partition.Contains("|notice|", StringComparison.Ordinal) ? faults.Draw(Fault.UseCaseCrashedAfterAnnouncing, Fault.UseCasePausedAfterAnnouncing) : null);
        switch (fault)
        {
            case Fault.CrashBeforeCall or Fault.UseCaseCrashedAfterAnnouncing:
                await process.CrashAsync();
                break;
            case Fault.PauseAtStore or Fault.UseCasePausedAfterAnnouncing:
                await process.PauseAsync(faults.Pause());
                break;
            case Fault.LostRequest:
                return Committed.Unknown;
            case Fault.StoreAway:
                throw new TableUnavailableException("away");
        }

        var answer = await shared.CommitAsync(partition, writes, cancellation);
        if (fault is Fault.CrashAfterCall)
        {
            await process.CrashAsync();
        }

        await process.TurnAsync();
        return fault is Fault.LostAnswer ? Committed.Unknown : answer;
    }

    public Task ForgetOverwrittenAsync(CancellationToken cancellation) => shared.ForgetOverwrittenAsync(cancellation);

    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        await process.TurnAsync();
        switch (faults.Draw(Fault.CrashBeforeCall, Fault.StoreAway, Fault.PauseAtStore))
        {
            case Fault.CrashBeforeCall:
                await process.CrashAsync();
                break;
            case Fault.StoreAway:
                throw new TableUnavailableException("away");
            case Fault.PauseAtStore:
                await process.PauseAsync(faults.Pause());
                break;
        }

        return await read();
    }
}

/// <summary>Teams as one process reaches it. What is delivered stands in <see cref="FakeTeams"/>, whatever the process hears of it.</summary>
internal sealed class ProcessTeams(FakeTeams teams, Process process, Faults faults, HashSet<string> ambiguous) : ITeams
{
    public async Task<SendOutcome> PostAsync(ChatAddress to, Message message, CancellationToken cancellation) =>
        await CallAsync(message, () => new SendOutcome.Sent(teams.Deliver(to, message)), isUpdate: false);

    public async Task<SendOutcome> UpdateAsync(ChatAddress at, string activityId, Message message, CancellationToken cancellation) =>
        await CallAsync(message, () => teams.Change(activityId, message), isUpdate: true);

    public Task<OpenChatOutcome> OpenPersonalChatAsync(TenantId tenant, AccountId account, string? teamsUserId, CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<ChatMember> MembersAsync(ChatAddress of, CancellationToken cancellation) => throw new NotSupportedException();

    private async Task<SendOutcome> CallAsync(Message message, Func<SendOutcome> deliver, bool isUpdate)
    {
        await process.TurnAsync();
        var fault = faults.DrawForPost(
            Fault.CrashBeforePost, Fault.CrashAfterPost, Fault.Throttled, Fault.ThrottledWithoutAnHour, Fault.AmbiguousDelivered, Fault.AmbiguousNotDelivered, Fault.Closed,
            Fault.PauseBeforePost, Fault.PauseAfterPost);
        switch (fault)
        {
            case Fault.CrashBeforePost:
                await process.CrashAsync();
                break;
            case Fault.PauseBeforePost:
                process.IsUpdatingLate |= isUpdate;
                await process.PauseAsync(faults.Pause());
                break;
            case Fault.Throttled:
                return new SendOutcome.Later(TimeSpan.FromSeconds(7), "429");
            case Fault.ThrottledWithoutAnHour:
                return new SendOutcome.Later(null, "412");
            case Fault.Closed:
                return new SendOutcome.Closed("403");
            case Fault.AmbiguousNotDelivered:
                ambiguous.Add(message.Summary.Split('=')[0]);
                return new SendOutcome.Ambiguous("504");
        }

        var outcome = deliver();
        switch (fault)
        {
            case Fault.CrashAfterPost:
                await process.CrashAsync();
                break;
            case Fault.PauseAfterPost:
                await process.PauseAsync(faults.Pause());
                break;
            case Fault.AmbiguousDelivered:
                ambiguous.Add(message.Summary.Split('=')[0]);
                return new SendOutcome.Ambiguous("502");
        }

        await process.TurnAsync();
        return outcome;
    }
}
