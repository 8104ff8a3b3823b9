using TeamsBot.Core.Minutes;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Minutes;

/// <summary>Rules V6, V11 and T6: what is stored of a closed poll tells its result again, and whatever was changed behind the product's back is found and named.</summary>
public sealed class RecountTests
{
    [Fact]
    public async Task Recount_OfWhatWasCastAndChanged_AgreesWithTheFrozenResult()
    {
        var world = await ClosedAsync();

        var recounted = await RecountAsync(world);

        Assert.Empty(recounted.Differences);
        Assert.Equal((5, 4), (recounted.Record!.History.Length, recounted.Record.Ballots.Length));
        Assert.Equal(["open", "vote p1,p2", "vote none", "vote p1,p3", "vote p1,p2", "vote p1", "close Agreed"], recounted.Record.Acts.Where(act => !act.What.StartsWith("remind", StringComparison.Ordinal)).Select(act => act.What));
    }

    [Fact]
    public async Task Recount_WhileThePollIsOpen_ComparesNothing() // V17
    {
        var world = await PollWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1");

        var recounted = await RecountAsync(world);

        Assert.True(recounted.IsOpen);
        Assert.Empty(recounted.Differences);
        Assert.Null(await RecountOf(world).HandleAsync(A.Tenant, new("another"), default));
    }

    [Theory]
    [InlineData("ballot|school-1", "choices", "p7", "School 1: its ballot is not the last entry of its history.", "School 1: its ballot is not what the audit says was cast.", "Votes for “Exclusions”: the result says 0, the ballots make 1.")]
    [InlineData("history|school-2|000001", "wording", 7L, "School 2: entry 1 of its history is not what the audit says was cast.")]
    [InlineData("ballot|school-4", "person", "somebody", "School 4: its ballot is not what the audit says was cast.")]
    [InlineData("history|school-1|000001", "choices", "p7", "School 1: entry 1 of its history is not what the audit says was cast.")]
    [InlineData("history|school-1|000002", "choices", "p7", "Votes for “Exclusions”: the result says 0, the last entries of the history make 1.")]
    [InlineData("audit|school-1|0000000002", "what", "vote p7", "School 1: its audit chain is broken; an act was changed, removed or put in.")]
    [InlineData("audit|0000000001", "who", "somebody", "Audit of the poll: its chain is broken; an act was changed, removed or put in.")]
    [InlineData("poll", "closesAt", null, "Its rows cannot be read as they stand (KeyNotFoundException): one was changed by something other than the product.")]
    [InlineData("poll", "result", "{}", "Its rows cannot be read as they stand (NullReferenceException): one was changed by something other than the product.")]
    public async Task Recount_AfterARowWasEdited_NamesIt(string key, string field, object? value, params string[] expected)
    {
        var world = await ClosedAsync();
        var row = Assert.Single(world.Rows(key), row => row.Key == key);
        await CommitAsync(world, Write.Replace(row, value is null ? Fields.Stored(row.Fields.Where(pair => pair.Key != field)) : row.Fields.With(field, value)));

        var differences = (await RecountAsync(world)).Differences;

        Assert.NotEmpty(differences);
        Assert.All(expected, difference => Assert.Contains(difference, differences));
    }

    [Theory]
    [InlineData("ballot|school-1", "School 1: its ballot is missing; the history and the audit say that it voted.", "Ballots: the result says 4, the ballots make 3.")]
    [InlineData("history|school-1|000001", "School 1: its history has 1 entries, and its ballot says that it is number 2.")]
    [InlineData("history|school-1|000002", "School 1: its ballot is not the last entry of its history.", "Votes for “Mental health waits”: the result says 1, the last entries of the history make 0.")]
    [InlineData("history|school-4|000001", "Ballots: the result says 4, the last entries of the history make 3.")]
    [InlineData("audit|school-1|0000000001", "School 1: its audit chain is broken; an act was changed, removed or put in.")]
    [InlineData("audit|school-1|0000000002", "School 1: its audit chain is broken; an act was changed, removed or put in.")]
    [InlineData("audit|0000000002", "Audit of the poll: its chain is broken; an act was changed, removed or put in.", "Audit of the poll: it closed as Agreed, and the audit has no close.")]
    public async Task Recount_AfterARowWasDeleted_NamesIt(string key, params string[] expected)
    {
        var world = await ClosedAsync();
        await CommitAsync(world, Write.Delete(Assert.Single(world.Rows(key), row => row.Key == key)));

        var differences = (await RecountAsync(world)).Differences;

        Assert.All(expected, difference => Assert.Contains(difference, differences));
    }

    [Theory]
    [InlineData("\"option\":\"p1\",\"count\":3", "\"option\":\"p1\",\"count\":4", "Votes for “Early language”: the result says 4, the ballots make 3.")]
    [InlineData("\"outcome\":\"Agreed\"", "\"outcome\":\"NotAgreed\"", "Outcome: the result says NotAgreed, the ballots make it Agreed.", "Audit of the poll: it closed as NotAgreed, and the audit has “close Agreed”.")]
    [InlineData("\"verdict\":\"Agreed\"", "\"verdict\":\"NotAgreed\"", "Verdict on “Early language”: the result has another than the ballots make (Agreed).")]
    [InlineData("\"cast\":4", "\"cast\":5", "Ballots: the result says 5, the ballots make 4.")]
    [InlineData("\"quorumPercent\":50", "\"quorumPercent\":10", "Rule: the result was decided by another than the poll's.")]
    public async Task Recount_AfterTheResultWasEdited_NamesIt(string was, string now, params string[] expected)
    {
        var world = await ClosedAsync();
        var row = Assert.Single(world.Rows("poll"), row => row.Key == "poll");
        Assert.Contains(was, row.Fields.Text("result"), StringComparison.Ordinal);
        await CommitAsync(world, Write.Replace(row, row.Fields.With("result", row.Fields.Text("result").Replace(was, now, StringComparison.Ordinal))));

        var differences = (await RecountAsync(world)).Differences;

        Assert.All(expected, difference => Assert.Contains(difference, differences));
    }

    [Fact]
    public async Task Recount_AfterABallotWasPutIn_NamesTheSeat()
    {
        var world = await ClosedAsync();
        var from = Assert.Single(world.Rows("ballot|school-4"));
        await CommitAsync(world, Write.Insert("ballot|school-5", from.Fields.With("seat", "school-5")), Write.Insert("ballot|school-999", from.Fields.With("seat", "school-999")));

        var differences = (await RecountAsync(world)).Differences;

        Assert.Contains("Ballots: the result says 4, the ballots make 6.", differences);
        Assert.Contains("School 5: its audit chain is broken; an act was changed, removed or put in.", differences);
        Assert.Contains("school-999: it has voted and is not in the electorate.", differences);
    }

    [Fact]
    public async Task Recount_OfASecretPoll_CountsTheBoxAndTheMarks() // V18
    {
        var world = await SecretAsync();

        Assert.Empty((await RecountAsync(world)).Differences);

        await CommitAsync(world, Write.Replace(Assert.Single(world.Rows("box")), new Fields(v: 1) { { "bag0", "[\"p1\",\"p1\",\"p1\",\"p1\",\"p7\"]" } }));
        await CommitAsync(world, Write.Delete(Assert.Single(world.Rows("voted|school-2"))));
        var differences = (await RecountAsync(world)).Differences;

        Assert.Contains("Votes for “Exclusions”: the result says 0, the box makes 1.", differences);
        Assert.Contains("Ballots: the result says 5, and 4 seats are marked as having voted.", differences);
        Assert.Contains("School 2: its marker is missing; the audit says that it voted.", differences);
    }

    [Fact]
    public async Task Recount_OfASecretPollWithTooFewVotes_AgreesThoughTheBoxIsEmptied() // V18
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1", "p1", "p1", "p2");
        await world.CloseAsync();

        Assert.Empty((await RecountAsync(world)).Differences);
    }

    internal static async Task<PollWorld> SecretAsync()
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1", "p1", "p1", "p1", "p2");
        await world.CloseAsync();
        return world;
    }

    // School 1 changes its mind, the deputy of 2 is overruled by nobody, 3 chooses none, 5 does not vote.
    internal static async Task<PollWorld> ClosedAsync()
    {
        var world = await PollWorld.OpenAsync();
        var worker = world.Worker();
        (int School, string? Choices, PersonId By)[] votes = [(1, "p1,p2", A.Head(1)), (3, null, A.Head(3)), (1, "p1,p3", A.Head(1)), (2, "p1,p2", A.Deputy(2)), (4, "p1", A.Head(4))];
        foreach (var (school, choices, by) in votes)
        {
            world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
            Assert.IsType<VoteOutcome.Counted>(await worker.VoteAsync(school, choices, by));
        }

        world.Clock.MoveTo(A.Closes);
        await worker.CloseAsync();
        return world;
    }

    internal static Recount RecountOf(PollWorld world) => new(new RecordStore(world.Worker().Polls, world.Table));

    private static async Task<Recounted> RecountAsync(PollWorld world) => (await RecountOf(world).HandleAsync(A.Tenant, new("poll-1"), default))!;

    private static async Task CommitAsync(PollWorld world, params Write[] writes) => Assert.Equal(Committed.Done, await world.Table.CommitAsync(PollWorld.Partition, writes, default));
}
