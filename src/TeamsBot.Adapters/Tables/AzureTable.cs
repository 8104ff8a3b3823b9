using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using TeamsBot.Core.Tables;

namespace TeamsBot.Adapters.Tables;

/// <summary>The port on one table of Azure Tables. A row's version is its ETag, exactly as it came.</summary>
public sealed partial class AzureTable : ITable
{
    // Far below the five minutes after which a due row without its work is dropped (design section 4).
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    private readonly TableClient table;

    private AzureTable(TableClient table) => this.table = table;

    /// <summary>Opens the table by a storage connection string (<c>UseDevelopmentStorage=true</c> is the emulator), creating it where missing.</summary>
    public static Task<AzureTable> OpenAsync(string connectionString, string tableName, CancellationToken cancellation) =>
        OpenAsync(new TableServiceClient(connectionString, Options()), tableName, cancellation);

    /// <summary>Why a text is no storage connection string, without saying what it holds; null where it is one.</summary>
    public static string? ProblemWith(string connectionString)
    {
        try
        {
            TableConnectionString.Parse(connectionString);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Opens the table with an Entra identity, creating it where missing.</summary>
    public static Task<AzureTable> OpenAsync(Uri endpoint, TokenCredential credential, string tableName, CancellationToken cancellation) =>
        OpenAsync(new TableServiceClient(endpoint, credential, Options()), tableName, cancellation);

    internal static Task<AzureTable> OpenAsync(string connectionString, string tableName, HttpPipelineTransport transport, CancellationToken cancellation)
    {
        var options = Options();
        options.Transport = transport;
        return OpenAsync(new TableServiceClient(connectionString, options), tableName, cancellation);
    }

    public async Task<Row?> FindAsync(string partition, string key, CancellationToken cancellation)
    {
        Guards.CheckKey(partition, key);
        return await ReadAsync(
            async () => await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation) is { HasValue: true } found ? ToRow(found.Value!) : null,
            cancellation);
    }

    public async IAsyncEnumerable<Row> ScanAsync(string partition, KeyRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Guards.CheckPartition(partition);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {range.From} and RowKey lt {range.To}");
        await using var entities = table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).GetAsyncEnumerator(cancellation);
        while (await ReadAsync(async () => await entities.MoveNextAsync(), cancellation))
        {
            yield return ToRow(entities.Current);
        }
    }

    public async Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation)
    {
        Guards.Check(partition, writes);
        try
        {
            await SendAsync(partition, writes, cancellation);
            return Committed.Done;
        }
        catch (RequestFailedException failure)
        {
            return AzureFailure.OfWrite(failure);
        }
        catch (AuthenticationFailedException failure)
        {
            throw new TableUnavailableException("No token for Azure Tables; the write was not sent.", failure);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The connection broke or the time was up, and the request may have arrived.
            return Committed.Unknown;
        }
    }

    /// <summary>Nothing to do: the service has one version of an entity, and nobody can ask it for an earlier one. What its operator keeps on disks is out of the product's hands.</summary>
    public Task ForgetOverwrittenAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Removes the table with all its rows: for runs that leave nothing behind. The service keeps the name taken for a while.</summary>
    public Task DeleteTableAsync(CancellationToken cancellation) => ReadAsync(() => table.DeleteAsync(cancellation), cancellation);

    private static async Task<AzureTable> OpenAsync(TableServiceClient service, string tableName, CancellationToken cancellation)
    {
        if (!TableName().IsMatch(tableName))
        {
            throw new ArgumentException($"'{tableName}' is no table name: 3 to 63 letters and digits, a letter first.", nameof(tableName));
        }

        var table = service.GetTableClient(tableName);
        await ReadAsync(() => table.CreateIfNotExistsAsync(cancellation), cancellation);
        return new AzureTable(table);
    }

    private static TableClientOptions Options() => new() { RetryPolicy = new ReadsOnlyRetry(), Retry = { NetworkTimeout = LongestCall } };

    // A delete alone goes as a transaction too: the HTTP stack repeats a request without a body when its connection breaks, and would meet its own effect.
    private Task SendAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation) => writes switch
    {
        [Write.InsertOne insert] => table.AddEntityAsync(ToEntity(partition, insert.Key, insert.Fields), cancellation),
        [Write.ReplaceOne replace] => table.UpdateEntityAsync(ToEntity(partition, replace.Key, replace.Fields), new ETag(replace.Version), TableUpdateMode.Replace, cancellation),
        _ => table.SubmitTransactionAsync(writes.Select(write => ToAction(partition, write)), cancellation),
    };

    private static TableTransactionAction ToAction(string partition, Write write) => write switch
    {
        Write.InsertOne insert => new(TableTransactionActionType.Add, ToEntity(partition, insert.Key, insert.Fields)),
        Write.ReplaceOne replace => new(TableTransactionActionType.UpdateReplace, ToEntity(partition, replace.Key, replace.Fields), new ETag(replace.Version)),
        Write.DeleteOne delete => new(TableTransactionActionType.Delete, new TableEntity(partition, delete.Key), new ETag(delete.Version)),
        _ => throw new ArgumentException($"A {write.GetType().Name} is no write of this port.", nameof(write)),
    };

    private static TableEntity ToEntity(string partition, string key, Fields fields)
    {
        var entity = new TableEntity(partition, key);
        foreach (var (name, value) in fields)
        {
            entity.Add(name, value);
        }

        return entity;
    }

    private static Row ToRow(TableEntity entity) => new(
        entity.PartitionKey,
        entity.RowKey,
        entity.ETag.ToString(),
        Fields.Stored(entity
            .Where(property => property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
            .Select(property => property.Value is int number ? new KeyValuePair<string, object>(property.Key, (long)number) : property)));

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (IsOutside(failure) || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new TableUnavailableException("Azure Tables did not answer.", failure);
        }
    }

    // AggregateException is how the pipeline reports that every repetition failed.
    private static bool IsOutside(Exception failure) =>
        failure is RequestFailedException or AuthenticationFailedException or AggregateException or IOException or HttpRequestException or JsonException;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex TableName();
}
