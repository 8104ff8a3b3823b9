using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class MatterIntentsTests
{
    [Fact]
    public void OfLast_WhenRaised_TellsOfficersBoardAndOrigin()
    {
        Assert.Equal(["move-1-chair", "move-1-board", "move-1-origin"], MatterIntents.OfLast(Raised()).Select(intent => intent.Name));
    }

    [Theory] // E7: a referral or a question is told in the channel, only the end to everyone who voted
    [InlineData(Act.Accept, true)]
    [InlineData(Act.Decline, true)]
    [InlineData(Act.ReferUp, false)]
    [InlineData(Act.Ask, false)]
    public void OfLast_AfterAMove_TellsTheVotersOnlyTheEnd_E7(Act act, bool told)
    {
        var intents = MatterIntents.OfLast(After(Raised(), Chair, act, "words"));

        Assert.Equal(told, intents.Any(intent => intent.Kind == MatterIntents.Answer));
        Assert.Single(intents, intent => intent.Kind == MatterIntents.Origin);
        Assert.Equal(intents.Count, intents.Select(intent => intent.Name).Distinct().Count());
    }

    [Fact]
    public void OfLast_OfARestrictedMatter_ReachesNoChannel_T5()
    {
        var raised = Raised(Visibility.Restricted);
        Matter[] steps = [raised, After(raised, Chair, Act.Ask, "Who?"), After(raised, Chair, Act.ReferUp, "Up"), After(raised, Chair, Act.Accept)];

        Assert.All(steps.SelectMany(MatterIntents.OfLast), intent => Assert.DoesNotContain(intent.Kind, (string[])[MatterIntents.Board, MatterIntents.Origin]));
    }

    [Fact]
    public void VotersOf_WhoeverVoted_HearsOnce_E7()
    {
        var accepted = After(Raised(), Chair, Act.Accept);
        var twice = accepted with { Evidence = accepted.Evidence with { Seats = accepted.Evidence.Seats.SetItem(2, accepted.Evidence.Seats[2] with { Voter = HeadOne }) } };

        Assert.Equal([HeadOne.Value, HeadTwo.Value], MatterIntents.VotersOf(twice).Select(recipient => recipient.Id));
    }

    [Fact]
    public void OfficersOf_AfterAReferral_PostsToTheBoardAboveAndUpdatesTheOthers()
    {
        var referred = After(Raised(), Chair, Act.ReferUp, "It needs the county");

        var recipients = MatterIntents.OfficersOf(referred, referred.Version).ToList();

        Assert.Null(Assert.Single(recipients, recipient => recipient.Target == new Target.Person(CountyChair)).Updates);
        Assert.Equal(("move-1-chair", "locality-fernshaw~chair"), Assert.Single(recipients, recipient => recipient.Target == new Target.Person(Chair)).Updates);
        Assert.Equal(4, recipients.Count);
        Assert.Equal([null, ("move-1-board", "locality-fernshaw")], MatterIntents.BoardsOf(referred, referred.Version).OrderBy(board => board.Updates is not null).Select(board => board.Updates));
    }

    [Fact]
    public void OfficersOf_AnEarlierMove_IsTheSameWhateverCameAfter()
    {
        var asked = After(Raised(), Chair, Act.Ask, "How many?");
        var referred = After(asked, Chair, Act.ReferUp, "Up");

        Assert.Equal(MatterIntents.OfficersOf(asked, 2), MatterIntents.OfficersOf(referred, 2));
        Assert.Equal(MatterIntents.QuestionOf(asked, 2), MatterIntents.QuestionOf(referred, 2));
    }

    [Fact]
    public void QuestionOf_TheMoveAfterTheQuestion_BringsItsCardUpToDate()
    {
        var asked = After(Raised(), Chair, Act.Ask, "How many?");
        var replied = After(asked, Facilitator, Act.Reply, "40");
        var accepted = After(replied, Chair, Act.Accept);

        Assert.Null(Assert.Single(MatterIntents.QuestionOf(asked, 2)).Updates);
        Assert.Equal(("move-2-question", "facilitator"), Assert.Single(MatterIntents.QuestionOf(replied, 3)).Updates);
        Assert.Contains(MatterIntents.OfLast(replied), intent => intent.Kind == MatterIntents.Question);
        Assert.DoesNotContain(MatterIntents.OfLast(accepted), intent => intent.Kind == MatterIntents.Question);
    }
}
