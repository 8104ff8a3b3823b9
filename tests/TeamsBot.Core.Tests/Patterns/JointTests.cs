using TeamsBot.Core.Conversations;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Patterns.PatternWorld;

namespace TeamsBot.Core.Tests.Patterns;

/// <summary>Matters that a board joined: one card, one answer, and each network its own (rule E6).</summary>
public sealed class JointTests
{
    private static readonly (string, string)[] Accepting = [(MatterVerbs.OwnerInput, "The early help team"), (MatterVerbs.DateInput, "2026-10-30")];

    [Fact]
    public async Task E6_AnAnswerToJoinedMatters_IsEachNetworksOwnAnswer_WithCreditToTheOthers()
    {
        var (world, matters) = await JoinedAsync();
        Assert.Equal("Locality Board 1: three matters wait for one answer: Early language", Assert.Single(world.ToldTo(Clerk(1))));

        await PressAsync(world, Chair(1), JointCards.Accept, 2, Accepting);
        await world.RunAsync();
        foreach (var (id, others) in matters.Zip(["Network 12 and Network 13", "Network 11 and Network 13", "Network 11 and Network 12"]))
        {
            var matter = await world.FindAsync(id);
            Assert.Equal((MatterState.Accepted, 2, "The early help team", new DateOnly(2026, 10, 30)), (matter.State, matter.Version, matter.Owner, matter.NextDate));
            Assert.Equal((Chair(1), others), (matter.Last.Person!.Value, matter.Last.Together));
        }

        Assert.Equal("Locality Board 1: all are answered: Early language", Assert.Single(world.ToldTo(Clerk(1))));
        Assert.Equal([], world.World.Replica.Log);
    }

    [Fact]
    public async Task E6_ARepeatedPress_AndOneFromAnOldCard_ChangeNothing_E2()
    {
        var (world, matters) = await JoinedAsync();
        await PressAsync(world, Chair(1), JointCards.Accept, 2, Accepting);
        var again = await PressAsync(world, Chair(1), JointCards.Accept, 2, Accepting);
        Assert.DoesNotContain("Already", again, StringComparison.Ordinal);

        var late = await PressAsync(world, Clerk(1), JointCards.Decline, 2, (MatterVerbs.ReasonInput, "No money"));
        Assert.Contains("Already answered together by the chair of Locality Board 1", late, StringComparison.Ordinal);
        Assert.Equal(new[] { 2, 2, 2 }, await Task.WhenAll(matters.Select(async id => (await world.FindAsync(id)).Version)));
        Assert.Single(await world.Get<JointAnswers>().OfAsync(Fernshaw.Tenant, Id, default));
        var join = await PressAsync(world, Clerk(1), PatternCards.Join, 1);
        Assert.Contains("Joined by the chair of Locality Board 1", join, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E6_AMatterAnsweredOnItsOwnCardMeanwhile_KeepsItsOwnAnswer()
    {
        var (world, matters) = await JoinedAsync();
        var raced = false;
        world.World.Table.Before = call =>
        {
            if (!raced && call.IsCommit && call.Writes!.Any(write => write.Key.StartsWith("answer|", StringComparison.Ordinal)))
            {
                raced = true;
                world.MoveAsync(matters[1], Act.Decline, Clerk(1), "No therapist can be found").GetAwaiter().GetResult();
            }

            return null;
        };
        await PressAsync(world, Chair(1), JointCards.Accept, 2, Accepting);
        await world.RunAsync();

        Assert.Equal([MatterState.Accepted, MatterState.Declined, MatterState.Accepted], await Task.WhenAll(matters.Select(async id => (await world.FindAsync(id)).State)));
        Assert.Null((await world.FindAsync(matters[1])).Last.Together);
    }

    [Fact]
    public async Task E6_AnAnswerThatIsInterrupted_IsTakenUpByDueWork_AndDoublesNothing()
    {
        var (world, matters) = await JoinedAsync();
        var moved = 0;
        world.World.Table.Before = call =>
            call.IsCommit && call.Partition.Contains("|matter|", StringComparison.Ordinal) && call.Writes!.Any(write => write.Key == MatterRows.MoveKey(2)) && ++moved == 2 ? throw new TableUnavailableException("away") : null;
        await Assert.ThrowsAsync<TableUnavailableException>(() => PressAsync(world, Chair(1), JointCards.Accept, 2, Accepting));
        Assert.Equal(1, (await Task.WhenAll(matters.Select(world.FindAsync))).Count(matter => matter.State is MatterState.Accepted));

        await world.RunAsync();
        Assert.All(await Task.WhenAll(matters.Select(world.FindAsync)), matter => Assert.Equal((MatterState.Accepted, 2), (matter.State, matter.Version)));
        Assert.True((await world.Get<JointAnswers>().FindAsync(Fernshaw.Tenant, Id, 1, default))!.IsDone);
    }

    [Fact]
    public async Task E6_AnAnswerTakenUpAfterItsDay_StillReachesEachMatter()
    {
        var (world, matters) = await JoinedAsync();
        var moved = 0;
        world.World.Table.Before = call =>
            call.IsCommit && call.Writes!.Any(write => write.Key == MatterRows.MoveKey(2)) && ++moved == 2 ? throw new TableUnavailableException("away") : null;
        await Assert.ThrowsAsync<TableUnavailableException>(() => PressAsync(world, Chair(1), JointCards.Accept, 2, (MatterVerbs.OwnerInput, "The early help team"), (MatterVerbs.DateInput, "2026-09-08")));
        world.World.Clock.Advance(TimeSpan.FromDays(1));

        await world.RunAsync();
        Assert.All(await Task.WhenAll(matters.Select(world.FindAsync)), matter => Assert.Equal((MatterState.Accepted, 2), (matter.State, matter.Version)));
    }

    [Fact]
    public async Task E6_AcknowledgeAskAndReferUp_GoToAllThatTheTableLets()
    {
        var (world, matters) = await JoinedAsync();
        await PressAsync(world, Chair(1), JointCards.Acknowledge, 2);
        await world.RunAsync();
        await PressAsync(world, Chair(1), JointCards.Ask, await VersionAsync(world), (MatterVerbs.QuestionInput, "How many wait?"));
        await world.RunAsync();
        await world.MoveAsync(matters[0], Act.Reply, Adviser(1), "Forty");
        await world.RunAsync();
        Assert.Equal([MatterState.QuestionAnswered, MatterState.QuestionAsked, MatterState.QuestionAsked], await Task.WhenAll(matters.Select(async id => (await world.FindAsync(id)).State)));

        await PressAsync(world, Chair(1), JointCards.ReferUp, await VersionAsync(world), (MatterVerbs.UpInput, "It needs the county."));
        await world.RunAsync();
        Assert.All(await Task.WhenAll(matters.Select(world.FindAsync)), matter => Assert.Equal((MatterState.ReferredUp, County.Id), (matter.State, matter.Holder.Id)));
        Assert.Contains("write a reason", Assert.IsType<Answer.Say>(await AnswerAsync(await JoinedAsync(), JointCards.Decline, (MatterVerbs.ReasonInput, " "))).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task E6_KeptApart_IsRemembered_AndLaterOnesAreAddedToTheCard()
    {
        var world = await FoundAsync();
        await PressAsync(world, Chair(1), PatternCards.KeepApart, 1);
        await world.RaiseAndRunAsync((1, 4, Talk));
        Assert.Single(world.ToldTo(Chair(1)));
        Assert.Equal(PatternState.KeptApart, (await world.PatternAsync(PatternLevel.Networks, Board(1))).State);

        var joined = await PressAsync(world, Chair(1), PatternCards.Join, await VersionAsync(world));
        Assert.Contains("Four matters, one answer", joined, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E6_WhatIsRaisedAfterTheJoin_IsAddedByAPress()
    {
        var (world, _) = await JoinedAsync();
        await world.RaiseAndRunAsync((1, 4, Talk));
        Assert.Equal(3, (await world.PatternAsync(PatternLevel.Networks, Board(1))).Joint.Length);

        await PressAsync(world, Clerk(1), PatternCards.Join, await VersionAsync(world));
        Assert.Equal(4, (await world.PatternAsync(PatternLevel.Networks, Board(1))).Joint.Length);
    }

    private static PatternId Id => new(new(PatternLevel.Networks, Board(1).Id, 2026), new(Talk));

    private static async Task<int> VersionAsync(PatternWorld world) => (await world.PatternAsync(PatternLevel.Networks, Board(1))).Version;

    private static async Task<PatternWorld> FoundAsync()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk), (1, 3, Talk));
        return world;
    }

    private static async Task<(PatternWorld World, MatterId[] Matters)> JoinedAsync()
    {
        var world = await FoundAsync();
        await PressAsync(world, Chair(1), PatternCards.Join, 1);
        await world.RunAsync();
        return (world, [.. (await world.GatheringAsync(PatternLevel.Networks, Board(1))).Sightings.Select(sighting => sighting.Matter!.Value)]);
    }

    private static async Task<string> PressAsync(PatternWorld world, Core.PersonId person, string verb, int version, params (string, string)[] inputs) =>
        (await world.PressAsync(person, verb, [("pattern", Id.Value), ("version", $"{version}"), .. inputs])).Card.ToJson();

    private static Task<Answer> AnswerAsync((PatternWorld World, MatterId[]) joined, string verb, params (string, string)[] inputs) =>
        joined.World.AnswerAsync(Chair(1), verb, [("pattern", Id.Value), ("version", "2"), .. inputs]);
}
