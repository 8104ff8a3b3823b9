using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>One table. See <see cref="TableServiceClient"/>. Where the package takes any entity type, this takes <see cref="TableEntity"/>.</summary>
internal sealed class TableClient(TableServiceClient service, string tableName)
{
    public string Name => tableName;

    /// <summary>A filter whose values are quoted as OData wants it.</summary>
    public static string CreateQueryFilter(FormattableString filter) =>
        string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(value => $"'{((string)value!).Replace("'", "''", StringComparison.Ordinal)}'")]);

    public async Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = Message(RequestMethod.Post, "Tables", Encoding.UTF8.GetBytes($$"""{"TableName":"{{tableName}}"}"""));
        return await service.SendAsync(message, response => response.Status == 409 && TableErrors.Of(response).ErrorCode == TableErrorCode.TableAlreadyExists, cancellationToken);
    }

    public async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = Message(RequestMethod.Delete, $"Tables('{tableName}')");
        return await service.SendAsync(message, response => response.Status == 404, cancellationToken);
    }

    public async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class
    {
        using var message = Message(RequestMethod.Get, PathOf(partitionKey, rowKey) + (select is null ? "" : $"?$select={string.Join(',', select)}"));
        var response = await service.SendAsync(message, response => response.Status == 404, cancellationToken);
        return response.Status == 404 ? new NoEntity<T>(response) : Response.FromValue((T)(object)EntityJson.Read(response), response);
    }

    public AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class
    {
        string?[] query =
        [
            filter is null ? null : $"$filter={Uri.EscapeDataString(filter)}",
            maxPerPage is null ? null : $"$top={maxPerPage}",
            select is null ? null : $"$select={string.Join(',', select)}",
        ];
        return new EntityPages<T>(service, $"{tableName}()", [.. query.OfType<string>()], cancellationToken);
    }

    public async Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default)
    {
        using var message = Message(RequestMethod.Post, tableName, EntityJson.Write(entity));
        message.Request.Headers.Add("Prefer", "return-no-content");
        return await service.SendAsync(message, expects: null, cancellationToken);
    }

    public async Task<Response> UpdateEntityAsync(TableEntity entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Replace, CancellationToken cancellationToken = default)
    {
        using var message = Message(RequestMethod.Put, PathOf(entity.PartitionKey, entity.RowKey), EntityJson.Write(entity));
        message.Request.Headers.Add("If-Match", ifMatch.ToString());
        return await service.SendAsync(message, expects: null, cancellationToken);
    }

    /// <summary>All actions or none; at most 100, in one partition.</summary>
    /// <exception cref="TableTransactionFailedException">One of them failed.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        TableTransactionAction[] actions = [.. transactionActions];
        var (batch, changeset) = ($"batch_{Guid.NewGuid()}", $"changeset_{Guid.NewGuid()}");
        using var message = Message(RequestMethod.Post, "$batch", Changeset.Write(actions, batch, changeset, AddressOf), $"multipart/mixed; boundary={batch}");
        var response = await service.SendAsync(message, expects: null, cancellationToken);
        var answers = Changeset.Read(response.Content);
        return answers.FirstOrDefault(answer => answer.Status >= 400) is { } failed ? throw new TableTransactionFailedException(TableErrors.Of(failed))
            : answers.Count == actions.Length ? Response.FromValue(answers, response)
            : throw new RequestFailedException($"The service answered {answers.Count} of a transaction's {actions.Length} actions.");
    }

    private HttpMessage Message(RequestMethod method, string path, ReadOnlyMemory<byte>? content = null, string contentType = "application/json")
    {
        var message = service.CreateMessage(method, path);
        if (content is { } body)
        {
            message.Request.Headers.Add("Content-Type", contentType);
            message.Request.Content = RequestContent.Create(body);
        }

        return message;
    }

    private string AddressOf(TableTransactionAction action) =>
        service.AddressOf(action.ActionType is TableTransactionActionType.Add ? tableName : PathOf(action.Entity.PartitionKey, action.Entity.RowKey));

    // In a path a key is percent-encoded; in a filter it is quoted.
    private string PathOf(string partitionKey, string rowKey) => $"{tableName}(PartitionKey='{Uri.EscapeDataString(partitionKey)}',RowKey='{Uri.EscapeDataString(rowKey)}')";

    private sealed class NoEntity<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T? Value => throw new InvalidOperationException("There is no such entity.");

        public override Response GetRawResponse() => response;
    }
}
