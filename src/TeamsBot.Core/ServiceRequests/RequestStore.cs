using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>A request with its row, for whoever changes it.</summary>
public sealed record StoredRequest(ServiceRequest Request, Row Row);

/// <summary>Rows of requests, each in a partition of its own, and where to find those of a board and of a matter.</summary>
public sealed class RequestStore(ITable table)
{
    public static string Partition(TenantId tenant, RequestId id) => $"{tenant}|service-request|{id}";

    public async Task<ServiceRequest?> FindAsync(TenantId tenant, RequestId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Request;

    public async Task<StoredRequest?> FindStoredAsync(TenantId tenant, RequestId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant, id), RequestRows.Key, cancellation) is { } row ? new(RequestRows.Read(tenant, id, row.Fields), row) : null;

    /// <summary>Every answer that a service gave, the first first.</summary>
    public async Task<IReadOnlyList<ServiceAnswer>> HistoryAsync(ServiceRequest request, int service, CancellationToken cancellation) =>
        [.. (await table.ScanAsync(Partition(request.Tenant, request.Id), KeyRange.Under("history|"), cancellation).Select(row => RequestRows.ReadAnswer(row.Fields)).ToListAsync(cancellation)).Where(answer => answer.Service == service)];

    /// <summary>Asks: the request, its audit row and what is to be told, or none of them. Lost where one with its id stands.</summary>
    internal async Task<Committed> InsertAsync(ServiceRequest request, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        await IndexAsync(request, cancellation);
        var (chain, audit) = request.Audit.Append(RequestRows.Audit, request.AskedBy.Person.Value, $"asked {request.Services.Length} services", request.AskedAt, version: 0);
        return await table.CommitAsync(Partition(request.Tenant, request.Id), [Write.Insert(RequestRows.Key, RequestRows.Write(request with { Audit = chain })), audit, .. intents], cancellation);
    }

    /// <summary>An answer: the request at the version read, the answer's history, audit and what is to be told, or none of them.</summary>
    internal Task<Committed> SaveAnswerAsync(StoredRequest read, ServiceRequest next, ServiceAnswer answer, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var what = $"{(answer.Said is Said.Decline ? "declined" : "answered")} for {next.Services[answer.Service].Id}";
        return SaveAsync(read, next, answer.Person.Value, what, answer.At, [Write.Insert(RequestRows.HistoryKey(answer), RequestRows.Write(answer)), .. intents], cancellation);
    }

    /// <summary>Any other act: the request at the version read, audit and what is to be told, or none of them.</summary>
    internal Task<Committed> SaveAsync(StoredRequest read, ServiceRequest next, string who, string what, DateTimeOffset at, IEnumerable<Write> more, CancellationToken cancellation)
    {
        var (chain, audit) = next.Audit.Append(RequestRows.Audit, who, what, at, version: next.Acts - 1);
        return table.CommitAsync(Partition(next.Tenant, next.Id), [Write.Replace(read.Row, RequestRows.Write(next with { Audit = chain })), audit, .. more], cancellation);
    }

    /// <summary>A board's requests, the newest first.</summary>
    public Task<IReadOnlyList<ServiceRequest>> OfBoardAsync(TenantId tenant, GroupId board, CancellationToken cancellation) => IndexedAsync(tenant, $"board|{board}|", cancellation);

    /// <summary>The requests about a matter, the newest first.</summary>
    public Task<IReadOnlyList<ServiceRequest>> OfMatterAsync(TenantId tenant, MatterId matter, CancellationToken cancellation) => IndexedAsync(tenant, $"matter|{matter}|", cancellation);

    // An index row is written before the request that it points to, which may never have come.
    private async Task<IReadOnlyList<ServiceRequest>> IndexedAsync(TenantId tenant, string prefix, CancellationToken cancellation)
    {
        var found = new List<ServiceRequest>();
        await foreach (var row in table.ScanAsync(IndexPartition(tenant), KeyRange.Under(prefix), cancellation))
        {
            if (await FindAsync(tenant, new(row.Key[prefix.Length..]), cancellation) is { } request)
            {
                found.Add(request);
            }
        }

        return [.. found.OrderByDescending(request => request.AskedAt).ThenBy(request => request.Id.Value, StringComparer.Ordinal)];
    }

    private async Task IndexAsync(ServiceRequest request, CancellationToken cancellation)
    {
        string[] keys = [$"board|{request.Board.Id}|{request.Id}", .. request.Matter is { } about ? [$"matter|{about.Id}|{request.Id}"] : (string[])[]];
        foreach (var key in keys)
        {
            await Race.UntilDoneAsync(async () => await table.CommitAsync(IndexPartition(request.Tenant), [Write.Insert(key, new(v: 1))], cancellation) is not Committed.Unknown);
        }
    }

    private static string IndexPartition(TenantId tenant) => $"{tenant}|service-requests";
}
