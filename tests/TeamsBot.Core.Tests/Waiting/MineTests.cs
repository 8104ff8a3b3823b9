using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Waiting;

/// <summary>What became of what people voted on and sent up, within what each may see (R115).</summary>
public sealed class MineTests
{
    private const string Poll = "✓ Agreed: Alder Vale Network’s priorities. Agreed: Early language. 3 of 3 schools voted.";

    [Fact]
    public async Task AnOpenPoll_ShowsTheOwnVoteAndNoCount_V17()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        await todo.VoteAsync(HeadOne, "100001", "p1,p2");

        var mine = Assert.Single(await todo.MineAsync(HeadOne));

        Assert.Equal("• Voting is open: Alder Vale Network’s priorities. It closes on Friday 11 September at 10 am. Kestrel Bank Primary chose Early language and Attendance.", mine);
        Assert.DoesNotContain("chose", Assert.Single(await todo.MineAsync(Facilitator)), StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(await todo.MineAsync(Todo.Executive)).Split("has not voted yet").Length - 1);
    }

    [Fact]
    public async Task APollAndItsMatter_AreFollowedByItsVotersAndItsGroup_AndByNobodyElse()
    {
        var todo = await AgreedAsync();
        const string Matter = "↑ Sent up: Early language. It is with Fernshaw Locality Board since Friday 11 September. Alder Vale Network agreed it and asks for support.";

        // Both at one instant of a clock that stands still: the result is listed before what it set off.
        Assert.Equal([$"{Poll} Kestrel Bank Primary chose Early language.", $"{Matter} Kestrel Bank Primary voted for it."], await todo.MineAsync(HeadOne));
        Assert.Equal([$"{Poll} Kestrel Bank Primary chose Early language.", $"{Matter} Kestrel Bank Primary voted for it."], await todo.MineAsync(Todo.Deputy));
        Assert.Equal([$"{Poll} Hollin Rise Primary chose Early language. Old Mill Primary chose none of these.", $"{Matter} Hollin Rise Primary voted for it."], await todo.MineAsync(Todo.Executive));
        Assert.Equal([Poll, Matter], await todo.MineAsync(Facilitator));
        Assert.Empty(await todo.MineAsync(Chair));
        Assert.Empty(await todo.MineAsync(Stranger));
        Assert.Empty(await todo.MineAsync(Editor));
    }

    [Fact]
    public async Task AMatter_ShowsWhereItStandsAfterEachMove_AndWhatABoardSentUp()
    {
        var todo = await AgreedAsync();
        async Task<string> AfterAsync(PersonId person, Act act, int version, string text)
        {
            Assert.IsType<MoveOutcome.Moved>(await todo.World.Move.HandleAsync(CallerOf(person), Press(Id, act, version, text), default));
            await todo.World.RunAsync(TimeSpan.FromMinutes(2));
            return (await todo.MineAsync(HeadOne))[0];
        }

        Assert.StartsWith("? Question asked: Early language. Fernshaw Locality Board asked a question on", await AfterAsync(Chair, Act.Ask, 1, "How many?"), StringComparison.Ordinal);
        Assert.StartsWith("• Question answered: Early language. It is with Fernshaw Locality Board since", await AfterAsync(Facilitator, Act.Reply, 2, "Forty."), StringComparison.Ordinal);
        Assert.StartsWith("↑ Referred up: Early language. It is with County Partnership Board since", await AfterAsync(Chair, Act.ReferUp, 3, "It needs more."), StringComparison.Ordinal);
        Assert.Single(await todo.MineAsync(Chair));
        Assert.Empty(await todo.MineAsync(CountyChair));
        Assert.Contains("County Partnership Board declined it on Saturday 12 September: “No therapist.”", await AfterAsync(CountyChair, Act.Decline, 4, "No therapist."), StringComparison.Ordinal);
        Assert.StartsWith("✕ Declined", Assert.Single(await todo.MineAsync(Chair)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARestrictedMatter_StandsInNobodysListAndIsOpenedByNobody_T5()
    {
        var todo = await Todo.StartAsync();
        await todo.World.RaiseOneAsync(Visibility.Restricted);

        foreach (var person in (PersonId[])[HeadOne, Facilitator, Chair, Clerk])
        {
            Assert.DoesNotContain(await todo.MineAsync(person), line => line.Contains("Early language", StringComparison.Ordinal));
            Assert.Contains("This is not yours to answer", await OpenAsync(todo, person, "escalations.origin", ("matter", World.Matter.Value)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnEntry_OpensItsPresentCard_ForWhoeverMaySeeIt_V2()
    {
        var todo = await AgreedAsync();

        Assert.Contains("How it was decided", await OpenAsync(todo, HeadOne, "polls.cards", ("poll", "poll-1")), StringComparison.Ordinal);
        Assert.Contains("How it was decided", await OpenAsync(todo, Facilitator, "polls.cards", ("poll", "poll-1")), StringComparison.Ordinal);
        Assert.Contains("How it was agreed", await OpenAsync(todo, HeadOne, "escalations.origin", ("matter", Id.Value)), StringComparison.Ordinal);
        Assert.Contains("This is not yours to answer", await OpenAsync(todo, Stranger, "escalations.origin", ("matter", Id.Value)), StringComparison.Ordinal);
        Assert.Contains("This is not yours to answer", await OpenAsync(todo, HeadOne, "escalations.origin", ("matter", "no|key")), StringComparison.Ordinal);
        Assert.Contains("You have no vote here", await OpenAsync(todo, Stranger, "polls.cards", ("poll", "poll-1")), StringComparison.Ordinal);
        Assert.Contains("things to follow", await OpenAsync(todo, HeadOne, "nothing.of.ours", ("poll", "poll-1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APress_OnABallotOpenedFromTheList_LeavesAnUncertainDeliveryUncertain_S3()
    {
        var todo = await Todo.StartAsync();
        todo.World.Teams.OnPost = (to, _) => to.ConversationId == World.ChatOf(HeadOne) ? new SendOutcome.Ambiguous("502") : null;
        await todo.OpenAsync();

        Assert.Contains("asks for the vote of", await OpenAsync(todo, HeadOne, "polls.cards", ("poll", "poll-1")), StringComparison.Ordinal);
        await todo.VoteAsync(HeadOne, "100001", "p1", card: "mine-card");

        var row = await new DeliveryStore(todo.World.Table).FindAsync(PollStore.Partition(Tenant, new("poll-1")), PollIntents.OpenCards, $"school-100001~{HeadOne}", default);
        Assert.Equal(DeliveryState.Uncertain, row!.State);
    }

    [Theory, InlineData("", 10), InlineData("2", 2), InlineData("-3", 10), InlineData("x", 10), InlineData("900", 2)]
    public async Task APage_WhateverIsClaimed_IsOneThatThereIs(string page, int entries)
    {
        var todo = await Todo.StartAsync();
        for (var n = 1; n <= 12; n++)
        {
            await todo.OpenAsync($"poll-{n}", days: 10 + n);
        }

        var card = (await todo.PressAsync(HeadOne, "mine.show", "card", ("page", page))).Card.ToJson();

        Assert.Contains("12 things to follow", card, StringComparison.Ordinal);
        Assert.Equal(entries, (card.Split("\"title\":\"Open my ballot\"").Length - 1) / 2);
    }

    [Fact]
    public async Task ThePersonOfThatIdInAnotherTenant_FollowsNothing_T2()
    {
        var todo = await AgreedAsync();

        var answer = await todo.World.Map.CommandHandler("mine")!(new(CallerOf(HeadOne) with { Tenant = new("another") }, new Place.Personal(), "mine", "", null), default);

        Assert.Equal("Nothing to follow yet", Assert.IsType<Answer.Show>(answer).Message.Summary);
    }

    private static MatterId Id => MatterId.Of(new("poll-1"), "p1", Core.Directory.Tier.Locality);

    private static async Task<Todo> AgreedAsync()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        await todo.VoteAsync(HeadOne, "100001", "p1");
        await todo.VoteAsync(Todo.Executive, "100002", "p1");
        await todo.PressAsync(Todo.Executive, "polls.abstain", "card", ("poll", "poll-1"), ("seat", "school-100003"), ("version", "1"));
        await todo.World.RunAsync(TimeSpan.FromDays(5));
        return todo;
    }

    private static async Task<string> OpenAsync(Todo todo, PersonId person, string kind, params (string, string)[] data) =>
        (await todo.PressAsync(person, "mine.open", "mine-card", [("followed", kind), .. data])).Card.ToJson();
}
