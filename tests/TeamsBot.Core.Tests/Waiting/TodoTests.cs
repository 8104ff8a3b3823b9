using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Waiting;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Waiting;

/// <summary>Everything that a person has to do stands in their list, and leaves it with its act (R115).</summary>
public sealed class TodoTests
{
    private const string ForKestrelBank = "Vote on Alder Vale Network’s priorities for Kestrel Bank Primary";
    private const string ForHollinRise = "Vote on Alder Vale Network’s priorities for Hollin Rise Primary";
    private const string ForOldMill = "Vote on Alder Vale Network’s priorities for Old Mill Primary";

    [Fact]
    public async Task AnOpenBallot_Waits_ForEverySeatOfItsVotersUntilThatSeatHasVoted()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        Assert.Equal([ForKestrelBank], await todo.TitlesAsync(HeadOne));
        Assert.Equal([ForHollinRise, ForOldMill], await todo.TitlesAsync(Todo.Executive));

        await todo.VoteAsync(Todo.Executive, "100003", "p1");

        Assert.Equal([ForHollinRise], await todo.TitlesAsync(Todo.Executive));
        Assert.Empty(await todo.TitlesAsync(Facilitator));
        Assert.Contains("Nothing waits for you", (await todo.TypeAsync(Facilitator)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOpenBallot_WaitsForTheDeputy_OnlyWhileTheHeadHasNotVoted_V3()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        Assert.Equal([ForKestrelBank], await todo.TitlesAsync(Todo.Deputy));

        await todo.VoteAsync(HeadOne, "100001", "p1");

        Assert.Empty(await todo.TitlesAsync(Todo.Deputy));
    }

    [Fact]
    public async Task ABallot_WhosePollHasClosed_LeavesTheListAndIsNotLookedAtAgain()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        await todo.World.RunAsync(TimeSpan.FromDays(5));

        Assert.Empty(await todo.TitlesAsync(HeadOne));

        var index = new WaitingIndex(todo.World.Table);
        Assert.Empty(await index.OpenAsync(Tenant, new Target.Person(HeadOne), default));
        Assert.Contains(await index.AllAsync(Tenant, new Target.Person(HeadOne), default), noted => noted is { Kind: "polls.cards", Subject: "poll-1" });
    }

    [Fact]
    public async Task ATie_WaitsForWhoeverSettlesIt_UntilItIsSettled_V15()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        await todo.VoteAsync(HeadOne, "100001", "p1,p2");
        await todo.VoteAsync(Todo.Executive, "100002", "p1,p3");
        await todo.VoteAsync(Todo.Executive, "100003", "p2,p3");
        await todo.World.RunAsync(TimeSpan.FromDays(5));
        Assert.Equal(["Settle the tie in Alder Vale Network’s vote"], await todo.TitlesAsync(Facilitator));
        Assert.Empty(await todo.TitlesAsync(HeadOne));

        var opened = await OpenFirstAsync(todo, Facilitator);
        Assert.Contains("= Tied", opened, StringComparison.Ordinal);
        await todo.PressAsync(Facilitator, "polls.castingVote", "card", ("poll", "poll-1"), ("round", "1"), ("casting", "p1,p2"), ("castingReason", "Most pupils."));

        Assert.Empty(await todo.TitlesAsync(Facilitator));
    }

    [Fact]
    public async Task AMatter_WaitsForWhomeverItIsWith_AndForNobodyOnceAnswered()
    {
        var todo = await Todo.StartAsync();
        var world = todo.World;
        await world.RaiseOneAsync();
        const string Answer = "Answer Alder Vale Network for Fernshaw Locality Board: Early language";
        Assert.Equal([Answer], await todo.TitlesAsync(Chair));
        Assert.Equal([Answer], await todo.TitlesAsync(Clerk));

        await MoveAsync(world, Chair, Act.Ask, 1, "How many children?");
        Assert.Empty(await todo.TitlesAsync(Chair));
        Assert.Equal(["Reply to Fernshaw Locality Board for Alder Vale Network: Early language"], await todo.TitlesAsync(Facilitator));
        Assert.Contains("Can you answer this?", await OpenFirstAsync(todo, Facilitator), StringComparison.Ordinal);

        await MoveAsync(world, Facilitator, Act.Reply, 2, "Forty.");
        Assert.Empty(await todo.TitlesAsync(Facilitator));
        Assert.Equal([Answer], await todo.TitlesAsync(ViceChair));
        Assert.Contains("Will the board accept this?", await OpenFirstAsync(todo, Chair), StringComparison.Ordinal);

        await MoveAsync(world, Chair, Act.ReferUp, 3, "It needs more therapists.");
        Assert.Empty(await todo.TitlesAsync(Chair));
        Assert.Equal(["Answer Alder Vale Network for County Partnership Board: Early language"], await todo.TitlesAsync(CountyChair));

        await MoveAsync(world, CountyChair, Act.Accept, 4, "");
        Assert.Empty(await todo.TitlesAsync(CountyChair));
    }

    [Fact]
    public async Task TheList_OfSeveralThings_IsSoonestFirst_WithTheSoonestButtonFilled()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync("later", days: 20);
        await todo.OpenAsync("sooner", days: 9);
        await todo.OpenAsync("between", days: 12);

        var items = await todo.ListAsync(Todo.Executive);

        Assert.Equal(["sooner", "sooner", "between", "between", "later", "later"], items.Select(waiting => waiting.Item.Data["poll"]));
        var card = await todo.TypeAsync(Todo.Executive);
        Assert.Equal("Six things wait for you, the first by Wed 16\u00A0Sep", card.Summary);
        var json = card.Card.ToJson();
        Assert.Equal(1, Count(json, "\"style\":\"positive\"") / 2); // The button and its fallback.
        Assert.InRange(json.IndexOf("positive", StringComparison.Ordinal), 0, json.IndexOf("priorities for Old Mill", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SomebodyNotReachable_FindsWhatWaitsOnceTheAccountIsBound()
    {
        var newcomer = new PersonId("newcomer");
        var world = await new World(new(
            1,
            Fernshaw.Register.Groups,
            Fernshaw.Register.Schools,
            [.. Fernshaw.Register.People, new(newcomer, "New", "new@county.example", [new(Role.Deputy, new("100001"), null)])])).SetUpAsync();
        world.Teams.OnPost = (_, _) => new SendOutcome.Closed("403");
        await world.Open.HandleAsync(CallerOf(Facilitator), new(new("poll-1"), AlderVale.Id, Polls.A.Wording.Options[..3], 2, world.Clock.GetUtcNow().AddDays(4), Ask.Support), default);
        await world.RunAsync(TimeSpan.FromMinutes(2));

        var waiting = await new ListWaiting(new(world.Table)).HandleAsync(CallerOf(newcomer), world.Map, default);

        Assert.Equal(ForKestrelBank, Assert.Single(waiting).Item.Title);
    }

    [Fact]
    public async Task ThePersonOfThatIdInAnotherTenant_HasNothing_T2()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();

        Assert.Contains("Nothing waits for you", (await todo.TypeAsync(HeadOne, new("another-tenant"))).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Show later ones")]
    [InlineData("2", "Show sooner ones")]
    [InlineData("0", "Show later ones")]
    [InlineData("99999999999", "Show later ones")]
    [InlineData("-1", "Show later ones")]
    [InlineData("77", "Show sooner ones")]
    [InlineData("2'); drop", "Show later ones")]
    public async Task APage_WhateverIsClaimed_IsOneThatThereIs(string page, string button)
    {
        var todo = await Todo.StartAsync();
        for (var n = 1; n <= 7; n++)
        {
            await todo.OpenAsync($"poll-{n}", days: 10 + n);
        }

        var card = (await todo.PressAsync(Todo.Executive, "todo.show", "card", ("page", page))).Card.ToJson();

        Assert.Contains("Waiting for you: 14 things", card, StringComparison.Ordinal);
        Assert.Contains(button, card, StringComparison.Ordinal);
        Assert.Equal(button.Contains("later", StringComparison.Ordinal) ? 10 : 4, Count(card, "\"title\":\"Vote now\"") / 2);
    }

    [Theory]
    [InlineData("nothing.of.ours", "poll-1", "school-100001", "Waiting for you: one thing")]
    [InlineData("polls.cards", "no-such-poll", "school-100001", "You have no vote here")]
    [InlineData("polls.cards", "poll-1", "school-100002", "You have no vote here")]
    [InlineData("polls.tie", "poll-1", "school-100001", "This is not yours to settle")]
    [InlineData("escalations.chair", "poll-1", "school-100001", "This is not yours to answer")]
    public async Task AnItem_ThatIsForged_OpensNothingOfSomebodyElse_V2(string kind, string poll, string seat, string shown)
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();

        var card = await todo.PressAsync(HeadOne, "todo.open", "card", ("waiting", kind), ("poll", poll), ("seat", seat), ("verb", "polls.vote"), ("choices", "p1"));

        Assert.Contains(shown, card.Card.ToJson(), StringComparison.Ordinal);
        Assert.Equal([ForKestrelBank], await todo.TitlesAsync(HeadOne));
    }

    private static async Task MoveAsync(World world, PersonId person, Act act, int version, string text)
    {
        Assert.IsType<MoveOutcome.Moved>(await world.MoveAsync(person, act, version, text));
        await world.RunAsync(TimeSpan.FromMinutes(2));
    }

    private static async Task<string> OpenFirstAsync(Todo todo, PersonId person)
    {
        var first = (await todo.ListAsync(person))[0];
        return (await todo.PressAsync(person, "todo.open", "todo-card", [("waiting", first.Kind), .. first.Item.Data.Select(pair => (pair.Key, pair.Value))])).Card.ToJson();
    }

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
