using TeamsBot.Core.Polls;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Rule V18, part by part, on what is stored.</summary>
public sealed class SecretBallotTests
{
    [Fact]
    public async Task V18_Cast_IsOneBatchOfGateMarkerBoxAndAudit_AndNoRowHasTheChoiceBesideTheSeat()
    {
        var world = await SecretWorld.OpenAsync();
        var batches = new List<IReadOnlyList<string>>();
        world.Table.After = (call, _) =>
        {
            if (call.Partition == PollWorld.Partition && call.Writes is { } writes)
            {
                batches.Add([.. writes.Select(write => $"{write.GetType().Name} {write.Key}")]);
            }
        };

        await world.VoteAsync("p1,p2", "p3");

        Assert.Equal(2, batches.Count);
        Assert.All(batches, (batch, at) => Assert.Equal(
            [$"ReplaceOne gate|{batch[0][^2..]}", $"InsertOne voted|school-{at + 1}", at == 0 ? "InsertOne box" : "ReplaceOne box", $"InsertOne audit|school-{at + 1}|0000000001"],
            batch));
        Assert.Empty(world.Rows("ballot|"));
        Assert.Empty(world.Rows("history|"));
        Assert.Equal("vote", world.Rows("audit|school-1|")[0].Fields.Text("what"));
        var marker = world.Rows("voted|")[0].Fields;
        Assert.Equal(["at", "auditCount", "auditHash", "person", "rank", "seat", "v"], marker.Select(field => field.Key));
        Assert.Equal((A.Seat(1).Value, A.Head(1).Value, 0L, A.Opened.AddMinutes(1)), (marker.Text("seat"), marker.Text("person"), marker.Number("rank"), marker.Instant("at")));
    }

    [Fact]
    public async Task V18_Box_HoldsTheChoicesInOrder_WhateverOrderTheyCameIn()
    {
        var (one, other) = (await SecretWorld.OpenAsync(), await SecretWorld.OpenAsync());

        await one.VoteAsync("p3", "p1,p2", null, "p1", "p3");
        await other.VoteAsync(null, "p3", "p1", "p3", "p2,p1");

        Assert.Equal("""["","p1","p1,p2","p3","p3"]""", one.Box());
        Assert.Equal(one.Box(), other.Box());
    }

    [Fact]
    public async Task V18_Box_LargerThanAField_GivesBackWhatWasPutIn()
    {
        var world = await PollWorld.WithAsync(5);
        var options = Enumerable.Range(1, 20).Select(n => new Option($"{new string('o', 400)}{n:00}", $"Option {n}", $"{n}")).ToArray();
        var choices = string.Join(',', options.Take(19).Select(option => option.Id));
        Assert.NotNull(await world.Worker().Opening.TryOpenAsync(SecretWorld.Of(5) with { Wording = new(1, [.. options], 19) }, default));

        await world.VoteAsync(choices, choices, choices, choices, choices);

        Assert.Equal([5, 5, 0], (await world.CloseAsync()).Result!.Options.Select(option => option.Count).Take(2).Append((await world.Worker().FindAsync()).Result!.Options[^1].Count));
    }

    [Theory, InlineData("p1"), InlineData("p2"), InlineData(null), InlineData("nonsense"), InlineData("p1,p2,p3,p4")]
    public async Task V18_V7_ARepeatedPress_WhateverItCarriesAndWhoeverOfTheSeatPresses_IsToldThatTheVoteIsIn(string? again)
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1");
        var before = world.Table.AllRows.Select(row => (row.Key, row.Version)).ToList();

        foreach (var person in new[] { A.Head(1), A.Deputy(1) })
        {
            var outcome = Assert.IsType<VoteOutcome.InBox>(await world.Worker().VoteAsync(1, again, person));
            Assert.False(outcome.IsNew);
            Assert.Equal(A.Head(1), outcome.Marker.Person);
        }

        Assert.Equal(before, world.Table.AllRows.Select(row => (row.Key, row.Version)));
    }

    [Fact]
    public async Task V18_V3_TheHead_AfterTheDeputyVoted_IsToldThatTheVoteIsInAndChangesNothing()
    {
        var world = await SecretWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1", A.Deputy(1));

        Assert.False(Assert.IsType<VoteOutcome.InBox>(await world.Worker().VoteAsync(1, "p2")).IsNew);

        Assert.Equal("""["p1"]""", world.Box());
    }

    [Fact]
    public async Task V18_V7_AVoteWhoseAnswerIsLost_LiesInTheBoxOnce()
    {
        var world = await SecretWorld.OpenAsync();
        var lost = 0;
        world.Table.Before = call => call.Writes?.Any(write => write.Key == "box") == true && lost++ == 0 ? TableFault.LoseAnswer : null;

        Assert.IsType<VoteOutcome.InBox>(await world.Worker().VoteAsync(1, "p1"));

        Assert.Equal("""["p1"]""", world.Box());
    }

    [Fact]
    public async Task V18_V10_ACloseBetweenAVotesReadAndItsCommit_IsToldClosedAndNothingIsInTheBox()
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1", "p1", "p1", "p1", "p1");
        var closed = false;
        world.Table.Before = call =>
        {
            if (!closed && call.Writes?.Any(write => write.Key == "box") == true)
            {
                closed = true;
                world.Clock.MoveTo(A.Closes);
                Assert.True(world.Worker().CloseAsync().IsCompletedSuccessfully);
            }

            return null;
        };

        Assert.IsType<VoteOutcome.Closed>(await world.Worker().VoteAsync(6, "p2"));

        Assert.DoesNotContain("p2", world.Box(), StringComparison.Ordinal);
        Assert.Equal(5, (await world.Worker().FindAsync()).Result!.Cast);
    }

    [Fact]
    public async Task V18_V8_V9_AFirstVote_IsCheckedAsAnyOther()
    {
        var world = await SecretWorld.OpenAsync();

        Assert.IsType<VoteOutcome.BadChoice>(await world.Worker().VoteAsync(1, "p1,p2,p3,p4"));
        Assert.IsType<VoteOutcome.NoSeat>(await world.Worker().VoteAsync(1, "p1", A.Head(2)));
        Assert.IsType<VoteOutcome.Reworded>(await world.Worker().Casting.HandleAsync(PollWorld.CallerOf(A.Head(1)), new("poll-1"), A.Seat(1), 2, "p1", default));
        world.Clock.MoveTo(A.Closes);
        Assert.IsType<VoteOutcome.Closed>(await world.Worker().VoteAsync(1, "p1"));
        Assert.Empty(world.Rows("box"));
    }

    [Fact]
    public async Task V18_Close_WithTheQuorum_CountsTheBox()
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1,p2", "p1", "p1", "p2", null);

        var result = (await world.CloseAsync()).Result!;

        Assert.Equal((Outcome.Agreed, 5, 1, 5), (result.Outcome, result.Cast, result.Abstained, result.QuorumNeeded));
        Assert.Equal([("p1", 3), ("p2", 2)], result.Options.Take(2).Select(option => (option.Option, option.Count)));
        Assert.Equal(result.Options.AsEnumerable(), (await RecountAsync(world)).Options);
    }

    [Theory, InlineData(6, 4), InlineData(12, 5)]
    public async Task V18_Close_BelowFiveVotesOrTheQuorum_KeepsNoCountAnywhere_OnlyHowManyVoted(int schools, int votes)
    {
        var world = await SecretWorld.OpenAsync(schools);
        await world.VoteAsync([.. Enumerable.Repeat("p1", votes)]);

        var closed = await world.CloseAsync();

        Assert.Equal((Outcome.NotQuorate, votes, Math.Max(5, schools / 2)), (closed.Result!.Outcome, closed.Result.Cast, closed.Result.QuorumNeeded));
        Assert.Empty(closed.Result.Options);
        var again = await RecountAsync(world);
        Assert.Equal((closed.Result.Outcome, closed.Result.Cast, 0), (again.Outcome, again.Cast, again.Options.Length));
        Assert.Equal(["wording|0001"], world.Rows("").Where(row => SecretWorld.Chosen.Split(' ').Any(option => row.Words().Contains(option, StringComparison.Ordinal))).Select(row => row.Key));
    }

    [Fact]
    public async Task V18_WhoHasVoted_IsCountedByTheMarkers()
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1", null);
        var (polls, poll) = (world.Worker().Polls, await world.Worker().FindAsync());

        Assert.Equal(2, await polls.VotedAsync(poll, default));
        Assert.Equal([A.Seat(1), A.Seat(2)], await polls.VotedSeatsAsync(poll, default));
        Assert.Equal([A.Seat(1)], await polls.VotedByAsync(poll, A.Opened.AddMinutes(1), default));
        Assert.True(await polls.HasVotedAsync(poll, A.Seat(1), default));
        Assert.False(await polls.HasVotedAsync(poll, A.Seat(3), default));
        Assert.Equal([(A.Seat(1), A.Head(1)), (A.Seat(2), A.Head(2))], (await polls.VotersAsync(poll, default)).Select(voter => (voter.Key, voter.Value)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => polls.BallotsAsync(poll, default));
        Assert.Equal(Secrecy.Secret, poll.Secrecy);
    }

    private static async Task<Result> RecountAsync(PollWorld world)
    {
        var (polls, poll) = (world.Worker().Polls, await world.Worker().FindAsync());
        return poll.Decide(await polls.TallyAsync(poll, default));
    }
}
