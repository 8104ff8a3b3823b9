using System.Runtime.CompilerServices;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>One delivery as its row has it, for whoever compares what was sent with what arrived. Ids only.</summary>
/// <param name="IsUpdate">Whether it replaced a card that stood already; otherwise it was a post of its own.</param>
/// <param name="Conversation">Where it went; null while nothing was sent.</param>
/// <param name="ActivityId">The activity that holds it, once known.</param>
public sealed record DeliveryRecord(string Partition, string Intent, string Recipient, Target Target, bool IsUpdate, DeliveryState State, string? Conversation, string? ActivityId, string? Why)
{
    /// <summary>Why an update was given up whose card never arrived, or was not known to have: a press may still show later that it did.</summary>
    public const string EarlierNotDelivered = "the earlier card was not delivered";
}

/// <summary>Reads every delivery of a tenant, one by one.</summary>
public sealed class DeliveryRecords(ITable table)
{
    private readonly DeliveryStore store = new(table);

    public async IAsyncEnumerable<DeliveryRecord> OfTenantAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var intent in store.IntentsOfAsync(tenant, cancellation))
        {
            foreach (var row in await store.ReadAsync(intent.Intent, cancellation))
            {
                yield return new(intent.Intent.Partition, row.Intent, row.RecipientKey, row.Recipient.Target, row.Card is not null, row.State, row.Address?.ConversationId, row.ActivityId, row.Why);
            }
        }
    }
}
