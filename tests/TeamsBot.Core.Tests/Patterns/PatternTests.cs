using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Needs;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Themes;
using Xunit;
using static TeamsBot.Core.Tests.Patterns.PatternWorld;

namespace TeamsBot.Core.Tests.Patterns;

/// <summary>Patterns as the engine finds them: at the threshold, not one before, and once (rule E8).</summary>
public sealed class PatternTests
{
    [Fact]
    public async Task E8_ThreeNetworksOfALocality_AreToldToItsBoardAtTheThird_OnceAndWithCredit()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk), (1, 2, Talk), (2, 1, Talk), (1, 3, Attendance));
        Assert.Empty(world.ToldTo(Chair(1))); // Two networks, one of them twice; another locality; another theme.

        await world.RaiseAndRunAsync((1, 3, Talk));
        Assert.Equal("Locality Board 1: three networks, one theme: Early language", Assert.Single(world.ToldTo(Chair(1))));
        Assert.Single(world.ToldTo(Clerk(1)));
        Assert.Empty(world.ToldTo(Chair(2)));

        await world.RaiseAndRunAsync((1, 4, Talk));
        Assert.Equal("Locality Board 1: four networks, one theme: Early language", Assert.Single(world.ToldTo(Chair(1)))); // The same card, brought up to date.
        var pattern = await world.PatternAsync(PatternLevel.Networks, Board(1));
        Assert.Equal((3, PatternState.Found, 2), (pattern.Threshold, pattern.State, pattern.Version));
        var card = (await world.PressAsync(Chair(1), PatternCards.Show, ("pattern", pattern.Id.Value))).Card.ToJson();
        foreach (var network in Enumerable.Range(1, 4))
        {
            Assert.Contains($"Network 1{network}", card, StringComparison.Ordinal);
        }

        Assert.Equal([], world.World.Replica.Log);
    }

    [Fact]
    public async Task E8_AWithdrawnMatter_DoesNotCount_AndItsNetworkCountsOnceWhenItSendsAgain()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk));
        var third = await world.RaiseAsync(Network(1, 3));
        Assert.IsType<MoveOutcome.Moved>(await world.MoveAsync(third, Act.Withdraw, Adviser(1), "We see to it ourselves."));
        await world.RunAsync();
        Assert.Empty(world.ToldTo(Chair(1)));

        await world.RaiseAndRunAsync((1, 3, Talk));
        Assert.Single(world.ToldTo(Chair(1)));
    }

    [Fact]
    public async Task E8_T5_ARestrictedMatter_EntersNoPattern()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk));
        var restricted = await world.RaiseAsync(Network(1, 3), visibility: Visibility.Restricted);
        await world.RunAsync();

        // Nobody is asked to look at it; and whoever looks all the same counts nothing.
        var now = world.World.Clock.GetUtcNow();
        Assert.IsType<DueOutcome.Finished>(await world.Get<LookForPatterns>().HandleAsync(new(Fernshaw.Tenant, LookForPatterns.Kind, MatterIntents.Subject(restricted, 1), now, now), default));
        await world.RunAsync();

        Assert.Empty(world.ToldTo(Chair(1)));
        Assert.Equal(2, (await world.GatheringAsync(PatternLevel.Networks, Board(1))).Sightings.Length);
    }

    [Fact]
    public async Task E8_ThreeOfFiveBoards_AreToldToThePartnershipBoard_TheSameBoardTwiceCountsOnce()
    {
        var world = await new PatternWorld().SetUpAsync();
        foreach (var (locality, network) in new[] { (1, 1), (1, 2), (2, 1) })
        {
            var id = await world.RaiseAsync(Network(locality, network));
            await world.MoveAsync(id, Act.ReferUp, Chair(locality), "It needs the county.");
            await world.RunAsync();
        }

        Assert.Empty(world.ToldTo(CountyChair)); // Two boards, one of them twice; a third has it and has not sent it up.
        await world.RaiseAndRunAsync((3, 1, Talk), (3, 2, Talk));
        Assert.Empty(world.ToldTo(CountyChair));

        await world.RaiseAndRunAsync((3, 3, Talk)); // Three networks make it the third board's.
        Assert.Equal("County Partnership Board: three locality boards, one theme: Early language", Assert.Single(world.ToldTo(CountyChair)));
        var fourth = await world.RaiseAsync(Network(4, 1));
        await world.MoveAsync(fourth, Act.ReferUp, Chair(4), "It needs the county.");
        await world.RunAsync();
        Assert.Equal("County Partnership Board: four locality boards, one theme: Early language", Assert.Single(world.ToldTo(CountyChair)));
        var card = (await world.PressAsync(CountyChair, PatternCards.Show, ("pattern", (await world.PatternAsync(PatternLevel.Boards, County)).Id.Value))).Card.ToJson();
        Assert.Contains("Consider redeployment to these localities: Locality Board 1, Locality Board 2, Locality Board 3 and Locality Board 4.", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E8_ALocalityWhoseNetworksAreEnoughByAPersonsYes_CountsWithTheCountyAtOnce()
    {
        var world = await new PatternWorld().SetUpAsync();
        foreach (var locality in new[] { 1, 2, 3 })
        {
            await world.RaiseAndRunAsync((locality, 1, Talk), (locality, 2, Talk), (locality, 3, Speech));
            await world.PressAsync(Chair(locality), IssueCards.Same, (IssueCards.QuestionKey, $"networks~{Board(locality).Id}~2026~{Talk}~{Speech}"));
            await world.RunAsync();
        }

        Assert.Equal("County Partnership Board: three locality boards, one theme: Early language", Assert.Single(world.ToldTo(CountyChair)));
    }

    [Fact]
    public async Task E8_MoreRelatedThemesThanOneCommitHolds_AreAllAskedAbout()
    {
        var list = new ThemeList(0, [new(new("words"), "Language", null, []), .. Enumerable.Range(1, 45).Select(number => new Theme(new($"theme-{number:D2}"), $"Theme {number}", new("words"), []))]);
        var world = await new PatternWorld(themes: list).SetUpAsync();
        var scope = new PatternScope(PatternLevel.Networks, Board(1).Id, 2026);
        foreach (var number in Enumerable.Range(1, 45))
        {
            var seen = new Sighting($"matter-{number}", new($"theme-{number:D2}"), SightingKind.Raised, Party.Of(Network(1, (number % 4) + 1)), "Words", world.World.Clock.GetUtcNow(), true, 1);
            await world.Get<PatternStore>().NoteAsync(Fernshaw.Tenant, scope, seen, default);
        }

        await world.Get<FindPatterns>().HandleAsync(Fernshaw.Tenant, scope, world.World.Register, default);
        Assert.Equal(44, (await world.GatheringAsync(PatternLevel.Networks, Board(1))).Questions.Length);
    }

    [Fact]
    public async Task E8_ALocalityWhoseNetworksAreNoLongerEnough_StopsCounting()
    {
        var world = await new PatternWorld(new(Networks: 2, Boards: 2)).SetUpAsync();
        var first = await world.RaiseAsync(Network(1, 1));
        await world.RaiseAndRunAsync((1, 2, Talk));
        await world.MoveAsync(first, Act.Withdraw, Adviser(1), "Not any more.");
        await world.RunAsync();

        await world.RaiseAndRunAsync((2, 1, Talk), (2, 2, Talk));
        Assert.Empty(world.ToldTo(CountyChair));
        await world.RaiseAndRunAsync((1, 3, Talk));
        Assert.Single(world.ToldTo(CountyChair));
    }

    [Fact]
    public async Task E8_PrimarySchools_AreCountedByTheirNamedVotes_AtTheThreshold_WithNoSchoolNamed()
    {
        var closed = School(1, 2, 1);
        var world = await new PatternWorld(
            new(Networks: 9, Boards: 9, Primaries: 4),
            schools => [.. schools.Select(school => school.Urn == closed ? school with { Status = "Closed", Network = null } : school), new(new("999999"), "The academy", "Primary", "Academy converter", 10, "Open", null, Network(1, 2).Id)],
            [new(closed, new("999999"), null)]).SetUpAsync();
        await world.RaiseAsync(Network(1, 1), chose: [1, 2, 3]); // Two primaries; the secondary does not count.
        await world.RaiseAsync(Network(1, 1), chose: [1, 2]); // The same again.
        await world.RaiseAsync(Network(1, 3), chose: [1, 2, 3], secrecy: Secrecy.Secret);
        await world.RaiseAsync(Network(1, 2), chose: [9]); // The academy.
        await world.RunAsync();
        Assert.Empty(world.ToldTo(CountyChair)); // Three.

        await world.RaiseAsync(Network(1, 2), chose: [2]); // The fourth.
        await world.RunAsync();
        Assert.Equal("County Partnership Board: 4\u00A0primary schools, one theme: Early language", Assert.Single(world.ToldTo(CountyChair)));
        await world.RaiseAsync(Network(5, 1), chose: [1]);
        await world.RunAsync();
        Assert.Equal("County Partnership Board: 5\u00A0primary schools, one theme: Early language", Assert.Single(world.ToldTo(CountyChair)));

        var card = (await world.PressAsync(CountyChair, PatternCards.Show, ("pattern", (await world.PatternAsync(PatternLevel.Primaries, County)).Id.Value))).Card.ToJson();
        Assert.Contains("that was so of one matter behind this", card, StringComparison.Ordinal);
        Assert.DoesNotContain("School 1", card, StringComparison.Ordinal);
        Assert.DoesNotContain("academy", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E8_AConvertedSchool_CountsOnceAsWhatItBecame()
    {
        var closed = School(1, 1, 1);
        var world = await new PatternWorld(new(9, 9, 2)).SetUpAsync();
        await world.RaiseAsync(Network(1, 1), chose: [1]);
        await world.RunAsync();
        var (before, academy) = (world.World.Register, new School(new("999999"), "The academy", "Primary", "Academy converter", 10, "Open", null, Network(1, 1).Id));
        await world.World.ImportAsync(new(2, before.Groups, [.. before.Schools.Select(school => school.Urn == closed ? school with { Status = "Closed", Network = null } : school), academy],
            [.. before.People.Append(new(new("head-999999"), "Head", "head@schools.example", [new(Role.Head, academy.Urn, null)]))], links: [new(closed, academy.Urn, null)]));

        var counted = await world.GatheringAsync(PatternLevel.Primaries, County);
        Assert.Equal(1, counted.CountOf(counted.ClusterOf(new(Talk))));
        await world.Get<PatternStore>().NoteAsync(Fernshaw.Tenant, counted.Scope, counted.Sightings[0] with { Key = "later", Schools = [academy.Urn] }, default);
        var later = await world.GatheringAsync(PatternLevel.Primaries, County);
        Assert.Equal((2, 1), (later.Sightings.Length, later.CountOf(later.ClusterOf(new(Talk)))));
    }

    [Fact]
    public async Task E8_TwoReplicasAtOnce_FindAPatternOnce()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk));
        var (second, third) = (await world.RaiseAsync(Network(1, 2)), await world.RaiseAsync(Network(1, 3)));
        var look = world.Get<LookForPatterns>();
        var raced = false;
        world.World.Table.Before = call =>
        {
            if (!raced && call.IsCommit && call.Writes!.Any(write => write.Key == $"pattern|{Talk}"))
            {
                raced = true;
                look.HandleAsync(Item(third), default).GetAwaiter().GetResult();
            }

            return null;
        };

        await look.HandleAsync(Item(third) with { Subject = MatterIntents.Subject(second, 1) }, default);
        await look.HandleAsync(Item(third), default);
        await world.RunAsync();

        Assert.Single(world.ToldTo(Chair(1)));
        Assert.Equal(3, (await world.GatheringAsync(PatternLevel.Networks, Board(1))).CountOf((await world.GatheringAsync(PatternLevel.Networks, Board(1))).Clusters[0]));

        DueItem Item(MatterId id) => new(Fernshaw.Tenant, LookForPatterns.Kind, MatterIntents.Subject(id, 1), world.World.Clock.GetUtcNow(), world.World.Clock.GetUtcNow());
    }

    [Fact]
    public async Task E8_RelatedThemes_AreAsked_AndOnePersonsYesMakesThemOne()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk), (1, 2, Speech));
        Assert.DoesNotContain(world.World.ShownIn(World.ChatOf(Chair(1))), words => words.Contains("one issue", StringComparison.Ordinal)); // Two networks in all.

        await world.RaiseAndRunAsync((1, 3, Speech));
        Assert.Single(world.World.ShownIn(World.ChatOf(Chair(1))), words => words.Contains("is this one issue? Early language, Speech and language", StringComparison.Ordinal));
        Assert.Empty(world.ToldTo(Chair(1)));
        var question = $"networks~{Board(1).Id}~2026~{Talk}~{Speech}";
        Assert.Contains("not yours", (await world.PressAsync(Chair(2), IssueCards.Same, (IssueCards.QuestionKey, question))).Card.ToJson(), StringComparison.Ordinal);

        await world.PressAsync(Clerk(1), IssueCards.Same, (IssueCards.QuestionKey, question));
        await world.RunAsync();
        Assert.Equal("Locality Board 1: three networks, one theme: Early language", Assert.Single(world.ToldTo(Chair(1))));
        var late = (await world.PressAsync(Chair(1), IssueCards.Different, (IssueCards.QuestionKey, question))).Card.ToJson();
        Assert.Contains("Already answered by the clerk", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E8_ANo_IsRemembered()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk), (1, 3, Speech));
        await world.PressAsync(Chair(1), IssueCards.Different, (IssueCards.QuestionKey, $"networks~{Board(1).Id}~2026~{Talk}~{Speech}"));
        await world.RunAsync();

        await world.RaiseAndRunAsync((1, 4, Speech));
        Assert.Empty(world.ToldTo(Chair(1)));
        Assert.Single(world.World.ShownIn(World.ChatOf(Chair(1))), words => words.Contains("counted apart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R58_WhatServicesSeeUnderTheTheme_StandsOnItsCard()
    {
        var world = await new PatternWorld().SetUpAsync();
        var need = new ObservedNeed("n1", new(Talk), "health", "Health", Party.Of(Board(1)), new("lead"), "Children come with few words", "Our checks", HowMany.FiftyOrMore, world.World.Clock.GetUtcNow(), null, Core.Audit.AuditChain.Empty);
        await world.Get<ObservedNeeds>().InsertAsync(Fernshaw.Tenant, need, default);
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk), (1, 3, Talk));

        var card = (await world.PressAsync(Chair(1), PatternCards.Show, ("pattern", (await world.PatternAsync(PatternLevel.Networks, Board(1))).Id.Value))).Card.ToJson();
        Assert.Contains(" also sees this: “Children come with few words”", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patterns_AreListedForOfficersAndFacilitators_WithWhatEachMaySee()
    {
        var world = await new PatternWorld().SetUpAsync();
        await world.RaiseAndRunAsync((1, 1, Talk), (1, 2, Talk), (1, 3, Talk));
        var id = (await world.PatternAsync(PatternLevel.Networks, Board(1))).Id.Value;

        Assert.Equal("One shared theme", (await world.TypeAsync(Chair(1))).Summary);
        Assert.Equal("One shared theme", (await world.TypeAsync(Adviser(1))).Summary);
        Assert.Equal("No theme is shared by enough yet", (await world.TypeAsync(Adviser(2))).Summary);
        Assert.Equal("No theme is shared by enough yet", (await world.TypeAsync(CountyChair)).Summary);
        Assert.Contains("not yours", (await world.PressAsync(Adviser(2), PatternCards.Show, ("pattern", id))).Card.ToJson(), StringComparison.Ordinal);
        var adviser = (await world.PressAsync(Adviser(1), PatternCards.Show, ("pattern", id))).Card.ToJson();
        Assert.DoesNotContain(PatternCards.Join, adviser, StringComparison.Ordinal);
        Assert.Contains("not yours", (await world.PressAsync(Adviser(1), PatternCards.Join, ("pattern", id), ("version", "1"))).Card.ToJson(), StringComparison.Ordinal);
    }
}
