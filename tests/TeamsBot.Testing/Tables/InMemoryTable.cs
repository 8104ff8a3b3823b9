using System.Globalization;
using System.Runtime.CompilerServices;
using TeamsBot.Core.Tables;

namespace TeamsBot.Testing.Tables;

/// <summary>
/// The port in memory: every call completes before it returns, so that a test can drive several replicas on one thread. Safe from several threads too.
/// It keeps the same contract as the real stores.
/// </summary>
public sealed class InMemoryTable : ITable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedSet<string>> keys = [];
    private readonly Dictionary<(string Partition, string Key), Row> rows = [];
    private long lastVersion;

    /// <summary>Asked before every call what is to go wrong with it; null lets it through. It may call the table itself, as another replica would in between.</summary>
    public Func<TableCall, TableFault?>? Before { get; set; }

    /// <summary>Told of every call that returned, with the answer its caller gets (reads: null).</summary>
    public Action<TableCall, Committed?>? After { get; set; }

    /// <summary>Every row of every partition, in key order: for a test's last look, past the hooks.</summary>
    public IReadOnlyList<Row> AllRows
    {
        get
        {
            lock (gate)
            {
                return [.. rows.Values.OrderBy(row => row.Partition, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal).Select(Copy)];
            }
        }
    }

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellation)
    {
        Guards.CheckKey(partition, key);
        return Answer(new TableCall(partition, key), () => rows.TryGetValue((partition, key), out var row) ? Copy(row) : null, lost: null, cancellation);
    }

    public async IAsyncEnumerable<Row> ScanAsync(string partition, KeyRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Guards.CheckPartition(partition);
        var found = await Answer<IReadOnlyList<Row>>(
            new TableCall(partition, Range: range),
            () => [.. KeysIn(partition, range).Select(key => Copy(rows[(partition, key)]))],
            lost: null,
            cancellation);
        foreach (var row in found)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    public Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation)
    {
        Guards.Check(partition, writes);
        return Answer(new TableCall(partition, Writes: writes), () => Apply(partition, writes), Committed.Unknown, cancellation);
    }

    /// <summary>How often it was asked to forget; there is nothing to do, since it keeps no earlier row.</summary>
    public int Forgot { get; private set; }

    public Task ForgetOverwrittenAsync(CancellationToken cancellation) => Answer(new TableCall("", Forgets: true), () => ++Forgot, lost: 0, cancellation);

    // Exceptions travel in the task, as they do from a real store.
    private async Task<T> Answer<T>(TableCall call, Func<T> effect, T? lost, CancellationToken cancellation)
    {
        await Task.CompletedTask;
        cancellation.ThrowIfCancellationRequested();
        var fault = Before?.Invoke(call);
        if (fault is TableFault.CrashBefore)
        {
            throw new ReplicaCrashedException("before a call");
        }

        if (fault is TableFault.Unavailable || (fault is TableFault.LoseAnswer or TableFault.LoseRequest && !call.IsCommit))
        {
            throw new TableUnavailableException("The test's table is away.");
        }

        var answer = lost;
        if (fault is not TableFault.LoseRequest)
        {
            lock (gate)
            {
                answer = effect();
            }
        }

        answer = fault switch
        {
            TableFault.CrashAfter => throw new ReplicaCrashedException("after a call"),
            TableFault.LoseAnswer => lost,
            _ => answer,
        };
        After?.Invoke(call, answer as Committed?);
        return answer!;
    }

    private Committed Apply(string partition, IReadOnlyList<Write> writes)
    {
        if (!writes.All(write => Holds(write, rows.GetValueOrDefault((partition, write.Key))?.Version)))
        {
            return Committed.Lost;
        }

        var present = keys.TryGetValue(partition, out var known) ? known : keys[partition] = new(StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (Written(write) is { } fields)
            {
                rows[(partition, write.Key)] = new Row(partition, write.Key, (++lastVersion).ToString(CultureInfo.InvariantCulture), Fields.Stored(fields));
                present.Add(write.Key);
            }
            else
            {
                rows.Remove((partition, write.Key));
                present.Remove(write.Key);
            }
        }

        return Committed.Done;
    }

    private static bool Holds(Write write, string? version) => write switch
    {
        Write.ReplaceOne replace => replace.Version == version,
        Write.DeleteOne delete => delete.Version == version,
        _ => version is null,
    };

    private static Fields? Written(Write write) => write switch
    {
        Write.InsertOne insert => insert.Fields,
        Write.ReplaceOne replace => replace.Fields,
        _ => null,
    };

    private IEnumerable<string> KeysIn(string partition, KeyRange range) =>
        keys.TryGetValue(partition, out var present) && string.CompareOrdinal(range.From, range.To) < 0
            ? present.GetViewBetween(range.From, range.To).Where(range.Contains)
            : [];

    // Fields can be added to: a caller that does must not change what is stored.
    private static Row Copy(Row row) => row with { Fields = Fields.Stored(row.Fields) };
}
