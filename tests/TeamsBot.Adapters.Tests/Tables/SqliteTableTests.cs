using System.Text;
using System.Text.RegularExpressions;
using TeamsBot.Adapters.Tables;
using TeamsBot.Adapters.Tables.Sqlite;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Adapters.Tests.Tables;

public sealed class SqliteTableTests : TableContract, IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"teamsbot-{Guid.NewGuid():N}");
    private readonly ManualClock clock = new();
    private SqliteTable? open;

    private string File => Path.Combine(folder, "new", "bot.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await CloseAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Open_AFileThatIsHeld_SaysWhoHoldsIt()
    {
        await OpenTableAsync();

        var refused = await Assert.ThrowsAsync<IOException>(() => SqliteTable.OpenAsync(File, clock));

        Assert.Contains(File, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC", refused.Message, StringComparison.Ordinal);
        await InsertedAsync(open!, "poll");
    }

    [Fact]
    public async Task Open_AfterItsHolderClosed_Succeeds()
    {
        await OpenTableAsync();
        await CloseAsync();

        await using var again = await SqliteTable.OpenAsync(File, clock);
    }

    [Fact]
    public async Task Open_AFileOfAnotherLayout_IsRefusedAndLetGo()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, "");
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => SqliteTable.OpenAsync(File, clock));
        await Assert.ThrowsAsync<InvalidDataException>(() => SqliteTable.OpenAsync(File, clock));
    }

    [Fact]
    public async Task Open_TheConnectionThatWrites_FlushesEveryCommit()
    {
        await OpenTableAsync();
        using var connection = new SqliteFile(File).OpenToWrite();

        Assert.Equal("wal", SqliteFile.Scalar(connection, "PRAGMA journal_mode"));
        Assert.Equal(2L, SqliteFile.Scalar(connection, "PRAGMA synchronous"));
        Assert.Equal(1L, SqliteFile.Scalar(connection, "PRAGMA secure_delete"));
    }

    [Fact]
    public async Task Scan_LeftHalfwayThrough_DoesNotHoldUpForgetting()
    {
        var table = await OpenTableAsync();
        await table.CommitAsync(Partition, [.. Enumerable.Range(0, 50).Select(n => Write.Insert($"seat|{n:D2}", Named("x")))], None);
        await using var halfway = table.ScanAsync(Partition, KeyRange.Under("seat|"), None).GetAsyncEnumerator();
        Assert.True(await halfway.MoveNextAsync());

        await table.ForgetOverwrittenAsync(None);

        Assert.Equal(0, new FileInfo(File + "-wal").Length);
        Assert.True(await halfway.MoveNextAsync());
    }

    [Fact]
    public async Task V18_ForgetOverwritten_AfterARowWasReplacedAndOneDeleted_NoFileHoldsWhatTheyHeld()
    {
        var table = await OpenTableAsync();
        var secret = string.Concat(Enumerable.Repeat("the-first-choice ", 20));
        var box = await InsertedAsync(table, "box", secret);
        var gone = await InsertedAsync(table, "gone", secret);
        await table.CommitAsync(Partition, [Write.Replace(box, Named("sorted")), Write.Delete(gone)], None);
        Assert.True(Holds(secret), "The log holds it until it is truncated; if not, this test proves nothing.");

        await table.ForgetOverwrittenAsync(None);

        Assert.False(Holds(secret));
        Assert.Equal("sorted", await NameAsync(table, "box"));
    }

    [Fact]
    public async Task V18_ForgetOverwritten_AfterAPageWasSplit_NoFileHoldsAnEarlierBox()
    {
        const int Seed = 13, Votes = 60;
        var table = await OpenTableAsync();
        var random = new Random(Seed);
        string[] kinds = ["audit", "ballot", "box", "bow", "gate", "voted", "due"];
        await table.CommitAsync("t", [Write.Insert("box", Named(""))], None);
        for (var vote = 0; vote < Votes; vote++)
        {
            var box = (await table.FindAsync("t", "box", None))!;
            var others = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Write.Insert($"{kinds[random.Next(kinds.Length)]}|{random.Next()}", Named(new('x', random.Next(20, 500))))).ToList();
            await table.CommitAsync("t", [.. others, Write.Replace(box, Named(string.Concat(Enumerable.Repeat($"BOX{vote:D4};", random.Next(1, 5) + (vote / 2)))))], None);
        }

        using (var connection = new SqliteFile(File).OpenToWrite())
        {
            SqliteFile.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Assert.NotEqual(["BOX0059;"], Boxes()); // secure_delete left one in the free part of a split page. If it did not, this test proves nothing.

        await table.ForgetOverwrittenAsync(None);

        Assert.Equal(["BOX0059;"], Boxes());

        IEnumerable<string> Boxes() => Regex.Matches(Stored(), "BOX[0-9]{4};").Select(found => found.Value).Distinct();
    }

    [Fact]
    public async Task Commit_SeveralInOneGroupOfWhichSomeAreLost_EachHearsItsOwnAnswer()
    {
        var table = await OpenTableAsync();
        var gate = await InsertedAsync(table, "gate|01");
        using var held = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var groups = 0;
        table.Commits.BeforeBegin = () =>
        {
            groups++;
            begun.Set();
            held.Wait();
        };

        var first = table.CommitAsync(Partition, [Write.Insert("a", Named("a"))], None);
        begun.Wait();
        Task<Committed>[] rest =
        [
            table.CommitAsync(Partition, [Write.Touch(gate), Write.Insert("b", Named("b"))], None),
            table.CommitAsync(Partition, [Write.Insert("c", Named("c")), Write.Touch(gate)], None),
            table.CommitAsync(Partition, [Write.Insert("b", Named("d"))], None),
            table.CommitAsync(Partition, [Write.Insert("e", Named("e"))], None),
        ];
        held.Set();

        Assert.Equal(Committed.Done, await first);
        Assert.Equal([Committed.Done, Committed.Lost, Committed.Lost, Committed.Done], await Task.WhenAll(rest));
        Assert.Equal(2, groups);
        Assert.Equal(["a", "b", "e"], await KeysAsync(table, new KeyRange("a", "f")));
        Assert.Equal("b", await NameAsync(table, "b"));
    }

    [Fact]
    public async Task Commit_AfterTheTableWasClosed_IsUnavailable()
    {
        var table = await OpenTableAsync();
        await CloseAsync();

        await Assert.ThrowsAsync<TableUnavailableException>(() => table.CommitAsync(Partition, [Write.Insert("a", Named("a"))], None));
        await Assert.ThrowsAsync<TableUnavailableException>(() => table.FindAsync(Partition, "a", None));
    }

    protected override async Task<ITable> OpenAsync() => await OpenTableAsync();

    protected override async Task<ITable> ReopenAsync()
    {
        await CloseAsync();
        return await OpenAsync();
    }

    protected override async Task<Committed> CommitLosingTheAnswerAsync(string partition, IReadOnlyList<Write> writes)
    {
        var table = await OpenTableAsync();
        table.Commits.AfterCommit = () => throw new IOException("The answer is lost.");
        var answer = await table.CommitAsync(partition, writes, None);
        table.Commits.AfterCommit = null;
        return answer;
    }

    protected override async Task<Committed> CommitOutOfReachAsync(string partition, IReadOnlyList<Write> writes)
    {
        var table = await OpenTableAsync();
        table.Commits.BeforeBegin = () => throw new IOException("The disk is away.");
        try
        {
            return await table.CommitAsync(partition, writes, None);
        }
        finally
        {
            table.Commits.BeforeBegin = null;
        }
    }

    private async Task<SqliteTable> OpenTableAsync() => open ??= await SqliteTable.OpenAsync(File, clock);

    private async Task CloseAsync()
    {
        if (open is { } table)
        {
            await table.DisposeAsync();
        }

        open = null;
    }

    private bool Holds(string text) => Stored().Contains(text, StringComparison.Ordinal);

    /// <summary>All bytes of the store's files, a character each.</summary>
    private string Stored() => string.Concat(Directory.GetFiles(Path.GetDirectoryName(File)!, "bot.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }));
}
