using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Rule V20, through the real engine.</summary>
public sealed class RemindVotersTests
{
    private static readonly DateTimeOffset First = SchoolCalendarTests.Utc("2026-11-24T09:00Z");
    private static readonly DateTimeOffset Last = SchoolCalendarTests.Utc("2026-11-27T09:00Z");

    [Fact]
    public async Task V20_Remind_NobodyVoted_RemindsEachVoterTwiceAndNeverAfterTheClose()
    {
        var world = await RemindWorld.OpenAsync();

        await world.RunToAsync(A.Closes.AddDays(5));

        foreach (var person in Enumerable.Range(1, 5).SelectMany(n => (PersonId[])[A.Head(n), A.Deputy(n)]))
        {
            Assert.Equal([First, Last], world.Reminded.Where(one => one.Chat == RemindWorld.ChatOf(person)).Select(one => Minute(one.At)));
        }

        Assert.Equal(20, world.Reminded.Count);

        // Every copy says what came of it: the poll's own card and both reminders.
        Assert.All(
            world.Polls.Teams.Posts.Where(post => post.Conversation == RemindWorld.ChatOf(A.Head(1))),
            post => Assert.Contains("Not quorate", world.Polls.Teams.Shown(post.ActivityId), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task V20_Remind_ASeatThatVoted_RemindsNeitherItsHeadNorItsDeputy()
    {
        var world = await RemindWorld.OpenAsync();
        await world.Worker.VoteAsync(1, "p1");
        await world.Worker.VoteAsync(2, null, A.Deputy(2));

        await world.RunToAsync(First.AddHours(2));
        await world.Worker.VoteAsync(3, "p2");
        await world.RunToAsync(A.Closes);

        var chats = world.Reminded.Select(one => one.Chat).ToList();
        Assert.DoesNotContain(chats, chat => chat == RemindWorld.ChatOf(A.Head(1)) || chat == RemindWorld.ChatOf(A.Deputy(1)) || chat == RemindWorld.ChatOf(A.Head(2)) || chat == RemindWorld.ChatOf(A.Deputy(2)));
        Assert.Single(chats, RemindWorld.ChatOf(A.Head(3)));
        Assert.Equal(2, chats.Count(chat => chat == RemindWorld.ChatOf(A.Head(4))));
    }

    [Fact]
    public async Task V20_Message_TheSeatVotedAfterPlanning_IsNoLongerNeeded()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(First.AddHours(-1));
        world.Polls.Clock.MoveTo(First);
        var cards = new RemindCards(world.Worker.Polls, SchoolCalendarTests.Shipped, world.Polls.Clock);
        var intent = RemindCards.IntentOf(await world.Worker.FindAsync(), 1);
        var planned = await cards.RecipientsAsync(intent, default);
        await world.Worker.VoteAsync(4, "p1");

        var voted = planned!.Single(recipient => recipient.Id == PollIntents.RecipientOf(A.Seat(4), A.Head(4)));
        var waiting = planned!.Single(recipient => recipient.Id == PollIntents.RecipientOf(A.Seat(5), A.Head(5)));

        Assert.Null(await cards.MessageAsync(intent, voted, null, reminder: false, default));
        Assert.NotNull(await cards.MessageAsync(intent, waiting, "29:head", reminder: false, default));
        world.Polls.Clock.MoveTo(First.AddHours(9));
        Assert.Null(await cards.MessageAsync(intent, waiting, null, reminder: false, default));   // quiet hours
        world.Polls.Clock.MoveTo(A.Closes);
        Assert.Null(await cards.MessageAsync(intent, waiting, null, reminder: false, default));   // closed
        Assert.Empty((await cards.RecipientsAsync(intent, default))!);
    }

    [Fact]
    public async Task V20_Remind_TheBotStoodStillOverNight_WaitsForTheMorning()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(First.AddHours(-1));
        world.Polls.Clock.MoveTo(First.AddHours(11));

        await world.RunToAsync(First.AddHours(26));

        Assert.Equal(10, world.Reminded.Count);
        Assert.All(world.Reminded, one => Assert.Equal(SchoolCalendarTests.Utc("2026-11-25T07:30Z"), Minute(one.At)));
    }

    [Fact]
    public async Task V20_Remind_TheBotStoodStillForDays_SendsOneCardNotTwo()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(First.AddHours(-1));
        world.Polls.Clock.MoveTo(Last.AddHours(1));

        await world.RunToAsync(A.Closes.AddHours(1));

        Assert.Equal(10, world.Reminded.Count);
    }

    [Fact]
    public async Task V20_Remind_TheSameOccasionAgain_SendsNothingMore()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(First.AddHours(1));
        var again = new DueItem(A.Tenant, RemindVoters.Kind, RemindVoters.SubjectOf(new("poll-1"), Reminders.First), First, A.Opened);

        Assert.IsType<DueOutcome.Finished>(await world.Remind.HandleAsync(again, default));

        Assert.Single(world.Polls.Rows("intent|remind-"));
        Assert.Equal(1, (await world.Store.FindAsync(A.Tenant, new("poll-1"), default))!.Reminders.Left);
    }

    [Fact]
    public async Task V20_Send_ByManyAtOnce_SendsTwoAtMost()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(First.AddDays(-1));

        for (var n = 0; n < 5; n++)
        {
            var read = await world.Store.FindAsync(A.Tenant, new("poll-1"), default);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Remind.SendAsync(read!, Reminders.Asked, "facilitator", default)));
        }

        await world.RunToAsync(A.Closes.AddHours(1));

        Assert.Equal(["intent|remind-1", "intent|remind-1-closed", "intent|remind-2", "intent|remind-2-closed"], world.Polls.Rows("intent|remind-").Select(row => row.Key).Order(StringComparer.Ordinal));
        Assert.Equal(20, world.Reminded.Count);
        Assert.Equal(2, world.Polls.Rows("audit|").Count(row => row.Fields.TextOrNull("what")?.StartsWith("remind", StringComparison.Ordinal) == true));
    }

    [SkippableFact]
    public Task ToVoter_ForNobodyAndForEverybody_MakesGoodCards() => CardCheck.CheckAsync(
    [
        ("reminder", RemindCards.ToVoter(new(A.Poll(), A.Poll().Electorate.Seats[0], A.Head(1), null, 0, First, "29:head")).Card),
        ("reminder without an id", RemindCards.ToVoter(new(A.Poll(1), A.Poll(1).Electorate.Seats[0], A.Head(1), null, 0, First, null)).Card),
    ]);

    [Theory]
    [InlineData("2026-11-27T10:00Z", "2026-11-27T12:00Z", null, null)]                                  // two hours: no time to vote before it
    [InlineData("2026-11-26T09:00Z", "2026-11-27T17:00Z", null, "2026-11-27T09:00Z")]
    [InlineData("2026-11-16T09:00Z", "2026-11-27T09:30Z", "2026-11-24T09:00Z", "2026-11-26T15:00Z")]    // no morning left on the day
    [InlineData("2026-10-19T09:00Z", "2026-11-03T17:00Z", "2026-10-22T08:00Z", "2026-11-03T09:00Z")]    // over half-term and the clocks
    [InlineData("2026-11-16T09:00Z", "2026-11-28T12:00Z", "2026-11-25T09:00Z", "2026-11-27T15:00Z")]    // closes on a Saturday
    public void V20_Plan_ByOpeningAndClose_CountsWorkingDays(string opens, string closes, string? first, string? last)
    {
        var poll = A.Poll() with { OpenedAt = SchoolCalendarTests.Utc(opens), ClosesAt = SchoolCalendarTests.Utc(closes) };

        var plan = RemindPlan.For(poll, SchoolCalendarTests.Shipped);

        Assert.Equal((Utc(first), Utc(last)), (plan.First, plan.Last));
        Assert.True(plan.Reach > poll.OpenedAt && plan.Reach < poll.ClosesAt);
    }

    [Fact]
    public async Task Vote_FromAReminder_LeavesTheUncertainPostUncertain()
    {
        var world = await RemindWorld.OpenAsync(schools: 1);
        var posts = 0;
        var deliver = world.Polls.Teams.OnPost;
        world.Polls.Teams.OnPost = (to, message) => to.ConversationId == RemindWorld.ChatOf(A.Head(1)) && ++posts == 1 ? new SendOutcome.Ambiguous("502") : deliver(to, message);
        await world.RunToAsync(First.AddMinutes(10));
        var card = world.Polls.Teams.Posts.Single(post => post.Conversation == RemindWorld.ChatOf(A.Head(1))).ActivityId;

        await world.Worker.Outbox.SettleByPressAsync(PollWorld.Partition, PollIntents.VoterCards, PollIntents.RecipientOf(A.Seat(1), A.Head(1)), card, default);

        var opened = await world.Replica.Report.OfIntentAsync(PollWorld.Partition, PollIntents.OpenCards, default);
        Assert.Equal(1, opened!.Counts.Uncertain);
    }

    private static DateTimeOffset? Utc(string? text) => text is null ? null : SchoolCalendarTests.Utc(text);

    private static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
}
