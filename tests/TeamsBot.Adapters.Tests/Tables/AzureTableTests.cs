using TeamsBot.Adapters.Tables;
using TeamsBot.Core.Tables;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Adapters.Tests.Tables;

/// <summary>The contract, against the storage emulator over real HTTP.</summary>
public sealed class AzureTableTests : TableContract
{
    private static readonly string Name = Azurite.NewTableName();

    [SkippableFact]
    public async Task Open_ATableThatExists_KeepsItsRows()
    {
        var row = await InsertedAsync(await OpenAsync(), "poll");

        Assert.Equal(row.Version, (await (await ReopenAsync()).FindAsync(Partition, "poll", None))!.Version);
    }

    [SkippableFact]
    public async Task DeleteTable_ThenCommit_IsUnavailableNotLost()
    {
        var table = await AzureTable.OpenAsync(await Azurite.ConnectionStringAsync(), Azurite.NewTableName(), None);
        await table.DeleteTableAsync(None);
        await table.DeleteTableAsync(None);

        await Assert.ThrowsAsync<TableUnavailableException>(() => table.CommitAsync(Partition, [Write.Insert("poll", Named("x"))], None));
        Assert.Null(await table.FindAsync(Partition, "poll", None));
    }

    [SkippableFact]
    public async Task Open_WithAnotherKey_IsUnavailable()
    {
        var wrong = (await Azurite.ConnectionStringAsync()).Replace("Eby8", "AAAA", StringComparison.Ordinal);

        await Assert.ThrowsAsync<TableUnavailableException>(() => AzureTable.OpenAsync(wrong, Name, None));
    }

    protected override async Task<ITable> OpenAsync() => await AzureTable.OpenAsync(await Azurite.ConnectionStringAsync(), Name, None);

    protected override Task<ITable> ReopenAsync() => OpenAsync();

    protected override async Task<Committed> CommitLosingTheAnswerAsync(string partition, IReadOnlyList<Write> writes)
    {
        var wire = new MeddlingTransport();
        var table = await AzureTable.OpenAsync(await Azurite.ConnectionStringAsync(), Name, wire, None);
        wire.After = _ => throw new IOException("The connection broke.");
        var before = wire.Sent.Count;

        var answer = await table.CommitAsync(partition, writes, None);

        Assert.Equal(before + 1, wire.Sent.Count);
        return answer;
    }

    protected override async Task<Committed> CommitOutOfReachAsync(string partition, IReadOnlyList<Write> writes)
    {
        // The real transport, to a port where nobody listens: nothing can have been sent.
        var wire = new MeddlingTransport();
        var table = await AzureTable.OpenAsync(await Azurite.ConnectionStringAsync(), Name, wire, None);
        wire.Before = request =>
        {
            request.Uri.Port = 1;
            return null;
        };
        return await table.CommitAsync(partition, writes, None);
    }
}
