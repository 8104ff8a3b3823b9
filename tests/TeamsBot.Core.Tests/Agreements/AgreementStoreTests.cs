using TeamsBot.Core.Agreements;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Polls;
using Xunit;
using static TeamsBot.Core.Tests.Agreements.County;

namespace TeamsBot.Core.Tests.Agreements;

public sealed class AgreementStoreTests
{
    [Fact]
    public async Task T6_Append_AChange_IsOnTheRecordInTheSameCommit()
    {
        var county = await StartAsync();

        await county.RecordAsync(Agreed(Kestrel), Agreed(Kestrel, 2));

        var rows = county.Table.AllRows.Where(row => row.Partition == AgreementStore.Partition(A.Tenant)).ToList();
        var audit = rows.Where(row => row.Key.StartsWith("audit|", StringComparison.Ordinal)).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(2, audit.Count);
        Assert.Equal(AuditChain.Of(rows.Single(row => row.Key == "agreements").Fields), AuditChain.Follow("audit", audit));
    }

    [Fact]
    public async Task Append_OnAnOlderReading_WritesNothing()
    {
        var county = await StartAsync();
        var store = county.Store;
        var read = await store.ReadAsync(A.Tenant, default);
        await county.RecordAsync(Agreed(Kestrel));

        Assert.Equal(Committed.Lost, await store.AppendAsync(A.Tenant, read, [Agreed(ColdKeld)], "bot", "record", A.Opened, default));
        Assert.Empty((await county.Store.CurrentAsync(A.Tenant, default)).HistoryOf(AgreementParty.Of(ColdKeld)));
    }

    [Fact]
    public async Task Append_MoreThanABatch_CountsWholeOrNotAtAll()
    {
        var county = await StartAsync();
        var many = Enumerable.Range(100_000, 250).Select(urn => Agreed(new($"{urn}"))).ToList();
        var store = county.Store;
        var read = await store.ReadAsync(A.Tenant, default);
        await county.RecordAsync(Agreed(Kestrel)); // Another change comes first: the rows are written, their change is not.

        Assert.Equal(Committed.Lost, await store.AppendAsync(A.Tenant, read, many, "bot", "import 250", A.Opened, default));
        Assert.Equal(251, county.Keys().Count(key => key.StartsWith("record|", StringComparison.Ordinal)));
        Assert.Empty((await county.Store.CurrentAsync(A.Tenant, default)).HistoryOf(many[0].Party));

        Assert.Equal(Committed.Done, await store.AppendAsync(A.Tenant, await store.ReadAsync(A.Tenant, default), many, "bot", "import 250", A.Opened, default));
        var book = await county.Store.CurrentAsync(A.Tenant, default);
        Assert.All(many, agreement => Assert.Equal(agreement, Assert.Single(book.HistoryOf(agreement.Party)).Agreement));
        Assert.Equal(2, book.Changes);
    }
}
