using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class MatterTests
{
    [Theory]
    [InlineData("chair", Role.Chair)]
    [InlineData("vice", Role.ViceChair)]
    [InlineData("clerk", Role.Clerk)]
    public void Decide_ByAnOfficerOfTheHolder_AcceptsAndRecordsTheRole(string person, Role role)
    {
        var moved = Assert.IsType<MoveOutcome.Moved>(Decide(Raised(), new(person), Act.Accept));

        Assert.True(moved.IsNew);
        Assert.Equal(MatterState.Accepted, moved.Matter.State);
        Assert.Equal((2, role, Board.Id), (moved.Move.Number, moved.Move.Role!.Value, moved.Move.By.Id));
    }

    [Theory] // E2: who may move what
    [InlineData("stranger", Act.Accept)]
    [InlineData("facilitator", Act.Accept)]
    [InlineData("facilitator", Act.Decline)]
    [InlineData("head-1", Act.Accept)]
    [InlineData("county-chair", Act.Accept)]
    [InlineData("chair", Act.Reply)]
    [InlineData("chair", Act.Raise)]
    public void Decide_BySomebodyWithNoSuchPart_IsNotTheirs(string person, Act act)
    {
        Assert.IsType<MoveOutcome.NotYours>(Decide(Raised(), new(person), act, "words"));
    }

    [Fact]
    public void Decide_OnAnOlderCard_IsOvertakenByTheMoveThatCameFirst_E2()
    {
        var accepted = After(Raised(), ViceChair, Act.Accept);

        var late = Assert.IsType<MoveOutcome.Overtaken>(Decide(accepted, Chair, Act.Decline, "No money", version: 1));

        Assert.Equal(Act.Accept, late.By.Act);
        Assert.Equal("Already accepted by the vice-chair of Fernshaw Locality Board on Monday 7\u00a0September at 11\u00a0am. Your press changed nothing. This is how it stands now.", MatterWords.Already(late.By));
    }

    [Fact]
    public void Decide_TheSameMoveFromTheSameCardAgain_SucceedsAndIsNotNew_E2()
    {
        var declined = After(Raised(), Chair, Act.Decline, "  No\u200b money  ");

        var again = Assert.IsType<MoveOutcome.Moved>(Decide(declined, Chair, Act.Decline, "No money", version: 1));

        Assert.False(again.IsNew);
        Assert.Same(declined, again.Matter);
        Assert.IsType<MoveOutcome.Overtaken>(Decide(declined, Chair, Act.Decline, "Another reason", version: 1));
        Assert.IsType<MoveOutcome.Overtaken>(Decide(declined, ViceChair, Act.Decline, "No money", version: 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    public void Decide_OnAVersionThatIsNotTheCurrentOne_ChangesNothing_E2(int version)
    {
        Assert.IsType<MoveOutcome.Overtaken>(Decide(Raised(), Chair, Act.Accept, version: version));
    }

    [Theory] // E5
    [InlineData("")]
    [InlineData("   \r\n\t ")]
    [InlineData("\u200b\u202e")]
    public void Decide_DecliningWithoutAReason_IsRefused_E5(string reason)
    {
        var wrong = Assert.IsType<MoveOutcome.Wrong>(Decide(Raised(), Chair, Act.Decline, reason));

        Assert.Contains("reason", wrong.Why, StringComparison.Ordinal);
    }

    [Theory] // E5
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Decide_DecliningWithALongReason_TakesFiveHundredCharacters_E5(int length, bool taken)
    {
        Assert.Equal(taken, Decide(Raised(), Chair, Act.Decline, $" {new string('x', length)} ") is MoveOutcome.Moved);
    }

    [Fact]
    public void Decide_DecliningWithHiddenCharacters_KeepsTheCleanedReason_T3()
    {
        Assert.Equal("No money this year", After(Raised(), Chair, Act.Decline, " No money\u202e\nthis year ").Last.Text);
    }

    [Fact]
    public void Decide_ReferringUp_MovesTheSameMatterToTheBoardAboveWithItsHistory()
    {
        var referred = After(Raised(), Chair, Act.ReferUp, "It needs the county");

        Assert.Equal((MatterState.ReferredUp, Partnership.Id, 2), (referred.State, referred.Holder.Id, referred.Version));
        Assert.Null(referred.Above);
        Assert.Equal([CountyChair], referred.Last.Readers.Select(reader => reader.Person));
        Assert.IsType<MoveOutcome.Wrong>(Decide(referred, CountyChair, Act.ReferUp, "Further"));
        Assert.Equal(MatterState.Accepted, After(referred, CountyChair, Act.Accept).State);
    }

    [Fact]
    public void Decide_ByTheBoardThatReferredItUp_IsToldSoAndMovesNothing_E2()
    {
        var referred = After(Raised(), Chair, Act.ReferUp, "It needs the county");

        Assert.Equal(Act.ReferUp, Assert.IsType<MoveOutcome.Overtaken>(Decide(referred, ViceChair, Act.Accept, version: 1)).By.Act);
        Assert.Equal(Act.ReferUp, Assert.IsType<MoveOutcome.Overtaken>(Decide(referred, ViceChair, Act.Accept)).By.Act);
    }

    [Fact]
    public void Decide_AskingAndReplying_GoesToTheFacilitatorAndBack()
    {
        var asked = After(Raised(), Chair, Act.Ask, "How many children?");
        Assert.Equal((MatterState.QuestionAsked, Facilitator), (asked.State, Assert.Single(asked.Last.Readers).Person));

        var replied = After(asked, Facilitator, Act.Reply, "About 40");

        Assert.Equal((MatterState.QuestionAnswered, 3, "About 40"), (replied.State, replied.Version, replied.Last.Text));
        Assert.IsType<MoveOutcome.Overtaken>(Decide(replied, Facilitator, Act.Reply, "And 2 more"));
    }

    [Fact]
    public void Decide_WhileAQuestionIsOpen_StillLetsTheBoardDecide()
    {
        Assert.Equal(MatterState.Declined, After(After(Raised(), Chair, Act.Ask, "How many?"), Clerk, Act.Decline, "No reply came").State);
    }

    [Fact]
    public void Of_PollOptionAndTier_GivesOneIdEach_E1()
    {
        string[] options = ["o1", "o-1", "o_1", "o~1", "ö", "_bzF"];

        var ids = options.SelectMany(option => new[] { MatterId.Of(new("p"), option, Tier.Locality), MatterId.Of(new("p"), option, Tier.Partnership) }).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(MatterId.IsWellFormed(id.Value)));
        Assert.Equal(MatterId.Of(new("p"), "o1", Tier.Locality), MatterId.Of(new("p"), "o1", Tier.Locality));
        Assert.False(MatterId.IsWellFormed("a|b"));
    }
}
