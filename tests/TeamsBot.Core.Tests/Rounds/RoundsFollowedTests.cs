using TeamsBot.Core.Conversations;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Waiting;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>A school follows what became of its own proposals, and of nobody else's (R115).</summary>
public sealed class RoundsFollowedTests
{
    [Fact]
    public async Task Proposals_AreFollowedByTheirSchool_FromTheFormToTheVotesEnd_V17()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");
        await world.ProposeAsync("b", HeadTwo, 2, "Early talk in every nursery");
        await world.ProposeAsync("c", HeadOne, 1, "Reading for pleasure", "attendance");
        Assert.Equal("• Proposals are open: “More children talking well by five” stands. “Reading for pleasure” stands.", await ReadAsync(world, HeadOne));
        Assert.Null(await ReadAsync(world, HeadThree));
        Assert.Null(await ReadAsync(world, Facilitator));

        await world.RunToAsync(new(2026, 9, 11, 16, 1, 0, TimeSpan.Zero));
        await world.MergeAsync("m", "a,b", "Early language");
        Assert.Equal("• Proposals are closed: “Early talk in every nursery”, joined into “Early language”, stands.", await ReadAsync(world, HeadTwo));

        await world.RunToAsync(new(2026, 9, 15, 8, 1, 0, TimeSpan.Zero));
        await world.VoteAsync(HeadOne, 1, "m");
        await world.VoteAsync(HeadTwo, 2, "m");
        Assert.Equal(
            "• The vote is open: “More children talking well by five”, joined into “Early language”, is in the vote. “Reading for pleasure” is in the vote.",
            await ReadAsync(world, HeadOne));

        await world.RunToAsync(new(2026, 9, 18, 16, 2, 0, TimeSpan.Zero));
        Assert.Equal(
            "• The vote has closed: “More children talking well by five”, joined into “Early language”, was agreed. “Reading for pleasure” was not agreed.",
            await ReadAsync(world, HeadOne));
    }

    [Fact]
    public async Task AVoteLeftOut_IsSaid()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");
        await world.RunToAsync(new(2026, 9, 15, 8, 1, 0, TimeSpan.Zero));
        await world.SkipAsync(Stage.Vote, "Only one school proposed.");

        Assert.Equal("• Not put to a vote: “More children talking well by five” was not put to a vote.", await ReadAsync(world, HeadOne));
    }

    [Fact]
    public async Task AnEntry_OpensTheSchoolsOwnCardAndNobodyElses_V2()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");
        var item = await ItemAsync(world, HeadOne);
        async Task<string> OpenAsync(PersonId person) => Assert.IsType<Answer.Show>(
            await Reader(world).OpenAsync(new(CallerOf(person), new Place.Personal(), "card", item!.Data, null), default)).Message.Card.ToJson();

        Assert.Contains("More children talking well by five", await OpenAsync(HeadOne), StringComparison.Ordinal);
        Assert.DoesNotContain("More children talking well by five", await OpenAsync(Stranger), StringComparison.Ordinal);
    }

    private static RoundsFollowed Reader(RoundWorld world)
    {
        var outbox = world.World.Replica.Outbox;
        var themes = new Core.Themes.ThemeStore(world.World.Table, new(RoundWorld.Themes));
        var cards = new ProposalStage(world.Rounds, world.Proposals, themes, new(world.World.Clock, () => "fresh"));
        return new(world.Rounds, world.Proposals, world.World.Polls, new([cards], new(world.Rounds, outbox)));
    }

    private static Task<Followed?> ItemAsync(RoundWorld world, PersonId person) => Reader(world).ReadAsync(new(Tenant, person, new HashSet<GroupId>()), "round-1", default);

    private static async Task<string?> ReadAsync(RoundWorld world, PersonId person) => await ItemAsync(world, person) is { } item ? $"{item.Status}: {item.Text}" : null;
}
