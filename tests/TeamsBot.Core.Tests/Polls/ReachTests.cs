using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Rule V20: before the close its facilitator sees who could not be reached; rule S3: and why.</summary>
public sealed class ReachTests
{
    private static readonly DateTimeOffset Thursday = SchoolCalendarTests.Utc("2026-11-26T09:00Z");

    [SkippableFact]
    public async Task Reach_BeforeTheClose_SortsEverySeatIntoOneOfThree()
    {
        var world = await WithTroubleAsync();
        await world.RunToAsync(Thursday.AddMinutes(10));

        var read = await world.Store.FindAsync(A.Tenant, new("poll-1"), default);
        var reach = await world.Reach.HandleAsync(read!.Poll.Poll, read.Reminders, default);

        Assert.Equal(["School 1"], reach.Voted.Select(seat => seat.Name));
        Assert.Equal(["School 4", "School 5"], reach.NotYet.Select(seat => seat.Name));
        Assert.Equal([("School 2", "The app is not on the head’s account."), ("School 3", "The app is blocked on the head’s account.")], reach.Unreached.Select(one => (one.Seat.Name, one.Why)));
        Assert.Equal(5, reach.Voted.Length + reach.NotYet.Length + reach.Unreached.Length);
        Assert.Contains("Two schools cannot be reached", Assert.Single(FacilitatorsCards(world)), StringComparison.Ordinal);
        var open = reach with { Reminders = Reminders.None };
        await CardCheck.CheckAsync(
        [
            ("reach", ReachCards.For(reach, Thursday, "29:facilitator").Card),
            ("reach, nobody reminded", ReachCards.For(open, Thursday, null, "✓ The reminder is on its way.").Card),
            ("reach, over", ReachCards.For(open, A.Closes, null).Card),
        ]);
    }

    [Fact]
    public async Task Reach_EverySchoolVoted_TellsNobody()
    {
        var world = await RemindWorld.OpenAsync();
        for (var school = 1; school <= 5; school++)
        {
            await world.Worker.VoteAsync(school, "p1");
        }

        await world.RunToAsync(A.Closes.AddMinutes(-1));

        Assert.Empty(FacilitatorsCards(world));
    }

    [Fact]
    public async Task Remind_ByTheFacilitator_CountsAsOneOfTheTwo()
    {
        var world = await WithTroubleAsync();
        await world.RunToAsync(Thursday.AddMinutes(10));
        Assert.Single(world.Reminded, one => one.Chat == RemindWorld.ChatOf(A.Head(4)));

        await world.Turn.RemindAsync(Pressed(PollWorld.Facilitator, sent: 1), default);
        await world.Turn.RemindAsync(Pressed(PollWorld.Facilitator, sent: 1), default);   // Teams repeats a press (rule V7)
        await world.RunToAsync(A.Closes.AddHours(1));

        Assert.Equal(2, world.Reminded.Count(one => one.Chat == RemindWorld.ChatOf(A.Head(4))));
        Assert.DoesNotContain(world.Reminded, one => one.Chat == RemindWorld.ChatOf(A.Head(1)));
    }

    [Theory]
    [InlineData("2026-11-26T19:00Z", "facilitator")]         // in quiet hours
    [InlineData("2026-11-26T10:00Z", "other-facilitator")]   // somebody else
    [InlineData("2026-11-26T10:00Z", "head-4")]
    public async Task Remind_WhereItMayNot_SendsNothing(string at, string who)
    {
        var world = await WithTroubleAsync();
        await world.RunToAsync(SchoolCalendarTests.Utc(at));

        Assert.IsType<Answer.Show>(await world.Turn.RemindAsync(Pressed(new(who), sent: 1), default));

        Assert.Single((await world.Store.FindAsync(A.Tenant, new("poll-1"), default))!.Reminders.Sent);
    }

    // School 1 has voted, nobody at school 2 has the app, both at school 3 block it.
    private static async Task<RemindWorld> WithTroubleAsync()
    {
        var world = await RemindWorld.OpenAsync();
        var deliver = world.Polls.Teams.OnPost;
        world.Polls.Teams.OnPost = (to, message) =>
            to.ConversationId == RemindWorld.ChatOf(A.Head(3)) || to.ConversationId == RemindWorld.ChatOf(A.Deputy(3)) ? new SendOutcome.Closed("this person has blocked the bot") : deliver(to, message);
        await world.Replica.Addresses.KeepRemovedAsync(A.Tenant, PollWorld.CallerOf(A.Head(2)).Account, default);
        await world.Replica.Addresses.KeepRemovedAsync(A.Tenant, PollWorld.CallerOf(A.Deputy(2)).Account, default);
        await world.Worker.VoteAsync(1, "p1");
        return world;
    }

    private static Press Pressed(PersonId person, int sent) =>
        new(PollWorld.CallerOf(person), new Place.Personal(), null, new Dictionary<string, string> { ["poll"] = "poll-1", ["sent"] = $"{sent}" }, null);

    private static IEnumerable<string> FacilitatorsCards(RemindWorld world) =>
        world.Polls.Teams.Posts.Where(post => post.Conversation == RemindWorld.ChatOf(PollWorld.Facilitator)).Select(post => post.Words);
}
