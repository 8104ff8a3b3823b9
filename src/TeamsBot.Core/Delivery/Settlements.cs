using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>What became of one claim, to be written.</summary>
/// <param name="Claimed">The row as claimed, with the version of the claim.</param>
/// <param name="To">The row as it shall be.</param>
/// <param name="Hold">The hold on the card it updates.</param>
internal sealed record Settlement(Intent Intent, DeliveryRow Claimed, DeliveryRow To, Row? Hold)
{
    /// <summary>The same outcome for the claim as it was read back.</summary>
    public Settlement On(Outgoing claim) => this with { Claimed = claim.Row, To = To.On(claim.Row), Hold = claim.Hold };
}

/// <summary>
/// The outcomes this process knows and has not yet written. What Teams answered must not be lost because the store is away for a moment: it is kept
/// here until it is written, and no other step is begun before.
/// </summary>
internal sealed class Settlements(DeliveryStore store, DueWork due, TimeProvider clock)
{
    private const int Batch = Guards.BatchRows / 2;
    private const string OutOfTurn = "updated out of turn";
    private readonly MissedUpdates missed = new(store, due, clock);
    private readonly List<Settlement> waiting = [];

    public bool IsEmpty => waiting.Count == 0;

    public void Add(Settlement settlement) => waiting.Add(settlement);

    /// <summary>Writes all of them, or throws what the store threw and keeps the rest.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        while (waiting.Count > 0)
        {
            var partition = waiting[0].Intent.Partition;
            var batch = waiting.Where(settlement => settlement.Intent.Partition == partition).Take(Batch).ToList();
            if (await store.CommitAsync(partition, [.. batch.SelectMany(Writes)], cancellation) is Committed.Done)
            {
                batch.ForEach(settlement => waiting.Remove(settlement));
                continue;
            }

            foreach (var settlement in batch)
            {
                await Race.UntilDoneAsync(() => TryWriteAsync(settlement, cancellation));
                waiting.Remove(settlement);
            }
        }
    }

    private static IEnumerable<Write> Writes(Settlement settlement) =>
        settlement.Hold is { } hold ? [settlement.To.ToWrite(), Write.Delete(hold)] : [settlement.To.ToWrite()];

    /// <summary>Reads the row again: it may be as claimed, settled by our own lost answer, or given up by somebody who took us for dead.</summary>
    private async Task<bool> TryWriteAsync(Settlement settlement, CancellationToken cancellation)
    {
        var (intent, claimed, to, _) = settlement;
        if (await store.FindAsync(intent.Partition, intent.Name, claimed.RecipientKey, cancellation) is not { } row)
        {
            return true;
        }

        if (row.State is DeliveryState.Sending && row.By == claimed.By)
        {
            var settled = row.IsOutdated ? row.Wait(clock.GetUtcNow(), OutOfTurn) : to.On(row);
            var writes = (await store.ReleaseAsync(row, cancellation)).Prepend(settled.ToWrite());
            return await store.CommitAsync(intent.Partition, [.. writes], cancellation) is Committed.Done;
        }

        if (row.State is DeliveryState.Uncertain && row.By == claimed.By && to.ActivityId is { } activityId && to.State is DeliveryState.Sent)
        {
            return await missed.OfAsync(intent.Partition, row, activityId, cancellation) is { } updates
                && await store.CommitAsync(intent.Partition, [row.Sent(activityId).ToWrite(), .. updates], cancellation) is Committed.Done;
        }

        return claimed.Card is null || row.By == claimed.By || await SendAgainAsync(intent, row, cancellation);
    }

    /// <summary>
    /// Our update went out after we had been taken for dead, so it may have put older words over those of our successor: the card is updated once more.
    /// </summary>
    private async Task<bool> SendAgainAsync(Intent intent, DeliveryRow row, CancellationToken cancellation)
    {
        if (row.State is DeliveryState.Sending)
        {
            return await store.CommitAsync(intent.Partition, [row.Outdated().ToWrite()], cancellation) is Committed.Done;
        }

        if (row.State is not DeliveryState.Sent || await store.FindIntentAsync(intent.Partition, intent.Name, cancellation) is not { } of)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        await due.AnnounceAsync(intent.Tenant, Outbox.SendKind, IntentIndex.Address(intent), now, cancellation);
        return await store.CommitAsync(
            intent.Partition,
            [row.Wait(now, OutOfTurn).ToWrite(), (of with { State = IntentState.Sending }).ToWrite()],
            cancellation) is Committed.Done;
    }
}
