using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Testing.Tables;

/// <summary>What every store behind <see cref="ITable"/> keeps (design section 4). Each test has a partition of its own, so that one store can serve them all.</summary>
public abstract partial class TableContract
{
    protected static CancellationToken None => CancellationToken.None;

    protected string Partition { get; } = $"t|test|{Guid.NewGuid():N}";

    /// <summary>The store; asked for from within the test, so that a store that is not here skips it.</summary>
    protected abstract Task<ITable> OpenAsync();

    /// <summary>The same rows, opened as a process would that starts anew.</summary>
    protected abstract Task<ITable> ReopenAsync();

    /// <summary>Commits through a store that decides as ever and then loses the answer.</summary>
    protected abstract Task<Committed> CommitLosingTheAnswerAsync(string partition, IReadOnlyList<Write> writes);

    /// <summary>Commits to a store that cannot be reached at all, for certain.</summary>
    protected abstract Task<Committed> CommitOutOfReachAsync(string partition, IReadOnlyList<Write> writes);

    protected static Fields Named(string name) => new(v: 1) { { "name", name } };

    protected async Task<Row> InsertedAsync(ITable table, string key, string name = "first")
    {
        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Insert(key, Named(name))], None));
        return Assert.IsType<Row>(await table.FindAsync(Partition, key, None));
    }

    protected async Task<string?> NameAsync(ITable table, string key) => (await table.FindAsync(Partition, key, None))?.Fields.Text("name");

    protected async Task<List<string>> KeysAsync(ITable table, KeyRange range)
    {
        var keys = new List<string>();
        await foreach (var row in table.ScanAsync(Partition, range, None))
        {
            keys.Add(row.Key);
        }

        return keys;
    }
}
