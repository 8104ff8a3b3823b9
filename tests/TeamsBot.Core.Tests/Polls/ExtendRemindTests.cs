using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Calendar;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Reminders of a poll that is given more time (rules V12, V20), through the real engine.</summary>
public sealed class ExtendRemindTests
{
    private static readonly DateTimeOffset Later = SchoolCalendarTests.Utc("2026-12-04T17:00Z");

    [Fact]
    public async Task V20_MoreTime_GivenAfterTheFirstReminder_KeepsTheSecondForTheNewDeadline()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(A.Closes.AddDays(-2));

        await ExtendAsync(world, A.Closes, Later);
        await world.RunToAsync(Later.AddDays(3));

        Assert.Equal(["2026-11-24T09:00", "2026-12-04T09:00"], RemindedAt(world));
    }

    [Fact]
    public async Task V20_MoreTime_GivenBeforeAnyReminder_PlansBothForTheNewDeadline()
    {
        var world = await RemindWorld.OpenAsync();

        await ExtendAsync(world, A.Closes, Later);
        await world.RunToAsync(Later.AddDays(3));

        Assert.Equal(["2026-12-01T09:00", "2026-12-04T09:00"], RemindedAt(world));
    }

    [Fact]
    public async Task V20_MoreTime_AfterTheOnlyReminderOfAShortPoll_PlansOneMore()
    {
        var opens = SchoolCalendarTests.Utc("2026-11-26T09:00Z");
        var world = await RemindWorld.OpenAsync(opens, A.Closes);
        await world.RunToAsync(A.Closes.AddHours(-4));
        Assert.Equal(["2026-11-27T09:00"], RemindedAt(world));

        await ExtendAsync(world, A.Closes, Later);
        await world.RunToAsync(Later.AddDays(3));

        Assert.Equal(["2026-11-27T09:00", "2026-12-04T09:00"], RemindedAt(world));
    }

    [Fact]
    public async Task V20_MoreTime_AfterBothReminders_PlansNoThird()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(A.Closes.AddHours(-4));

        await ExtendAsync(world, A.Closes, Later);
        await world.RunToAsync(Later.AddDays(3));

        Assert.Equal(["2026-11-24T09:00", "2026-11-27T09:00"], RemindedAt(world));
    }

    [Fact]
    public async Task V20_AReminder_ThatTeamsPutOffIntoTheEvening_GoesOutInTheMorning()
    {
        var world = await RemindWorld.OpenAsync(schools: 1);
        var deliver = world.Polls.Teams.OnPost;
        var first = SchoolCalendarTests.Utc("2026-11-24T09:00Z");
        await world.RunToAsync(first.AddMinutes(-1));
        world.Polls.Teams.OnPost = (to, message) => world.Polls.Clock.GetUtcNow() < first.AddHours(1) ? new SendOutcome.Later(TimeSpan.FromHours(10), "429") : deliver(to, message);

        await world.RunToAsync(A.Closes.AddDays(-2));

        Assert.Equal(["2026-11-25T07:30"], RemindedAt(world));
        Assert.Equal(2, world.Reminded.Count); // The head and the deputy: nobody's was dropped.
    }

    private static async Task ExtendAsync(RemindWorld world, DateTimeOffset from, DateTimeOffset to)
    {
        var extend = new ExtendPoll(world.Worker.Polls, new(world.Polls.Table), world.Worker.Outbox, new(world.Worker.Due, SchoolCalendarTests.Shipped), world.Polls.Clock);
        Assert.IsType<OwnerOutcome.Done>(await extend.HandleAsync(PollWorld.CallerOf(PollWorld.Facilitator), new("poll-1"), from, to, "Snow.", default));
    }

    private static string[] RemindedAt(RemindWorld world) => [.. world.Reminded.Select(one => one.At.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture)).Distinct()];
}
