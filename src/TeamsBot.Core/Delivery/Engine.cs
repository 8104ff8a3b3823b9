using Microsoft.Extensions.Logging;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Delivery;

/// <summary>What a step of the engine did.</summary>
public abstract record EngineStep
{
    private EngineStep()
    {
    }

    /// <summary>One piece of work; there may be more.</summary>
    public sealed record Worked : EngineStep;

    /// <summary>Nothing was due for this replica.</summary>
    /// <param name="Next">
    /// The next instant at which, as things stand, something falls due here or a lease of another replica ends; null when there is none. Other
    /// processes may announce earlier work, and leases need a step at least every ten seconds or so: a host looks in more often than this says.
    /// </param>
    public sealed record Idle(DateTimeOffset? Next) : EngineStep;
}

/// <summary>Does what falls due, one bounded piece at a time, and never waits. The host's loop calls it; a test drives several on one thread.</summary>
public sealed partial class Engine
{
    private readonly Leases leases;
    private readonly DueQueue queue;
    private readonly DeliverIntent delivery;
    private readonly Settlements settlements;
    private readonly FeatureMap map;
    private readonly ILogger<Engine> logger;
    private int lastShard;
    private int running;

    internal Engine(Leases leases, DueQueue queue, DeliverIntent delivery, Settlements settlements, FeatureMap map, ILogger<Engine> logger) =>
        (this.leases, this.queue, this.delivery, this.settlements, this.map, this.logger) = (leases, queue, delivery, settlements, map, logger);

    /// <summary>Keeps the leases, then does the first due item of a leased shard, the shards in turn. Steps of one engine run one after another; a second at a time throws.</summary>
    /// <exception cref="Tables.TableUnavailableException">The store is away; nothing is lost, step again in a while.</exception>
    public async Task<EngineStep> StepAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref running, 1) == 1)
        {
            throw new InvalidOperationException("A step of this engine is still running.");
        }

        try
        {
            await settlements.FlushAsync(cancellation);
            await leases.KeepAsync(cancellation);
            return await WorkAsync(cancellation);
        }
        finally
        {
            running = 0;
        }
    }

    /// <summary>Whether nothing is due now in any shard, whoever leases it, and nothing that this process sent is still to be settled.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancellation)
    {
        for (var shard = 0; shard < DueRows.Shards; shard++)
        {
            if (await queue.FirstAsync(shard, cancellation) is { } first && queue.IsDue(first))
            {
                return false;
            }
        }

        return settlements.IsEmpty;
    }

    private async Task<EngineStep> WorkAsync(CancellationToken cancellation)
    {
        var next = leases.NextToEnd;
        foreach (var lease in leases.Held().OrderBy(lease => (lease.Shard - lastShard - 1 + DueRows.Shards) % DueRows.Shards))
        {
            if (await queue.FirstAsync(lease.Shard, cancellation) is not { } first)
            {
                continue;
            }

            if (queue.IsDue(first))
            {
                lastShard = lease.Shard;
                await HandleAsync(first, lease, cancellation);
                return new EngineStep.Worked();
            }

            next = next < first.Instant ? next : first.Instant;
        }

        return new EngineStep.Idle(next);
    }

    private async Task HandleAsync(DueRow due, Lease lease, CancellationToken cancellation)
    {
        DueOutcome outcome;
        try
        {
            outcome = await RunAsync(due.Item, lease, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            DeliveryMetrics.CountFailure(due.Item.Kind);
            LogFailed(e, due.Item.Kind, due.Item.Tenant, due.Item.Subject);
            await queue.RestAsync(due, cancellation);
            return;
        }

        if (await queue.SettleAsync(due, outcome, cancellation))
        {
            LogDropped(due.Item.Kind, due.Item.Tenant, due.Item.Subject);
        }
    }

    private Task<DueOutcome> RunAsync(DueItem item, Lease lease, CancellationToken cancellation) =>
        item.Kind == Outbox.SendKind ? delivery.StepAsync(item, lease, leases.Share, cancellation)
        : map.DueHandler(item.Kind) is { } handler ? handler(item, cancellation)
        : throw new InvalidOperationException($"No feature answers the due work '{item.Kind}'.");

    [LoggerMessage(Level = LogLevel.Error, Message = "Due work {Kind} of {Tenant} about {Subject} failed; it rests and is tried again.")]
    private partial void LogFailed(Exception fault, string kind, TenantId tenant, string subject);

    [LoggerMessage(Level = LogLevel.Information, Message = "Due work {Kind} of {Tenant} about {Subject} was announced and never committed; it is dropped.")]
    private partial void LogDropped(string kind, TenantId tenant, string subject);
}
