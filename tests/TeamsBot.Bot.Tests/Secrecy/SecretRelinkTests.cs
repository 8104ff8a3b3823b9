using TeamsBot.Adapters.Tables;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Bot.Tests.Secrecy;

/// <summary>
/// Tries to tell who chose what in a secret poll (rule V18) from everything that the bot stored, logged and sent. The same poll is played twice, with the same
/// choices among other schools: whatever differs between the two would tell. Each leak that is made on purpose has to be found by the same means.
/// </summary>
public sealed class SecretRelinkTests : IDisposable
{
    private static readonly string?[] Choices = ["own1,own2", "own1", "own3", null, "own2", "own1,own3", "own1"];
    private static readonly string?[] FourOnly = ["own1", "own1", SecretRun.Absent, "own2", SecretRun.Absent, "own3", SecretRun.Absent];
    private static readonly DateTimeOffset AfterClose = SecretRun.Closes.AddDays(1);

    private readonly string folder = Directory.CreateTempSubdirectory("teamsbot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, InlineData(1), InlineData(3)]
    public async Task V18_OnAFile_TheSameChoicesAmongOtherSchools_LeaveTheSameRowsBytesLogAndCards(int turned)
    {
        var (one, other) = (await OnAFileAsync(Choices), await OnAFileAsync(Turned(Choices, turned)));

        one.AssertTellsNoMoreThan(other);
        Assert.Equal(["bot.db", "bot.db-wal"], ["bot.db", .. one.Bytes.Skip(1).Select(_ => "bot.db-wal")]);
        Assert.Empty(one.Relink());
        Assert.Contains(one.Rows, row => row.Row.Key == Box.Key && Box.BallotsOf(row.Row.Fields).Count == 7);
        Assert.Contains(one.Sent, card => card.Contains("✓ Agreed: one priority", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task V18_OnAzureTables_TheSameChoicesAmongOtherSchools_LeaveTheSameRowsLogAndCards()
    {
        var (one, other) = (await OnAzureAsync(Choices), await OnAzureAsync(Turned(Choices, 2)));

        one.AssertTellsNoMoreThan(other);
        Assert.Empty(one.Relink());

        // The service's own stamps tell no more than the order of the commits, which is the same.
        Assert.Equal(one.Rows.OrderBy(row => row.Commit).Select(row => StampOf(row.Row)).Order(StringComparer.Ordinal), one.Rows.OrderBy(row => row.Commit).Select(row => StampOf(row.Row)));
    }

    [Fact]
    public async Task V18_BeforeTheClose_OtherChoicesAltogether_ChangeNothingButTheBox()
    {
        var before = SecretRun.Closes.AddMinutes(-30);
        var (one, other) = (await OnAFileAsync(Choices, before), await OnAFileAsync(["own4", "own4", "own4", "own4", "own4", null, "own3,own4"], before));

        one.WithoutTheBox().AssertTellsNoMoreThan(other.WithoutTheBox());
        Assert.NotEqual(one.Stored, other.Stored);
        Assert.All(one.Answers.Where(answer => answer.Contains("vote is in", StringComparison.Ordinal)), answer => Assert.Empty(SecretRun.OptionsIn(answer)));
        Assert.Equal(7 + 3, one.Answers.Count(answer => answer.Contains("ote is in", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task V18_WithFewerThanFiveVotes_NothingThatWasChosenIsLeftAnywhere()
    {
        var (one, other) = (await OnAFileAsync(FourOnly), await OnAFileAsync([.. FourOnly.Select(choice => choice == SecretRun.Absent ? choice : "own4")]));

        one.AssertTellsNoMoreThan(other);
        Assert.Empty(one.Relink());
        Assert.Contains(one.Sent, card => card.Contains("too few schools voted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task V18_WhereTheMarkerIsGivenTheChoice_EveryVoteIsLinkedAgain_OnAFile() => AssertLinked(await OnAFileAsync(Choices, table => new LeakOnTheMarker(table)));

    [SkippableFact]
    public async Task V18_WhereTheMarkerIsGivenTheChoice_EveryVoteIsLinkedAgain_OnAzureTables() => AssertLinked(await OnAzureAsync(Choices, table => new LeakOnTheMarker(table)));

    [Fact]
    public async Task V18_WhereTheBoxIsNotSorted_TheComparisonTells()
    {
        static WatchedTable Leak(ITable table) => new LeakByTheOrder(table);

        Assert.True((await OnAFileAsync(Choices, Leak)).TellsMoreThan(await OnAFileAsync(Turned(Choices, 1), Leak)));
    }

    [Fact]
    public async Task V18_WhereWhatWasOverwrittenIsNotForgotten_TheBytesTell()
    {
        static WatchedTable Leak(ITable table) => new LeakByWhatWasOverwritten(table);
        var (one, other) = (await OnAFileAsync(Choices, Leak), await OnAFileAsync(Turned(Choices, 1), Leak));

        Assert.Equal(one.Stored, other.Stored);
        Assert.NotEqual(one.Bytes, other.Bytes);
    }

    private static void AssertLinked(Trace trace) =>
        Assert.Equal(Choices.Select((choices, at) => (trace.Seats[at], choices ?? "")).Where(seat => seat.Item2.Length > 0), trace.Relink().Select(seat => (seat.Key, seat.Value)).Order());

    private static string?[] Turned(string?[] choices, int by) => [.. choices[by..], .. choices[..by]];

    private static string StampOf(Row row) => row.Version[..(row.Version.LastIndexOf('.') + 4)]; // To the millisecond: the emulator adds digits of another clock.

    private Task<Trace> OnAFileAsync(string?[] choices, Func<ITable, WatchedTable>? leak = null) => OnAFileAsync(choices, AfterClose, leak);

    private async Task<Trace> OnAFileAsync(string?[] choices, DateTimeOffset end, Func<ITable, WatchedTable>? leak = null)
    {
        var own = Path.Combine(folder, $"{Guid.NewGuid():N}");
        await using var store = await SqliteTable.OpenAsync(Path.Combine(own, "bot.db"), new ManualClock(SecretRun.Opens));
        using var run = await SecretRun.PlayAsync(leak?.Invoke(store) ?? new WatchedTable(store), choices, end);
        return await Trace.OfAsync(run) with { Bytes = Trace.BytesIn(own) };
    }

    private static async Task<Trace> OnAzureAsync(string?[] choices, Func<ITable, WatchedTable>? leak = null)
    {
        var store = await AzureTable.OpenAsync(await Azurite.ConnectionStringAsync(), Azurite.NewTableName(), CancellationToken.None);
        using var run = await SecretRun.PlayAsync(leak?.Invoke(store) ?? new WatchedTable(store), choices, AfterClose);
        return await Trace.OfAsync(run);
    }
}
