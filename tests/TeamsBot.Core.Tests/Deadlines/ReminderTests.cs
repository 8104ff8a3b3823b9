using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Deadlines;

/// <summary>Rule E3: each step is done once, in the morning of a school working day, and nothing is done about what has moved on.</summary>
public sealed class ReminderTests
{
    private const string Reminder = "This is a reminder.";

    [Fact]
    public async Task E3_Card_OfANewMatter_SaysByWhenTheAnswerIsDueToOfficersAndOrigin()
    {
        var world = await Chased.StartAsync();

        Assert.Contains("Answer due by Monday 28 September.", world.LastCardOf(Chair), StringComparison.Ordinal);
        Assert.Contains("Answer due by Monday 28 September.", Assert.Single(world.CardsIn(World.ChannelOf(AlderVale)), card => card.Contains("Sent to", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(MatterPlanTests.On(9, 28, 17), AnswersWaiting.ItemOf(await world.FindAsync()).Due);
    }

    [Fact]
    public async Task E3_Reminder_OfAMatterNobodyAcknowledged_ComesToTheChairOnce()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(9, 9);
        var before = world.CardsOf(Chair).Count;

        await world.UntilNoonOfAsync(9, 11);

        Assert.Equal(1, before);
        Assert.Equal(2, world.CardsOf(Chair).Count);
        Assert.Contains($"{Reminder} Please say today whether the board has this", world.LastCardOf(Chair), StringComparison.Ordinal);
        Assert.Single(world.CardsOf(ViceChair));
        Assert.Equal(MatterPlanTests.On(9, 10, 9), Assert.Single((await world.FindAsync()).Steps).At);
    }

    [Fact]
    public async Task E3_Reminder_AfterAnAcknowledgement_WaitsUntilThatRunsOut()
    {
        var world = await Chased.StartAsync();
        await world.MoveAsync(Chair, Act.Acknowledge, 1);
        await world.UntilNoonOfAsync(9, 16);
        Assert.Empty(await world.StepsAsync());

        await world.UntilNoonOfAsync(9, 17);

        Assert.Contains($"{Reminder} The board said on Monday 7 September that it has this.", world.LastCardOf(Chair), StringComparison.Ordinal);
        Assert.Equal([Step.WordRunOut], await world.StepsAsync());
    }

    [Fact]
    public async Task E3_Step_RepeatedByTwoReplicasAndAfterALostAnswer_IsDoneOnce()
    {
        var world = await Chased.StartAsync();
        var lost = 0;
        world.Table.Before = call => call.Writes?.Any(write => write.Key.StartsWith("step|", StringComparison.Ordinal)) is true && lost++ < 2 ? TableFault.LoseAnswer : null;
        await world.UntilNoonOfAsync(9, 10);
        world.Restart("two");
        await world.Replica.Due.AnnounceAsync(Tenant, MatterClock.Kind, World.Matter.Value, world.Clock.GetUtcNow(), default);
        await world.Replica.Due.AnnounceAsync(Tenant, MatterClock.Kind, World.Matter.Value, world.Clock.GetUtcNow().AddMinutes(1), default);
        await world.UntilNoonOfAsync(9, 11);

        Assert.Equal(1, lost);
        Assert.Equal(2, world.CardsOf(Chair).Count);
        Assert.Single(await world.StepsAsync());
    }

    [Fact]
    public async Task E3_Step_OvertakenByAMoveBeforeItsCommit_IsNotDone()
    {
        var world = await Chased.StartAsync();
        world.Table.Before = call =>
        {
            if (call.Writes?.Any(write => write.Key.StartsWith("step|", StringComparison.Ordinal)) is true)
            {
                world.Table.Before = null;
                world.MoveAsync(Clerk, Act.Acknowledge, 1).GetAwaiter().GetResult();
            }

            return null;
        };

        await world.UntilNoonOfAsync(9, 11);

        Assert.Single(world.CardsOf(Chair));
        Assert.Empty(await world.StepsAsync());
    }

    /// <summary>Committed, and overtaken before it was sent.</summary>
    [Fact]
    public async Task E3_Step_OvertakenBeforeItsCardIsSent_SendsNone()
    {
        var world = await Chased.StartAsync();
        world.Teams.OnPost = (_, _) => world.Clock.GetUtcNow() < MatterPlanTests.On(9, 10, 11) ? new SendOutcome.Later(TimeSpan.FromHours(1), "429") : null;
        await world.RunAsync(MatterPlanTests.On(9, 10, 10) - world.Clock.GetUtcNow());
        await world.MoveAsync(Clerk, Act.Acknowledge, 1);

        await world.UntilNoonOfAsync(9, 11);

        Assert.Single(await world.StepsAsync());
        Assert.Single(world.CardsOf(Chair));
    }

    [Fact]
    public async Task T6_Step_IsInTheMattersOwnAudit()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(9, 11);

        var rows = world.Rows(MatterStore.Partition(Tenant, World.Matter)).Where(row => row.Key.StartsWith("audit|", StringComparison.Ordinal)).ToList();

        Assert.Equal("step 0001-AcknowledgeReminder asks chair", rows[^1].Fields.Text("what"));
        Assert.Equal((await world.FindAsync()).Audit, AuditChain.Follow("audit", rows));
    }

    /// <summary>Nothing runs from Wednesday evening until Saturday noon: what was due then comes on Monday, when schools work again.</summary>
    [Fact]
    public async Task E3_Step_DueDuringAStandstill_ComesInWorkingTime()
    {
        var world = await Chased.StartAsync();
        await world.UntilNoonOfAsync(9, 9);
        world.Clock.MoveTo(MatterPlanTests.On(9, 12));
        var cards = new List<DateTimeOffset>();
        world.Teams.OnPost = (_, _) =>
        {
            cards.Add(world.Clock.GetUtcNow());
            return null;
        };

        await world.UntilNoonOfAsync(9, 13);
        Assert.Empty(cards);
        await world.RunAsync(MatterPlanTests.On(9, 14, 8) - world.Clock.GetUtcNow());

        Assert.Equal([MatterPlanTests.On(9, 14, 7).AddMinutes(30)], cards.Distinct());
        Assert.Equal(MatterPlanTests.On(9, 14, 7).AddMinutes(30), Assert.Single((await world.FindAsync()).Steps).At);
        Assert.Contains(Reminder, world.LastCardOf(Chair), StringComparison.Ordinal);
    }

    /// <summary>The cards that others were asked say by when the answer is due.</summary>
    [Fact]
    public async Task E3_Reminders_ThatALongStandstillMadeDueBesideACover_AreLeftOut()
    {
        var world = await Chased.StartAsync();
        world.Clock.MoveTo(MatterPlanTests.On(9, 23));

        await world.UntilNoonOfAsync(9, 24);

        Assert.Equal([Step.ViceChairCovers, Step.ClerkCovers], await world.StepsAsync());
    }

    [Fact]
    public async Task E3_Question_SilentNetwork_IsRemindedOnceAndTheBoardIsLeftAlone()
    {
        var world = await Chased.StartAsync();
        await world.MoveAsync(Chair, Act.Ask, 1, "How many children wait?");
        await world.UntilNoonOfAsync(9, 13);
        var (chair, asked) = (world.CardsOf(Chair).Count, world.CardsOf(Facilitator).Count);

        await world.UntilNoonOfAsync(9, 18);

        Assert.Equal([Step.ReplyReminder], await world.StepsAsync());
        Assert.Equal((chair, asked + 1), (world.CardsOf(Chair).Count, world.CardsOf(Facilitator).Count));
        Assert.Contains($"{Reminder} The board waits for your reply until the end of Monday 14 September; then its time runs on.", world.LastCardOf(Facilitator), StringComparison.Ordinal);
        Assert.Contains("Your board’s time stands still until Alder Vale Network replies, at the latest until Monday 14 September", world.LastCardOf(Chair), StringComparison.Ordinal);
        await world.MoveAsync(Facilitator, Act.Reply, 2, "Forty.");
        await world.RunAsync(TimeSpan.FromHours(1));
        Assert.All(world.CardsOf(Facilitator).TakeLast(2), card => Assert.Contains("✓ The reply is sent", card, StringComparison.Ordinal));
    }

    [Fact]
    public async Task E3_Accepted_OnTheDayOfTheNextWord_AsksTheChairAndRemindsTheOfficersOfASilentBoard()
    {
        var world = await Chased.StartAsync();
        await world.Move.HandleAsync(CallerOf(Chair), new(World.Matter, Act.Accept, 1, "", "A team", "2026-09-16"), default);
        await world.UntilNoonOfAsync(9, 15);
        Assert.Empty(await world.StepsAsync());

        await world.UntilNoonOfAsync(9, 16);
        Assert.Contains("Today is the day of the board’s next word. Please say how it goes.", world.LastCardOf(Chair), StringComparison.Ordinal);
        Assert.Single(world.CardsOf(Clerk));
        await world.UntilNoonOfAsync(9, 21);

        Assert.Equal([Step.ProgressAsked, Step.ProgressReminder], await world.StepsAsync());
        Assert.All([Chair, ViceChair, Clerk], officer => Assert.Contains($"{Reminder} The board’s next word was planned for Wednesday 16 September.", world.LastCardOf(officer), StringComparison.Ordinal));
        await world.Move.HandleAsync(CallerOf(Clerk), new(World.Matter, Act.Progress, 2, "Two therapists start.", "", "2026-10-01"), default);
        await world.UntilNoonOfAsync(9, 30);
        Assert.Equal(2, (await world.StepsAsync()).Count);
        Assert.All(world.CardsOf(Chair), card => Assert.Contains("Two therapists start.", card, StringComparison.Ordinal));
        await world.UntilNoonOfAsync(10, 1);
        Assert.Equal(Step.ProgressAsked, (await world.StepsAsync())[^1]);
    }

    /// <summary>The first card was late and nobody knows whether it arrived; the clock's own card makes its marked reminder needless.</summary>
    [Fact]
    public async Task E3_Reminder_BesideAnUncertainFirstCard_IsNotDoubledByThatCardsReminder()
    {
        var world = await LateAndUncertainAsync();

        await world.UntilNoonOfAsync(9, 11);

        Assert.Equal(2, world.CardsOf(Chair).Count);
        Assert.Contains($"{Reminder} Please say today", world.LastCardOf(Chair), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E3_Press_OnAReminder_TellsNothingOfTheUncertainFirstCard()
    {
        var world = await LateAndUncertainAsync();
        await world.UntilNoonOfAsync(9, 11);

        await world.PressAsync(Chair, MatterVerbs.Acknowledge, ("board", Board.Id.Value));
        await world.RunAsync(TimeSpan.FromHours(1));

        var first = await world.Replica.Report.OfIntentAsync(MatterStore.Partition(Tenant, World.Matter), "move-1-chair", default);
        Assert.Equal(1, first!.Counts.Uncertain);
        Assert.Contains("✓ Acknowledged", world.LastCardOf(Chair), StringComparison.Ordinal);
    }

    private static async Task<World> LateAndUncertainAsync()
    {
        var world = new World();
        var (from, ambiguous) = (MatterPlanTests.On(9, 10, 9).AddMinutes(-3), false);
        world.Teams.OnPost = (to, message) =>
        {
            if (to.ConversationId != World.ChatOf(Chair) || ambiguous)
            {
                return null;
            }

            if (world.Clock.GetUtcNow() < from)
            {
                return new SendOutcome.Later(from - world.Clock.GetUtcNow(), "429");
            }

            ambiguous = true;
            world.Teams.Deliver(to, message);
            return new SendOutcome.Ambiguous("504");
        };
        await world.SetUpAsync();
        await world.VoteAsync();
        await world.RunAsync(TimeSpan.FromHours(2));
        return world;
    }
}
