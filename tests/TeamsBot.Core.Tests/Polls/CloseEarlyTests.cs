using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>The early close of a poll of three schools whose network has a chair (rule V12).</summary>
public sealed class CloseEarlyTests
{
    private const string Reason = "Everybody has said what they think.";

    [Fact]
    public async Task V12_CloseEarly_ByTheChairWithAReason_ClosesAtOnceAndEveryCopySaysWhy()
    {
        var world = await OwnerWorld.OpenAsync(chair: true);
        await world.VoteAsync(1, "o1");
        await world.VoteAsync(2, "o1");

        var answer = await world.PressAsync(OwnerCards.CloseEarly, OwnerWorld.Chair, ("closeReason", Reason));
        var at = world.World.Clock.GetUtcNow();
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Contains("✓ Agreed: one priority", answer, StringComparison.Ordinal);
        var poll = await world.FindAsync();
        Assert.Equal((PollState.Closed, at, at, Outcome.Agreed), (poll.State, poll.ClosedAt, poll.ClosesAt, poll.Result!.Outcome));
        Assert.Equal(new EarlyClose(OwnerWorld.Chair, Role.Chair, at, OwnerWorld.Closes, Reason), poll.Early);
        Assert.Contains(world.Audit, row => row == $"network-chair: close early Agreed: {Reason}");
        foreach (var conversation in new[] { World.ChannelOf(Fernshaw.AlderVale), World.ChatOf(Fernshaw.HeadOne), World.ChatOf(Fernshaw.HeadThree) })
        {
            Assert.Contains(world.CardsIn(conversation), card => card.Contains("voted on what to work on", StringComparison.Ordinal) && card.Contains($"The chair’s reason: {Reason}", StringComparison.Ordinal));
        }

        // V9: whoever comes later is told that, and why.
        Assert.IsType<VoteOutcome.Closed>(await world.VoteAsync(3, "o2"));
        Assert.Contains(world.World.Table.AllRows, row => row.Key == "matter"); // What was agreed goes up at once.
        await world.RunAsync(OwnerWorld.Closes.AddHours(1) - world.World.Clock.GetUtcNow());
        Assert.Equal(at, (await world.FindAsync()).ClosedAt);
    }

    [Fact]
    public async Task V12_CloseEarly_WithoutAChair_IsForTheFacilitator()
    {
        var world = await OwnerWorld.OpenAsync();

        Assert.Contains("Not quorate: too few schools voted", await world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason)), StringComparison.Ordinal);
        Assert.Equal(Role.Facilitator, (await world.FindAsync()).Early!.As);
    }

    [Theory, InlineData("facilitator"), InlineData("head-1"), InlineData("stranger")]
    public async Task V12_CloseEarly_ByAnybodyElse_IsRefused(string who)
    {
        var world = await OwnerWorld.OpenAsync(chair: true);

        Assert.Contains("not yours to run", await world.PressAsync(OwnerCards.CloseEarly, new(who), ("closeReason", Reason)), StringComparison.Ordinal);
        Assert.Equal((PollState.Open, OwnerWorld.Closes), ((await world.FindAsync()).State, (await world.FindAsync()).ClosesAt));
    }

    [Theory]
    [InlineData("closeReason", " ", "Write a reason")]
    [InlineData("closeReason", "Pupil B801200001001 has left.", "unique pupil number")] // T4
    [InlineData("closes", "1", "has changed since your card")]
    [InlineData("closes", "x", "has changed since your card")]
    [InlineData("poll", "no-such-poll", "not yours to run")]
    [InlineData("poll", "poll|1", "not yours to run")]
    public async Task V12_CloseEarly_ThatIsNotRight_ChangesNothingAndSaysWhy(string name, string value, string why)
    {
        var world = await OwnerWorld.OpenAsync();
        var rows = world.Rows;

        Assert.Contains(why, await world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason), (name, value)), StringComparison.Ordinal);

        Assert.Equal(rows, world.Rows);
        Assert.Equal(PollState.Open, (await world.FindAsync()).State);
    }

    [Fact]
    public async Task V7_CloseEarly_PressedAgain_WritesNothing()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason));
        var rows = world.Rows;

        Assert.DoesNotContain("Nothing was changed", await world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason)), StringComparison.Ordinal);

        Assert.Equal(rows, world.Rows);
    }

    [Fact]
    public async Task V12_CloseEarly_FromTheDeadlineOn_IsTooLateWhetherOrNotAnybodyHasClosed()
    {
        var world = await OwnerWorld.OpenAsync();
        world.World.Clock.MoveTo(OwnerWorld.Closes);

        Assert.Contains("voting closed on", await world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason)), StringComparison.Ordinal);

        await world.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Null((await world.FindAsync()).Early);
    }

    [Fact]
    public async Task V10_CloseEarly_WithAVoteInBetween_IsDecidedAgainAndCountsIt()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.BeforeTheCommitOnceAsync(() => world.VoteAsync(2, "o2"), () => world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason)));

        var poll = await world.FindAsync();
        Assert.Equal((PollState.Closed, 1), (poll.State, poll.Result!.Cast));
        Assert.Equal(1, poll.Result.Options.Single(option => option.Option == "o2").Count);
    }

    [Fact]
    public async Task V11_CloseEarly_WithMoreTimeGivenInBetween_ChangesNothing()
    {
        var world = await OwnerWorld.OpenAsync();
        var answer = await world.BeforeTheCommitOnceAsync(
            () => world.PressAsync(OwnerCards.Extend, Fernshaw.Facilitator, ("until", PollForm.Value(OwnerWorld.Later)), ("extendReason", "Snow.")),
            () => world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason)));

        Assert.Contains("has changed since your card", answer, StringComparison.Ordinal);
        Assert.Equal((PollState.Open, OwnerWorld.Later), ((await world.FindAsync()).State, (await world.FindAsync()).ClosesAt));
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V11_CloseEarly_WithAnyAnswerLost_ClosesOnce(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await OwnerWorld.OpenAsync();
            var commits = 0;
            world.World.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason));
            failed = commits >= at;
            world.World.Table.Before = null;
            await world.RunAsync(TimeSpan.FromMinutes(10));

            Assert.Equal(PollState.Closed, (await world.FindAsync()).State);
            Assert.Single(world.Audit, row => row.Contains("close", StringComparison.Ordinal));
            Assert.Single(world.CardsIn(World.ChatOf(Fernshaw.HeadTwo)));
        }
    }

    [Fact]
    public async Task V12_CloseNow_WhereNothingCanChangeTheResult_NeedsNoReason()
    {
        var world = await OwnerWorld.OpenAsync(voters: 1, chair: true); // One of three schools can vote, and two would have to.

        Assert.Contains("Close the poll now", await world.PressAsync(OwnerCards.Show, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Contains("Not quorate: too few schools voted", await world.PressAsync(OwnerCards.CloseNow, Fernshaw.Facilitator), StringComparison.Ordinal);

        var poll = await world.FindAsync();
        Assert.Equal((Outcome.NotQuorate, Role.Facilitator, (string?)null), (poll.Result!.Outcome, poll.Early!.As, poll.Early.Why));
        Assert.Contains(world.Audit, row => row == "facilitator: close early NotQuorate: nothing can change the result");
        await world.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Contains(world.CardsIn(World.ChannelOf(Fernshaw.AlderVale)), card => card.Contains("nothing could change the result any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task V12_CloseNow_WhileAVoteCanStillBeChanged_IsNeitherOfferedNorDone()
    {
        var world = await OwnerWorld.OpenAsync();
        foreach (var school in new[] { 1, 2, 3 })
        {
            await world.VoteAsync(school, "o1");
        }

        Assert.DoesNotContain("Close the poll now", await world.PressAsync(OwnerCards.Show, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Contains("a vote can still change the result", await world.PressAsync(OwnerCards.CloseNow, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Equal(PollState.Open, (await world.FindAsync()).State);
    }

    [Fact]
    public async Task V12_EverybodyHasVoted_IsToldOnceToWhoeverMayClose()
    {
        var world = await OwnerWorld.OpenAsync(chair: true);
        await world.VoteAsync(1, "o1");
        await world.VoteAsync(2, "o2");
        await world.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(world.CardsIn(World.ChatOf(OwnerWorld.Chair)));

        await world.VoteAsync(3, "o1");
        await world.RunAsync(TimeSpan.FromMinutes(1));
        await world.VoteAsync(3, "o2");
        await world.RunAsync(TimeSpan.FromMinutes(10));

        var told = Assert.Single(world.CardsIn(World.ChatOf(OwnerWorld.Chair)));
        Assert.Contains("Every school that can vote has voted", told, StringComparison.Ordinal);
        Assert.Contains("Close early…", told, StringComparison.Ordinal);
        Assert.Empty(world.CardsIn(World.ChatOf(Fernshaw.Facilitator)));

        await world.PressAsync(OwnerCards.CloseEarly, OwnerWorld.Chair, ("closeReason", Reason));
        await world.RunAsync(TimeSpan.FromMinutes(10));
        Assert.All(world.CardsIn(World.ChatOf(OwnerWorld.Chair)), card => Assert.True(card.Contains("✓ Agreed", StringComparison.Ordinal) && !card.Contains("Close early…", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task V12_CloseEarly_AfterAReminder_BringsItsCardToTheResultAtOnce()
    {
        var world = await OwnerWorld.OpenAsync();
        await world.RunAsync(OwnerWorld.Closes.AddHours(-6) - world.World.Clock.GetUtcNow());
        Assert.Contains(world.CardsIn(World.ChatOf(Fernshaw.HeadTwo)), card => card.Contains("Your school can still vote", StringComparison.Ordinal));

        await world.PressAsync(OwnerCards.CloseEarly, Fernshaw.Facilitator, ("closeReason", Reason));
        await world.RunAsync(TimeSpan.FromMinutes(10));

        Assert.DoesNotContain(world.CardsIn(World.ChatOf(Fernshaw.HeadTwo)), card => card.Contains("Your school can still vote", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T2_Show_ByAnybodyElse_ShowsNothingOfThePoll()
    {
        var world = await OwnerWorld.OpenAsync();

        Assert.Contains("not yours to run", await world.PressAsync(OwnerCards.Show, Fernshaw.HeadOne), StringComparison.Ordinal);
        Assert.Contains("not yours to run", await world.PressAsync(OwnerCards.CloseNow, Fernshaw.HeadOne), StringComparison.Ordinal);
    }
}
