using TeamsBot.Core.Conversations;
using TeamsBot.Core.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

public sealed class ResubmitMatterTests
{
    [Fact]
    public async Task E5_SendAgain_WhatWasDeclined_IsALinkedMatterWithTheSameDecision()
    {
        var world = await BackAsync(Act.Decline);
        var old = await world.FindAsync();

        var sent = Assert.IsType<ResubmitOutcome.Sent>(await SendAsync(world, "Two schools offer a room."));
        await world.RunAsync(TimeSpan.FromHours(1));

        var next = (await world.Matters.FindAsync(Tenant, old.Id.Next, default))!;
        Assert.Equal((true, old.Id, 2, MatterState.Raised, Board.Id), (sent.IsNew, next.Evidence.Follows!.Value, next.Id.Attempt, next.State, next.Holder.Id));
        Assert.Equal(old.Evidence with { Follows = null, Seats = [] }, next.Evidence with { Follows = null, Seats = [] });
        Assert.True(old.Evidence.Seats.SequenceEqual(next.Evidence.Seats));
        Assert.Equal((Facilitator, "Two schools offer a room."), (next.Moves[0].Person!.Value, next.Moves[0].Text));
        Assert.Equal(MatterState.Declined, (await world.FindAsync()).State); // It stands as it is.
        Assert.Equal(2, world.WordsIn(World.ChatOf(Chair)).Count(words => words == "Alder Vale Network asks your board for support: Early language"));
        Assert.Equal([], world.Replica.Log);
    }

    [Fact]
    public async Task E5_SendAgain_Twice_MakesOneAndSaysWhoWasFirst()
    {
        var world = await BackAsync(Act.Return);
        await SendAsync(world, "Two schools offer a room.");

        Assert.False(Assert.IsType<ResubmitOutcome.Sent>(await SendAsync(world, " Two schools offer a room. ")).IsNew); // V7
        Assert.IsType<ResubmitOutcome.SentBefore>(await SendAsync(world, "Three do."));
        var shown = await PressAsync(world, Facilitator, "Three do.");

        Assert.Contains("Already sent again by the facilitator of Alder Vale Network on", shown, StringComparison.Ordinal);
        Assert.Contains("↑ Sent again", shown, StringComparison.Ordinal);
        Assert.Equal(2, world.Table.AllRows.Count(row => row.Key == "matter"));
    }

    [Fact]
    public async Task E5_SendAgain_AndDeclinedAgain_MayFollowOnceMore()
    {
        var world = await BackAsync(Act.Decline);
        await SendAsync(world, "Two schools offer a room.");
        var second = World.Matter.Next;
        await world.Move.HandleAsync(CallerOf(Chair), Press(second, Act.Decline, 1, "Still none."), default);

        Assert.IsType<ResubmitOutcome.Sent>(await world.Resubmit.HandleAsync(CallerOf(Facilitator), second, "A therapist was found.", default));

        Assert.Equal(second, (await world.Matters.FindAsync(Tenant, second.Next, default))!.Evidence.Follows);
    }

    [Theory]
    [InlineData("chair")]
    [InlineData("head-1")]
    [InlineData("stranger")]
    public async Task E5_SendAgain_ByAnybodyButItsFacilitator_LooksLikeNoMatter_T2(string person)
    {
        var world = await BackAsync(Act.Decline);

        Assert.IsType<ResubmitOutcome.NotYours>(await world.Resubmit.HandleAsync(CallerOf(new(person)), World.Matter, "Something", default));
        Assert.Contains("This is not yours to answer", await PressAsync(world, new(person), "Something"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E5_SendAgain_WhatDidNotComeBack_ChangesNothing()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        Assert.IsType<ResubmitOutcome.NotBack>(await SendAsync(world, "Something"));
        Assert.Contains("It did not come back", await PressAsync(world, Facilitator, "Something"), StringComparison.Ordinal);
        await world.MoveAsync(Facilitator, Act.Withdraw, 1, "A charity pays.");
        Assert.IsType<ResubmitOutcome.NotBack>(await SendAsync(world, "Something"));
    }

    [Theory]
    [InlineData("", "Write what has changed since")]
    [InlineData("It is about Sam Archer (12/03/2014)", "a date of birth beside a name")] // T4
    public async Task E5_SendAgain_WithoutWhatChanged_SaysWhatToDo(string changed, string why)
    {
        var world = await BackAsync(Act.Decline);

        Assert.Contains(why, Assert.IsType<ResubmitOutcome.Wrong>(await SendAsync(world, changed)).Why, StringComparison.Ordinal);
    }

    [Theory] // E1: whatever answer is lost, one matter
    [InlineData(TableFault.LoseAnswer)]
    [InlineData(TableFault.LoseRequest)]
    public async Task E5_SendAgain_WhenTheCommitsAnswerIsLost_MakesOne(TableFault fault)
    {
        var world = await BackAsync(Act.Decline);
        var faults = 0;
        world.Table.Before = call => call.IsCommit && call.Partition.EndsWith("~2", StringComparison.Ordinal) && call.Writes!.Any(write => write.Key == "matter") && faults++ == 0 ? fault : null;

        Assert.IsType<ResubmitOutcome.Sent>(await SendAsync(world, "Two schools offer a room."));
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(2, world.WordsIn(World.ChatOf(Chair)).Count(words => words == "Alder Vale Network asks your board for support: Early language"));
    }

    private static async Task<World> BackAsync(Act act)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, act, 1, "No therapist can be found.");
        await world.RunAsync(TimeSpan.FromHours(1));
        return world;
    }

    private static Task<ResubmitOutcome> SendAsync(World world, string changed) => world.Resubmit.HandleAsync(CallerOf(Facilitator), World.Matter, changed, default);

    private static async Task<string> PressAsync(World world, PersonId person, string changed)
    {
        var data = new Dictionary<string, string> { ["matter"] = World.Matter.Value, ["version"] = "2", [MatterVerbs.OriginKey] = AlderVale.Id.Value, [MatterVerbs.AgainInput] = changed };
        return Assert.IsType<Answer.Show>(await world.Map.PressHandler(MatterVerbs.Again)!(new(CallerOf(person), new Place.Personal(), null, data, $"29:{person}"), default)).Message.Card.ToJson();
    }
}
