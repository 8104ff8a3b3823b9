using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TeamsBot.LocalTeams.State;

/// <summary>
/// What this Teams remembers, in one SQLite file. One writer takes all waiting work into one durable transaction (each piece in a savepoint of its
/// own), so that hundreds of requests a second share a few flushes; readers have their own connections and see what is committed.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private const int MostInOneTransaction = 64;
    private readonly string connectionString;
    private readonly Channel<Work> queue = System.Threading.Channels.Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly ConcurrentBag<Session> readers = [];
    private readonly Session writer;
    private readonly Task writing;

    private Database(string file)
    {
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ToString();
        using (var first = Open(new Sequence(0, 0)))
        {
            Schema.Create(first);
            Sequence = new(Schema.LastChange(first), Schema.LastMessage(first));
        }

        writer = Open(Sequence);
        writing = Task.Factory.StartNew(WriteAllAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>Raised after a commit that changed what somebody can see.</summary>
    public event Action<long>? Changed;

    public Sequence Sequence { get; }

    public static Database OpenFile(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        return new(file);
    }

    /// <summary>Runs the work in a durable transaction; completes when it is on disk. The work either throws and leaves nothing, or returns and leaves all.</summary>
    public async Task<T> WriteAsync<T>(Func<Session, T> work)
    {
        var item = new Work(session => work(session));
        await queue.Writer.WriteAsync(item);
        return (T)(await item.Done.Task)!;
    }

    public Task WriteAsync(Action<Session> work) => WriteAsync<object?>(session =>
    {
        work(session);
        return null;
    });

    public T Read<T>(Func<Session, T> work)
    {
        if (!readers.TryTake(out var session))
        {
            session = Open(Sequence);
        }

        try
        {
            return work(session);
        }
        finally
        {
            readers.Add(session);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (queue.Writer.TryComplete())
        {
            await writing;
            writer.Dispose();
            foreach (var reader in readers)
            {
                reader.Dispose();
            }
        }
    }

    private Session Open(Sequence sequence)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;";
        pragmas.ExecuteNonQuery();
        return new(connection, sequence);
    }

    private async Task WriteAllAsync()
    {
        List<Work> batch = [];
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostInOneTransaction && queue.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            Commit(batch);
        }
    }

    private void Commit(List<Work> batch)
    {
        var before = Sequence.LastChange;
        try
        {
            writer.Execute("BEGIN IMMEDIATE");
            foreach (var work in batch)
            {
                RunInSavepoint(work);
            }

            writer.Execute("COMMIT");
        }
        catch (SqliteException broken)
        {
            batch.ForEach(work => work.Done.TrySetException(broken));
            RollBack();
            return;
        }

        batch.ForEach(work => work.Complete());
        if (Sequence.LastChange is var now && now != before)
        {
            Changed?.Invoke(now);
        }
    }

    private void RunInSavepoint(Work work)
    {
        writer.Execute("SAVEPOINT work");
#pragma warning disable CA1031 // Whatever the work throws belongs to whoever asked for it, not to the other work of the transaction.
        try
        {
            work.Run(writer);
        }
        catch (Exception failed)
        {
            work.Failed = failed;
            writer.Execute("ROLLBACK TO work");
        }
#pragma warning restore CA1031
        writer.Execute("RELEASE work");
    }

    private void RollBack()
    {
        try
        {
            writer.Execute("ROLLBACK");
        }
        catch (SqliteException nothingOpen) when (nothingOpen.SqliteErrorCode == 1)
        {
            // SQLite has rolled back by itself, as it does when the disk is full. Whoever waited has been told of the first fault.
            return;
        }
    }

    private sealed class Work(Func<Session, object?> run)
    {
        private object? answer;

        public TaskCompletionSource<object?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Failed { get; set; }

        public void Run(Session session) => answer = run(session);

        public void Complete()
        {
            if (Failed is { } failed)
            {
                Done.TrySetException(failed);
            }
            else
            {
                Done.TrySetResult(answer);
            }
        }
    }
}
