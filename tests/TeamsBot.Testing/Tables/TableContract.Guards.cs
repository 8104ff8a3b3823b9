using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Testing.Tables;

public abstract partial class TableContract
{
    public static TheoryData<string> BatchesThatBreakALimit => [.. Broken.Keys];

    private static Dictionary<string, Func<Write[]>> Broken { get; } = new()
    {
        ["no write"] = () => [],
        ["101 writes"] = () => [.. Enumerable.Range(0, 101).Select(n => Write.Insert($"n{n}", Named("x")))],
        ["a key twice"] = () => [Write.Insert("twice", Named("x")), Write.Insert("twice", Named("y"))],
        ["a text of 32,769"] = () => [Write.Insert("long", Named(new string('x', Guards.TextLength + 1)))],
        ["253 fields"] = () => [Write.Insert("wide", Filled(Guards.FieldsInRow))],
        ["a row over 1 MiB"] = () => [Write.Insert("fat", Fat(17))],
        ["a batch over 4 MiB"] = () => [.. Enumerable.Range(0, 5).Select(n => Write.Insert($"fat{n}", Fat(15)))],
        ["an empty key"] = () => [Write.Insert("", Named("x"))],
        ["a key of 513"] = () => [Write.Insert(new string('k', 513), Named("x"))],
        ["a slash"] = () => [Write.Insert("a/b", Named("x"))],
        ["a space"] = () => [Write.Insert("a b", Named("x"))],
        ["a quote"] = () => [Write.Insert("a'b", Named("x"))],
        ["a letter beyond ASCII"] = () => [Write.Insert("ä", Named("x"))],
        ["a field name with a dash"] = () => [Write.Insert("poll", new Fields(v: 1) { { "a-b", "x" } })],
        ["a field name of Azure's own"] = () => [Write.Insert("poll", new Fields(v: 1) { { "RowKey", "x" } })],
        ["half a surrogate pair"] = () => [Write.Insert("poll", Named("x\uD83C"))],
    };

    [SkippableTheory, MemberData(nameof(BatchesThatBreakALimit))]
    public async Task Commit_BeyondALimit_IsRefusedBeforeAnythingIsWritten(string limit)
    {
        var table = await OpenAsync();
        Write[] broken = Broken[limit]();
        Write[] writes = broken.Length is 0 or > Guards.BatchRows ? broken : [Write.Insert("a-good-one", Named("x")), .. broken];

        await Assert.ThrowsAsync<ArgumentException>(() => table.CommitAsync(Partition, writes, None));

        Assert.Empty(await KeysAsync(table, new KeyRange("!", "~~")));
    }

    [SkippableFact]
    public async Task Commit_AtTheLimits_IsTaken()
    {
        var table = await OpenAsync();

        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Insert("wide", Filled(Guards.FieldsInRow - 1))], None));
        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Insert("fat1", Fat(15)), Write.Insert("fat2", Fat(15)), Write.Insert("fat3", Fat(15))], None));

        Assert.Equal(Guards.FieldsInRow, (await table.FindAsync(Partition, "wide", None))!.Fields.Count);
        Assert.Equal(new string('x', Guards.TextLength), (await table.FindAsync(Partition, "fat3", None))!.Fields.Text("f14"));
    }

    [SkippableTheory, InlineData(""), InlineData("a/b"), InlineData("a#b"), InlineData("a?b"), InlineData("a\\b"), InlineData("it's"), InlineData("tab\t")]
    public async Task AnyCall_WithAKeyThatCannotExist_IsRefused(string key)
    {
        var table = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.FindAsync(Partition, key, None));
        await Assert.ThrowsAsync<ArgumentException>(() => table.FindAsync(key, "poll", None));
        await Assert.ThrowsAsync<ArgumentException>(() => table.CommitAsync(key, [Write.Insert("poll", Named("x"))], None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await table.ScanAsync(key, KeyRange.Under("a|"), None).GetAsyncEnumerator().MoveNextAsync());
    }

    private static Fields Filled(int besidesVersion)
    {
        var fields = new Fields(v: 1);
        for (var n = 0; n < besidesVersion; n++)
        {
            fields.Add($"f{n}", n);
        }

        return fields;
    }

    private static Fields Fat(int texts)
    {
        var fields = new Fields(v: 1);
        for (var n = 0; n < texts; n++)
        {
            fields.Add($"f{n}", new string('x', Guards.TextLength));
        }

        return fields;
    }
}
