using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Judges what an earlier sender left behind, and plans the marked reminder of what stayed uncertain.</summary>
internal sealed class RecoverRows(DeliveryStore store, TimeProvider clock)
{
    /// <summary>How long an uncertain post may yet prove delivered (its sender wakes, or a person presses the card) before the reminder is planned.</summary>
    public static readonly TimeSpan BeforeReminding = TimeSpan.FromMinutes(15);

    private const int Batch = Guards.BatchRows / 2;

    /// <summary>When the reminder of a row is planned; null where there is none to come.</summary>
    public static DateTimeOffset? ReminderAt(Dispatch dispatch, DeliveryRow row, IReadOnlyList<DeliveryRow> rows) =>
        dispatch.RemindsWhenUncertain && row is { State: DeliveryState.Uncertain, IsReminder: false } && !rows.Any(other => other.IsReminderOf(row))
            ? row.Since + BeforeReminding
            : null;

    /// <returns>Whether anything was to be written; then the intent is read anew.</returns>
    public async Task<bool> RunAsync(Intent intent, Dispatch dispatch, IReadOnlyList<DeliveryRow> rows, Lease lease, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var writes = new List<Write>();
        foreach (var row in rows.Where(row => row.State is DeliveryState.Sending && row.By.Fence <= lease.Fence).Take(Batch))
        {
            writes.Add(Judge(row, lease, now).ToWrite());
            writes.AddRange(await store.ReleaseAsync(row, cancellation));
        }

        // At the version of the uncertain row: a press that settles it in between leaves no reminder.
        foreach (var row in rows.Where(row => ReminderAt(dispatch, row, rows) <= now).Take((Guards.BatchRows - writes.Count) / 2))
        {
            writes.Add(Write.Touch(row.Stored!));
            writes.Add(row.Reminder().ToWrite());
        }

        if (writes.Count > 0)
        {
            await store.CommitAsync(intent.Partition, writes, cancellation);
        }

        return writes.Count > 0;
    }

    /// <summary>
    /// A claim of this very lease is ours, and as all that we sent is settled before a step begins, it was never sent: the answer of the claim's commit
    /// was lost. Any other sender died or outlived its lease: an update may be repeated, a post may have been delivered.
    /// </summary>
    private static DeliveryRow Judge(DeliveryRow row, Lease lease, DateTimeOffset now) =>
        row.By.Owner == lease.Owner && row.By.Fence == lease.Fence ? row.Wait(now, "claimed and not sent")
        : row.Card is not null ? row.Wait(now, "its sender stopped during an update")
        : row.Uncertain("its sender stopped after the claim", now);
}
