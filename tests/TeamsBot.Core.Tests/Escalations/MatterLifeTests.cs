using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

/// <summary>The whole life of a matter, from its raising to its end.</summary>
public sealed class MatterLifeTests
{
    private static readonly Party Children = new(new("children"), "Children’s Board", Tier.Children);

    [Fact]
    public void E2_Decide_TheWholeLife_GoesThroughEveryState()
    {
        var acknowledged = After(Raised(), Clerk, Act.Acknowledge);
        Assert.Equal(MatterState.Acknowledged, acknowledged.State);
        Assert.IsType<MoveOutcome.Overtaken>(Decide(acknowledged, Chair, Act.Acknowledge));
        var accepted = After(acknowledged, Chair, Act.Accept);
        Assert.Equal((MatterState.Accepted, "the head of early help", new DateOnly(2027, 1, 22)), (accepted.State, accepted.Owner, accepted.NextDate!.Value));
        var progress = After(After(accepted, Chair, Act.Progress, "One therapist found."), ViceChair, Act.Progress, "Two therapists found.");
        Assert.Equal(MatterState.InProgress, progress.State);
        Assert.IsType<MoveOutcome.Overtaken>(Decide(progress, Chair, Act.Decline, "No"));
        Assert.IsType<MoveOutcome.Overtaken>(Decide(progress, Facilitator, Act.Withdraw, "No longer"));
        var resolved = After(progress, Chair, Act.Resolve, "All were seen.");
        Assert.Equal((MatterState.Resolved, true, true, null), (resolved.State, resolved.IsOver, resolved.IsAnswered, resolved.NextDate));
    }

    [Fact]
    public void E2_Decide_ReturningFromAbove_BringsItBackDownOneStepAtATime()
    {
        var raised = Raised() with { AboveChain = [Party.Of(Board), Party.Of(Partnership), Children] };
        var up = After(raised, Chair, Act.ReferUp, "It needs the county.");
        Assert.Equal((MatterState.ReferredUp, Children), (up.State, up.Above));

        var back = After(up, CountyChair, Act.Return, "Try the two spare days first.");
        Assert.Equal((MatterState.Raised, Board.Id, Partnership.Id), (back.State, back.Holder.Id, back.Above!.Id));
        Assert.Equal([Chair, ViceChair, Clerk], back.Last.Readers.Select(reader => reader.Person));
        Assert.IsType<MoveOutcome.Overtaken>(Decide(back, CountyChair, Act.Accept));

        var home = After(back, Chair, Act.Return, "Please say which schools.");
        Assert.Equal((MatterState.Returned, true, true, false), (home.State, home.IsOver, home.IsAnswered, home.IsUndecided));
        Assert.Equal((AlderVale.Id, Facilitator), (home.Last.To!.Id, Assert.Single(home.Last.Readers).Person));
    }

    [Fact]
    public void E2_Decide_ReferringUpTwice_ReachesTheChildrensBoard()
    {
        var top = After(Raised() with { AboveChain = [Party.Of(Board), Children] }, Chair, Act.ReferUp, "It needs the county.");

        Assert.Equal((Children.Id, null, Board.Id), (top.Holder.Id, top.Above, top.Below!.Id));
    }

    [Theory]
    [InlineData("", "2027-01-22", "Name who will see to it")]
    [InlineData("Sam Archer, born 12/03/2014", "2027-01-22", "a date of birth beside a name")] // T4
    [InlineData("the head of early help", "", "Choose the day")]
    [InlineData("the head of early help", "22/01/2027", "Choose the day")]
    [InlineData("the head of early help", "2026-09-07", "a later day than today")]
    [InlineData("the head of early help", "2029-01-01", "within a year")]
    public void E2_Decide_AcceptingWithoutAnOwnerOrAFutureDay_SaysWhatToDo(string owner, string date, string why)
    {
        var raised = Raised();

        var wrong = raised.Decide(new(raised.Id, Act.Accept, 1, "", owner, date), new(Chair, Role.Chair, Side.Holder), [], Monday);

        Assert.Contains(why, Assert.IsType<MoveOutcome.Wrong>(wrong).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void E2_Decide_Withdrawing_IsTheFacilitatorsUntilItIsDecided()
    {
        Assert.IsType<MoveOutcome.NotYours>(Decide(Raised(), Chair, Act.Withdraw, "Why"));
        var withdrawn = After(After(Raised(), Chair, Act.Ask, "How many?"), Facilitator, Act.Withdraw, "A charity pays.");

        Assert.Equal((MatterState.Withdrawn, true, false), (withdrawn.State, withdrawn.IsOver, withdrawn.IsAnswered));
        Assert.Equal(Act.Withdraw, Assert.IsType<MoveOutcome.Overtaken>(Decide(withdrawn, Chair, Act.Accept)).By.Act);
    }

    [Fact]
    public async Task E1_Store_OfALife_ReadsBackTheSame()
    {
        var world = new World();
        await world.Matters.InsertAsync(Raised(), [], default);
        var stored = (await world.Matters.FindStoredAsync(Tenant, Raised().Id, default))!;
        var accepted = After(stored.Matter, Chair, Act.Accept);
        Assert.Equal(Committed.Done, await world.Matters.SaveMoveAsync(stored, accepted, [], default));

        var read = await world.FindAsync();

        Assert.Equal(accepted.Last with { Readers = [] }, read.Last with { Readers = [] });
        Assert.Equal((accepted.State, accepted.Owner, accepted.NextDate), (read.State, read.Owner, read.NextDate));
    }

    [Theory] // Rows of version 1, as the product before wrote them.
    [InlineData(Act.ReferUp, MatterState.ReferredUp)]
    [InlineData(Act.Reply, MatterState.QuestionAnswered)]
    [InlineData(Act.Raise, MatterState.Raised)]
    public void E1_Read_ARowOfVersionOne_GivesTheStateAndTheBoardsOfToday(Act last, MatterState state)
    {
        var raised = Raised();
        var party = """{"id":"partnership","name":"County Partnership Board","tier":"Partnership"}""";
        ImmutableArray<Move> moves = last switch
        {
            Act.ReferUp => After(raised, Chair, Act.ReferUp, "Up").Moves,
            Act.Reply => After(After(raised, Chair, Act.Ask, "?"), Facilitator, Act.Reply, "!").Moves,
            _ => raised.Moves,
        };
        var holder = last is Act.ReferUp ? party : """{"id":"locality-fernshaw","name":"Fernshaw Locality Board","tier":"Locality"}""";
        var fields = new Fields(1) { { "state", "Raised" }, { "holder", holder }, { "above", last is Act.ReferUp ? null : party }, { "moves", moves.Length }, raised.Audit };

        var read = MatterRows.Read(Tenant, raised.Id, fields, raised.Evidence, moves);

        Assert.Equal(state, read.State);
        Assert.Equal([Board.Id, Partnership.Id], read.AboveChain.Select(board => board.Id));
        Assert.Equal(last is Act.ReferUp ? null : Partnership.Id, read.Above?.Id);
    }

    [Fact]
    public void Next_OfAnId_IsOneForEachAttempt_E5()
    {
        var first = MatterId.Of(new("poll-1"), "2", Tier.Locality);

        Assert.Equal((1, 2, 3), (first.Attempt, first.Next.Attempt, first.Next.Next.Attempt));
        Assert.Equal("poll-1~2~locality~3", first.Next.Next.Value);
    }
}
