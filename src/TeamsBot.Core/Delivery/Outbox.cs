using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Takes intents into delivery: announces them before the aggregate's commit and gives the rows for its batch.</summary>
public sealed class Outbox(ITable table, DueWork due, TimeProvider clock)
{
    internal const string SendKind = "delivery.send";

    private readonly WrittenAhead ahead = new(table, clock);
    private readonly GivenAnswers answers = new(table);
    private readonly MissedUpdates missed = new(new(table), due, clock);

    /// <summary>
    /// Announces that the intents are about to be committed: their due and index rows are written here. Then commit <see cref="Announced.Writes"/> with
    /// the aggregate, unless its ticket has become stale: then start over.
    /// </summary>
    /// <param name="intents">All of one partition, each name once.</param>
    public async Task<Announced> AnnounceAsync(IReadOnlyList<Intent> intents, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (intents.Count == 0)
        {
            return new(new(now), []);
        }

        Check(intents);
        var tenant = intents[0].Tenant;
        await due.AnnounceAsync(tenant, Sweep.Kind, Sweep.Subject, Sweep.Next(now), cancellation);
        var indexed = await ahead.WriteAsync(
            IntentIndex.Partition(tenant),
            [.. intents.Select(intent => (IntentIndex.Open + IntentIndex.Address(intent), IntentIndex.Fields(now)))],
            renew: (_, _) => false,
            cancellation);
        var announced = await due.AnnounceAsync([.. intents.Select(intent => new DueItem(tenant, SendKind, IntentIndex.Address(intent), now, now))], cancellation);
        return new(indexed.WrittenAt < announced.WrittenAt ? indexed : announced, [.. intents.Select(intent => IntentRow.New(intent).ToWrite())]);
    }

    /// <summary>
    /// A press on a card whose delivery is uncertain shows that it arrived: the row is settled as sent, and the updates that missed it are sent to it now.
    /// Everything else stays as it is; a press on the marked reminder tells nothing of the card before it, nor does one on an answer that draws the same card once more.
    /// </summary>
    public Task SettleByPressAsync(string partition, string intent, string recipient, string activityId, CancellationToken cancellation) =>
        Race.UntilDoneAsync(async () =>
        {
            var row = await table.FindAsync(partition, DeliveryRow.KeyOf(intent, recipient), cancellation);
            if (row is null || DeliveryRow.From(row) is not { State: DeliveryState.Uncertain } uncertain)
            {
                return true;
            }

            if (await table.FindAsync(partition, uncertain.Reminder().Key, cancellation) is { } followed && DeliveryRow.From(followed) is var reminder
                && (reminder.State is DeliveryState.Sending || reminder.ActivityId == activityId))
            {
                return true;
            }

            return await answers.IsAnswerAsync(new(partition[..partition.IndexOf('|')]), activityId, cancellation)
                || (await missed.OfAsync(partition, uncertain, activityId, cancellation) is { } updates
                    && await table.CommitAsync(partition, [uncertain.Sent(activityId).ToWrite(), .. updates], cancellation) is Committed.Done);
        });

    /// <summary>
    /// The same for a card of any of several intents, where the card does not say which: the one known to have posted it, or else the first that is
    /// uncertain. Most presses cost one read.
    /// </summary>
    public async Task SettleByPressAsync(string partition, IReadOnlyList<string> intents, string recipient, string activityId, CancellationToken cancellation)
    {
        string? uncertain = null;
        foreach (var intent in intents)
        {
            var row = await table.FindAsync(partition, DeliveryRow.KeyOf(intent, recipient), cancellation) is { } stored ? DeliveryRow.From(stored) : null;
            if (row?.ActivityId == activityId)
            {
                return;
            }

            uncertain ??= row?.State is DeliveryState.Uncertain ? intent : null;
        }

        if (uncertain is not null)
        {
            await SettleByPressAsync(partition, uncertain, recipient, activityId, cancellation);
        }
    }

    private static void Check(IReadOnlyList<Intent> intents)
    {
        if (intents.Any(intent => intent.Partition != intents[0].Partition || !intent.Partition.StartsWith($"{intent.Tenant}|", StringComparison.Ordinal) || intent.Name.Contains('|')))
        {
            throw new ArgumentException("Intents announced together lie in one partition that begins with their tenant, and their names hold no '|'.", nameof(intents));
        }
    }
}

/// <summary>Intents announced and not yet committed.</summary>
public sealed record Announced(DueTicket Ticket, IReadOnlyList<Write> Writes);
