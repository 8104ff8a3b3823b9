using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>A seat passed on while its poll is open (rule V1): the head of school 1 leaves, and another comes.</summary>
public sealed class CorrectElectorateTests
{
    private const string Reason = "The head has left, and a new one has come.";

    private static readonly PersonId NewHead = new("new-head");

    [Fact]
    public async Task V1_GiveSeat_ToTheHeadOfNow_LeavesTheSeatsAndTheVoteThatIsIn()
    {
        var world = await ChangedAsync(voted: true);

        Assert.Contains("The new-head", await world.PressAsync(SeatCards.Open, Fernshaw.Facilitator), StringComparison.Ordinal);
        Assert.Contains("✓ The seat has passed on", await GiveAsync(world), StringComparison.Ordinal);
        await world.RunAsync(TimeSpan.FromMinutes(5));

        var poll = await world.FindAsync();
        Assert.Equal(["school-100001", "school-100002", "school-100003"], poll.Electorate.Seats.Select(seat => seat.Id.Value));
        Assert.Equal(NewHead, Assert.Single(poll.Electorate.Seats[0].Voters));
        Assert.Contains($"facilitator: give school-100001 to new-head: {Reason}", world.Audit);
        Assert.Contains(world.World.Rows(OwnerWorld.Partition), row => row.Key == "correction|0001" && row.Fields.Text("why") == Reason && row.Fields.Text("by") == "facilitator");
        Assert.Contains(world.CardsIn(World.ChatOf(NewHead)), card => card.Contains("Somebody before you voted for your school", StringComparison.Ordinal));
        Assert.All(world.CardsIn(World.ChatOf(Fernshaw.HeadOne)), card => Assert.Contains("The seat has passed on", card, StringComparison.Ordinal));

        // The leaver's vote stands until the seat changes it, and the leaver no longer can.
        Assert.IsType<VoteOutcome.NoSeat>(await world.VoteAsync(1, "o2", by: Fernshaw.HeadOne));
        Assert.Equal("o1", (await world.World.Polls.FindBallotAsync(poll, new("school-100001"), default))!.Choices.ToString());
        Assert.IsType<VoteOutcome.Counted>(await world.VoteAsync(1, "o3", by: NewHead));

        await world.RunAsync(OwnerWorld.Closes.AddHours(1) - world.World.Clock.GetUtcNow());
        Assert.Equal((3, 1), ((await world.FindAsync()).Result!.Seats, (await world.FindAsync()).Result!.Cast));
        Assert.Contains(world.CardsIn(World.ChatOf(NewHead)), card => card.Contains("Not quorate", StringComparison.Ordinal));
        Assert.DoesNotContain(world.CardsIn(World.ChatOf(NewHead)), card => card.Contains("Choose up to two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task V1_GiveSeat_AfterTheClose_IsRefused()
    {
        var world = await ChangedAsync();
        world.World.Clock.MoveTo(OwnerWorld.Closes);

        Assert.DoesNotContain("✓ The seat has passed on", await GiveAsync(world), StringComparison.Ordinal);
        await world.RunAsync(TimeSpan.FromMinutes(1));
        await GiveAsync(world);

        Assert.Equal(Fernshaw.HeadOne, Assert.Single((await world.FindAsync()).Electorate.Seats[0].Voters));
        Assert.Empty((await world.FindAsync()).Corrections);
    }

    [Theory, InlineData("head-1"), InlineData("new-head"), InlineData("network-chair")]
    public async Task V1_GiveSeat_ByAnybodyButFacilitatorAndClerk_IsRefused(string who)
    {
        var world = await ChangedAsync();

        Assert.Contains("not yours to run", await world.PressAsync(SeatCards.Give, new(who), ("corrections", "0"), ("correctSeat", "school-100001"), ("correctReason", Reason)), StringComparison.Ordinal);
        Assert.Contains("not yours to run", await world.PressAsync(SeatCards.Open, new(who)), StringComparison.Ordinal);
        Assert.Empty((await world.FindAsync()).Corrections);
    }

    [Theory]
    [InlineData("correctReason", " ", "Write a reason")]
    [InlineData("correctSeat", "school-100002", "names nobody else")]
    [InlineData("correctSeat", "school-999999", "Choose one of the schools")]
    [InlineData("correctSeat", "", "Choose one of the schools")]
    [InlineData("corrections", "1", "has changed since your card")]
    [InlineData("corrections", "x", "has changed since your card")]
    [InlineData("poll", "no-such-poll", "not yours to run")]
    [InlineData("poll", "a|b", "not yours to run")]
    public async Task V1_GiveSeat_ThatIsNotRight_ChangesNothingAndSaysWhy(string name, string value, string why)
    {
        var world = await ChangedAsync();

        Assert.Contains(why, await GiveAsync(world, (name, value)), StringComparison.Ordinal);
        Assert.Empty((await world.FindAsync()).Corrections);
    }

    [Fact]
    public async Task V7_GiveSeat_PressedAgain_WritesNothing()
    {
        var world = await ChangedAsync();
        await GiveAsync(world);
        var rows = world.Rows;

        await GiveAsync(world);

        Assert.Equal((rows, 1), (world.Rows, (await world.FindAsync()).Corrections.Length));
    }

    [Fact]
    public async Task V10_GiveSeat_WithTheLeaversVoteInBetween_KeepsBoth()
    {
        var world = await ChangedAsync();
        await world.BeforeTheCommitOnceAsync(() => world.VoteAsync(1, "o1", by: Fernshaw.HeadOne), () => GiveAsync(world));

        var poll = await world.FindAsync();
        Assert.Equal(NewHead, Assert.Single(poll.Electorate.Seats[0].Voters));
        Assert.Equal(Fernshaw.HeadOne, (await world.World.Polls.FindBallotAsync(poll, new("school-100001"), default))!.Person);
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V1_GiveSeat_WithAnyAnswerLost_IsRecordedAndToldOnce(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await ChangedAsync();
            var commits = 0;
            world.World.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await GiveAsync(world);
            failed = commits >= at;
            world.World.Table.Before = null;
            await world.RunAsync(TimeSpan.FromMinutes(10));

            Assert.Single((await world.FindAsync()).Corrections);
            Assert.Single(world.CardsIn(World.ChatOf(NewHead)));
        }
    }

    private static Task<string> GiveAsync(OwnerWorld world, params (string Name, string Value)[] data) =>
        world.PressAsync(SeatCards.Give, Fernshaw.Facilitator, [("corrections", "0"), ("correctSeat", "school-100001"), ("correctReason", Reason), .. data]);

    private static async Task<OwnerWorld> ChangedAsync(bool voted = false)
    {
        var world = await OwnerWorld.OpenAsync(chair: true);
        if (voted)
        {
            await world.VoteAsync(1, "o1");
        }

        var people = Fernshaw.Register.People.Where(person => person.Id != Fernshaw.HeadOne)
            .Append(new Person(NewHead, "The new-head", "n@county.example", [new Appointment(Role.Head, new("100001"), null)]));
        await world.World.ImportAsync(OwnerWorld.RegisterOf(people, chair: true, generation: 2));
        await new Bindings(world.World.Table).BindAsync(Fernshaw.Tenant, Fernshaw.CallerOf(NewHead).Account, NewHead, "bot", world.World.Clock.GetUtcNow(), default);
        return world;
    }
}
