using System.Collections.Immutable;

namespace TeamsBot.Core.Delivery;

/// <summary>Where deliveries stand: every recipient is in exactly one bucket (rule S4).</summary>
public sealed record DeliveryCounts(int Planned, int Sending, int Sent, int Failed, int Uncertain)
{
    /// <summary>All recipients written down so far.</summary>
    public int Total => Planned + Sending + Sent + Failed + Uncertain;
}

/// <summary>A delivery that did not arrive for certain, and why. Ids only.</summary>
/// <param name="IsUncertain">Whether it may have arrived; otherwise it failed.</param>
public sealed record Trouble(string Partition, string Intent, string Recipient, Target Target, bool IsUncertain, string Why);

/// <summary>What became of one intent or of many.</summary>
/// <param name="Unsettled">How many of the intents still have something planned or sending, or not yet planned.</param>
public sealed record DeliverySummary(int Intents, int Unsettled, DeliveryCounts Counts, ImmutableArray<Trouble> Troubles);

/// <summary>Counts deliveries by reading their rows, for the operator and the rehearsal; there is no counter that could be wrong.</summary>
public sealed class DeliveryReport
{
    private readonly DeliveryStore store;

    internal DeliveryReport(DeliveryStore store) => this.store = store;

    /// <summary>One intent; null where it does not exist.</summary>
    public async Task<DeliverySummary?> OfIntentAsync(string partition, string name, CancellationToken cancellation) =>
        await store.FindIntentAsync(partition, name, cancellation) is { } intent ? Summarise(intent, await store.ReadAsync(intent.Intent, cancellation)) : null;

    /// <summary>The recipients whom an intent's post is known to have reached, by id.</summary>
    public async Task<IReadOnlyList<string>> SentToAsync(string partition, string name, CancellationToken cancellation) =>
        await store.FindIntentAsync(partition, name, cancellation) is { } intent
            ? [.. (await store.ReadAsync(intent.Intent, cancellation)).Where(row => row is { State: DeliveryState.Sent, IsReminder: false }).Select(row => row.Recipient.Id)]
            : [];

    /// <summary>Everything the tenant was ever sent, and is about to be.</summary>
    public async Task<DeliverySummary> OfTenantAsync(TenantId tenant, CancellationToken cancellation)
    {
        var all = new DeliverySummary(0, 0, new(0, 0, 0, 0, 0), []);
        await foreach (var intent in store.IntentsOfAsync(tenant, cancellation))
        {
            all = Add(all, Summarise(intent, await store.ReadAsync(intent.Intent, cancellation)));
        }

        return all;
    }

    private static DeliverySummary Add(DeliverySummary a, DeliverySummary b) => new(
        a.Intents + b.Intents,
        a.Unsettled + b.Unsettled,
        new(
            a.Counts.Planned + b.Counts.Planned,
            a.Counts.Sending + b.Counts.Sending,
            a.Counts.Sent + b.Counts.Sent,
            a.Counts.Failed + b.Counts.Failed,
            a.Counts.Uncertain + b.Counts.Uncertain),
        a.Troubles.AddRange(b.Troubles));

    private static DeliverySummary Summarise(IntentRow intent, IReadOnlyList<DeliveryRow> rows)
    {
        int Count(DeliveryState state) => rows.Count(row => row.State == state);
        return new(
            1,
            intent.State is IntentState.Settled ? 0 : 1,
            new(Count(DeliveryState.Planned), Count(DeliveryState.Sending), Count(DeliveryState.Sent), Count(DeliveryState.Failed), Count(DeliveryState.Uncertain)),
            [
                .. rows.Where(row => row.State is DeliveryState.Failed or DeliveryState.Uncertain)
                    .Select(row => new Trouble(intent.Intent.Partition, row.Intent, row.RecipientKey, row.Recipient.Target, row.State is DeliveryState.Uncertain, row.Why ?? "")),
            ]);
    }
}
