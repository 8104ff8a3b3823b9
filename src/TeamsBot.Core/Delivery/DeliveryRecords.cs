using System.Runtime.CompilerServices;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>One delivery as its row has it, for whoever compares what was sent with what arrived. Ids only.</summary>
/// <param name="IsUpdate">Whether it replaced a card that stood already; otherwise it was a post of its own.</param>
/// <param name="Conversation">Where it went; null while nothing was sent.</param>
/// <param name="ActivityId">The activity that holds it, once known.</param>
public sealed record DeliveryRecord(string Partition, string Intent, string Recipient, Target Target, bool IsUpdate, DeliveryState State, string? Conversation, string? ActivityId, string? Why);

/// <summary>Reads every delivery of a tenant, one by one.</summary>
public sealed class DeliveryRecords(ITable table)
{
    private readonly DeliveryStore store = new(table);

    public async IAsyncEnumerable<DeliveryRecord> OfTenantAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var addresses = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in table.ScanAsync(IntentIndex.Partition(tenant), new(IntentIndex.Open, "settled}"), cancellation))
        {
            addresses.Add(row.Key[(row.Key.IndexOf('|') + 1)..]);
        }

        foreach (var (partition, name) in addresses.Select(IntentIndex.Split))
        {
            if (await store.FindIntentAsync(partition, name, cancellation) is not { } intent)
            {
                continue;
            }

            foreach (var row in await store.ReadAsync(intent.Intent, cancellation))
            {
                yield return new(partition, row.Intent, row.RecipientKey, row.Recipient.Target, row.Card is not null, row.State, row.Address?.ConversationId, row.ActivityId, row.Why);
            }
        }
    }
}
