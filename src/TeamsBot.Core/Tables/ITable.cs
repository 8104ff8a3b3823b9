namespace TeamsBot.Core.Tables;

/// <summary>
/// Rows in partitions, each with a version. Every write states the version it read or that there was none; no unconditional write exists.
/// What lies behind it may be slow, absent or ambiguous: reads that fail throw <see cref="TableUnavailableException"/>, writes answer <see cref="Committed"/>.
/// </summary>
public interface ITable
{
    /// <summary>The row under that key, or null.</summary>
    Task<Row?> FindAsync(string partition, string key, CancellationToken cancellation);

    /// <summary>The rows of a key range in the order of their keys by code unit. Not a snapshot: a row committed meanwhile may or may not be seen.</summary>
    IAsyncEnumerable<Row> ScanAsync(string partition, KeyRange range, CancellationToken cancellation);

    /// <summary>
    /// Applies all writes or none. At most 100, each key once, 4 MiB together; each row within <see cref="Guards"/>. What breaks a limit is a bug and throws.
    /// A commit cancelled after it began may have happened.
    /// </summary>
    Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation);

    /// <summary>
    /// When it has returned, nothing that a row held before it was replaced or deleted can be read from what is stored (rule V18). May take as long as rewriting the
    /// store: for what has to be forgotten, not for every write.
    /// </summary>
    /// <exception cref="TableUnavailableException">It was not done; it may be asked for again.</exception>
    Task ForgetOverwrittenAsync(CancellationToken cancellation);
}

/// <summary>What became of a commit. After anything but <see cref="Done"/> the use case reads again and decides again.</summary>
public enum Committed
{
    /// <summary>Every write is durable.</summary>
    Done,

    /// <summary>Nothing was written: an inserted key existed, or a version had moved on.</summary>
    Lost,

    /// <summary>It may have happened: the answer was lost. A repeat may meet its own first effect.</summary>
    Unknown,
}

/// <summary>The store could not be read, or could not take the write for certain. The request may be repeated.</summary>
public sealed class TableUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
