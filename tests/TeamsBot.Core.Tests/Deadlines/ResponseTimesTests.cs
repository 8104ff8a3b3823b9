using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Deadlines.MatterPlanTests;

namespace TeamsBot.Core.Tests.Deadlines;

/// <summary>How long each tier took, told from a matter's moves. It comes on Monday 7 September 2026 at 10; a school working day has ten and a half hours, from half past seven until six.</summary>
public sealed class ResponseTimesTests
{
    [Fact]
    public void Of_AMatterThatWentUp_GivesEachTierItsOwnTimes()
    {
        var matter = After(Timed(Fernshaw.Raised()), Fernshaw.Chair, Act.Acknowledge, On(9, 8, 12));
        matter = After(matter, Fernshaw.Chair, Act.Ask, On(9, 9, 12));
        matter = After(matter, Fernshaw.Facilitator, Act.Reply, On(9, 11, 13));
        matter = After(matter, Fernshaw.Chair, Act.ReferUp, On(9, 14, 10));
        matter = After(matter, Fernshaw.CountyChair, Act.Accept, On(9, 16, 22));

        var times = ResponseTimes.Of(matter, SchoolCalendarTests.Shipped);

        Assert.Equal([Tier.Locality, Tier.Partnership], times.Select(time => time.Tier));
        Assert.Equal(new(1, TimeSpan.FromHours(8 + 4.5)), times[0].ToAcknowledge);
        Assert.Equal(new(5, TimeSpan.FromHours(8 + (4 * 10.5) + 2.5)), times[0].ToAnswer);
        Assert.Equal(new(2, TimeSpan.FromHours(6 + 10.5 + 5.5)), times[0].Waited);
        Assert.Equal(new(2, TimeSpan.FromHours(8 + 10.5 + 10.5)), times[1].ToAnswer);    // the night counts for nothing
        Assert.Equal(times[1].ToAnswer, times[1].ToAcknowledge);
    }

    [Fact]
    public void Of_AMatterNobodyAnswered_SaysSo()
    {
        var open = ResponseTimes.Of(Fernshaw.Raised(), SchoolCalendarTests.Shipped);
        var withdrawn = ResponseTimes.Of(After(Timed(Fernshaw.Raised()), Fernshaw.Facilitator, Act.Withdraw, On(9, 14)), SchoolCalendarTests.Shipped);

        Assert.Equal((null, null), (Assert.Single(open).ToAcknowledge, open[0].ToAnswer));
        Assert.Null(Assert.Single(withdrawn).ToAnswer);
    }

    [Theory]
    [InlineData("2026-10-23T16:00:00Z", "2026-11-02T09:00:00Z", 2.5)]      // Friday 5 pm summer time until Monday 9 am winter time, over half-term
    [InlineData("2026-09-12T10:00:00Z", "2026-09-13T10:00:00Z", 0)]
    [InlineData("2026-09-08T10:00:00Z", "2026-09-08T09:00:00Z", 0)]
    public void WorkingTime_BetweenTwoInstants_CountsTheHoursOfWorkingDays(string from, string to, double hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), SchoolCalendarTests.Shipped.WorkingTime(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)));
}
