using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>
/// Sees to it that a service has one open request about a matter, whoever of the board's officers asks: a row for each of both, taken before the request is committed,
/// and free again when the request it names is closed or never came.
/// </summary>
public sealed class AskedBefore(ITable table, RequestStore requests, TimeProvider clock)
{
    /// <summary>As long as due work waits for its commit.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>Takes every service's row for the request.</summary>
    /// <returns>Who has an open request already; null where all are taken.</returns>
    public async Task<AskOutcome?> TakeAsync(ServiceRequest request, CancellationToken cancellation) =>
        request.Matter is { } about ? (await Race.RetryAsync(() => TryTakeAsync(request, about.Id, cancellation))).Refusal : null;

    private async Task<Taken?> TryTakeAsync(ServiceRequest request, MatterId matter, CancellationToken cancellation)
    {
        var free = new List<(AskedService Service, Row? Row)>();
        foreach (var service in request.Services)
        {
            var row = await table.FindAsync(Partition(request.Tenant), KeyOf(matter, service), cancellation);
            RequestId? holder = row is null ? null : new(row.Fields.Text("request"));
            if (holder == request.Id)
            {
                continue;
            }

            if (row is not null && await HoldsAsync(request.Tenant, holder!.Value, row, cancellation) is (true, var by))
            {
                return new(new AskOutcome.AskedBefore(service, by));
            }

            free.Add((service, row));
        }

        var fields = new Fields(v: 1) { { "request", request.Id.Value }, { "at", clock.GetUtcNow() } };
        var writes = free.Select(pair => Write.Put(pair.Row, KeyOf(matter, pair.Service), fields)).ToList();

        // Lost to another officer, or perhaps done: look again.
        return writes.Count == 0 || await table.CommitAsync(Partition(request.Tenant), writes, cancellation) is Committed.Done ? new(null) : null;
    }

    private async Task<(bool Holds, ServiceRequest? By)> HoldsAsync(TenantId tenant, RequestId id, Row row, CancellationToken cancellation) =>
        await requests.FindAsync(tenant, id, cancellation) is { } by ? (by.IsOpen, by) : (clock.GetUtcNow() - row.Fields.Instant("at") <= Grace, null);

    private static string Partition(TenantId tenant) => $"{tenant}|services-asked";

    private static string KeyOf(MatterId matter, AskedService service) => $"{matter}|{service.Id}";

    private sealed record Taken(AskOutcome? Refusal);
}
