using TeamsBot.Core.Directory;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Directory;

public sealed class BindingsTests
{
    private static readonly TenantId Tenant = new("72f988bf-86f1-41af-91ab-2d7cd011db47");
    private static readonly PersonId Head = new("p1");
    private static readonly PersonId Deputy = new("p2");
    private static readonly AccountId One = new("11111111-0000-0000-0000-000000000000");
    private static readonly AccountId Two = new("22222222-0000-0000-0000-000000000000");

    private readonly InMemoryTable table = new();
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Bind_NewPair_IsFoundBothWaysWithOneAuditRow() // V2, T6
    {
        Assert.IsType<BindOutcome.Bound>(await BindAsync(One, Head));

        var fresh = new Bindings(table);
        Assert.Equal(Head, await fresh.FindPersonAsync(Tenant, One, CancellationToken.None));
        Assert.Equal(One, await fresh.FindAccountAsync(Tenant, Head, CancellationToken.None));
        Assert.Null(await fresh.FindPersonAsync(Tenant, Two, CancellationToken.None));
        Assert.Null(await fresh.FindPersonAsync(new("another-tenant"), One, CancellationToken.None)); // T2
        Assert.Single(table.AllRows, row => row.Key.StartsWith("audit|", StringComparison.Ordinal));
        Assert.Equal(One, Assert.Single(await fresh.AllAsync(Tenant, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Bind_TheSamePairAgain_WritesNothing()
    {
        await BindAsync(One, Head);
        var rows = table.AllRows;

        Assert.IsType<BindOutcome.Bound>(await BindAsync(One, Head));
        Assert.Equal(rows.Select(row => row.Version), table.AllRows.Select(row => row.Version));
    }

    [Fact]
    public async Task Bind_AccountOrPersonTaken_IsRefused() // V2: one to one
    {
        await BindAsync(One, Head);

        Assert.Equal(Head, Assert.IsType<BindOutcome.AccountTaken>(await BindAsync(One, Deputy)).By);
        Assert.Equal(One, Assert.IsType<BindOutcome.PersonTaken>(await BindAsync(Two, Head)).By);
    }

    [Fact]
    public async Task Bind_AnotherProcessBindsInBetween_OneWins()
    {
        var entered = false;
        table.Before = call =>
        {
            if (call.IsCommit && !entered)
            {
                entered = true;
                Assert.True(BindAsync(One, Deputy).IsCompletedSuccessfully);
            }

            return null;
        };

        Assert.Equal(Deputy, Assert.IsType<BindOutcome.AccountTaken>(await BindAsync(One, Head)).By);
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task Bind_AnswerLost_EndsBoundOnce(TableFault fault)
    {
        var faults = 1;
        table.Before = call => call.IsCommit && faults-- > 0 ? fault : null;

        Assert.IsType<BindOutcome.Bound>(await BindAsync(One, Head));
        Assert.Equal(3, table.AllRows.Count);
    }

    [Fact]
    public async Task TryBindAll_NewPairs_AreBoundWithAnAuditRowEach() // V2, T6
    {
        Assert.True(await new Bindings(table).TryBindAllAsync(Tenant, [(One, Head), (Two, Deputy)], "bot", clock.GetUtcNow(), CancellationToken.None));

        Assert.Equal(Deputy, await new Bindings(table).FindPersonAsync(Tenant, Two, CancellationToken.None));
        Assert.Equal(2, table.AllRows.Count(row => row.Key.StartsWith("audit|", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TryBindAll_OneIsTaken_BindsNone()
    {
        await BindAsync(One, Head);

        Assert.False(await new Bindings(table).TryBindAllAsync(Tenant, [(Two, Deputy), (One, new("p3"))], "bot", clock.GetUtcNow(), CancellationToken.None));
        Assert.False(await new Bindings(table).TryBindAllAsync(Tenant, [(Two, Deputy), (Two, new("p3"))], "bot", clock.GetUtcNow(), CancellationToken.None));
        Assert.Null(await new Bindings(table).FindPersonAsync(Tenant, Two, CancellationToken.None));
    }

    private Task<BindOutcome> BindAsync(AccountId account, PersonId person) => new Bindings(table).BindAsync(Tenant, account, person, "bot", clock.GetUtcNow(), CancellationToken.None);
}
