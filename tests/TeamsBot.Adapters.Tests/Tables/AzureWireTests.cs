using Azure;
using Azure.Core;
using Azure.Data.Tables;
using TeamsBot.Adapters.Tables;
using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Adapters.Tests.Tables;

/// <summary>What the client makes of answers the emulator does not give.</summary>
public sealed class AzureWireTests
{
    private const string Connection = "AccountName=county;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/county";

    private readonly MeddlingTransport wire = new();

    public static TheoryData<int, string> Refusals => new() { { 412, "UpdateConditionNotSatisfied" }, { 409, "EntityAlreadyExists" }, { 404, "ResourceNotFound" } };

    [Theory, MemberData(nameof(Refusals))]
    public async Task Commit_RefusedByACondition_IsLost(int status, string code)
    {
        var table = await OpenAsync();

        wire.Before = _ => MeddlingTransport.Answer(status, MeddlingTransport.ErrorBody(code));
        Assert.Equal(Committed.Lost, await table.CommitAsync("t|poll|1", OneWrite, default));

        wire.Before = _ => BatchAnswer($"HTTP/1.1 {status} Refused\r\nContent-Type: application/json\r\n\r\n{MeddlingTransport.ErrorBody(code)}\r\n");
        Assert.Equal(Committed.Lost, await table.CommitAsync("t|poll|1", TwoWrites, default));
    }

    [Theory, InlineData(500), InlineData(502), InlineData(503), InlineData(504), InlineData(408)]
    public async Task Commit_AnsweredByAServerError_IsUnknownAndSentOnce(int status)
    {
        var table = await OpenAsync();
        wire.Before = _ => MeddlingTransport.Answer(status);
        var before = wire.Sent.Count;

        Assert.Equal(Committed.Unknown, await table.CommitAsync("t|poll|1", OneWrite, default));
        Assert.Equal(Committed.Unknown, await table.CommitAsync("t|poll|1", TwoWrites, default));

        Assert.Equal(before + 2, wire.Sent.Count);
    }

    [Fact]
    public async Task Commit_OfWhichAPartFailedInside_IsUnknown()
    {
        var table = await OpenAsync();
        wire.Before = _ => BatchAnswer("HTTP/1.1 500 Internal Server Error\r\n\r\n");

        Assert.Equal(Committed.Unknown, await table.CommitAsync("t|poll|1", TwoWrites, default));
    }

    [Fact]
    public async Task Commit_WhoseAnswerNamesFewerPartsThanWereSent_IsUnknown()
    {
        var table = await OpenAsync();
        wire.Before = _ => BatchAnswer("HTTP/1.1 204 No Content\r\n\r\n");

        Assert.Equal(Committed.Unknown, await table.CommitAsync("t|poll|1", TwoWrites, default));
    }

    [Fact]
    public async Task Commit_ThatRunsIntoTheClientsTimeOut_IsUnknown()
    {
        var table = await OpenAsync();
        wire.Before = _ => throw new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout.");

        Assert.Equal(Committed.Unknown, await table.CommitAsync("t|poll|1", OneWrite, default));
    }

    [Theory, InlineData(401), InlineData(403), InlineData(429)]
    public async Task Commit_RefusedBeforeItWasLookedAt_IsUnavailable(int status)
    {
        var table = await OpenAsync();
        wire.Before = _ => MeddlingTransport.Answer(status);

        await Assert.ThrowsAsync<TableUnavailableException>(() => table.CommitAsync("t|poll|1", TwoWrites, default));
    }

    [Fact]
    public async Task Commit_ADeleteAlone_HasABodySoThatNothingBelowRepeatsIt()
    {
        var table = await OpenAsync();
        wire.Before = request =>
        {
            Assert.NotNull(request.Content);
            return MeddlingTransport.Answer(503);
        };

        Assert.Equal(Committed.Unknown, await table.CommitAsync("t|poll|1", [Write.Delete(new Row("t|poll|1", "poll", "W/\"1\"", new Fields(v: 1)))], default));
    }

    [Fact]
    public async Task Find_FailingInPassing_IsRepeated()
    {
        var table = await OpenAsync();
        var calls = 0;
        wire.Before = _ => ++calls < 3 ? MeddlingTransport.Answer(503) : MeddlingTransport.Answer(404);

        Assert.Null(await table.FindAsync("t|poll|1", "poll", default));
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Reads_ThatKeepFailing_AreUnavailable()
    {
        var table = await OpenAsync();

        wire.Before = _ => MeddlingTransport.Answer(503);
        await Assert.ThrowsAsync<TableUnavailableException>(() => table.FindAsync("t|poll|1", "poll", default));
        await Assert.ThrowsAsync<TableUnavailableException>(() => KeysAsync(table));

        wire.Before = _ => throw new IOException("The connection broke.");
        await Assert.ThrowsAsync<TableUnavailableException>(() => table.FindAsync("t|poll|1", "poll", default));
        await Assert.ThrowsAsync<TableUnavailableException>(() => KeysAsync(table));
    }

    [Fact]
    public async Task Find_ToldToComeBackLater_IsNotRepeatedHere()
    {
        var table = await OpenAsync();
        var before = wire.Sent.Count;
        wire.Before = _ => MeddlingTransport.Answer(503, "", new HttpHeader("Retry-After", "30"));

        await Assert.ThrowsAsync<TableUnavailableException>(() => table.FindAsync("t|poll|1", "poll", default));

        Assert.Equal(before + 1, wire.Sent.Count);
    }

    [Fact]
    public async Task Scan_PastAnEmptyPageWithAContinuation_GoesOn()
    {
        var table = await OpenAsync();
        var pages = new Queue<Response>(
        [
            Page([], ("x-ms-continuation-NextPartitionKey", "1!8!dA--"), ("x-ms-continuation-NextRowKey", "1!4!a+b/")),
            Page(["a"], ("x-ms-continuation-NextPartitionKey", "1!8!dA--")),
            Page([]),
        ]);
        var asked = new List<string>();
        wire.Before = request =>
        {
            asked.Add(request.Uri.ToUri().Query);
            return pages.Dequeue();
        };

        Assert.Equal(["a"], await KeysAsync(table));

        Assert.Equal(3, asked.Count);
        Assert.EndsWith("&NextPartitionKey=1%218%21dA--&NextRowKey=1%214%21a%2Bb%2F", asked[1], StringComparison.Ordinal);
        Assert.EndsWith("&NextPartitionKey=1%218%21dA--", asked[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WithACredential_SendsItsTokenForStorage()
    {
        var options = new TableClientOptions { Transport = wire };
        wire.Before = _ => MeddlingTransport.Answer(201);

        await new TableServiceClient(new Uri("https://county.table.core.windows.net"), new FixedCredential(), options).GetTableClient("rows").CreateIfNotExistsAsync();

        Assert.Equal(("POST", "https://county.table.core.windows.net/Tables", "Bearer for https://storage.azure.com/.default"), wire.Sent.Single());
    }

    [Theory, InlineData("ab"), InlineData("1abc"), InlineData("a-b-c"), InlineData("a'b'c")]
    public async Task Open_ANameNoTableMayHave_IsRefused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => AzureTable.OpenAsync(Connection, name, wire, default));

    [Fact]
    public void Parse_EveryKindOfConnectionString_FindsTheTables()
    {
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", TableConnectionString.Parse("UseDevelopmentStorage=true").Endpoint.ToString());
        Assert.Equal("https://county.table.core.windows.net/", TableConnectionString.Parse("DefaultEndpointsProtocol=https;AccountName=county;AccountKey=a2V5PT0=").Endpoint.ToString());
        Assert.Equal("https://county.table.example.org/", TableConnectionString.Parse("AccountName=county;AccountKey=a2V5;EndpointSuffix=example.org;").Endpoint.ToString());
        Assert.Contains("AccountKey", Assert.Throws<FormatException>(() => TableConnectionString.Parse("AccountName=county")).Message, StringComparison.Ordinal);
    }

    private static Write[] OneWrite => [Write.Insert("poll", new Fields(v: 1))];

    private static Write[] TwoWrites => [Write.Insert("poll", new Fields(v: 1)), Write.Insert("gate|01", new Fields(v: 1))];

    private async Task<AzureTable> OpenAsync()
    {
        wire.Before = _ => MeddlingTransport.Answer(409, MeddlingTransport.ErrorBody("TableAlreadyExists"));
        return await AzureTable.OpenAsync(Connection, "rows", wire, default);
    }

    private static async Task<List<string>> KeysAsync(AzureTable table)
    {
        var keys = new List<string>();
        await foreach (var row in table.ScanAsync("t|poll|1", KeyRange.Under("seat|"), default))
        {
            keys.Add(row.Key);
        }

        return keys;
    }

    private static Response Page(string[] keys, params (string Name, string Value)[] headers)
    {
        var entities = keys.Select(key => $$"""{"odata.etag":"W/\"1\"","PartitionKey":"t|poll|1","RowKey":"{{key}}","v":"1","v@odata.type":"Edm.Int64"}""");
        return MeddlingTransport.Answer(200, $$"""{"value":[{{string.Join(',', entities)}}]}""", [.. headers.Select(header => new HttpHeader(header.Name, header.Value))]);
    }

    private static Response BatchAnswer(string part) => MeddlingTransport.Answer(
        202, $"--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n--changesetresponse_1\r\nContent-Type: application/http\r\n\r\n{part}--changesetresponse_1--\r\n--batchresponse_1--");

    private sealed class FixedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"for {requestContext.Scopes.Single()}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
