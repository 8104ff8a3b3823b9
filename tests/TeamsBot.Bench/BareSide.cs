using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Adapters.Connector;

namespace TeamsBot.Bench;

/// <summary>
/// The least that could be called a durable vote: the same token check, one insert into a WAL file of its own at synchronous=FULL, "ok". One connection behind a
/// lock, as a plain implementation would have it; the lock is awaited, so that who waits for it holds no thread.
/// </summary>
internal sealed class BareSide : IAsyncDisposable
{
    private readonly WebApplication app = Signer.Plain().Build();
    private readonly HttpClient http = new();
    private readonly SigningKeys keys;
    private readonly InboundTokens tokens;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SemaphoreSlim turn = new(1);

    private BareSide(string file, ConnectorOptions options)
    {
        keys = new(http, options, TimeProvider.System, NullLogger<SigningKeys>.Instance);
        tokens = new(keys, options);
        connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE votes(id INTEGER PRIMARY KEY, body BLOB NOT NULL);");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO votes(body) VALUES($body)";
        insert.Parameters.Add("$body", SqliteType.Blob);
        insert.Prepare();
    }

    public Uri Address => new($"{app.Urls.First()}/api/messages");

    public static async Task<BareSide> StartAsync(string file, Signer signer)
    {
        var side = new BareSide(file, signer.Connector);
        side.app.MapPost("/api/messages", side.TakeAsync);
        await side.app.StartAsync();
        return side;
    }

    public void Check(int votes)
    {
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM votes";
        if (count.ExecuteScalar() is not long stored || stored != votes)
        {
            throw new InvalidOperationException($"The bare side lost some of its {votes} votes.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await insert.DisposeAsync();
        await connection.DisposeAsync();
        turn.Dispose();
        keys.Dispose();
        http.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (await tokens.VerifyAsync(context.Request.Headers.Authorization, context.RequestAborted) is not { } token)
        {
            context.Response.StatusCode = 401;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        if (ActivityReader.Parse(bytes) is not { } activity || !tokens.SpeaksFor(token, activity))
        {
            context.Response.StatusCode = 401;
            return;
        }

        await turn.WaitAsync(context.RequestAborted);
        try
        {
            insert.Parameters[0].Value = bytes;
            insert.ExecuteNonQuery();
        }
        finally
        {
            turn.Release();
        }

        await context.Response.WriteAsync("ok", context.RequestAborted);
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
