using System.Globalization;
using NodaTime;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Themes;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>A round and the poll of its vote: what happens to one is seen by the other.</summary>
public sealed class RoundVoteTests
{
    private static readonly DateTimeOffset VoteOpens = new(2026, 9, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset VoteCloses = new(2026, 9, 18, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AVoteSkippedBetweenItsAnnouncementAndItsCommit_IsNeverOpened()
    {
        var world = await ProposedAsync();
        await world.RunToAsync(VoteOpens.AddMinutes(-1));
        var skipped = false;
        world.World.Table.Before = call =>
        {
            if (!skipped && call.IsCommit && call.Writes!.Any(write => write.Key == "intent|vote-channel"))
            {
                skipped = true; // The vote is announced to open; the facilitator's press comes before the commit.
                Assert.IsType<SteerOutcome.Done>(world.SkipAsync(Stage.Vote, "The schools agree already.").GetAwaiter().GetResult());
            }

            return null;
        };

        await world.RunToAsync(VoteOpens.AddHours(1));

        Assert.True(skipped);
        Assert.Equal(RoundEnd.NotVoted, (await world.FindAsync()).End);
        Assert.Null(await world.World.Polls.FindAsync(Tenant, new("round-1-vote"), default));
    }

    [Fact]
    public async Task E1_ARoundOfANetworkThatALaterImportRemoved_GoesUpToTheBoardThatItNamed()
    {
        var world = await VotingAsync();
        await world.World.ImportAsync(new Register(2, [Partnership, Board, Tarnside], Fernshaw.Register.Schools.Select(school => school with { Network = Tarnside.Id }), Fernshaw.Register.People));

        await world.RunToAsync(VoteCloses.AddMinutes(2));

        Assert.Equal(Board.Id, (await world.World.Matters.FindAsync(Tenant, new("round-1-vote~a~locality"), default))!.Holder.Id);
    }

    [Fact]
    public async Task V12_AVoteGivenMoreTime_MovesTheLaterStagesAndTheRoundsCards()
    {
        var world = await VotingAsync(new(2026, 9, 25));
        var later = When.At(new(2026, 9, 22, 17, 0));

        await world.PressAsync(Facilitator, OwnerCards.Extend, ("poll", "round-1-vote"), ("closes", Seconds(VoteCloses)), (OwnerCards.UntilInput, Seconds(later)), (OwnerCards.WhyInput, "Two schools were closed."));
        await world.World.RunAsync(TimeSpan.FromMinutes(10));

        var moved = await world.FindAsync();
        Assert.Equal((Stage.Vote, later, When.At(new(2026, 9, 29, 17, 0))), (moved.Stage, moved.Plan.VoteCloses, moved.Plan.CausesClose!.Value));
        var card = Assert.Single(world.World.Teams.Posts, post => post.Conversation == World.ChannelOf(AlderVale) && world.World.Teams.Shown(post.ActivityId).EndsWith("The network votes", StringComparison.Ordinal));
        Assert.Contains("It counts until Tuesday 22 September at 5 pm", world.World.Teams.Cards[card.ActivityId].Card.Speak!.Replace('\u00A0', ' '), StringComparison.Ordinal);

        await world.RunToAsync(When.At(new(2026, 9, 23, 9, 1)));
        Assert.Equal((Stage.Causes, moved.Plan.CausesClose), ((await world.FindAsync()).Stage, (await world.FindAsync()).Plan.CausesClose)); // Not moved twice.
    }

    [Fact]
    public void TheCardsOfARound_AtTheirLongest_AreSmallEnough()
    {
        string Long(int length) => new('é', length);
        var (open, at) = (RoundSamples.Open, RoundSamples.Open.StartedAt);
        Option[] priorities = [.. Enumerable.Range(1, 5).Select(n => new Option($"p{n}", Long(Wording.OptionLength), Long(40), "t1"))];
        var seats = open.Electorate.Seats;
        var book = new ProposalBook(Enumerable.Range(0, 60).Select(n => new Proposal($"{n:D20}", seats[n % seats.Length].Id, new("p"), 0, $"{n}{Long(198)}", "t1", Long(500), at)), [], []);
        var causes = new CausesBook(
            from n in Enumerable.Range(0, 200) from priority in priorities select new Cause($"{priority.Id}-{n}", priority.Id, seats[n % seats.Length].Id, new("p"), 0, $"{n}{Long(117)}", CauseMark.Shared, Long(500), at),
            from priority in priorities select new SaidGroups($"g{priority.Id}", priority.Id, seats[0].Id, new("p"), 0, [.. Enumerable.Range(0, 8).Select(n => $"{n}{Long(58)}")], at),
            []);
        var approaches = new ApproachesBook(
            from n in Enumerable.Range(0, 200) from priority in priorities select new SuggestedApproach($"{priority.Id}-{n}", priority.Id, seats[n % seats.Length].Id, new("p"), 0, $"{n}{Long(297)}", seats[0].Id, new LocalDate(2026, 12, 1), Long(300), EvidenceStrength.Strong, at),
            []);
        var themes = new ThemeList(0, [.. Enumerable.Range(1, 60).Select(n => new Theme(new($"t{n}"), $"{n:D2}{Long(58)}", null, []))]);
        Core.Rounds.Skip[] skips = [.. new[] { Stage.Proposals, Stage.Causes, Stage.Approaches }.Select(stage => new Core.Rounds.Skip(stage, new("facilitator"), at, Long(500)))];
        var round = open with { Priorities = [.. priorities], Skips = [.. skips], Stage = Stage.Finished, End = RoundEnd.Agreed };
        var most = CausesParts.ShownInChannel(round);
        var kept = new Dictionary<string, string> { [RoundOwnerCards.MergedTextInput] = Long(200), [RoundOwnerCards.NoteInput] = Long(500) };
        (string Name, Message Message)[] cards =
        [
            ("channel, merging", RoundChannelCards.ForChannel(open with { Stage = Stage.Merging, Skips = [.. skips] }, book.Standing, at)),
            ("channel, over", RoundChannelCards.ForChannel(round, [], at, [.. CausesCards.Summary(round, causes, most), .. ApproachesCards.Summary(round, approaches, most)])),
            ("facilitator, merging", RoundOwnerCards.ForOwner(new(open with { Stage = Stage.Merging, Skips = [.. skips] }, book, 5, themes, "fresh", "29:x", Long(200), kept))),
        ];

        Assert.All(cards, card => Assert.True(card.Message.Card.SizeInBytes < 27 * 1024, $"{card.Name}: {card.Message.Card.SizeInBytes}"));
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static async Task<RoundWorld> ProposedAsync(LocalDate? causes = null)
    {
        var world = await new RoundWorld().SetUpAsync();
        Assert.IsType<StartOutcome.Started>(await world.StartAsync(RoundWorld.Asked() with { Causes = causes }));
        await world.World.RunAsync(TimeSpan.FromMinutes(1));
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");
        await world.ProposeAsync("b", HeadTwo, 2, "Pupils who miss a day a week", "attendance");
        return world;
    }

    private static async Task<RoundWorld> VotingAsync(LocalDate? causes = null)
    {
        var world = await ProposedAsync(causes);
        await world.RunToAsync(VoteOpens.AddMinutes(1));
        await world.VoteAsync(HeadOne, 1, "a");
        await world.VoteAsync(HeadTwo, 2, "a");
        return world;
    }
}
