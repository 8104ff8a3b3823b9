using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using TeamsBot.Core.Tables;

namespace TeamsBot.Adapters.Tables.Sqlite;

/// <summary>
/// One loop takes all commits that wait, applies each as a savepoint of one transaction and makes the lot durable with one flush of the disk: that flush is what
/// a commit costs. Each caller gets its own answer, and only after the flush.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int Waiting = 1024;

    private readonly SqliteFile file;
    private readonly Channel<Request> requests = Channel.CreateBounded<Request>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly List<Request> group = new(Waiting);
    private readonly Task loop;
    private SqliteWriter? writer;

    public GroupCommit(SqliteFile file)
    {
        this.file = file;
        writer = new SqliteWriter(file);
        loop = Task.Run(RunAsync);
    }

    /// <summary>For tests: runs after a group is durable. What it throws stands for an answer that was lost.</summary>
    public Action? AfterCommit { get; set; }

    /// <summary>For tests: runs before a group's transaction begins. What it throws stands for a disk that is away.</summary>
    public Action? BeforeBegin { get; set; }

    /// <summary>Once the request waits in line it is carried out, whatever becomes of its caller; cancelling only leaves the queue for that line.</summary>
    public async Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation) =>
        await EnqueueAsync(new Request(partition, writes), cancellation);

    public async Task ForgetOverwrittenAsync(CancellationToken cancellation) => await EnqueueAsync(new Request("", []), cancellation);

    public async ValueTask DisposeAsync()
    {
        requests.Writer.TryComplete();
        await loop;
        writer?.Dispose();
    }

    private async Task<Committed> EnqueueAsync(Request request, CancellationToken cancellation)
    {
        try
        {
            await requests.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException closed)
        {
            throw new TableUnavailableException($"{file.Path} has been closed.", closed);
        }

        return await request.Answer.Task;
    }

    private async Task RunAsync()
    {
        while (await requests.Reader.WaitToReadAsync())
        {
            while (group.Count < Waiting && requests.Reader.TryRead(out var request))
            {
                group.Add(request);
            }

            Serve();
            group.Clear();
        }
    }

    private void Serve()
    {
        var commits = group.Where(request => request.Writes.Count > 0).ToList();
        if (commits.Count > 0)
        {
            Serve(commits);
        }

        if (group.Where(request => request.Writes.Count == 0).ToList() is { Count: > 0 } asked)
        {
            Forget(asked);
        }
    }

    private void Serve(List<Request> commits)
    {
        var durable = false;
        try
        {
            BeforeBegin?.Invoke();
            var current = writer ??= new SqliteWriter(file);
            current.Begin();
            foreach (var request in commits)
            {
                request.Applied = current.Apply(request.Partition, request.Writes);
            }

            // With nothing applied the transaction writes nothing, and its end costs no flush.
            if (commits.Exists(request => request.Applied))
            {
                current.KeepCounter();
            }

            durable = true;
            current.Commit();
            AfterCommit?.Invoke();
            commits.ForEach(request => request.Answer.SetResult(request.Applied ? Committed.Done : Committed.Lost));
        }
        catch (Exception failure)
        {
            // Nothing may end this loop: every commit after it would wait for ever. Every caller hears of the failure.
            Discard();
            foreach (var request in commits)
            {
                Fail(request, durable, failure);
            }
        }
    }

    // A lost batch wrote nothing, whatever became of its neighbours.
    private void Fail(Request request, bool maybeDurable, Exception failure)
    {
        if (maybeDurable)
        {
            request.Answer.TrySetResult(request.Applied ? Committed.Unknown : Committed.Lost);
        }
        else
        {
            request.Answer.TrySetException(new TableUnavailableException($"{file.Path} could not take the write.", failure));
        }
    }

    private void Forget(List<Request> asked)
    {
        try
        {
            if ((writer ??= new SqliteWriter(file)).TryForgetOverwritten())
            {
                asked.ForEach(request => request.Answer.SetResult(Committed.Done));
            }
            else
            {
                Refuse(asked, new($"{file.Path} still holds what was overwritten: it is being read."));
            }
        }
        catch (SqliteException failure)
        {
            Discard();
            Refuse(asked, new($"{file.Path} still holds what was overwritten: it could not be written anew.", failure));
        }
    }

    private static void Refuse(List<Request> asked, TableUnavailableException why) => asked.ForEach(request => request.Answer.SetException(why));

    private void Discard()
    {
        try
        {
            writer?.Dispose();
        }
        catch (SqliteException)
        {
            // The connection failed and is given up; the failure that led here is the one reported.
        }

        writer = null;
    }

    private sealed class Request(string partition, IReadOnlyList<Write> writes)
    {
        public string Partition { get; } = partition;

        public IReadOnlyList<Write> Writes { get; } = writes;

        public bool Applied { get; set; }

        // The loop must not run what its callers do next.
        public TaskCompletionSource<Committed> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
