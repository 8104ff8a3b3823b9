using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Takes intents into delivery: announces them before the aggregate's commit and gives the rows for its batch.</summary>
public sealed class Outbox(DueWork due)
{
    /// <summary>Announces that the intents are about to be committed: their due and index rows are written here. Then commit <see cref="Announced.Writes"/> with the aggregate.</summary>
    public Task<Announced> AnnounceAsync(IReadOnlyList<Intent> intents, CancellationToken cancellation) => throw new NotSupportedException($"{due} {intents} {cancellation}");

    /// <summary>A press on a card whose delivery is uncertain shows that it arrived: the row is settled as sent. Everything else stays as it is.</summary>
    public Task SettleByPressAsync(string partition, string intent, string recipient, string activityId, CancellationToken cancellation) =>
        throw new NotSupportedException($"{due} {partition} {intent} {recipient} {activityId} {cancellation}");
}

/// <summary>Intents announced and not yet committed.</summary>
public sealed record Announced(DueTicket Ticket, IReadOnlyList<Write> Writes);
