using TeamsBot.Core.Conversations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Takes one intent one step further: plans a batch, settles what a dead sender left, plans reminders, sends what is ready, or finds that nothing is left to do.</summary>
internal sealed class DeliverIntent(DeliveryStore store, PlanDelivery planning, RecoverRows recovery, SendRows sending, FeatureMap map, TimeProvider clock, DeliveryOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task<DueOutcome> StepAsync(DueItem item, Lease lease, double share, CancellationToken cancellation)
    {
        var (partition, name) = IntentIndex.Split(item.Subject);
        if (await store.FindIntentAsync(partition, name, cancellation) is not { } intent)
        {
            return new DueOutcome.Missing();
        }

        var dispatch = map.DispatchOf(intent.Intent.Kind) ?? throw new InvalidOperationException($"No feature sends '{intent.Intent.Kind}'.");
        switch (intent.State)
        {
            case IntentState.Planning:
                return await planning.StepAsync(intent, dispatch, cancellation) ? AtOnce(item) : NotFound(item);
            case IntentState.Sending:
                return await SendAsync(item, intent, dispatch, lease, share, cancellation);
            default:
                // Announced for something that opens it again, of which the commit is still to come? Then it is looked at once more when that must be over.
                var closed = await CloseAsync(intent.Intent, cancellation);
                return item.WrittenAt + DueRows.Grace is var over && clock.GetUtcNow() < over ? new DueOutcome.Again(over) : closed;
        }
    }

    private async Task<DueOutcome> SendAsync(DueItem item, IntentRow intent, Dispatch dispatch, Lease lease, double share, CancellationToken cancellation)
    {
        var rows = await store.ReadAsync(intent.Intent, cancellation);
        if (await recovery.RunAsync(intent.Intent, dispatch, rows, lease, cancellation))
        {
            return AtOnce(item);
        }

        var now = clock.GetUtcNow();
        var ready = rows.Where(row => row.State is DeliveryState.Planned && !(row.NotBefore > now)).Take(options.Width).ToList();
        if (ready.Count > 0 && dispatch.NotBefore(now) is { } allowed)
        {
            return new DueOutcome.Again(allowed);
        }

        if (ready.Count > 0)
        {
            return await sending.RunAsync(intent.Intent, dispatch, ready, lease, share, cancellation) is { } full ? new DueOutcome.Again(full) : AtOnce(item);
        }

        if (Next(dispatch, rows, now) is { } next)
        {
            return new DueOutcome.Again(next);
        }

        return await store.CommitAsync(intent.Intent.Partition, [(intent with { State = IntentState.Settled }).ToWrite()], cancellation) is Committed.Done
            ? await CloseAsync(intent.Intent, cancellation)
            : AtOnce(item);
    }

    private async Task<DueOutcome> CloseAsync(Intent intent, CancellationToken cancellation)
    {
        await store.CloseAsync(intent, cancellation);
        return new DueOutcome.Finished();
    }

    /// <summary>When there is something to do again; null when nothing is planned or sending and no reminder is to come (rule S4).</summary>
    private static DateTimeOffset? Next(Dispatch dispatch, IReadOnlyList<DeliveryRow> rows, DateTimeOffset now) =>
        rows.Select(row => row.State switch
        {
            DeliveryState.Planned => row.NotBefore,
            DeliveryState.Sending => now + Pause,
            _ => RecoverRows.ReminderAt(dispatch, row, rows),
        }).Min();

    /// <summary>Leaves the due row where it stands, without a commit.</summary>
    private static DueOutcome.Again AtOnce(DueItem item) => new(item.At);

    /// <summary>A committed intent whose matter cannot be found is a fault once the grace is over: it stays, rests, and is seen.</summary>
    private DueOutcome.Missing NotFound(DueItem item) =>
        clock.GetUtcNow() - item.WrittenAt <= DueRows.Grace ? new() : throw new InvalidOperationException($"The matter of the intent '{item.Subject}' cannot be found.");
}
