using NodaTime;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Deadlines;

/// <summary>Which steps stand when (rule E3). The matter comes on Monday 7 September 2026; fifteen school days later it is Monday 28 September.</summary>
public sealed class MatterPlanTests
{
    private static readonly ResponsePolicies Hurried = new(new Dictionary<Tier, ResponsePolicy>
    {
        [Tier.Locality] = new(AcknowledgeDays: 1, RespondDays: 4, ReminderDays: 1, AcknowledgedDays: 2, ViceChairDays: 1, ClerkDays: 2, AgendaDays: 3, ReplyDays: 2, ProgressDays: 1),
    });

    [Fact]
    public void E3_Plan_OfANewMatter_CountsSchoolWorkingDaysFromTheDayItCame() => Assert.Equal(
        [
            "AcknowledgeReminder of 1: Thursday 10 September, 9 am",
            "ViceChairCovers of 1: Monday 14 September, 9 am",
            "ClerkCovers of 1: Wednesday 16 September, 9 am",
            "AnswerReminder of 1: Wednesday 23 September, 9 am",
            "Agenda of 1: Monday 5 October, 9 am",
        ], Plan(Raised()));

    [Fact]
    public void E3_Plan_AfterAnAcknowledgement_IsQuietUntilThatRunsOut() => Assert.Equal(
        [
            "WordRunOut of 2: Friday 18 September, 9 am",
            "ViceChairCovers of 1: Tuesday 22 September, 9 am",
            "AnswerReminder of 1: Wednesday 23 September, 9 am",
            "ClerkCovers of 1: Thursday 24 September, 9 am",
            "Agenda of 1: Monday 5 October, 9 am",
        ], Plan(After(Raised(), Fernshaw.Chair, Act.Acknowledge, On(9, 8))));

    /// <summary>Acknowledged so late that the word would outlast the answer's day: what follows counts from that day.</summary>
    [Fact]
    public void E3_Plan_AfterALateAcknowledgement_IsNotQuietBeyondTheAnswersDay() => Assert.Equal(
        ["AnswerReminder of 1: Wednesday 23 September, 9 am", "ViceChairCovers of 1: Wednesday 30 September, 9 am", "ClerkCovers of 1: Friday 2 October, 9 am", "Agenda of 1: Monday 5 October, 9 am"],
        Plan(After(Raised(), Fernshaw.Chair, Act.Acknowledge, On(9, 21))));

    [Fact]
    public void E3_Plan_WhileAQuestionIsOpen_LeavesTheBoardAloneAndRemindsTheFacilitatorOnce()
    {
        var asked = After(Raised(), Fernshaw.Chair, Act.Ask, On(9, 9));

        Assert.Equal((new DateOnly(2026, 10, 5), new DateOnly(2026, 9, 16)), (asked.Last.Clock!.AnswerBy, asked.Last.Clock.ReplyBy));
        Assert.Equal(
            [
                "ReplyReminder of 2: Wednesday 16 September, 9 am",
                "WordRunOut of 2: Monday 28 September, 9 am",
                "AnswerReminder of 2: Wednesday 30 September, 9 am",
                "ViceChairCovers of 1: Wednesday 30 September, 9 am",
                "ClerkCovers of 1: Friday 2 October, 9 am",
                "Agenda of 1: Monday 12 October, 9 am",
            ], Plan(asked));
    }

    [Theory]
    [InlineData(9, "2026-09-28")]     // the same day: nothing was lost
    [InlineData(11, "2026-09-30")]    // two days
    [InlineData(14, "2026-10-01")]    // over a weekend: three
    [InlineData(16, "2026-10-05")]    // all five
    [InlineData(23, "2026-10-05")]    // longer than the network has: the board's time ran on meanwhile
    public void E3_Reply_AfterAQuestion_MovesTheAnswersDayOnByAsLongAsThatTook(int day, string answerBy)
    {
        var replied = After(After(Raised(), Fernshaw.Chair, Act.Ask, On(9, 9)), Fernshaw.Facilitator, Act.Reply, On(9, day, 15));

        Assert.Equal(DateOnly.Parse(answerBy, null), replied.Last.Clock!.AnswerBy);
    }

    /// <summary>Asked on the day before the answer was due: no step of the board's own falls into the days that the network has.</summary>
    [Fact]
    public void E3_Plan_OfAQuestionShortlyBeforeTheAnswersDay_BeginsAgainWhenTheNetworksDaysAreOver()
    {
        var plan = Plan(After(Raised(), Fernshaw.Chair, Act.Ask, On(9, 25)));

        Assert.Equal("ReplyReminder of 2: Friday 2 October, 9 am", plan[0]);
        Assert.Equal("AnswerReminder of 2: Monday 5 October, 9 am", plan[1]);
    }

    [Fact]
    public void E3_Policy_ChangedWhileAMatterRuns_CountsForTheNextBoardOnly()
    {
        var raised = Raised(Hurried);

        Assert.Equal(Plan(After(Raised(), Fernshaw.Chair, Act.Acknowledge, On(9, 8))), Plan(After(Raised(), Fernshaw.Chair, Act.Acknowledge, On(9, 8), Hurried)));
        Assert.Equal("Tuesday 8 September", When.Day(LocalDate.FromDateOnly(raised.Last.Clock!.AcknowledgeBy!.Value)).Replace('\u00A0', ' '));
        var referred = After(raised, Fernshaw.Chair, Act.ReferUp, On(9, 10), Hurried);
        Assert.Equal(new ResponsePolicy(), referred.Last.Clock!.Policy);
        Assert.Equal(new DateOnly(2026, 10, 1), referred.Last.Clock.AnswerBy);
        Assert.Equal("AcknowledgeReminder of 2: Tuesday 15 September, 9 am", Plan(referred)[0]);
    }

    [Fact]
    public void E3_Plan_OfTheTopmostBoard_HasNoAgendaAboveIt() =>
        Assert.DoesNotContain(Plan(After(Raised(), Fernshaw.Chair, Act.ReferUp, On(9, 10))), step => step.StartsWith("Agenda", StringComparison.Ordinal));

    /// <summary>The words of a restricted matter go to those who were named; only a person sends them further up.</summary>
    [Fact]
    public void T5_Plan_OfARestrictedMatter_PutsItOnNobodysAgenda() => Assert.DoesNotContain(
        Plan(Raised(visibility: Visibility.Restricted)), step => step.StartsWith("Agenda", StringComparison.Ordinal));

    [Fact]
    public void E3_Plan_OnceAccepted_AsksOnTheDayOfTheNextWordAndRemindsOnce() => Assert.Equal(
        ["ProgressAsked of 2: Monday 2 November, 9 am", "ProgressReminder of 2: Thursday 5 November, 9 am"],      // named for a Wednesday in half-term
        Plan(After(Raised(), Fernshaw.Chair, Act.Accept, On(9, 10))));

    [Theory]
    [InlineData(Act.Decline)]
    [InlineData(Act.Return)]
    public void E3_Plan_OnceItIsOver_IsEmpty(Act act) => Assert.Empty(Plan(After(Raised(), Fernshaw.Chair, act, On(9, 10))));

    [Fact]
    public void E3_Plan_OfAMatterRaisedBeforeThereWasAClock_IsEmpty() => Assert.Empty(Plan(Fernshaw.Raised()));

    [Fact]
    public void E3_Plan_LeavesOutWhatWasDoneAndTheRemindersBeforeIt()
    {
        var raised = Raised();
        var fired = raised with { Steps = [new(Step.ViceChairCovers, 1, 1, On(9, 14), [], [])] };

        Assert.Equal("ClerkCovers of 1: Wednesday 16 September, 9 am", Plan(fired)[0]);
        Assert.DoesNotContain(Plan(fired), step => step.StartsWith("Acknowledge", StringComparison.Ordinal) || step.StartsWith("Vice", StringComparison.Ordinal));
    }

    internal static Matter Timed(Matter matter, ResponsePolicies? policies = null)
    {
        var clock = new ManualClock(Fernshaw.Monday);
        return new MatterClock(policies ?? ResponsePolicies.Default, SchoolCalendarTests.Shipped, new DueWork(new InMemoryTable(), clock), clock).Set(matter);
    }

    internal static Matter After(Matter matter, PersonId person, Act act, DateTimeOffset at, ResponsePolicies? policies = null)
    {
        var press = new MovePress(matter.Id, act, matter.Version, "Words.", act is Act.Accept ? "A team" : "", "2026-10-28");
        var standing = Officers.StandingFor(act, matter, Fernshaw.Register, person);
        return matter.Decide(press, standing, Officers.ReadersAfter(act, matter, Fernshaw.Register), at) is MoveOutcome.Moved { IsNew: true } moved
            ? Timed(moved.Matter, policies)
            : throw new InvalidOperationException($"{person} could not {act}.");
    }

    internal static DateTimeOffset On(int month, int day, int hour = 12) => When.At(new LocalDateTime(2026, month, day, hour, 0));

    private static Matter Raised(ResponsePolicies? policies = null, Visibility visibility = Visibility.Members) => Timed(Fernshaw.Raised(visibility), policies);

    private static List<string> Plan(Matter matter) =>
        [.. MatterPlan.For(matter, SchoolCalendarTests.Shipped).Select(step => $"{step.Step} of {step.Base}: {When.DayAndTime(step.At)}".Replace('\u00A0', ' '))];
}
