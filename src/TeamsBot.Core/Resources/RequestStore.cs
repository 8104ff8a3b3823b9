using TeamsBot.Core.Audit;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Resources;

internal sealed record StoredRequest(HelpRequest Request, Row Row);

/// <summary>Rows of one request, all in its own partition.</summary>
public sealed class RequestStore(ITable table)
{
    private const int V = 1;
    private const string Key = "request";

    public static string Partition(TenantId tenant, RequestId id) => $"{tenant}|request|{id}";

    public async Task<HelpRequest?> FindAsync(TenantId tenant, RequestId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Request;

    internal async Task<StoredRequest?> FindStoredAsync(TenantId tenant, RequestId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant, id), Key, cancellation) is { } row ? new(Read(tenant, id, row.Fields), row) : null;

    /// <summary>The request or its answer, the audit row and what it tells, or none of them (rules V5, T6). The record says that somebody asked or answered, and not what.</summary>
    internal Task<Committed> SaveAsync(Row? read, HelpRequest request, IEnumerable<Write> others, CancellationToken cancellation)
    {
        var (who, what, at, version) = request.Answer is { } answer ? (answer.By, "answer", answer.At, 2) : (request.Asker, "ask", request.AskedAt, 1);
        var (chain, audit) = request.Audit.Append("audit", who.Value, what, at, version);
        return table.CommitAsync(Partition(request.Tenant, request.Id), [Write.Put(read, Key, FieldsOf(request with { Audit = chain })), audit, .. others], cancellation);
    }

    internal static Intent Asking(HelpRequest request) => Of(request, "ask", RequestDispatch.AskKind);

    internal static Intent Answering(HelpRequest request) => Of(request, "answer", RequestDispatch.AnswerKind);

    private static Intent Of(HelpRequest request, string name, string kind) => new(request.Tenant, Partition(request.Tenant, request.Id), name, kind, request.Id.Value);

    private static Fields FieldsOf(HelpRequest request) => new(V)
    {
        { "about", request.About },
        { "asker", request.Asker.Value },
        { "for", request.For },
        { "words", request.Words },
        { "askedAt", request.AskedAt },
        { "to", string.Join(',', request.To) },
        { "answeredBy", request.Answer?.By.Value },
        { "answeredAs", request.Answer?.As },
        { "answer", request.Answer?.Words },
        { "answeredAt", request.Answer?.At },
        request.Audit,
    };

    private static HelpRequest Read(TenantId tenant, RequestId id, Fields fields) => new(
        tenant,
        id,
        fields.Text("about"),
        new(fields.Text("asker")),
        fields.Text("for"),
        fields.Text("words"),
        fields.Instant("askedAt"),
        [.. fields.Text("to").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(person => new PersonId(person))],
        fields.TextOrNull("answeredBy") is { } by ? new(new(by), fields.Text("answeredAs"), fields.Text("answer"), fields.Instant("answeredAt")) : null,
        AuditChain.Of(fields));
}
