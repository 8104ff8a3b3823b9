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
        await CardCheck.CheckAsync(ReachSamples.All().Select(sample => (sample.State, sample.Message.Card)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Reach_WhateverCameOfEachSeat_AddsUpToTheRoster(int seed) // S4
    {
        var world = await RemindWorld.OpenAsync(schools: 9);
        var chance = new Random(seed);
        foreach (var school in Enumerable.Range(1, 9))
        {
            foreach (var person in (PersonId[])[A.Head(school), A.Deputy(school)])
            {
                if (chance.Next(2) == 0)
                {
                    await world.Replica.Addresses.KeepRemovedAsync(A.Tenant, PollWorld.CallerOf(person).Account, default);
                }
            }

            if (chance.Next(3) == 0)
            {
                await world.Worker.VoteAsync(school, "p1");
            }
        }

        await world.RunToAsync(Thursday.AddMinutes(10));

        var read = await world.Store.FindAsync(A.Tenant, new("poll-1"), default);
        var reach = await world.Reach.HandleAsync(read!.Poll.Poll, read.Reminders, default);
        Assert.Equal(read.Poll.Poll.Electorate.Seats.Select(seat => seat.Id), reach.Voted.Concat(reach.NotYet).Concat(reach.Unreached.Select(one => one.Seat)).Select(seat => seat.Id).Order(Comparer<SeatId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value))));
        Assert.NotEmpty(reach.Unreached);
    }

    [Fact]
    public async Task Reach_OnceThePollHasClosed_ShowsThePresentStateInItsPlace()
    {
        var world = await WithTroubleAsync();
        await world.RunToAsync(Thursday.AddMinutes(10));
        await world.Turn.TellAsync(Pressed(PollWorld.Facilitator, sent: 1), default);

        await world.RunToAsync(A.Closes.AddHours(1));

        foreach (var chat in (string[])[RemindWorld.ChatOf(PollWorld.Facilitator), "19:network"])
        {
            Assert.All(world.Polls.Teams.Posts.Where(post => post.Conversation == chat), post =>
            {
                var stands = world.Polls.Teams.Cards[post.ActivityId].Card.ToJson();
                Assert.Contains("Not quorate", stands, StringComparison.Ordinal);
                Assert.DoesNotContain("polls.ballot", stands, StringComparison.Ordinal);
                Assert.DoesNotContain("polls.tellChannel", stands, StringComparison.Ordinal);
            });
        }

        var card = world.Polls.Teams.Cards[world.Polls.Teams.Posts.Single(post => post.Conversation == RemindWorld.ChatOf(PollWorld.Facilitator)).ActivityId];
        Assert.Contains("1 voted, 2 did not, 2 could not be reached: 5 in all.", card.Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_PressedTwice_TellsTheChannelOnceHowManyAndNeverWho() // V7, S3
    {
        var world = await WithTroubleAsync();
        await world.RunToAsync(Thursday.AddMinutes(10));
        var before = world.Polls.Teams.Posts.Count;

        var first = Assert.IsType<Answer.Show>(await world.Turn.TellAsync(Pressed(PollWorld.Facilitator, sent: 1), default));
        await world.Turn.TellAsync(Pressed(PollWorld.Facilitator, sent: 1), default);
        await world.RunToAsync(Thursday.AddMinutes(20));
        var again = Assert.IsType<Answer.Show>(await world.Turn.TellAsync(Pressed(PollWorld.Facilitator, sent: 1), default));

        Assert.Equal("✓ The channel is being told.", first.Message.Summary);
        Assert.DoesNotContain("polls.tellChannel", again.Message.Card.ToJson(), StringComparison.Ordinal);
        var post = Assert.Single(world.Polls.Teams.Posts.Skip(before), post => post.Conversation == "19:network");
        var told = world.Polls.Teams.Cards[post.ActivityId].Card.ToJson();
        Assert.Contains("Two schools cannot be reached by a card", told, StringComparison.Ordinal);
        Assert.DoesNotContain("School 2", told, StringComparison.Ordinal);
        Assert.DoesNotContain("head-2", told, StringComparison.Ordinal);
        Assert.Single(world.Polls.Rows("audit|"), row => row.Fields.Text("what") == "tell channel 2" && row.Fields.Text("who") == "facilitator");
    }

    [Fact]
    public async Task Tell_TheChannelIsGone_SaysThatItTakesNoPost()
    {
        var world = await WithTroubleAsync();
        await world.RunToAsync(Thursday.AddMinutes(10));
        await world.Replica.Addresses.KeepChannelGoneAsync(A.Tenant, "19:network", gone: true, default);
        await world.Turn.TellAsync(Pressed(PollWorld.Facilitator, sent: 1), default);
        await world.RunToAsync(Thursday.AddMinutes(20));

        var shown = Assert.IsType<Answer.Show>(await world.Turn.ShowAsync(Pressed(PollWorld.Facilitator, sent: 1), default));

        Assert.Contains("The channel could not be told", shown.Message.Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_OnACardWhoseDeliveryIsUncertain_SettlesItAsSent()
    {
        var world = await WithTroubleAsync();
        var deliver = world.Polls.Teams.OnPost;
        world.Polls.Teams.OnPost = (to, message) => to.ConversationId == RemindWorld.ChatOf(PollWorld.Facilitator) ? new SendOutcome.Ambiguous("502") : deliver(to, message);
        await world.RunToAsync(Thursday.AddMinutes(10));
        Assert.Equal(1, (await world.Replica.Report.OfIntentAsync(PollWorld.Partition, "reach", default))!.Counts.Uncertain);

        await world.Turn.ShowAsync(Pressed(PollWorld.Facilitator, sent: 1, owners: "yes", card: "another"), default);   // the card of whoever opened it: nothing is known of this one
        Assert.Equal(1, (await world.Replica.Report.OfIntentAsync(PollWorld.Partition, "reach", default))!.Counts.Uncertain);
        await world.Turn.ShowAsync(Pressed(PollWorld.Facilitator, sent: 1, card: "card-7"), default);

        Assert.Equal(["facilitator"], await world.Replica.Report.SentToAsync(PollWorld.Partition, "reach", default));
    }

    [Fact]
    public async Task Reach_HalfWayFallsIntoTheNight_WaitsForTheMorning()
    {
        var world = await RemindWorld.OpenAsync(SchoolCalendarTests.Utc("2026-11-26T15:00Z"), SchoolCalendarTests.Utc("2026-11-27T16:00Z"));

        await world.RunToAsync(SchoolCalendarTests.Utc("2026-11-27T07:29Z"));
        Assert.Empty(FacilitatorsCards(world));
        await world.RunToAsync(SchoolCalendarTests.Utc("2026-11-27T07:40Z"));

        Assert.Single(FacilitatorsCards(world));
    }

    [Fact]
    public async Task Reach_TheBotStoodStillUntilTheEvening_WaitsForTheMorning()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(Thursday.AddHours(-1));
        world.Polls.Clock.MoveTo(Thursday.AddHours(11));

        await world.RunToAsync(Thursday.AddHours(20));
        Assert.Empty(FacilitatorsCards(world));
        await world.RunToAsync(Thursday.AddHours(23));

        Assert.Single(FacilitatorsCards(world));
    }

    [Fact]
    public void Reach_OfASecretPoll_SaysHowManyVotedAndNotWhich() // V18
    {
        var card = ReachSamples.All().Single(sample => sample.State == "Facilitator, some not reached, a secret vote").Message.Card.ToJson();

        Assert.Contains("✓ Voted: 12", card, StringComparison.Ordinal);
        Assert.DoesNotContain(PollSamples.Open.Electorate.Seats[0].Name, card, StringComparison.Ordinal);
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
        Assert.IsType<Answer.Show>(await world.Turn.TellAsync(Pressed(new(who), sent: 1), default));

        Assert.Empty(world.Polls.Rows("intent|reach-told"));
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

    private static Press Pressed(PersonId person, int sent, string owners = "no", string? card = null) =>
        new(PollWorld.CallerOf(person), new Place.Personal(), card, new Dictionary<string, string> { ["poll"] = "poll-1", ["sent"] = $"{sent}", ["owners"] = owners }, null);

    private static IEnumerable<string> FacilitatorsCards(RemindWorld world) =>
        world.Polls.Teams.Posts.Where(post => post.Conversation == RemindWorld.ChatOf(PollWorld.Facilitator)).Select(post => post.Words);
}
