using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Waiting;

/// <summary>What matters ask of an officer through their whole life.</summary>
public sealed class MattersTodoTests
{
    private const string Answer = "Answer Alder Vale Network for Fernshaw Locality Board: Early language";

    [Fact]
    public async Task Todo_OfAnOfficerAppointedLater_HasWhatTheBoardHolds()
    {
        var todo = await Todo.StartAsync();
        await todo.World.RaiseOneAsync();
        Assert.Empty(await todo.TitlesAsync(Stranger));

        var people = Todo.Register.People.Where(person => person.Id != Stranger && person.Id != ViceChair);
        await todo.World.ImportAsync(new(2, Todo.Register.Groups, Todo.Register.Schools, [.. people, new(Stranger, "The new vice-chair", "new@county.example", [new(Role.ViceChair, null, Board.Id)])]));

        Assert.Equal([Answer], await todo.TitlesAsync(Stranger));
        Assert.Equal([Answer], await todo.TitlesAsync(Chair)); // Once, though both ways lead to it.
        await todo.World.MoveAsync(Stranger, Act.Decline, 1, "No therapist can be found.");
        Assert.Empty(await todo.TitlesAsync(Stranger));
    }

    [Fact]
    public async Task Todo_OfARestrictedMatter_StandsWithoutItsWordsInTheListOfItsOfficersAlone_T5()
    {
        var todo = await Todo.StartAsync();
        await todo.World.RaiseOneAsync(Visibility.Restricted);

        Assert.Equal(["Answer Alder Vale Network for Fernshaw Locality Board: a restricted matter"], await todo.TitlesAsync(Chair));
        Assert.Empty(await todo.TitlesAsync(CountyChair));
        Assert.Empty(await todo.TitlesAsync(HeadOne));
    }

    [Fact]
    public async Task Todo_OfAnAcceptedMatter_AsksForTheNextWordOnItsDay()
    {
        var todo = await Todo.StartAsync();
        var world = todo.World;
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Acknowledge, 1);
        Assert.Equal([Answer], await todo.TitlesAsync(Chair));
        await world.MoveAsync(Chair, Act.Accept, 2);
        Assert.Empty(await todo.TitlesAsync(Chair));

        world.Clock.MoveTo(new(2027, 1, 22, 9, 0, 0, TimeSpan.Zero));
        var waits = Assert.Single(await todo.ListAsync(Clerk)).Item;
        Assert.Equal(("Say how it goes for Fernshaw Locality Board: Early language", new DateTimeOffset(2027, 1, 22, 17, 0, 0, TimeSpan.Zero)), (waits.Title, waits.Due!.Value));

        await world.Move.HandleAsync(CallerOf(Chair), new(World.Matter, Act.Progress, 3, "One therapist found.", "", "2027-03-01"), default);
        Assert.Empty(await todo.TitlesAsync(Clerk));
        Assert.Equal("the head of early help", (await world.FindAsync()).Owner); // Left as it was.
        await world.MoveAsync(Chair, Act.Resolve, 4, "All were seen.");
        world.Clock.MoveTo(new(2027, 3, 2, 9, 0, 0, TimeSpan.Zero));
        Assert.Empty(await todo.TitlesAsync(Clerk));
    }

    [Fact]
    public async Task Mine_OpenedByTheFacilitator_IsTheirOwnCardWithTheWayToWithdraw()
    {
        var todo = await Todo.StartAsync();
        await todo.World.RaiseOneAsync();

        Assert.Contains("Withdraw…", await OpenAsync(todo, Facilitator), StringComparison.Ordinal);
        Assert.DoesNotContain("Withdraw…", await OpenAsync(todo, HeadOne), StringComparison.Ordinal);
        await todo.World.MoveAsync(Chair, Act.Return, 1, "Please say which schools.");
        Assert.Contains("Send it again…", await OpenAsync(todo, Facilitator), StringComparison.Ordinal);
        Assert.Contains(await todo.MineAsync(HeadOne), line => line.StartsWith("↓ Returned: Early language. Fernshaw Locality Board returned it on Monday 7 September: “Please say which schools.”", StringComparison.Ordinal));
    }

    private static async Task<string> OpenAsync(Todo todo, PersonId person) =>
        (await todo.PressAsync(person, "mine.open", "list", ("followed", "escalations.origin"), ("matter", World.Matter.Value))).Card.ToJson();
}
