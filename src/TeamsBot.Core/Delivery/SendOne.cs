using Microsoft.Extensions.Logging;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Delivery;

/// <summary>A claimed row on its way out.</summary>
/// <param name="Hold">The hold on the card it updates, as stored.</param>
internal sealed record Outgoing(Intent Intent, Dispatch Dispatch, DeliveryRow Row, string? TeamsUserId, Lease Lease, Tables.Row? Hold = null);

/// <summary>Sends one claimed row and says what became of it. It writes nothing and never throws for what Teams or a feature did.</summary>
internal sealed partial class SendOne(ITeams teams, TimeProvider clock, DeliveryOptions options, ILogger<SendOne> logger)
{
    public async Task<Settlement> RunAsync(Outgoing outgoing)
    {
        var settled = await SendAsync(outgoing);
        DeliveryMetrics.CountAttempt(settled.State);
        return new(outgoing.Intent, outgoing.Row, settled, outgoing.Hold);
    }

    private async Task<DeliveryRow> SendAsync(Outgoing outgoing)
    {
        var row = outgoing.Row;
        Message? message;
        try
        {
            // Only now, behind the claim and for an update behind the hold on its card: these words are at least as new as any sent before.
            message = await outgoing.Dispatch.MessageAsync(outgoing.Intent, row.Recipient, outgoing.TeamsUserId, row.IsReminder, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogNoWords(e, outgoing.Intent.Partition, row.Key);
            return row.Wait(clock.GetUtcNow() + Rest(row), "its words could not be made");
        }

        if (message is null)
        {
            return row.Failed("no longer needed");
        }

        // Whoever takes the shard over holds a claim of ours for uncertain, so none is begun that the lease may not see the end of.
        if (!outgoing.Lease.HasTimeFor(Lease.ForOnePost, clock.GetUtcNow()))
        {
            return row.Wait(clock.GetUtcNow(), "the lease ran out before it was sent");
        }

        return Settle(row, await CallAsync(row, message), clock.GetUtcNow());
    }

    private async Task<SendOutcome> CallAsync(DeliveryRow row, Message message)
    {
        try
        {
            return row.Card is { } card
                ? await teams.UpdateAsync(row.Address!, card, message, CancellationToken.None)
                : await teams.PostAsync(row.Address!, message, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The port answers what it knows; what it throws is a fault of ours, after which the post may stand all the same.
            LogFault(e, row.Key);
            return new SendOutcome.Ambiguous($"a fault while sending: {e.GetType().Name}");
        }
    }

    private DeliveryRow Settle(DeliveryRow row, SendOutcome outcome, DateTimeOffset now) => outcome switch
    {
        SendOutcome.Sent sent => row.Sent(row.Card ?? sent.ActivityId),
        SendOutcome.Later later => row.Wait(now + (later.After ?? Rest(row)), later.Why),
        SendOutcome.Closed closed => row.Failed(closed.Why),
        SendOutcome.Ambiguous ambiguous when row.Card is not null => row.Wait(now + Rest(row), ambiguous.Why),
        SendOutcome.Ambiguous ambiguous => row.Uncertain(ambiguous.Why, now),
        _ => throw new InvalidOperationException("No such outcome."),
    };

    private TimeSpan Rest(DeliveryRow row) => Backoff.After(row.By.Attempt, row.Key, options.Seed);

    [LoggerMessage(Level = LogLevel.Error, Message = "No words for {Key} in {Partition}; it rests and is tried again.")]
    private partial void LogNoWords(Exception fault, string partition, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sending of {Key} broke; it is uncertain.")]
    private partial void LogFault(Exception fault, string key);
}
