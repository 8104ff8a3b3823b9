using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using TeamsBot.Adapters.Tables.Sqlite;
using TeamsBot.Core.Tables;

namespace TeamsBot.Adapters.Tables;

/// <summary>
/// The embedded store: one SQLite file, held by one process. Commits wait for the disk and share its flushes; reads run on the caller's thread, as they take
/// microseconds, and see every commit that was answered.
/// </summary>
public sealed class SqliteTable : ITable, IAsyncDisposable
{
    private const int Page = 500;
    private const int IdleReaders = 8;

    private readonly SqliteFile file;
    private readonly FileLock held;
    private readonly GroupCommit commits;
    private readonly ConcurrentBag<SqliteReader> readers = [];
    private volatile bool closed;

    private SqliteTable(SqliteFile file, FileLock held)
    {
        this.file = file;
        this.held = held;
        commits = new GroupCommit(file);
    }

    internal GroupCommit Commits => commits;

    /// <summary>Opens the file, making it and its folder where missing.</summary>
    /// <exception cref="IOException">Another process holds the file; the message names it and since when.</exception>
    public static Task<SqliteTable> OpenAsync(string path, TimeProvider clock)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var held = FileLock.Take(full, clock.GetUtcNow());
        try
        {
            var file = new SqliteFile(full);
            file.Prepare();
            return Task.FromResult(new SqliteTable(file, held));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellation)
    {
        Guards.CheckKey(partition, key);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(Read((partition, key), static (reader, asked) => reader.Find(asked.partition, asked.key)));
        }
        catch (Exception failure) when (failure is TableUnavailableException or OperationCanceledException)
        {
            return Task.FromException<Row?>(failure);
        }
    }

    public async IAsyncEnumerable<Row> ScanAsync(string partition, KeyRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Guards.CheckPartition(partition);
        await Task.CompletedTask;
        for (var rest = range; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = Read((partition, rest), static (reader, asked) => reader.Scan(asked.partition, asked.rest, Page));
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            rest = rest with { From = page[^1].Key + "!" };
        }
    }

    public Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation)
    {
        Guards.Check(partition, writes);
        return commits.CommitAsync(partition, writes, cancellation);
    }

    /// <summary>
    /// Writes the file anew with what it holds now and empties the write-ahead log. Commits wait meanwhile, about a second for each hundred megabytes. What a disk keeps of
    /// blocks that were given back to it is out of the product's hands.
    /// </summary>
    public Task ForgetOverwrittenAsync(CancellationToken cancellation) => commits.ForgetOverwrittenAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        await commits.DisposeAsync();
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        held.Dispose();
    }

    private TAnswer Read<TAsked, TAnswer>(TAsked asked, Func<SqliteReader, TAsked, TAnswer> read)
    {
        SqliteReader? reader = null;
        try
        {
            reader = closed ? throw new TableUnavailableException($"{file.Path} has been closed.") : readers.TryTake(out var idle) ? idle : new SqliteReader(file);
            var answer = read(reader, asked);
            GiveBack(reader);
            return answer;
        }
        catch (SqliteException failure)
        {
            reader?.Dispose();
            throw new TableUnavailableException($"{file.Path} could not be read.", failure);
        }
    }

    private void GiveBack(SqliteReader reader)
    {
        if (closed || readers.Count >= IdleReaders)
        {
            reader.Dispose();
        }
        else
        {
            readers.Add(reader);
        }
    }
}
