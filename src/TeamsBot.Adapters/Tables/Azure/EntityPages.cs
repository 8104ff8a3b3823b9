using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>A query's pages. A page may be empty and still not be the last: only the absence of a continuation ends the query.</summary>
internal sealed class EntityPages<T>(TableServiceClient service, string path, IReadOnlyList<string> query, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : class
{
    private const string NextPartition = "x-ms-continuation-NextPartitionKey";
    private const string NextRow = "x-ms-continuation-NextRowKey";

    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken;
        do
        {
            var asked = string.Join('&', next is null ? query : query.Append(next));
            using var message = service.CreateMessage(RequestMethod.Get, asked.Length > 0 ? $"{path}?{asked}" : path);
            var response = await service.SendAsync(message, expects: null, CancellationToken);
            next = Continuation(response.Headers);
            yield return Page<T>.FromValues([.. EntityJson.ReadPage(response.Content).Cast<T>()], next, response);
        }
        while (next is not null);
    }

    // The next row may be absent where the next partition is not.
    private static string? Continuation(ResponseHeaders headers) =>
        !headers.TryGetValue(NextPartition, out var partition) ? null
        : headers.TryGetValue(NextRow, out var row) ? $"NextPartitionKey={Uri.EscapeDataString(partition)}&NextRowKey={Uri.EscapeDataString(row)}"
        : $"NextPartitionKey={Uri.EscapeDataString(partition)}";
}
