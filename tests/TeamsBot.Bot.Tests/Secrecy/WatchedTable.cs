using System.Runtime.CompilerServices;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Tests.Secrecy;

/// <summary>
/// A store with one call at a time, so that two runs write the same in the same order, and with a note of which commit wrote each row last: what the rows' own
/// stamps tell (Azure stamps the rows of a batch alike; SQLite numbers writes one after the other).
/// </summary>
internal class WatchedTable(ITable store) : ITable
{
    private readonly SortedDictionary<(string Partition, string Key), int> last = [];
    private int commits;

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellation) => Now(store.FindAsync(partition, key, cancellation));

    public async IAsyncEnumerable<Row> ScanAsync(string partition, KeyRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var row in await Now(store.ScanAsync(partition, range, cancellation).ToListAsync(cancellation).AsTask()))
        {
            yield return row;
        }
    }

    public async Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation)
    {
        var answer = await Now(store.CommitAsync(partition, await MeddleAsync(partition, writes), cancellation));
        if (answer is Committed.Done)
        {
            commits++;
            foreach (var write in writes)
            {
                last[(partition, write.Key)] = commits;
            }
        }

        return answer;
    }

    public virtual Task ForgetOverwrittenAsync(CancellationToken cancellation)
    {
        Forgot++;
        return store.ForgetOverwrittenAsync(cancellation);
    }

    /// <summary>How often what was overwritten was forgotten.</summary>
    public int Forgot { get; private set; }

    /// <summary>Every row that is stored, with the number of the commit that wrote it last.</summary>
    public async Task<IReadOnlyList<(Row Row, int Commit)>> AllAsync()
    {
        var rows = new List<(Row, int)>();
        foreach (var ((partition, key), commit) in last)
        {
            if (await store.FindAsync(partition, key, CancellationToken.None) is { } row)
            {
                rows.Add((row, commit));
            }
        }

        return rows;
    }

    /// <summary>What is written in place of what the product writes: for a leak that a test makes on purpose.</summary>
    protected virtual Task<IReadOnlyList<Write>> MeddleAsync(string partition, IReadOnlyList<Write> writes) => Task.FromResult(writes);

    // The caller goes on only when the call is over, whatever else it began meanwhile.
    private static Task<T> Now<T>(Task<T> call) => Task.FromResult(call.GetAwaiter().GetResult());
}

/// <summary>Gives the marker of a secret vote its choice, which it reads off the box before and after.</summary>
internal sealed class LeakOnTheMarker(ITable store) : WatchedTable(store)
{
    protected override async Task<IReadOnlyList<Write>> MeddleAsync(string partition, IReadOnlyList<Write> writes)
    {
        if (Box.In(writes) is not { } next)
        {
            return writes;
        }

        var rest = Box.BallotsOf(next).ToList();
        Box.BallotsOf((await FindAsync(partition, Box.Key, CancellationToken.None))?.Fields).ForEach(ballot => rest.Remove(ballot));
        return [.. writes.Select(write => write is Write.InsertOne { Fields: var fields } && write.Key.StartsWith("voted|", StringComparison.Ordinal) ? Write.Insert(write.Key, fields.With("choices", rest.Single())) : write)];
    }
}

/// <summary>Keeps the box in the order in which the votes came.</summary>
internal sealed class LeakByTheOrder(ITable store) : WatchedTable(store)
{
    protected override async Task<IReadOnlyList<Write>> MeddleAsync(string partition, IReadOnlyList<Write> writes)
    {
        if (Box.In(writes) is not { } next)
        {
            return writes;
        }

        var (before, added) = (await FindAsync(partition, Box.Key, CancellationToken.None), Box.BallotsOf(next).ToList());
        var inOrder = Box.BallotsOf(before?.Fields);
        inOrder.ForEach(ballot => added.Remove(ballot));
        var fields = next.With("bag0", System.Text.Json.JsonSerializer.Serialize(inOrder.Concat(added)));
        return [.. writes.Select(write => write.Key == Box.Key ? Write.Put(before, Box.Key, fields) : write)];
    }
}

/// <summary>Forgets nothing.</summary>
internal sealed class LeakByWhatWasOverwritten(ITable store) : WatchedTable(store)
{
    public override Task ForgetOverwrittenAsync(CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>The box of a secret poll as it is stored.</summary>
internal static class Box
{
    public const string Key = "box";

    public static Fields? In(IReadOnlyList<Write> writes) => writes.FirstOrDefault(write => write.Key == Key) switch
    {
        Write.InsertOne insert => insert.Fields,
        Write.ReplaceOne replace when replace.Fields.TextOrNull("bag0") is not null => replace.Fields,
        _ => null,
    };

    public static List<string> BallotsOf(Fields? box) => box is null ? [] : System.Text.Json.JsonSerializer.Deserialize<List<string>>(box.Text("bag0"))!;
}
