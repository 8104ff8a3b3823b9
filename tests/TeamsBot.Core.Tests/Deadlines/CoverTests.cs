using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Deadlines;

/// <summary>Rule E4: an absent chair is covered by the vice-chair, then the clerk; and what nobody answers stands on the next tier's agenda (R52).</summary>
public sealed class CoverTests
{
    [Fact]
    public async Task E4_Cover_AsksTheViceChairThenTheClerkAndTellsThoseBefore()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(9, 14);

        Assert.Contains("You are asked to answer too: the chair may be away. Alder Vale Network waits for a word since Monday 7 September.", world.LastCardOf(ViceChair), StringComparison.Ordinal);
        Assert.Contains(MatterVerbs.Accept, world.LastCardOf(ViceChair), StringComparison.Ordinal);
        Assert.Contains("The vice-chair was asked to answer too, in case you are away.", world.LastCardOf(Chair), StringComparison.Ordinal);
        Assert.Contains(MatterVerbs.Accept, world.LastCardOf(Chair), StringComparison.Ordinal);
        Assert.Single(world.CardsOf(Clerk));

        await world.UntilNoonOfAsync(9, 17);

        Assert.Contains("You are asked to answer too: the chair and the vice-chair may be away.", world.LastCardOf(Clerk), StringComparison.Ordinal);
        Assert.All([Chair, ViceChair], told => Assert.Contains("The clerk was asked to answer too", world.LastCardOf(told), StringComparison.Ordinal));
        Assert.Equal((4, 3, 2), (world.CardsOf(Chair).Count, world.CardsOf(ViceChair).Count, world.CardsOf(Clerk).Count));
    }

    [Fact]
    public async Task E4_LateClick_OfTheChairWhoWasCovered_IsAnsweredWithWhoCameFirstAndWhy()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(9, 14);
        await world.Move.HandleAsync(CallerOf(ViceChair), new(World.Matter, Act.Accept, 1, "", "A team", "2026-10-01"), default);

        var late = await world.PressAsync(Chair, MatterVerbs.Decline, ("version", "1"), ("board", Board.Id.Value), (MatterVerbs.ReasonInput, "No money"));

        Assert.Contains("Already accepted by the vice-chair of Fernshaw Locality Board on Monday 14 September at 12", late.Replace("midday", "12", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("The vice-chair was asked to answer too on Monday 14 September, because no word had come until then.", late, StringComparison.Ordinal);
        Assert.Equal(MatterState.Accepted, (await world.FindAsync()).State);
        await world.RunAsync(TimeSpan.FromHours(1));
        Assert.All(((PersonId[])[Chair, ViceChair, Clerk]).SelectMany(world.CardsOf), card => Assert.DoesNotContain(MatterVerbs.Accept, card, StringComparison.Ordinal));
    }

    [Fact]
    public async Task E4_Cover_OnABoardWithoutAViceChair_GoesToTheClerkAtOnceAndAsksNobodyTwice()
    {
        var register = new TeamsBot.Core.Directory.Register(1, Fernshaw.Register.Groups, Fernshaw.Register.Schools, Fernshaw.Register.People.Where(person => person.Id != ViceChair));
        var world = await new World(register).SetUpAsync();
        await world.RaiseOneAsync();

        await world.UntilNoonOfAsync(9, 17);

        Assert.Equal([Step.AcknowledgeReminder, Step.ViceChairCovers, Step.ClerkCovers], await world.StepsAsync());
        Assert.Equal(2, world.CardsOf(Clerk).Count);
        Assert.Contains("The clerk was asked to answer too", world.LastCardOf(Chair), StringComparison.Ordinal);
        Assert.Equal(3, world.CardsOf(Chair).Count);
    }

    [Fact]
    public async Task E3_Agenda_OfAnOverdueMatter_StandsWithTheNextTierAndEveryoneSeesWhoHoldsIt()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(10, 4);
        Assert.Empty(world.CardsOf(CountyChair));

        await world.UntilNoonOfAsync(10, 6);

        var card = Assert.Single(world.CardsOf(CountyChair));
        Assert.Contains("On your board’s agenda", card, StringComparison.Ordinal);
        Assert.Contains("Fernshaw Locality Board holds it. Its answer was due by Monday 28 September", card, StringComparison.Ordinal);
        Assert.Contains("This stands on the agenda of County Partnership Board now. It is still your board’s to answer", world.LastCardOf(Clerk), StringComparison.Ordinal);
        foreach (var channel in (Group[])[AlderVale, Board])
        {
            Assert.Contains(world.CardsIn(World.ChannelOf(channel)), shown =>
                shown.Contains("Answer was due by Monday 28 September. ", StringComparison.Ordinal) && shown.Contains("It stands on the agenda of County Partnership Board", StringComparison.Ordinal));
        }

        var waiting = await world.Map.WaitingOf(StepIntents.Agenda)!.ReadAsync(Tenant, CountyChair, $"{World.Matter}.0001-Agenda", default);
        Assert.Contains("overdue at Fernshaw Locality Board", Assert.Single(waiting.Items).Title, StringComparison.Ordinal);
        Assert.Equal(Board.Id, (await world.FindAsync()).Holder.Id);
    }

    [Fact]
    public async Task E3_TakeOver_MovesTheMatterUpWithAClockOfItsOwnAndLateClicksAreToldSo()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(10, 6);

        var taken = await world.PressAsync(CountyChair, AgendaCards.TakeOver, (AgendaCards.ReasonInput, "We can pay for a therapist."));
        await world.RunAsync(TimeSpan.FromHours(1));

        var matter = await world.FindAsync();
        Assert.Contains("↑ Taken over", taken, StringComparison.Ordinal);
        Assert.Equal((Partnership.Id, MatterState.ReferredUp, Act.TakeOver), (matter.Holder.Id, matter.State, matter.Last.Act));
        Assert.Equal(new DateOnly(2026, 11, 3), matter.Last.Clock!.AnswerBy);
        Assert.Contains(MatterVerbs.Acknowledge, world.LastCardOf(CountyChair), StringComparison.Ordinal);
        Assert.Contains("Already taken over by the chair of County Partnership Board", await world.PressAsync(Chair, MatterVerbs.Accept, ("version", "1"), ("board", Board.Id.Value)), StringComparison.Ordinal);
        Assert.All(world.CardsOf(Chair), card => Assert.Contains("↑ Taken over", card, StringComparison.Ordinal));
        Assert.Contains(world.CardsIn(World.ChannelOf(AlderVale)), card => card.Contains("by the chair of County Partnership Board", StringComparison.Ordinal) && card.Contains("Answer due by Tuesday 3 November", StringComparison.Ordinal));
        Assert.True((await world.Map.WaitingOf(StepIntents.Agenda)!.ReadAsync(Tenant, CountyChair, $"{World.Matter}.0001-Agenda", default)).IsOver);

        // A repeated press is the same success (rule V7).
        Assert.Contains("↑ Taken over", await world.PressAsync(CountyChair, AgendaCards.TakeOver, ("version", "1"), (AgendaCards.ReasonInput, "We can pay for a therapist.")), StringComparison.Ordinal);
        Assert.Equal(2, (await world.FindAsync()).Version);
    }

    [Fact]
    public async Task E2_TakeOver_OfWhatIsNotOnTheAgendaOrBySomebodyElse_IsRefused()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(9, 30);

        Assert.Contains("It is not on your board’s agenda", await world.PressAsync(CountyChair, AgendaCards.TakeOver, (AgendaCards.ReasonInput, "Ours")), StringComparison.Ordinal);
        await world.UntilNoonOfAsync(10, 6);
        foreach (var other in (PersonId[])[Chair, Facilitator, Stranger])
        {
            Assert.Contains("This is not yours to answer", await world.PressAsync(other, AgendaCards.TakeOver, (AgendaCards.ReasonInput, "Ours")), StringComparison.Ordinal);
            Assert.Contains("This is not yours to answer", await world.PressAsync(other, AgendaCards.Show), StringComparison.Ordinal);
        }

        Assert.Contains("Write why your board takes it over.", await world.PressAsync(CountyChair, AgendaCards.TakeOver, (AgendaCards.ReasonInput, " ")), StringComparison.Ordinal);
        Assert.Equal(1, (await world.FindAsync()).Version);
    }

    [Fact]
    public async Task E2_TakeOver_AfterTheBoardAnswered_IsToldSo()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(10, 6);
        await world.MoveAsync(Clerk, Act.Decline, 1, "No therapist can be found.");

        var late = await world.PressAsync(CountyChair, AgendaCards.TakeOver, ("version", "1"), (AgendaCards.ReasonInput, "Ours"));
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Contains("Already declined by the clerk of Fernshaw Locality Board", late, StringComparison.Ordinal);
        Assert.Contains("✕ Declined", world.LastCardOf(CountyChair), StringComparison.Ordinal);
        Assert.DoesNotContain(AgendaCards.TakeOver, world.LastCardOf(CountyChair), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T5_RestrictedMatter_IsChasedInPersonalChatsOfItsOwnBoardAlone()
    {
        var world = await Chased.StartAsync(Visibility.Restricted);

        await world.UntilNoonOfAsync(10, 20);

        Assert.Equal([Step.AcknowledgeReminder, Step.ViceChairCovers, Step.ClerkCovers, Step.AnswerReminder], await world.StepsAsync());
        Assert.Empty(world.CardsOf(CountyChair));
        Assert.DoesNotContain(world.Teams.Posts, post => post.Conversation.StartsWith("19:", StringComparison.Ordinal) && world.Teams.Cards[post.ActivityId].Card.ToJson().Contains("due by", StringComparison.Ordinal));
    }
}
