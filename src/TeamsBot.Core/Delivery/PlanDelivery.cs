using TeamsBot.Core.Tables;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Delivery;

/// <summary>Writes down the recipients of an intent, a batch a step. Each batch carries the last recipient planned, so planning goes on behind it and plans nobody twice.</summary>
internal sealed class PlanDelivery(DeliveryStore store, WaitingIndex index)
{
    private const int Batch = Guards.BatchRows - 1;

    /// <returns>False while the dispatch does not find the aggregate.</returns>
    public async Task<bool> StepAsync(IntentRow intent, Dispatch dispatch, CancellationToken cancellation)
    {
        if (await dispatch.RecipientsAsync(intent.Intent, cancellation) is not { } recipients)
        {
            return false;
        }

        Check(intent.Intent, recipients);
        var rest = recipients.SkipWhile(recipient => intent.Last is not null && string.CompareOrdinal(recipient.Id, intent.Last) <= 0).ToList();
        var batch = rest.Take(Batch).Select(recipient => new DeliveryRow(intent.Intent.Name, recipient, IsReminder: false)).ToList();
        var planned = intent with
        {
            State = rest.Count > batch.Count ? IntentState.Planning : IntentState.Sending,
            Last = batch.Count > 0 ? batch[^1].Recipient.Id : intent.Last,
            Recipients = intent.Recipients + batch.Count,
        };

        await index.NoteAsync(batch.SelectMany(row => Noted(intent.Intent, dispatch, row.Recipient)), cancellation);

        // Lost or unknown: the next step reads the intent and goes on from what it says.
        await store.CommitAsync(intent.Intent.Partition, [planned.ToWrite(), .. batch.Select(row => row.ToWrite())], cancellation);
        return true;
    }

    private static IEnumerable<Noted> Noted(Intent intent, Dispatch dispatch, Recipient recipient) =>
        dispatch.NotedAs(intent, recipient) is { } subject ? [new(intent.Tenant, recipient.Target, intent.Kind, subject)] : [];

    private static void Check(Intent intent, IReadOnlyList<Recipient> recipients)
    {
        for (var i = 1; i < recipients.Count; i++)
        {
            if (string.CompareOrdinal(recipients[i - 1].Id, recipients[i].Id) >= 0)
            {
                throw new InvalidOperationException($"The recipients of '{intent.Kind}' are not in the order of their ids, or one stands twice.");
            }
        }
    }
}
