using TeamsBot.Core.Delivery;
using TeamsBot.Core.Rounds;
using TeamsBot.Testing.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>What two people, or two workers, do at the same time; and the same press twice.</summary>
public sealed class RoundRaceTests
{
    private static readonly DateTimeOffset ProposalsClose = new(2026, 9, 11, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task V7_TheSameFormTwice_StartsOneRound()
    {
        var world = await new RoundWorld().SetUpAsync();

        Assert.True(Assert.IsType<StartOutcome.Started>(await world.StartAsync()).IsNew);
        Assert.False(Assert.IsType<StartOutcome.Started>(await world.StartAsync()).IsNew);
        Assert.Single(world.Keys("audit|"));
    }

    [Fact]
    public async Task StartAsync_WhileARoundRuns_SaysSo()
    {
        var world = await RoundWorld.OpenAsync();

        Assert.Contains("still running", Assert.IsType<StartOutcome.Wrong>(await world.StartAsync(RoundWorld.Asked("round-2"))).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("network-alder-vale|round-1")]
    [InlineData("network-alder-vale")]
    [InlineData("round")]
    public async Task StartAsync_TwoFacilitatorsAtTheSameInstant_StartOneRound(string? during)
    {
        var world = await new RoundWorld().SetUpAsync();
        Task<StartOutcome>? second = null;
        world.World.Table.Before = call =>
        {
            if (during is not null && call.IsCommit && call.Writes!.Any(write => write.Key == during))
            {
                during = null;
                second = world.StartAsync(RoundWorld.Asked("round-2"));
            }

            return null;
        };

        StartOutcome[] outcomes = [await world.StartAsync(), await second!];

        Assert.Single(outcomes.OfType<StartOutcome.Started>());
        Assert.Single(outcomes.OfType<StartOutcome.Wrong>());
        Assert.Single(await world.Rounds.RunningOfAsync(Tenant, AlderVale.Id, default));
    }

    [Fact]
    public async Task StartAsync_AfterAStartThatWasNeverFinished_StartsAndPassesTheOtherOver()
    {
        var world = await new RoundWorld().SetUpAsync();
        world.World.Table.Before = call => call.IsCommit && call.Writes!.Any(write => write.Key == "round") ? TableFault.CrashBefore : null;
        await Assert.ThrowsAsync<ReplicaCrashedException>(() => world.StartAsync());
        world.World.Table.Before = null;

        Assert.IsType<StartOutcome.Started>(await world.StartAsync(RoundWorld.Asked("round-2")));
        Assert.IsType<StartOutcome.Wrong>(await world.StartAsync());
        Assert.Null(await world.Rounds.FindAsync(Tenant, new("round-1"), default));
    }

    [Fact]
    public async Task T2_SomebodyElse_StartsNothing()
    {
        var world = await new RoundWorld().SetUpAsync();

        Assert.IsType<StartOutcome.NotAllowed>(await world.StartAsync(by: HeadOne));
        Assert.Empty(world.Keys("round"));
    }

    [Fact]
    public async Task V7_TheSameProposalTwice_StandsOnce_AlsoAfterTheDeadline()
    {
        var world = await RoundWorld.OpenAsync();

        Assert.True(Assert.IsType<ProposeOutcome.Done>(await world.ProposeAsync("a", HeadOne, 1, "Early talk")).IsNew);
        Assert.False(Assert.IsType<ProposeOutcome.Done>(await world.ProposeAsync("a", HeadOne, 1, "Early  talk ")).IsNew);
        Assert.IsType<ProposeOutcome.Wrong>(await world.ProposeAsync("a", HeadTwo, 2, "Something else"));
        world.World.Clock.MoveTo(ProposalsClose);
        Assert.False(Assert.IsType<ProposeOutcome.Done>(await world.ProposeAsync("a", HeadOne, 1, "Early talk")).IsNew);
        Assert.Single(world.Keys("proposal|"));
    }

    [Theory, InlineData(-1, true), InlineData(0, false)]
    public async Task V9_AProposalAroundTheDeadline_CountsOnlyBeforeIt(int seconds, bool counted)
    {
        var world = await RoundWorld.OpenAsync();
        world.World.Clock.MoveTo(ProposalsClose.AddSeconds(seconds)); // No worker has looked at it.

        Assert.Equal(counted, await world.ProposeAsync("a", HeadOne, 1, "Early talk") is ProposeOutcome.Done);
        Assert.Equal(counted ? 1 : 0, world.Keys("proposal|").Count);
    }

    [Fact]
    public async Task V10_AnAdvanceBetweenReadingAndCommit_FailsTheProposal()
    {
        var world = await RoundWorld.OpenAsync();
        var advanced = false;
        world.World.Table.Before = call =>
        {
            if (!advanced && call.IsCommit && call.Writes!.Any(write => write.Key == "proposal|a"))
            {
                advanced = true;
                world.SkipAsync(Stage.Proposals, "All are made.").GetAwaiter().GetResult();
            }

            return null;
        };

        Assert.IsType<ProposeOutcome.Late>(await world.ProposeAsync("a", HeadOne, 1, "Early talk"));
        Assert.True(advanced);
        Assert.Empty(world.Keys("proposal|"));
    }

    [Fact]
    public async Task TwoWorkers_MovingOnARound_MoveItOnce()
    {
        var world = await RoundWorld.OpenAsync();
        world.World.Clock.MoveTo(ProposalsClose);
        var item = new DueItem(Tenant, AdvanceRound.Kind, "round-1", ProposalsClose, ProposalsClose);
        var second = false;
        world.World.Table.Before = call =>
        {
            if (!second && call.IsCommit && call.Writes!.Any(write => write.Key == "round"))
            {
                second = true;
                world.Advance.HandleAsync(item, default).GetAwaiter().GetResult();
            }

            return null;
        };

        Assert.IsType<DueOutcome.Again>(await world.Advance.HandleAsync(item, default)); // Lost: read again.
        Assert.Equal(Stage.Merging, (await world.FindAsync()).Stage);
        Assert.Single(world.World.Rows(RoundStore.Partition(Tenant, new("round-1"))), row => row.Key.StartsWith("audit|", StringComparison.Ordinal) && row.Fields.Text("what") == "enter Merging");
    }

    [Fact]
    public async Task ASkip_AnnouncedAheadOfItsCommit_IsNotForgotten()
    {
        var world = await RoundWorld.OpenAsync();
        var now = world.World.Clock.GetUtcNow();

        // A worker finds the due row of a skip that is still on its way in: it looks again instead of waiting for the old deadline.
        Assert.IsType<DueOutcome.Missing>(await world.Advance.HandleAsync(new(Tenant, AdvanceRound.Kind, "round-1", now, now), default));
    }

    [Fact]
    public async Task V3_ADeputyWithdraws_OnlyWhatADeputyProposed()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "Early talk");

        Assert.IsType<ProposeOutcome.NotYours>(await world.WithdrawAsync("a", HeadTwo, 1));
        Assert.IsType<ProposeOutcome.Wrong>(await world.WithdrawAsync("a", HeadTwo, 2));
        Assert.True(Assert.IsType<ProposeOutcome.Done>(await world.WithdrawAsync("a", HeadOne, 1)).IsNew);
        Assert.False(Assert.IsType<ProposeOutcome.Done>(await world.WithdrawAsync("a", HeadOne, 1)).IsNew);
        Assert.Empty((await world.BookAsync()).Standing);
        Assert.Single(world.Keys("proposal|")); // The history keeps it.
    }

    [Fact]
    public async Task ASeat_ProposesAtMostFive()
    {
        var world = await RoundWorld.OpenAsync();
        for (var n = 0; n < Proposal.OfOneSeatAtMost; n++)
        {
            Assert.IsType<ProposeOutcome.Done>(await world.ProposeAsync($"p{n}", HeadOne, 1, $"Proposal {n}"));
        }

        Assert.IsType<ProposeOutcome.Wrong>(await world.ProposeAsync("p9", HeadOne, 1, "One more"));
        await world.WithdrawAsync("p0", HeadOne, 1);
        Assert.IsType<ProposeOutcome.Done>(await world.ProposeAsync("p10", HeadOne, 1, "One more"));
    }

    [Fact]
    public async Task MergeAsync_OfWhatAnotherMergeTook_IsRefused_AndARepeatWritesNothing()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "Early talk");
        await world.ProposeAsync("b", HeadTwo, 2, "Talk");
        await world.ProposeAsync("c", HeadThree, 3, "Speech");

        Assert.True(Assert.IsType<SteerOutcome.Done>(await world.MergeAsync("m1", "a,b", "Early language")).IsNew);
        Assert.False(Assert.IsType<SteerOutcome.Done>(await world.MergeAsync("m1", "a,b", "Early language")).IsNew);
        Assert.IsType<SteerOutcome.Wrong>(await world.MergeAsync("m2", "a,c", "Speech and language"));
        Assert.IsType<SteerOutcome.Wrong>(await world.MergeAsync("m3", "c", "Alone"));
        Assert.IsType<SteerOutcome.NotYours>(await world.MergeAsync("m4", "m1,c", "Speech and language", HeadOne));
        Assert.IsType<ProposeOutcome.Wrong>(await world.WithdrawAsync("a", HeadOne, 1));
        Assert.Single(world.Keys("merge|"));
    }

    [Fact]
    public async Task MergeAsync_TellsEachSchoolOnce_WithBothWordings()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "Early talk");
        await world.ProposeAsync("b", HeadTwo, 2, "Talk");
        await world.MergeAsync("m1", "a,b", "Early language");
        await world.World.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(world.World.WordsIn(Escalations.World.ChatOf(HeadOne)), words => words.Contains("Early language", StringComparison.Ordinal));
        Assert.DoesNotContain(world.World.WordsIn(Escalations.World.ChatOf(HeadThree)), words => words.Contains("Early language", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SkipAsync_WithoutANote_OrTwice_ChangesNothing()
    {
        var world = await RoundWorld.OpenAsync();

        Assert.IsType<SteerOutcome.Wrong>(await world.SkipAsync(Stage.Vote, " "));
        Assert.IsType<SteerOutcome.NotYours>(await world.SkipAsync(Stage.Vote, "Because.", HeadOne));
        Assert.True(Assert.IsType<SteerOutcome.Done>(await world.SkipAsync(Stage.Vote, "Because.")).IsNew);
        Assert.False(Assert.IsType<SteerOutcome.Done>(await world.SkipAsync(Stage.Vote, "Because.")).IsNew);
        Assert.IsType<SteerOutcome.Wrong>(await world.SkipAsync(Stage.Vote, "Another reason."));
        Assert.IsType<SteerOutcome.Wrong>(await world.SkipAsync(Stage.Merging, "No such choice."));
    }

    [Fact]
    public async Task RaiseMatters_BeforeItsRoundIsOver_RaisesNothing()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "Early talk");
        await world.ProposeAsync("b", HeadTwo, 2, "Attendance");
        await world.RunToAsync(new(2026, 9, 15, 8, 1, 0, TimeSpan.Zero));
        await world.VoteAsync(HeadOne, 1, "a");
        await world.VoteAsync(HeadTwo, 2, "a");
        var now = new DateTimeOffset(2026, 9, 18, 16, 0, 0, TimeSpan.Zero);
        world.World.Clock.MoveTo(now);
        await world.World.Map.DueHandler("polls.close")!(new(Tenant, "polls.close", "round-1-vote", now, now), default);

        Assert.IsType<DueOutcome.Missing>(await world.World.Raise.HandleAsync(new(Tenant, "polls.agreed", "round-1-vote", now, now), default)); // E1: not without what the round gathers.
        Assert.Null(await world.World.Matters.FindAsync(Tenant, new("round-1-vote~a~locality"), default));
    }

    [Fact]
    public async Task SaveAsync_WhoseAnswerWasLost_ProposesOnce()
    {
        var world = await RoundWorld.OpenAsync();
        world.World.Table.Before = call => call.IsCommit && call.Writes!.Any(write => write.Key == "proposal|a") ? TableFault.LoseAnswer : null;

        Assert.False(Assert.IsType<ProposeOutcome.Done>(await world.ProposeAsync("a", HeadOne, 1, "Early talk")).IsNew);
        Assert.Single(world.Keys("proposal|"));
    }
}
