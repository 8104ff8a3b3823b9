using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Rule V18, part by part, on what is asked, shown, sent and forgotten.</summary>
public sealed class SecretPollTests
{
    [Fact]
    public async Task V18_Form_OpensASecretPoll_AndANamedOneWhereNothingIsSaid()
    {
        var world = await PollWorld.WithAsync(5);

        var opened = await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form(("secrecy", "Secret")));
        var named = await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form(("poll", "poll-2")));

        Assert.Contains("This is a secret vote", opened.Card.ToJson(), StringComparison.Ordinal);
        Assert.Equal(Secrecy.Secret, (await world.Worker().FindAsync()).Secrecy);
        Assert.DoesNotContain("secret", named.Card.ToJson(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Secrecy.Named, (await world.Worker().Polls.FindAsync(A.Tenant, new("poll-2"), default))!.Secrecy);
        Assert.Contains("named or secret", (await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form(("poll", "poll-3"), ("secrecy", "7")))).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task V18_Form_OfFewerThanFiveSeatsThatCanVote_SaysWhyItWouldNotBeSecretAndKeepsWhatWasTyped()
    {
        var world = new PollWorld();
        var full = PollWorld.RegisterOf(1, [1, 2, 3, 4, 5]);
        await world.ImportAsync(new(1, full.Groups, full.Schools, full.People.Where(person => person.Id != A.Head(5) && person.Id != A.Deputy(5))));

        var refused = await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form(("secrecy", "Secret"), ("options", "Reading aloud\nSums")));

        Assert.Contains("Only four schools of this network can vote", refused.Summary, StringComparison.Ordinal);
        Assert.Contains("would not be secret", refused.Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("Reading aloud", refused.Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"value\":\"Secret\"", refused.Card.ToJson(), StringComparison.Ordinal);
        Assert.Empty(world.Rows(""));
        Assert.Contains("The poll is open", (await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form(("secrecy", "Named")))).Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V18_Voter_IsToldWhatTheSecrecyIsWorth_AndThenOnlyThatTheVoteIsIn()
    {
        var world = await SecretWorld.OpenAsync();

        var ballot = await ShowAsync(world, A.Head(1));
        Assert.Contains("Once five schools have voted, nobody can tell who chose what", ballot, StringComparison.Ordinal);
        Assert.Contains("somebody who copies the store after each vote", ballot, StringComparison.Ordinal);
        Assert.DoesNotContain("You can change your vote", ballot, StringComparison.Ordinal);

        var voted = (await world.Worker().PressAsync(A.Head(1), PollCards.Vote, Seat(("choices", "p1,p3")))).Card.ToJson();
        foreach (var card in new[] { voted, await ShowAsync(world, A.Head(1)), await AgainAsync(world, A.Head(1)) })
        {
            Assert.Contains("✓ Your vote is in", card, StringComparison.Ordinal);
            AssertNamesNoOption(card);
            Assert.DoesNotContain(PollCards.Change, card, StringComparison.Ordinal);
        }

        foreach (var card in new[] { await ShowAsync(world, A.Deputy(1)), await AgainAsync(world, A.Deputy(1)) })
        {
            Assert.Contains("✓ Your school’s vote is in", card, StringComparison.Ordinal);
            AssertNamesNoOption(card);
        }

        world.Clock.MoveTo(A.Closes);
        Assert.Contains("The votes are being counted", await ShowAsync(world, A.Head(1)), StringComparison.Ordinal);
        AssertNamesNoOption(await ShowAsync(world, A.Head(1)));
    }

    [Fact]
    public async Task V18_AfterTheClose_NobodyIsShownWhatASchoolChose_AndTheListBySchoolIsRefused()
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1", "p1", "p1", "p1", "p2");
        var poll = await world.CloseAsync();

        var result = await ShowAsync(world, A.Head(1));
        Assert.Contains("✓ Agreed: one priority", result, StringComparison.Ordinal);
        Assert.Contains("In a secret vote it is never fewer than five", result, StringComparison.Ordinal);
        Assert.Contains("what your school chose is kept nowhere with its name", result, StringComparison.Ordinal);
        Assert.DoesNotContain("Your school chose", result, StringComparison.Ordinal);
        Assert.DoesNotContain(PollCards.VotesBySchool, result, StringComparison.Ordinal);
        Assert.DoesNotContain(PollCards.VotesBySchool, PollChannelCards.ForChannel(poll, 5, A.Closes).Card.ToJson(), StringComparison.Ordinal);
        foreach (var person in new[] { A.Head(1), PollWorld.Facilitator })
        {
            var refused = (await world.Worker().PressAsync(person, PollCards.VotesBySchool, ("poll", "poll-1"))).Card.ToJson();
            Assert.Contains("kept nowhere with its name", refused, StringComparison.Ordinal);
            AssertNamesNoOption(refused);
        }

        Assert.Contains("did not vote", await ShowAsync(world, A.Head(6)), StringComparison.Ordinal);
        Assert.Contains("✓ Agreed: one priority", await AgainAsync(world, A.Head(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V18_BelowFiveVotes_EveryCardHasTheTurnoutAndNoCount()
    {
        var world = await SecretWorld.OpenAsync();
        await world.VoteAsync("p1", "p1", "p1", "p1");
        var poll = await world.CloseAsync();

        foreach (var card in new[] { await ShowAsync(world, A.Head(1)), PollChannelCards.ForChannel(poll, 4, A.Closes).Card.ToJson() })
        {
            Assert.Contains("too few schools voted", card, StringComparison.Ordinal);
            Assert.Contains("4\u00A0of\u00A06", card.Replace("\\u00A0", "\u00A0", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
            Assert.Contains("no counts are shown or kept", card, StringComparison.Ordinal);
            Assert.DoesNotContain("Schools choosing each priority", card, StringComparison.Ordinal);
            AssertNamesNoOption(card);
        }
    }

    [Fact]
    public async Task V18_V20_Reminders_AndMoreTime_GoToThoseWithoutAMarker()
    {
        var world = await RemindWorld.OpenAsync(secrecy: Secrecy.Secret);
        await world.Worker.VoteAsync(1, "p1");
        await world.Worker.VoteAsync(2, null, A.Deputy(2));
        var poll = await world.Worker.FindAsync();
        var cards = new RemindCards(world.Worker.Polls, SchoolCalendarTests.Shipped, world.Polls.Clock);
        await world.RunToAsync(A.Closes.AddHours(-5));

        Assert.NotEmpty(world.Reminded);
        Assert.DoesNotContain(world.Reminded, one => one.Chat == RemindWorld.ChatOf(A.Head(1)) || one.Chat == RemindWorld.ChatOf(A.Head(2)));
        await world.Worker.VoteAsync(3, "p2");
        Assert.Null(await cards.MessageAsync(RemindCards.IntentOf(poll, 1), new(PollIntents.RecipientOf(A.Seat(3), A.Head(3)), new Core.Delivery.Target.Person(A.Head(3))), null, reminder: false, default));
    }

    [Fact]
    public async Task V18_Close_ForgetsWhatWasOverwritten_AndAsksAgainWhereItWasNotDone()
    {
        var world = await RemindWorld.OpenAsync(secrecy: Secrecy.Secret);
        foreach (var school in Enumerable.Range(1, 5))
        {
            await world.Worker.VoteAsync(school, "p1");
        }

        await world.RunToAsync(A.Closes.AddSeconds(-1));
        Assert.Equal(0, world.Polls.Table.Forgot);

        // It dies before the store has done it, and then the store is busy.
        var asked = 0;
        world.Polls.Table.Before = call => !call.Forgets ? null : asked++ switch { 0 => TableFault.CrashBefore, 1 => TableFault.Unavailable, _ => null };
        await world.RunToAsync(A.Closes);
        Assert.Equal((PollState.Closed, 0), ((await world.Worker.FindAsync()).State, world.Polls.Table.Forgot));
        world.Restart("two");
        await world.RunToAsync(A.Closes.AddHours(1));

        Assert.Equal((1, 3), (world.Polls.Table.Forgot, asked));
    }

    [Fact]
    public async Task V18_Forget_IsDoneOnlyOnceThePollHasClosed()
    {
        var world = await SecretWorld.OpenAsync();
        var item = new DueItem(A.Tenant, ForgetBallots.Kind, "poll-1", A.Closes, A.Closes);

        Assert.IsType<DueOutcome.Missing>(await new ForgetBallots(world.Worker().Polls, world.Table).HandleAsync(item, default));
        Assert.Equal(0, world.Table.Forgot);
        await world.CloseAsync();
        Assert.IsType<DueOutcome.Finished>(await new ForgetBallots(world.Worker().Polls, world.Table).HandleAsync(item, default));
        Assert.Equal(1, world.Table.Forgot);
    }

    [Fact]
    public async Task V18_Close_OfANamedPoll_ForgetsNothing()
    {
        var world = await RemindWorld.OpenAsync();
        await world.Worker.VoteAsync(1, "p1");

        await world.RunToAsync(A.Closes.AddMinutes(10));

        Assert.Equal(0, world.Polls.Table.Forgot);
    }

    private static async Task<string> ShowAsync(PollWorld world, PersonId person) => (await world.Worker().PressAsync(person, PollCards.Show, Seat(("seat", $"school-{person.Value.Split('-')[1]}")))).Card.ToJson();

    private static async Task<string> AgainAsync(PollWorld world, PersonId person) => (await world.Worker().PressAsync(person, PollCards.Vote, Seat(("choices", "p2")))).Card.ToJson();

    private static void AssertNamesNoOption(string card) =>
        Assert.DoesNotContain(A.Wording.Options, option => card.Contains(option.Text, StringComparison.Ordinal) || card.Contains(option.Brief, StringComparison.Ordinal) || card.Contains($"\"{option.Id}\"", StringComparison.Ordinal));

    private static (string Name, string Value)[] Seat(params (string Name, string Value)[] with) => With([("poll", "poll-1"), ("seat", "school-1"), ("version", "1")], with);

    private static (string Name, string Value)[] Form(params (string Name, string Value)[] with) =>
        With([("poll", "poll-1"), ("group", PollWorld.Network.Value), ("options", "Reading\nWriting"), ("atMost", "1"), ("ask", "Support"), ("closes", PollForm.Value(A.Closes))], with);

    private static (string Name, string Value)[] With((string Name, string Value)[] data, (string Name, string Value)[] with) =>
        [.. data.Where(field => with.All(other => other.Name != field.Name)), .. with];
}
