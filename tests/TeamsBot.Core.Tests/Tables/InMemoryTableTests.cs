using TeamsBot.Core.Tables;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Tables;

public sealed class InMemoryTableTests : TableContract
{
    private readonly InMemoryTable table = new();

    [Fact]
    public async Task Before_CrashBefore_HasNoEffect()
    {
        table.Before = call => call.IsCommit ? TableFault.CrashBefore : null;

        await Assert.ThrowsAsync<ReplicaCrashedException>(() => table.CommitAsync(Partition, [Write.Insert("poll", Named("x"))], None));

        Assert.Empty(table.AllRows);
    }

    [Fact]
    public async Task Before_CrashAfter_HasItsEffect()
    {
        table.Before = call => call.IsCommit ? TableFault.CrashAfter : null;

        await Assert.ThrowsAsync<ReplicaCrashedException>(() => table.CommitAsync(Partition, [Write.Insert("poll", Named("x"))], None));

        Assert.Single(table.AllRows);
    }

    [Fact]
    public async Task Before_LoseRequest_IsUnknownWithoutEffect()
    {
        table.Before = call => call.IsCommit ? TableFault.LoseRequest : null;

        Assert.Equal(Committed.Unknown, await table.CommitAsync(Partition, [Write.Insert("poll", Named("x"))], None));
        Assert.Empty(table.AllRows);
    }

    [Theory, InlineData(TableFault.Unavailable), InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task Before_FaultOnARead_IsUnavailable(TableFault fault)
    {
        table.Before = _ => fault;

        await Assert.ThrowsAsync<TableUnavailableException>(() => table.FindAsync(Partition, "poll", None));
        await Assert.ThrowsAsync<TableUnavailableException>(() => KeysAsync(table, KeyRange.Under("a|")));
    }

    [Fact]
    public async Task Before_AnotherReplicaCommitsInBetween_TheCallIsLost()
    {
        table.Before = call =>
        {
            table.Before = null;
            Assert.True(table.CommitAsync(Partition, [Write.Insert("poll", Named("other"))], None).IsCompletedSuccessfully);
            return null;
        };

        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Insert("poll", Named("mine"))], None));
        Assert.Equal("other", await NameAsync(table, "poll"));
    }

    [Fact]
    public async Task After_EveryCallThatReturned_IsToldItsAnswer()
    {
        var told = new List<Committed?>();
        table.After = (_, answer) => told.Add(answer);

        await InsertedAsync(table, "poll");
        await table.CommitAsync(Partition, [Write.Insert("poll", Named("x"))], None);

        Assert.Equal([Committed.Done, null, Committed.Lost], told);
    }

    [Fact]
    public async Task Find_FieldsChangedByTheReader_LeavesTheStoredRow()
    {
        var row = await InsertedAsync(table, "poll");

        row.Fields.Add("mine", "x");

        Assert.Null((await table.FindAsync(Partition, "poll", None))!.Fields.TextOrNull("mine"));
    }

    protected override Task<ITable> OpenAsync() => Task.FromResult<ITable>(table);

    protected override Task<ITable> ReopenAsync() => OpenAsync();

    protected override Task<Committed> CommitLosingTheAnswerAsync(string partition, IReadOnlyList<Write> writes) => CommitWithAsync(TableFault.LoseAnswer, partition, writes);

    protected override Task<Committed> CommitOutOfReachAsync(string partition, IReadOnlyList<Write> writes) => CommitWithAsync(TableFault.Unavailable, partition, writes);

    private async Task<Committed> CommitWithAsync(TableFault fault, string partition, IReadOnlyList<Write> writes)
    {
        table.Before = call => call.IsCommit ? fault : null;
        try
        {
            return await table.CommitAsync(partition, writes, None);
        }
        finally
        {
            table.Before = null;
        }
    }
}
