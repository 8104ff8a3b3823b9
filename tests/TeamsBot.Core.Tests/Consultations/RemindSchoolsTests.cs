using TeamsBot.Core.Consultations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Consultations;

/// <summary>Schools that have not answered are reminded twice at most, when people work (rule V20).</summary>
public sealed class RemindSchoolsTests
{
    [Fact]
    public async Task V20_Remind_ReachesOnlySchoolsThatHaveNotAnswered_TwiceAtMost_AndTheirCardsEndWithTheResult()
    {
        var world = await ConsultationWorld.OpenAsync(8);
        var worker = world.Worker();
        var replica = await world.ReplicaAsync(worker, 8);
        for (var school = 1; school <= 5; school++)
        {
            await worker.AnswerAsync(school);
        }

        await world.RunToAsync(replica, A.Closes.AddDays(-2));
        Assert.Equal([.. ChatsOf(6), .. ChatsOf(7), .. ChatsOf(8)], Reminded(world).Select(post => post.To).Order(StringComparer.Ordinal).OrderBy(chat => chat[^1]));
        await worker.AnswerAsync(7, by: A.Deputy(7));
        await world.RunToAsync(replica, A.Closes.AddHours(1));

        Assert.Equal([.. ChatsOf(6), .. ChatsOf(8)], Reminded(world).Skip(6).Select(post => post.To).Order(StringComparer.Ordinal).OrderBy(chat => chat[^1]));
        Assert.All(Reminded(world), post => Assert.False(SchoolCalendarTests.Shipped.IsQuiet(post.At)));
        Assert.Equal(["open", "remind first", "remind last", "close 6 of 8"], world.Rows("audit|0").Select(row => row.Fields.Text("what")));
        var report = new DeliveryReport(new(world.Table));
        foreach (var (intent, cards) in new[] { ("remind-first-closed", 6), ("remind-last-closed", 4) })
        {
            Assert.Equal(cards, (await report.OfIntentAsync(ConsultationWorld.Partition, intent, default))!.Counts.Sent);
        }
    }

    [Theory, InlineData(TableFault.CrashBefore), InlineData(TableFault.CrashAfter), InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V20_Remind_WithAnyCommitFailing_IsOneReminder(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await ConsultationWorld.OpenAsync();
            world.Clock.MoveTo(A.Closes.AddHours(-7)); // Ten in the morning of the last day.
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await Record.ExceptionAsync(() => RemindAsync(world));
            world.Table.Before = null;
            failed = commits >= at;
            while (await RemindAsync(world) is not DueOutcome.Finished)
            {
            }

            Assert.Equal(["intent|remind-last"], world.Rows("intent|remind").Select(row => row.Key));
            Assert.Single(world.Rows("audit|0"), row => row.Fields.Text("what") == "remind last");
        }
    }

    [Fact]
    public async Task V20_Remind_InQuietHoursOrOnceAllHaveAnsweredOrItIsOver_RemindsNobody()
    {
        var world = await ConsultationWorld.OpenAsync();
        world.Clock.MoveTo(A.Closes.AddHours(-16)); // One in the night before it closes.
        Assert.True(Assert.IsType<DueOutcome.Again>(await RemindAsync(world)).At > world.Clock.GetUtcNow());
        for (var school = 1; school <= 6; school++)
        {
            await world.Worker().AnswerAsync(school);
        }

        world.Clock.MoveTo(A.Closes.AddHours(-7));
        Assert.IsType<DueOutcome.Finished>(await RemindAsync(world));
        world.Clock.MoveTo(A.Closes);
        Assert.IsType<DueOutcome.Finished>(await RemindAsync(world));
        Assert.Empty(world.Rows("intent|remind"));
    }

    [Theory, InlineData(6, 0), InlineData(1, 1)] // 6 is reached by its reminder, which turns into the result; 1 has answered and is reached by nothing before the close.
    public async Task Close_ASchoolThatTheFirstCardDidNotReach_HearsTheResultOnce(int school, int postsAfterTheClose)
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();
        var replica = await world.ReplicaAsync(worker, 6);
        await worker.AnswerAsync(1);
        var (chat, deliver) = (ChatsOf(school).Last(), world.Teams.OnPost);
        world.Teams.OnPost = (to, message) => to.ConversationId == chat && world.Clock.GetUtcNow() < A.Opened.AddDays(2) ? new Core.Conversations.SendOutcome.Closed("403") : deliver(to, message);

        await world.RunToAsync(replica, A.Closes.AddHours(1));

        Assert.Equal(postsAfterTheClose, world.Posts.Count(post => post.To == chat && post.At >= A.Closes));
    }

    private static Task<DueOutcome> RemindAsync(ConsultationWorld world) =>
        world.Worker().Remind.HandleAsync(new(A.Tenant, RemindSchools.Kind, RemindSchools.SubjectOf(new("consultation-1"), Reminders.Last), A.Closes, A.Opened), default);

    private static IEnumerable<string> ChatsOf(int school) => [$"a:{PollWorld.CallerOf(A.Deputy(school)).Account}", $"a:{PollWorld.CallerOf(A.Head(school)).Account}"];

    private static List<(string To, string Summary, DateTimeOffset At)> Reminded(ConsultationWorld world) => [.. world.Posts.Where(post => post.Summary.Contains("can still answer", StringComparison.Ordinal))];
}
