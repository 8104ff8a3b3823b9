using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Testing.Tables;

public abstract partial class TableContract
{
    public static TheoryData<string> Texts =>
    [
        "",
        "Äpfel, ŵythnos, 学校, 🎓👩🏽‍🏫, e\u0301",
        "it's \"quoted\", 100 % of %20 & <b>, back\\slash, {\"json\":[1]}",
        "line one\nline two\r\n\ttabbed\u0001\u007F\u2028end ",
        "--changeset_x\r\nPUT http://127.0.0.1/ HTTP/1.1\r\n\r\n--batch_x--",
        "2026-09-07T09:00:00.0000000Z",
        "W/\"datetime'2026-09-07T09%3A00%3A00Z'\"",
    ];

    [SkippableTheory, MemberData(nameof(Texts))]
    public async Task Find_AnyText_ComesBackAsWritten(string text)
    {
        var table = await OpenAsync();
        await table.CommitAsync(Partition, [Write.Insert("single", Named(text))], None);
        await table.CommitAsync(Partition, [Write.Insert("batch|1", Named(text)), Write.Insert("batch|2", Named(text))], None);

        foreach (var key in new[] { "single", "batch|1", "batch|2" })
        {
            Assert.Equal(text, await NameAsync(table, key));
        }
    }

    [SkippableTheory, InlineData(long.MinValue), InlineData(-1), InlineData(0), InlineData(int.MaxValue), InlineData(1L << 53), InlineData((1L << 53) + 1), InlineData(long.MaxValue)]
    public async Task Find_AnyNumber_ComesBackAsWritten(long number)
    {
        var table = await OpenAsync();
        await table.CommitAsync(Partition, [Write.Insert("single", new Fields(v: 1) { { "n", number } })], None);
        await table.CommitAsync(Partition, [Write.Insert("batch|1", new Fields(v: 1) { { "n", number } }), Write.Insert("batch|2", new Fields(v: 1) { { "n", -5 } })], None);

        Assert.Equal(number, (await table.FindAsync(Partition, "single", None))!.Fields.Number("n"));
        Assert.Equal(number, (await table.FindAsync(Partition, "batch|1", None))!.Fields.Number("n"));
    }

    [SkippableFact]
    public async Task Find_FlagsInstantsAndAbsentFields_ComeBackAsWritten()
    {
        var table = await OpenAsync();
        var instant = new DateTimeOffset(2026, 9, 7, 10, 30, 15, TimeSpan.FromHours(1)).AddTicks(1234567);
        var fields = new Fields(v: 3) { { "yes", true }, { "no", false }, { "at", instant }, { "none", (string?)null } };

        await table.CommitAsync(Partition, [Write.Insert("poll", fields)], None);

        var read = (await table.FindAsync(Partition, "poll", None))!;
        Assert.Equal((Partition, "poll", 3), (read.Partition, read.Key, read.Fields.V));
        Assert.True(read.Fields.Flag("yes"));
        Assert.False(read.Fields.Flag("no"));
        Assert.Equal(instant, read.Fields.Instant("at"));
        Assert.Null(read.Fields.TextOrNull("none"));
        Assert.Equal(4, read.Fields.Count);
    }

    [SkippableFact]
    public async Task Find_WhatIsNotThere_IsNull()
    {
        var table = await OpenAsync();
        await InsertedAsync(table, "poll");

        Assert.Null(await table.FindAsync(Partition, "pol", None));
        Assert.Null(await table.FindAsync(Partition, "Poll", None));
        Assert.Null(await table.FindAsync(Partition + "x", "poll", None));
    }

    [SkippableFact]
    public async Task Find_EveryCharacterAKeyMayHave_FindsTheRow()
    {
        var table = await OpenAsync();
        string[] keys = ["a|b", "a.b~c-d_e", "..", ".", "~", "Zz09", new string('k', 512)];

        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [.. keys.Select(key => Write.Insert(key, Named(key)))], None));

        foreach (var key in keys)
        {
            var row = Assert.IsType<Row>(await table.FindAsync(Partition, key, None));
            Assert.Equal(key, row.Fields.Text("name"));
            Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Touch(row)], None));
        }
    }

    [SkippableFact]
    public async Task Scan_KeysInAnyOrderOfInsertion_ComeByCodeUnit()
    {
        var table = await OpenAsync();
        string[] byCodeUnit = ["k-", "k.", "k0", "k9", "kA", "kZ", "k_", "ka", "kz", "k|", "k|-", "k|a", "k~"];
        await table.CommitAsync(Partition, [.. byCodeUnit.Reverse().Select(key => Write.Insert(key, Named(key)))], None);

        Assert.Equal(byCodeUnit, await KeysAsync(table, new KeyRange("k", "l")));
    }

    [SkippableFact]
    public async Task Scan_UnderAPrefix_LeavesOutItsNeighbours()
    {
        var table = await OpenAsync();
        await table.CommitAsync(Partition, [.. new[] { "due", "due-x", "due|", "due|a", "due|z|z", "due|~", "due~", "duf", "du|a", "dueX|a" }.Select(key => Write.Insert(key, Named(key)))], None);

        Assert.Equal(["due|", "due|a", "due|z|z", "due|~"], await KeysAsync(table, KeyRange.Under("due|")));
        Assert.Equal(["due|z|z", "due|~"], await KeysAsync(table, KeyRange.After("due|", "due|a")));
    }

    [SkippableFact]
    public async Task Scan_Bounds_IncludeTheFirstAndLeaveOutTheLast()
    {
        var table = await OpenAsync();
        await table.CommitAsync(Partition, [.. new[] { "a", "b", "c" }.Select(key => Write.Insert(key, Named(key)))], None);

        Assert.Equal(["a", "b"], await KeysAsync(table, new KeyRange("a", "c")));
        Assert.Equal(["b"], await KeysAsync(table, new KeyRange("a!", "b!")));
        Assert.Empty(await KeysAsync(table, new KeyRange("a", "a")));
        Assert.Empty(await KeysAsync(table, new KeyRange("c", "a")));
        Assert.Empty(await KeysAsync(table, new KeyRange("d", "it's")));
    }

    [SkippableFact]
    public async Task Scan_AnEmptyPartition_IsEmpty() => Assert.Empty(await KeysAsync(await OpenAsync(), new KeyRange("a", "z")));

    [SkippableFact]
    public async Task Scan_MoreThanTwoThousandRows_GivesEachOnceInOrder()
    {
        var table = await OpenAsync();
        var keys = Enumerable.Range(0, 2_100).Select(n => $"seat|{n:D5}").ToList();
        await Task.WhenAll(keys.Chunk(Guards.BatchRows).Select(chunk => table.CommitAsync(Partition, [.. chunk.Select(key => Write.Insert(key, Named(key)))], None)));

        Assert.Equal(keys, await KeysAsync(table, KeyRange.Under("seat|")));
    }

    [SkippableFact]
    public async Task Scan_WhileItsRowsAreWritten_SeesEveryRowThatStays()
    {
        var table = await OpenAsync();
        await table.CommitAsync(Partition, [.. Enumerable.Range(0, 60).Select(n => Write.Insert($"seat|{n:D2}", Named("old")))], None);
        var seen = new List<string>();

        await foreach (var row in table.ScanAsync(Partition, KeyRange.Under("seat|"), None))
        {
            seen.Add(row.Key);
            Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Replace(row, Named("new"))], None));
        }

        Assert.Equal(60, seen.Count);
    }

    [SkippableFact]
    public async Task Read_Cancelled_Throws()
    {
        var table = await OpenAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.FindAsync(Partition, "poll", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await table.ScanAsync(Partition, KeyRange.Under("a|"), cancelled).GetAsyncEnumerator(cancelled).MoveNextAsync());
    }
}
