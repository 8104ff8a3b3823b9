using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>A round as the engine plays it: started, proposed to, merged, voted on, carried up.</summary>
public sealed class RoundLifeTests
{
    private static readonly DateTimeOffset ProposalsClose = new(2026, 9, 11, 16, 0, 0, TimeSpan.Zero); // 5 pm in summer time.
    private static readonly DateTimeOffset VoteOpens = new(2026, 9, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset VoteCloses = new(2026, 9, 18, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ARound_FromItsStartToItsMatters_GoesByItself()
    {
        var world = await RoundWorld.OpenAsync();
        Assert.Equal(Stage.Proposals, (await world.FindAsync()).Stage);
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");
        await world.ProposeAsync("b", HeadTwo, 2, "Early talk in every nursery");
        await world.ProposeAsync("c", HeadThree, 3, "Pupils who miss a day a week", "attendance");
        await world.ProposeAsync("d", HeadThree, 3, "Reading for pleasure");

        await world.RunToAsync(ProposalsClose.AddMinutes(1));
        Assert.Equal(Stage.Merging, (await world.FindAsync()).Stage);
        Assert.IsType<SteerOutcome.Done>(await world.MergeAsync("m", "a,b", "Early language"));

        await world.RunToAsync(VoteOpens.AddMinutes(1));
        var poll = await PollAsync(world);
        Assert.Equal(["c", "d", "m"], poll.Wording.Options.Select(option => option.Id).Order(StringComparer.Ordinal));
        Assert.Equal("attendance", poll.Wording.Find("c")!.Theme);
        Assert.Equal((2, VoteCloses, new RoundId("round-1")), (poll.Wording.AtMost, poll.ClosesAt, poll.Round!.Value));
        Assert.IsType<VoteOutcome.Counted>(await world.VoteAsync(HeadOne, 1, "m"));
        Assert.IsType<VoteOutcome.Counted>(await world.VoteAsync(HeadTwo, 2, "c,m"));

        await world.RunToAsync(VoteCloses.AddMinutes(2));
        var over = await world.FindAsync();
        Assert.Equal((Stage.Finished, RoundEnd.Agreed), (over.Stage, over.End));
        Assert.Equal(["m"], over.Priorities.Select(option => option.Id));
        var matter = await world.World.Matters.FindAsync(Tenant, new("round-1-vote~m~locality"), default);
        Assert.Equal("language", matter!.Evidence.Option.Theme); // E1

        // One card a round in the channel, beside the poll's own.
        Assert.Single(world.World.ShownIn(World.ChannelOf(AlderVale)), words => words.Contains("The round is complete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARound_OfProposalsOnly_HearsWhatStandsInTheWay_AndSkipsWithANote()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");

        await world.RunToAsync(VoteOpens.AddMinutes(1));
        Assert.Equal((Stage.Merging, VoteOpens), ((await world.FindAsync()).Stage, (await world.FindAsync()).WaitsSince!.Value));
        Assert.Contains(world.World.ShownIn(World.ChatOf(Facilitator)), words => words.Contains("The vote waits", StringComparison.Ordinal));
        Assert.Null(await world.World.Polls.FindAsync(Tenant, new("round-1-vote"), default));

        Assert.IsType<SteerOutcome.Done>(await world.SkipAsync(Stage.Vote, "Only one school proposed."));
        await world.RunToAsync(VoteOpens.AddMinutes(10));
        Assert.Equal((Stage.Finished, RoundEnd.NotVoted), ((await world.FindAsync()).Stage, (await world.FindAsync()).End));
        Assert.Equal("a", Assert.Single((await world.BookAsync()).Standing).Id); // Nothing is lost.
    }

    [Fact]
    public async Task TooManyProposals_JoinedAfterTheVoteWasToOpen_OpenItThen()
    {
        var world = await RoundWorld.OpenAsync();
        foreach (var (head, school) in new[] { (HeadOne, 1), (HeadTwo, 2), (HeadThree, 3) })
        {
            for (var n = 0; n < 5; n++)
            {
                await world.ProposeAsync($"p{school}{n}", head, school, $"Proposal {school} {n}");
            }
        }

        await InsertMoreAsync(world, 6); // Fifteen and six: one more than a vote can have.
        await world.RunToAsync(VoteOpens.AddHours(2));
        Assert.NotNull((await world.FindAsync()).WaitsSince);

        Assert.IsType<SteerOutcome.Done>(await world.MergeAsync("m", "p10,p20", "Joined"));
        await world.RunToAsync(VoteOpens.AddHours(3));

        Assert.Equal(Stage.Vote, (await world.FindAsync()).Stage);
        Assert.Equal(20, (await PollAsync(world)).Wording.Options.Length);
    }

    [Fact]
    public async Task ARound_StartedInTheEvening_BeginsInTheMorning()
    {
        var evening = new DateTimeOffset(2026, 9, 7, 19, 0, 0, TimeSpan.Zero);
        var world = await RoundWorld.OpenAsync(evening);
        Assert.Equal(Stage.Planned, (await world.FindAsync()).Stage);
        Assert.Empty(world.World.Teams.Posts);

        await world.RunToAsync(new(2026, 9, 8, 6, 31, 0, TimeSpan.Zero)); // 7.30 am in summer time.
        Assert.Equal(Stage.Proposals, (await world.FindAsync()).Stage);
    }

    [Fact]
    public async Task AStage_SkippedInTheEvening_TakesNothingMore_AndMovesOnInTheMorning()
    {
        var world = await RoundWorld.OpenAsync();
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");
        await world.RunToAsync(new(2026, 9, 8, 19, 0, 0, TimeSpan.Zero));
        Assert.IsType<SteerOutcome.Done>(await world.SkipAsync(Stage.Proposals, "All were made at the conference."));

        Assert.IsType<ProposeOutcome.Late>(await world.ProposeAsync("b", HeadTwo, 2, "Attendance"));
        await world.RunToAsync(new(2026, 9, 8, 21, 0, 0, TimeSpan.Zero));
        Assert.Equal(Stage.Proposals, (await world.FindAsync()).Stage);
        await world.RunToAsync(new(2026, 9, 9, 6, 31, 0, TimeSpan.Zero));
        Assert.Equal(Stage.Merging, (await world.FindAsync()).Stage);
    }

    [Fact]
    public async Task TakeVote_OfATieSettledLater_AddsToTheRoundAndItsMatters()
    {
        var world = await RoundWorld.OpenAsync();
        foreach (var (id, head, school) in new[] { ("a", HeadOne, 1), ("b", HeadTwo, 2), ("c", HeadThree, 3) })
        {
            await world.ProposeAsync(id, head, school, $"Proposal {id}");
        }

        await world.RunToAsync(VoteOpens.AddMinutes(1));
        await world.VoteAsync(HeadOne, 1, "a,b");
        await world.VoteAsync(HeadTwo, 2, "a,c");
        await world.VoteAsync(HeadThree, 3, "b,c"); // All have two of three, for two places.
        await world.RunToAsync(VoteCloses.AddMinutes(2));
        Assert.Equal(Stage.Vote, (await world.FindAsync()).Stage);

        var settled = await new UseCastingVote(world.World.Polls, world.World.Directory, new(world.World.Polls, world.World.Replica.Outbox, world.World.Replica.Due, world.World.Index, new(world.World.Clock, () => "x")))
            .HandleAsync(CallerOf(Facilitator), new("round-1-vote"), 1, "a,b", "They came first in the survey.", default);
        Assert.IsType<TieOutcome.Decided>(settled);
        await world.RunToAsync(VoteCloses.AddHours(20 + 48)); // Over the weekend.

        Assert.Equal(Stage.Finished, (await world.FindAsync()).Stage);
        Assert.NotNull(await world.World.Matters.FindAsync(Tenant, new("round-1-vote~a~locality"), default));
        Assert.NotNull(await world.World.Matters.FindAsync(Tenant, new("round-1-vote~b~locality"), default));
        Assert.Null(await world.World.Matters.FindAsync(Tenant, new("round-1-vote~c~locality"), default));
    }

    private static async Task<Poll> PollAsync(RoundWorld world) => await world.World.Polls.FindAsync(Tenant, new("round-1-vote"), default) ?? throw new InvalidOperationException("The vote was not opened.");

    private static async Task InsertMoreAsync(RoundWorld world, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var proposal = new Proposal($"x{n}", RoundWorld.Seat(3), HeadThree, 0, $"More {n}", RoundWorld.Theme, null, world.World.Clock.GetUtcNow());
            await world.World.Table.CommitAsync(RoundStore.Partition(Tenant, new("round-1")), [ProposalStore.Insert(proposal)], default);
        }
    }
}
