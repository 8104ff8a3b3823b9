using System.Text.Json.Nodes;
using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>A round from its vote to its matters, as the engine plays it: what the schools say of causes and approaches goes up with what they agreed.</summary>
public sealed class GatheringTests
{
    private static readonly LocalDate CausesDay = new(2026, 9, 25), ApproachesDay = new(2026, 10, 2);

    [Fact]
    public async Task E1_ARoundThatIsOver_FreezesThemeCausesPupilGroupsAndApproachesIntoItsMatter()
    {
        var world = await VotedAsync();
        Assert.Equal(Stage.Causes, (await world.FindAsync()).Stage);
        Assert.Contains(CardsIn(world.World, World.ChatOf(HeadTwo)), words => words.Contains("What causes this?", StringComparison.Ordinal));
        await ContributeAsync(world, HeadOne, 1, new CausesAct.Add("c1", "a", "Parental engagement", CauseMark.Shared, "Few families come."));
        await ContributeAsync(world, HeadTwo, 2, new CausesAct.Add("c2", "a", "parental  engagement", CauseMark.School, null));
        await ContributeAsync(world, HeadTwo, 2, new CausesAct.SayGroups("g1", "a", ["Disadvantaged pupils"]));
        await world.World.RunAsync(TimeSpan.FromMinutes(1));
        var during = Channel(world);
        Assert.Contains("2 of 3 schools have answered so far.", during, StringComparison.Ordinal);
        Assert.DoesNotContain("Parental engagement", during, StringComparison.Ordinal); // V17

        await world.RunToAsync(RoundPlan.Closing(CausesDay).AddMinutes(1));
        Assert.Equal(Stage.Approaches, (await world.FindAsync()).Stage);
        Assert.Contains("Parental engagement (school-controlled 1, shared 1; evidence: 1 note) 2 schools", Channel(world), StringComparison.Ordinal);
        Assert.Contains(CardsIn(world.World, World.ChatOf(HeadOne)), words => words.Contains("Causes have closed", StringComparison.Ordinal));
        var suggest = new ApproachesAct.Add("s1", "a", "A talking hour", RoundWorld.Seat(1).Value, new LocalDate(2026, 11, 2), "EEF toolkit", EvidenceStrength.Strong);
        Assert.IsType<StageOutcome<ApproachesBook>.Done>(await new ContributeToStage<ApproachesBook>(world.Rounds, new ApproachesStore(world.Rounds), world.News).HandleAsync(CallerOf(HeadOne), new("round-1"), RoundWorld.Seat(1), suggest, default));
        Assert.Null(await MatterAsync(world)); // Not before the round is over.

        await world.RunToAsync(RoundPlan.Closing(ApproachesDay).AddMinutes(2));
        Assert.Equal((Stage.Finished, RoundEnd.Agreed), ((await world.FindAsync()).Stage, (await world.FindAsync()).End));
        var gathered = (await MatterAsync(world))!.Evidence.Gathered!;
        Assert.Equal("Early language", gathered.Theme);
        var cause = Assert.Single(gathered.Causes);
        Assert.Equal(("Parental engagement", 2, 1, 1, 0), (cause.Text, cause.Schools, cause.School, cause.Shared, cause.External));
        Assert.Equal(["Few families come."], cause.Evidence.AsEnumerable());
        Assert.Equal(new GroupCount("Disadvantaged pupils", 1), Assert.Single(gathered.PupilGroups));
        Assert.Equal(new GatheredApproach("A talking hour", "Kestrel Bank Primary", new(2026, 11, 2), "EEF toolkit", EvidenceStrength.Strong), Assert.Single(gathered.Approaches));
        foreach (var place in new[] { World.ChannelOf(Board), World.ChatOf(Chair), World.ChannelOf(AlderVale) })
        {
            Assert.Contains(CardsIn(world.World, place), words => words.Contains("Theme: Early language", StringComparison.Ordinal) && words.Contains("Kestrel Bank Primary leads, from Monday 2 November; evidence: strong, EEF toolkit", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task ASkippedStage_IsLeftOutWithItsNote_AndTheMatterSaysThatNothingWasNamed()
    {
        var world = await VotedAsync();

        Assert.IsType<SteerOutcome.Done>(await world.SkipAsync(Stage.Causes, "The board knows the causes."));
        Assert.IsType<SteerOutcome.Done>(await world.SkipAsync(Stage.Approaches, "The board decides."));
        await world.World.RunAsync(TimeSpan.FromDays(1));

        Assert.Equal(Stage.Finished, (await world.FindAsync()).Stage);
        Assert.Contains(CardsIn(world.World, World.ChatOf(HeadOne)), words => words.Contains("Causes were left out", StringComparison.Ordinal) && words.Contains("The board knows the causes.", StringComparison.Ordinal));
        var gathered = (await MatterAsync(world))!.Evidence.Gathered!;
        Assert.Equal((0, 0, 0), (gathered.Causes.Length, gathered.PupilGroups.Length, gathered.Approaches.Length));
        Assert.Contains(CardsIn(world.World, World.ChatOf(Chair)), words => words.Contains("No cause was named.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task E1_AMatterOfAPlainPoll_ShowsNone()
    {
        var world = await new World().SetUpAsync();
        var matter = await world.RaiseOneAsync();

        Assert.Null(matter.Evidence.Gathered);
        Assert.DoesNotContain(CardsIn(world, World.ChatOf(Chair)), words => words.Contains("What lies behind it", StringComparison.Ordinal));
    }

    [Fact]
    public void E1_WhatIsLongerThanARow_ComesBackWhole()
    {
        var gathered = new Gathered("Early language", [.. Enumerable.Range(0, 200).Select(n => new CauseCount($"Cause {n} 🧒", 1, 1, 0, 0, [new string('é', 499) + "🧒"]))], [], []);

        var rows = MatterRows.InsertGathered(gathered).OfType<Core.Tables.Write.InsertOne>().ToList();
        var back = MatterRows.ReadGathered(rows.Select(row => row.Fields))!;

        Assert.InRange(rows.Count, 3, 10);
        Assert.Equal(gathered.Causes.Select(cause => (cause.Text, cause.Evidence[0])), back.Causes.Select(cause => (cause.Text, cause.Evidence[0])));
        Assert.Null(MatterRows.ReadGathered([]));
    }

    [SkippableFact]
    public async Task TheChannelsCard_WithTheMostThereCanBe_KeepsTheCardLanguage()
    {
        var round = CausesSamples.RoundIn(Stage.Finished) with
        {
            End = RoundEnd.Agreed,
            Priorities = [.. Enumerable.Range(1, StartRound.ChooseAtMost + 1).Select(n => new Option($"p{n}", $"{n}" + new string('Ж', Wording.OptionLength - 1), $"{n}" + new string('Ж', 39)))],
            Skips = [new(Stage.Proposals, new("facilitator"), default, new string('é', 500))],
        };
        var causes = new CausesBook(
            round.Priorities.SelectMany(priority => Enumerable.Range(10, 9).Select(n => new Cause($"{priority.Id}{n}", priority.Id, CausesSamples.First.Id, new("head-1"), 0, $"{n}" + new string('é', Cause.LongestText - 2), CauseMark.School, new string('é', 500), default))),
            round.Priorities.Select(priority => new SaidGroups($"{priority.Id}g", priority.Id, CausesSamples.First.Id, new("head-1"), 0, [.. Enumerable.Range(10, 9).Select(n => $"{n}" + new string('é', SaidGroups.LongestText - 2))], default)),
            []);
        var approaches = new ApproachesBook(
            round.Priorities.SelectMany(priority => Enumerable.Range(10, 9).Select(n => new SuggestedApproach(
                $"{priority.Id}{n}", priority.Id, CausesSamples.First.Id, new("head-1"), 0, $"{n}" + new string('é', SuggestedApproach.LongestText - 2), CausesSamples.First.Id, new(2027, 1, 11), new string('é', SuggestedApproach.LongestSource), EvidenceStrength.Strong, default))),
            []);

        AdaptiveCard Of(Round round) => RoundChannelCards.ForChannel(
            round, [], default, [.. CausesCards.Summary(round, causes, CausesParts.ShownInChannel(round)), .. ApproachesCards.Summary(round, approaches, CausesParts.ShownInChannel(round))]).Card;
        await CardCheck.CheckAsync([("six priorities", Of(round)), ("three priorities", Of(round with { Priorities = [.. round.Priorities.Take(3)] }))]);
    }

    private static async Task<RoundWorld> VotedAsync()
    {
        var world = await new RoundWorld(stages: StagesOf).SetUpAsync();
        await world.StartAsync(RoundWorld.Asked() with { Causes = CausesDay, Approaches = ApproachesDay });
        await world.World.RunAsync(TimeSpan.FromMinutes(1));
        await world.ProposeAsync("a", HeadOne, 1, "More children talking well by five");
        await world.ProposeAsync("b", HeadTwo, 2, "Pupils who miss a day a week", "attendance");
        await world.RunToAsync(When.At(new(2026, 9, 15, 9, 1)));
        await world.VoteAsync(HeadOne, 1, "a");
        await world.VoteAsync(HeadTwo, 2, "a");
        await world.RunToAsync(When.At(new(2026, 9, 21, 9, 1))); // The vote closed at 5 pm on a Friday: its stage begins on Monday morning at the latest.
        return world;
    }

    private static IEnumerable<StageCards> StagesOf(RoundWorld world)
    {
        var (causes, approaches) = (new CausesStore(world.Rounds), new ApproachesStore(world.Rounds));
        return [new CausesStageCards(world.Rounds, causes, new(StageWorld.Choices, world.Drawn)), new ApproachesStageCards(world.Rounds, approaches, new(causes, world.Drawn))];
    }

    private static async Task ContributeAsync(RoundWorld world, PersonId head, int school, CausesAct act) =>
        Assert.IsType<StageOutcome<CausesBook>.Done>(await new ContributeToStage<CausesBook>(world.Rounds, new CausesStore(world.Rounds), world.News).HandleAsync(CallerOf(head), new("round-1"), RoundWorld.Seat(school), act, default));

    private static Task<Matter?> MatterAsync(RoundWorld world) => world.World.Matters.FindAsync(Tenant, new("round-1-vote~a~locality"), default);

    private static string Channel(RoundWorld world) => Assert.Single(CardsIn(world.World, World.ChannelOf(AlderVale)), words => words.Contains("step by step and without a meeting", StringComparison.Ordinal));

    /// <summary>The words of the cards that stand in a conversation, with plain spaces; the runs of a paragraph follow one another as they are read.</summary>
    private static List<string> CardsIn(World world, string conversation) =>
        [.. world.Teams.Posts.Where(post => post.Conversation == conversation).Select(post => Words(JsonNode.Parse(world.Teams.Cards[post.ActivityId].Card.ToJson())!).Replace('\u00A0', ' '))];

    private static string Words(JsonNode node) => node switch
    {
        JsonArray list => string.Concat(list.Select(item => Words(item!))),
        JsonObject item when item["text"] is { } text => item["type"]!.GetValue<string>() is "TextRun" ? text.GetValue<string>() : $"{text.GetValue<string>()} ",
        JsonObject item => string.Concat(item.Where(pair => pair.Key is "body" or "items" or "columns" or "inlines").Select(pair => Words(pair.Value!))) + (item.ContainsKey("inlines") ? " " : ""),
        _ => "",
    };
}
