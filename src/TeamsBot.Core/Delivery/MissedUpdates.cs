using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>
/// The updates of a card that nobody knew to have arrived: while its delivery was uncertain they were given up, or went to its reminder. Once the card proves to stand
/// there, they are sent to it, in the words of that moment.
/// </summary>
internal sealed class MissedUpdates(DeliveryStore store, DueWork due, TimeProvider clock)
{
    /// <summary>Time for the commit: work that is done before it finds the intent settled still, and is looked at again only after the grace.</summary>
    private static readonly TimeSpan ForTheCommit = TimeSpan.FromSeconds(5);

    private const string ToSendNow = "the earlier card was delivered after all";

    /// <summary>
    /// The rows to commit with the settling of an uncertain post as sent: its missed updates, planned once more, and their intents. Announced here; null where too much
    /// time has passed since: then start over.
    /// </summary>
    public async Task<IReadOnlyList<Write>?> OfAsync(string partition, DeliveryRow settled, string activityId, CancellationToken cancellation)
    {
        var missed = await store.UpdatesOfAsync(partition, settled, cancellation).Where(row => Missed(row, activityId)).ToListAsync(cancellation);
        if (missed.Count == 0)
        {
            return [];
        }

        var intents = new List<IntentRow>();
        foreach (var name in missed.Select(row => row.Intent).Distinct())
        {
            intents.Add(await store.FindIntentAsync(partition, name, cancellation) ?? throw new InvalidOperationException($"The intent {name} of {partition} is gone."));
        }

        var announced = clock.GetUtcNow();
        await due.AnnounceAsync([.. intents.Select(intent => new DueItem(intent.Intent.Tenant, Outbox.SendKind, IntentIndex.Address(intent.Intent), announced + ForTheCommit, announced))], cancellation);
        var now = clock.GetUtcNow();
        return new DueTicket(announced).IsStale(now) ? null : [.. missed.Select(row => row.Wait(now, ToSendNow).ToWrite()), .. intents.Select(Reopened)];
    }

    private static bool Missed(DeliveryRow row, string activityId) =>
        row is { State: DeliveryState.Failed, Why: DeliveryRecord.EarlierNotDelivered } || (row.State is DeliveryState.Sent && row.Card is { } other && other != activityId);

    // One that is being planned goes on: sending comes after it by itself.
    private static Write Reopened(IntentRow intent) => (intent.State is IntentState.Settled ? intent with { State = IntentState.Sending } : intent).ToWrite();
}
