using TeamsBot.Core.Tables;
using Xunit;

namespace TeamsBot.Testing.Tables;

public abstract partial class TableContract
{
    [SkippableFact]
    public async Task Commit_InsertReplaceDelete_EachAtItsVersion()
    {
        var table = await OpenAsync();
        var first = await InsertedAsync(table, "poll");

        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Replace(first, Named("second"))], None));
        var second = (await table.FindAsync(Partition, "poll", None))!;
        Assert.Equal("second", second.Fields.Text("name"));
        Assert.NotEqual(first.Version, second.Version);

        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Delete(second)], None));
        Assert.Null(await table.FindAsync(Partition, "poll", None));
    }

    [SkippableFact]
    public async Task ForgetOverwritten_LeavesEveryRowAtItsVersion_AndMayBeAskedForAgain()
    {
        var table = await OpenAsync();
        var (stays, goes) = (await InsertedAsync(table, "box"), await InsertedAsync(table, "gone"));
        await table.CommitAsync(Partition, [Write.Replace(stays, Named("second")), Write.Delete(goes)], None);
        stays = (await table.FindAsync(Partition, "box", None))!;

        await table.ForgetOverwrittenAsync(None);
        await table.ForgetOverwrittenAsync(None);

        Assert.Equal((stays.Version, "second"), ((await table.FindAsync(Partition, "box", None))!.Version, await NameAsync(table, "box")));
        Assert.Null(await table.FindAsync(Partition, "gone", None));
        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Replace(stays, Named("third")), Write.Insert("gone", Named("again"))], None));
        Assert.Equal("third", await NameAsync(await ReopenAsync(), "box"));
    }

    [SkippableFact]
    public async Task Commit_ReplaceWithFewerFields_LeavesNoneOfTheOld()
    {
        var table = await OpenAsync();
        var row = await InsertedAsync(table, "poll");

        await table.CommitAsync(Partition, [Write.Replace(row, new Fields(v: 2) { { "other", 7 } })], None);

        var read = (await table.FindAsync(Partition, "poll", None))!.Fields;
        Assert.Equal(2, read.V);
        Assert.Equal(2, read.Count);
        Assert.Null(read.TextOrNull("name"));
    }

    [SkippableFact]
    public async Task Commit_WithAVersionReadBeforeAnotherWrite_WritesNothing()
    {
        var table = await OpenAsync();
        var stale = await InsertedAsync(table, "poll");
        await table.CommitAsync(Partition, [Write.Touch(stale)], None);

        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Replace(stale, Named("late"))], None));
        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Delete(stale)], None));

        Assert.Equal("first", await NameAsync(table, "poll"));
    }

    [SkippableFact]
    public async Task Commit_InsertOverExisting_IsLostAndLeavesTheRow()
    {
        var table = await OpenAsync();
        await InsertedAsync(table, "poll");

        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Insert("poll", Named("again"))], None));

        Assert.Equal("first", await NameAsync(table, "poll"));
    }

    [SkippableFact]
    public async Task Commit_ReplaceOrDeleteOfARowThatIsGone_IsLost()
    {
        var table = await OpenAsync();
        var row = await InsertedAsync(table, "poll");
        await table.CommitAsync(Partition, [Write.Delete(row)], None);

        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Replace(row, Named("late"))], None));
        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Delete(row)], None));
        Assert.Null(await table.FindAsync(Partition, "poll", None));
    }

    [SkippableFact]
    public async Task Commit_AtTheVersionOfARowDeletedAndInsertedAgain_IsLost()
    {
        var table = await OpenAsync();
        var before = await InsertedAsync(table, "poll");
        await table.CommitAsync(Partition, [Write.Delete(before)], None);
        var after = await InsertedAsync(await ReopenAsync(), "poll");

        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal(Committed.Lost, await (await OpenAsync()).CommitAsync(Partition, [Write.Replace(before, Named("late"))], None));
    }

    [SkippableTheory, InlineData("insert"), InlineData("replace"), InlineData("delete")]
    public async Task Commit_BatchOfWhichTheLastWriteFails_WritesNothing(string failing)
    {
        var table = await OpenAsync();
        var gate = await InsertedAsync(table, "gate|01");
        var gone = await InsertedAsync(table, "gone");
        var stale = await InsertedAsync(table, "poll");
        await table.CommitAsync(Partition, [Write.Replace(stale, Named("second"))], None);

        var answer = await table.CommitAsync(
            Partition,
            [
                Write.Insert("ballot|1", Named("mine")),
                Write.Replace(gate, Named("passed")),
                Write.Delete(gone),
                failing switch { "insert" => Write.Insert("poll", Named("third")), "replace" => Write.Replace(stale, Named("third")), _ => Write.Delete(stale) },
            ],
            None);

        Assert.Equal(Committed.Lost, answer);
        Assert.Null(await table.FindAsync(Partition, "ballot|1", None));
        Assert.Equal(gate.Version, (await table.FindAsync(Partition, "gate|01", None))!.Version);
        Assert.Equal("first", await NameAsync(table, "gone"));
        Assert.Equal("second", await NameAsync(table, "poll"));
    }

    [SkippableFact]
    public async Task Commit_BatchOfAHundredMixedWrites_IsDone()
    {
        var table = await OpenAsync();
        var gate = await InsertedAsync(table, "gate|01");
        var gone = await InsertedAsync(table, "gone");

        Write[] writes = [Write.Touch(gate), Write.Delete(gone), .. Enumerable.Range(0, 98).Select(n => Write.Insert($"seat|{n:D3}", Named($"n{n}")))];

        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, writes, None));
        Assert.Equal(98, (await KeysAsync(table, KeyRange.Under("seat|"))).Count);
        Assert.Null(await table.FindAsync(Partition, "gone", None));
        Assert.NotEqual(gate.Version, (await table.FindAsync(Partition, "gate|01", None))!.Version);
    }

    [SkippableFact]
    public async Task Commit_TwentyRacingAtOneVersion_OneWins()
    {
        var table = await OpenAsync();
        var gate = await InsertedAsync(table, "gate|01");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => table.CommitAsync(
            Partition, [Write.Touch(gate), Write.Insert($"ballot|{n:D2}", Named($"n{n}"))], None))));

        Assert.Single(answers, Committed.Done);
        Assert.Equal(19, answers.Count(answer => answer is Committed.Lost));
        Assert.Single(await KeysAsync(table, KeyRange.Under("ballot|")));
    }

    [SkippableFact]
    public async Task Commit_TwentyRacingInsertsOfOneKey_OneWins()
    {
        var table = await OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => table.CommitAsync(Partition, [Write.Insert("ballot|1", Named($"n{n}"))], None))));

        Assert.Equal($"n{Array.IndexOf(answers, Committed.Done)}", await NameAsync(table, "ballot|1"));
        Assert.Single(answers, Committed.Done);
    }

    [SkippableFact]
    public async Task Commit_RacingInDifferentPartitions_AllWin()
    {
        var table = await OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => table.CommitAsync($"{Partition}|{n}", [Write.Insert("poll", Named($"n{n}"))], None))));

        Assert.All(answers, answer => Assert.Equal(Committed.Done, answer));
    }

    [SkippableTheory, InlineData(1), InlineData(3)]
    public async Task Commit_WhoseAnswerIsLost_IsUnknownAndMeetsItsOwnEffectWhenRepeated(int rows)
    {
        var table = await OpenAsync();
        Write[] writes = [.. Enumerable.Range(0, rows).Select(n => Write.Insert($"seat|{n}", Named($"n{n}")))];

        Assert.Equal(Committed.Unknown, await CommitLosingTheAnswerAsync(Partition, writes));

        Assert.Equal(rows, (await KeysAsync(table, KeyRange.Under("seat|"))).Count);
        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, writes, None));
    }

    [SkippableFact]
    public async Task Commit_ReplaceAndDeleteWhoseAnswersAreLost_AreUnknownAndMeetTheirOwnEffect()
    {
        var table = await OpenAsync();
        var read = await InsertedAsync(table, "poll");

        Assert.Equal(Committed.Unknown, await CommitLosingTheAnswerAsync(Partition, [Write.Replace(read, Named("second"))]));
        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Replace(read, Named("second"))], None));

        var second = (await table.FindAsync(Partition, "poll", None))!;
        Assert.Equal("second", second.Fields.Text("name"));
        Assert.Equal(Committed.Unknown, await CommitLosingTheAnswerAsync(Partition, [Write.Delete(second)]));
        Assert.Null(await table.FindAsync(Partition, "poll", None));
        Assert.Equal(Committed.Lost, await table.CommitAsync(Partition, [Write.Delete(second)], None));
    }

    [SkippableFact]
    public async Task Commit_ToAStoreOutOfReach_ThrowsAndWritesNothing()
    {
        var table = await OpenAsync();

        await Assert.ThrowsAsync<TableUnavailableException>(() => CommitOutOfReachAsync(Partition, [Write.Insert("poll", Named("first"))]));

        Assert.Null(await table.FindAsync(Partition, "poll", None));
        await InsertedAsync(table, "poll");
    }

    [SkippableFact]
    public async Task Commit_CancelledBeforeItBegins_WritesNothing()
    {
        var table = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.CommitAsync(Partition, [Write.Insert("poll", Named("first"))], new CancellationToken(canceled: true)));

        Assert.Null(await table.FindAsync(Partition, "poll", None));
    }

    [SkippableFact]
    public async Task Reopen_AfterCommits_KeepsRowsAndVersions()
    {
        var before = await InsertedAsync(await OpenAsync(), "poll");

        var table = await ReopenAsync();

        Assert.Equal(before.Version, (await table.FindAsync(Partition, "poll", None))!.Version);
        Assert.Equal(Committed.Done, await table.CommitAsync(Partition, [Write.Replace(before, Named("second"))], None));
        Assert.Equal("second", await NameAsync(table, "poll"));
    }
}
