using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Waiting;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Waiting;

/// <summary>A card opened from the list stands under the list's activity, and tells nothing of the card that delivery sent.</summary>
public sealed class SettlingByTodoTests
{
    private const string Seat = "school-100001";

    [Theory, InlineData("polls.vote"), InlineData("polls.show"), InlineData("polls.abstain"), InlineData("polls.change")]
    public async Task APress_OnACardOpenedFromTheList_LeavesAnUncertainDeliveryUncertain_S3(string verb)
    {
        var todo = await UncertainAsync();

        await todo.PressAsync(HeadOne, "todo.open", "todo-card", ("waiting", "polls.cards"), ("poll", "poll-1"), ("seat", Seat));
        await todo.PressAsync(HeadOne, verb, "todo-card", ("poll", "poll-1"), ("seat", Seat), ("version", "1"), ("choices", "p1"));

        Assert.Equal((DeliveryState.Uncertain, null), await DeliveryAsync(todo));
        Assert.Equal(verb is "polls.vote" or "polls.abstain" ? [] : ["Vote on Alder Vale Network’s priorities for Kestrel Bank Primary"], await todo.TitlesAsync(HeadOne));
    }

    [Fact]
    public async Task APress_OnTheDeliveredCard_StillSettlesIt_S3()
    {
        var todo = await UncertainAsync();
        await todo.PressAsync(HeadOne, "todo.open", "todo-card", ("waiting", "polls.cards"), ("poll", "poll-1"), ("seat", Seat));

        await todo.VoteAsync(HeadOne, "100001", "p1", card: "the-delivered-card");

        Assert.Equal((DeliveryState.Sent, "the-delivered-card"), await DeliveryAsync(todo));
    }

    [Fact]
    public async Task APress_OnAMattersCardOpenedFromTheList_LeavesAnUncertainDeliveryUncertain_S3()
    {
        var todo = await Todo.StartAsync();
        todo.World.Teams.OnPost = (to, _) => to.ConversationId == World.ChatOf(Chair) ? new SendOutcome.Ambiguous("502") : null;
        await todo.World.RaiseOneAsync();
        var item = (await todo.ListAsync(Chair)).Single().Item;

        await todo.PressAsync(Chair, "todo.open", "todo-card", [("waiting", "escalations.chair"), .. item.Data.Select(pair => (pair.Key, pair.Value))]);
        await todo.PressAsync(Chair, "escalations.accept", "todo-card", [("version", "1"), ("owner", "the head of early help"), ("nextDate", "2027-01-22"), .. item.Data.Select(pair => (pair.Key, pair.Value))]);

        var row = todo.World.Table.AllRows.Single(row => row.Key.StartsWith("delivery|", StringComparison.Ordinal) && row.Key.EndsWith($"~{Chair}", StringComparison.Ordinal));
        Assert.Equal(DeliveryState.Uncertain, DeliveryRow.From(row).State);
        Assert.Empty(await todo.ListAsync(Chair));
    }

    [Fact]
    public async Task AnAnswer_NotedInOneTenant_IsNoneInAnother_T2()
    {
        var todo = await Todo.StartAsync();
        var answers = new GivenAnswers(todo.World.Table);

        await answers.NoteAsync(Tenant, "card", default);
        await answers.NoteAsync(Tenant, "card", default);

        Assert.True(await answers.IsAnswerAsync(Tenant, "card", default));
        Assert.False(await answers.IsAnswerAsync(new("another"), "card", default));
        Assert.False(await answers.IsAnswerAsync(Tenant, "another", default));
    }

    [Fact]
    public async Task Lists_ReadAtOnceAndAgain_PutOverThingsAsideOnce()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        await todo.World.RunAsync(TimeSpan.FromDays(5));
        var index = new WaitingIndex(todo.World.Table);
        var (noted, row) = (await index.OpenAsync(Tenant, new Target.Person(HeadOne), default)).Single(open => open.Noted.Kind == "polls.cards");

        await index.PutAsideAsync(row, default);
        await index.PutAsideAsync(row, default); // Whoever read it before.
        await index.NoteAsync([noted], default); // A planning that came late.
        Assert.Empty(await todo.TitlesAsync(HeadOne));

        Assert.Empty(await index.OpenAsync(Tenant, new Target.Person(HeadOne), default));
        Assert.Single(await index.AllAsync(Tenant, new Target.Person(HeadOne), default), noted);
    }

    [Fact]
    public async Task APlanning_CutOffBeforeItsCommit_HasNotedEverybodyAndPlansThemOnce()
    {
        var todo = await Todo.StartAsync();
        await todo.OpenAsync();
        var rows = todo.World.Table.AllRows.Count(row => row.Partition.Contains("|waiting|", StringComparison.Ordinal));

        await new WaitingIndex(todo.World.Table).NoteAsync([new(Tenant, new Target.Person(HeadOne), "polls.cards", "poll-1"), new(Tenant, new Target.Person(HeadOne), "polls.cards", "poll-1")], default);

        Assert.Equal(rows, todo.World.Table.AllRows.Count(row => row.Partition.Contains("|waiting|", StringComparison.Ordinal)));
        Assert.Single(await todo.TitlesAsync(HeadOne));
    }

    private static async Task<Todo> UncertainAsync()
    {
        var todo = await Todo.StartAsync();
        todo.World.Teams.OnPost = (to, _) => to.ConversationId == World.ChatOf(HeadOne) ? new SendOutcome.Ambiguous("502") : null;
        await todo.OpenAsync();
        Assert.Equal((DeliveryState.Uncertain, null), await DeliveryAsync(todo));
        return todo;
    }

    private static async Task<(DeliveryState State, string? Card)> DeliveryAsync(Todo todo)
    {
        var store = new DeliveryStore(todo.World.Table);
        var row = await store.FindAsync(PollStore.Partition(Tenant, new("poll-1")), PollIntents.OpenCards, $"{Seat}~{HeadOne}", default);
        return (row!.State, row.ActivityId);
    }
}
