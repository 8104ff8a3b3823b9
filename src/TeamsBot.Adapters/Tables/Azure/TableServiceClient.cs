using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

internal sealed class TableClientOptions : ClientOptions;

/// <summary>
/// Azure Tables over REST, under the names and signatures of the package Azure.Data.Tables for the members this product uses, so that the package can take its place
/// by deleting this folder.
/// </summary>
internal sealed class TableServiceClient
{
    private const string Scope = "https://storage.azure.com/.default";

    private readonly HttpPipeline pipeline;
    private readonly string endpoint;

    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(TableConnectionString.Parse(connectionString), options)
    {
    }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(tokenCredential, Scope), options)
    {
    }

    private TableServiceClient(TableConnectionString connection, TableClientOptions? options)
        : this(connection.Endpoint, new SharedKeyLitePolicy(connection.Account, connection.Key), options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        this.endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        pipeline = HttpPipelineBuilder.Build(options ?? new TableClientOptions(), [], [authentication], new ResponseClassifier());
    }

    public TableClient GetTableClient(string tableName) => new(this, tableName);

    internal string AddressOf(string path) => $"{endpoint}/{path}";

    internal HttpMessage CreateMessage(RequestMethod method, string path)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(AddressOf(path)));
        message.Request.Headers.Add("x-ms-version", "2019-02-02");
        message.Request.Headers.Add("DataServiceVersion", "3.0;NetFx");
        message.Request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        // Wire time, which is always the system's.
        message.Request.Headers.Add("x-ms-date", TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        return message;
    }

    /// <summary>Sends and gives the answer. One that is neither a success nor among those the caller expects becomes a <see cref="RequestFailedException"/>.</summary>
    internal async Task<Response> SendAsync(HttpMessage message, Func<Response, bool>? expects, CancellationToken cancellation)
    {
        await pipeline.SendAsync(message, cancellation);
        var response = message.Response;
        return response.Status < 300 || (expects?.Invoke(response) ?? false) ? response : throw TableErrors.Of(response);
    }
}
