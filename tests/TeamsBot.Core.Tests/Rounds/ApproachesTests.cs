using System.Text;
using NodaTime;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Rounds;

public sealed class ApproachesTests
{
    private const string Add = ApproachesCards.Add;

    private static readonly (string, string)[] Typed =
    [
        ("approach", "a1"), ("approachText", " A talking\u202E hour\nin *reception* "), ("approachLead", A.Seat(2).Value), ("approachStart", "2027-01-11"), ("approachSource", "EEF toolkit"), ("approachStrength", "Strong"),
    ];

    [Fact]
    public async Task R48_Add_IsKeptWithLeadStartEvidenceAndStrength()
    {
        var world = await StageWorld.InAsync(Stage.Approaches);

        var answer = await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Contains("✓ Suggested.", answer, StringComparison.Ordinal);
        Assert.Contains("School 2 leads, from Monday 11\u00A0January; evidence: strong, EEF toolkit", answer, StringComparison.Ordinal);
        var approach = Assert.Single((await world.ApproachesAsync()).Of("p1"));
        Assert.Equal(("A talking hour in *reception*", A.Seat(2), new LocalDate(2027, 1, 11), "EEF toolkit", EvidenceStrength.Strong), (approach.Text, approach.Lead, approach.Start, approach.Source, approach.Strength));
        Assert.Equal(["approach a1"], world.Audit());
        Assert.Equal(1, await world.Rounds.ContributorsAsync(await world.RoundAsync(), Stage.Approaches, default));
    }

    [Theory] // R49: what has no source is shown as such.
    [InlineData("None", "", "evidence: none given")]
    [InlineData("None", "Our own trial", "evidence: strength not given, Our own trial")]
    [InlineData("Moderate", "", "evidence: moderate, no source given")]
    public async Task R49_Add_WithoutStrengthOrSource_SaysSo(string strength, string source, string said)
    {
        var world = await StageWorld.InAsync(Stage.Approaches);

        Assert.Contains(said, await world.PressAsync(A.Head(1), Add, [.. Typed, ("approachStrength", strength), ("approachSource", source)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V7_Add_PressedTwice_AddsOne_AlsoWhenTheRoundIsOver()
    {
        var world = await StageWorld.InAsync(Stage.Approaches);
        await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Contains("✓ Suggested.", await world.PressAsync(A.Head(1), Add, Typed), StringComparison.Ordinal);
        Assert.Contains("your card was an older one", await world.PressAsync(A.Head(1), Add, [.. Typed, ("approachText", "Another")]), StringComparison.Ordinal);
        await world.MoveToAsync(Stage.Finished);
        Assert.Contains("counted in time", await world.PressAsync(A.Head(1), Add, Typed), StringComparison.Ordinal);

        Assert.Single(world.Keys("approach|"));
    }

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public async Task V9_Add_AroundTheDeadline_CountsOnlyBeforeIt(int ticks, bool counted)
    {
        var world = await StageWorld.InAsync(Stage.Approaches);
        world.Clock.MoveTo((await world.RoundAsync()).Plan.ApproachesClose!.Value.AddTicks(ticks));

        var answer = await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Equal(counted, world.Keys("approach|").Count == 1);
        Assert.Equal(!counted, answer.Contains("Too late: nothing was changed.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Add_InTheStageBefore_IsNotTaken()
    {
        var world = await StageWorld.InAsync(Stage.Causes);

        Assert.Contains("Approaches are not open yet", await world.PressAsync(A.Head(1), Add, Typed), StringComparison.Ordinal);
        Assert.Empty(world.Keys("approach|"));
    }

    [Theory]
    [InlineData("approachText", " \u202E.,- ", "Write what schools would do")]
    [InlineData("approachText", "LONG", "at most 300 characters")]
    [InlineData("approachText", "For Sam Alder, born 3 May 2018", "designated safeguarding lead")] // T4
    [InlineData("approachSource", "LONG", "at most 300 characters")]
    [InlineData("approachLead", "The vicar", "Choose who leads it from the list")]
    [InlineData("approachLead", "", "Choose who leads it from the list")]
    [InlineData("approachStart", "", "Choose the day on which it starts")]
    [InlineData("approachStart", "11/01/2027", "Choose the day on which it starts")]
    [InlineData("approachStart", "2026-11-30", "today, Tuesday 1\u00A0December, or later")]
    [InlineData("approachStart", "2036-01-01", "within two years")]
    [InlineData("approachStrength", "Overwhelming", "Say how strong the evidence is")]
    [InlineData("approachStrength", "9", "Say how strong the evidence is")]
    [InlineData("priority", "forged", "Choose one of the agreed priorities")]
    public async Task Add_WhatCannotStand_SaysWhyKeepsWhatWasTypedAndWritesNothing(string name, string value, string why)
    {
        var world = await StageWorld.InAsync(Stage.Approaches);

        var answer = await world.PressAsync(A.Head(1), Add, [.. Typed, (name, value is "LONG" ? new string('n', 10_000) : value)]);

        Assert.Contains("Not counted yet.", answer, StringComparison.Ordinal);
        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(answer) < CardRules.MostBytes);
        Assert.Empty(world.Keys("approach|"));
        if (name is not "approachSource")
        {
            Assert.Contains("\"value\":\"EEF toolkit\"", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Add_TodayItself_IsTaken_AlsoJustAfterMidnightInSummer()
    {
        var world = await StageWorld.InAsync(Stage.Approaches);

        await world.PressAsync(A.Head(1), Add, [.. Typed, ("approachStart", "2026-12-01")]);

        Assert.Single(world.Keys("approach|"));
    }

    [Fact]
    public async Task Add_TheSameAgainOrASixth_IsRefused()
    {
        var world = await StageWorld.InAsync(Stage.Approaches);
        for (var n = 1; n <= SuggestedApproach.OfOneSeatAtMost; n++)
        {
            await world.PressAsync(A.Head(1), Add, [.. Typed, ("approach", $"a{n}"), ("approachText", $"Approach {n}")]);
        }

        Assert.Contains("suggested this already", await world.PressAsync(A.Head(1), Add, [.. Typed, ("approach", "x"), ("approachText", "APPROACH 2")]), StringComparison.Ordinal);
        Assert.Contains("the most there can be", await world.PressAsync(A.Head(1), Add, [.. Typed, ("approach", "x")]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("round", "no-such-round")]
    [InlineData("seat", "school-9")]
    [InlineData("approach", "a|b")]
    public async Task V2_Add_AForgedRoundSeatOrId_IsNotTheirs(string name, string value)
    {
        var world = await StageWorld.InAsync(Stage.Approaches);

        Assert.Contains("This is not yours to answer", await world.PressAsync(A.Head(1), Add, [.. Typed, (name, value)]), StringComparison.Ordinal);
        Assert.Contains("This is not yours to answer", await world.PressAsync(A.Head(3), Add, Typed), StringComparison.Ordinal); // T2
        Assert.Empty(world.Keys("approach|"));
    }

    [Fact]
    public async Task V2_Handle_ByAnotherSchoolsHead_IsNotTheirs()
    {
        var world = await StageWorld.InAsync(Stage.Approaches);
        var contribute = new ContributeToStage<ApproachesBook>(world.Rounds, world.Approaches, world.News);
        var add = new ApproachesAct.Add("a1", "p1", "A talking hour", A.Seat(1).Value, new(2027, 1, 11), null, EvidenceStrength.None);

        Assert.IsType<StageOutcome<ApproachesBook>.NotYours>(await contribute.HandleAsync(PollWorld.CallerOf(A.Head(2)), StageWorld.Id, A.Seat(1), add, default));
        Assert.Empty(world.Keys("approach|"));
    }

    [Fact]
    public async Task TakeBack_IsTheSchoolsOwn_AndNotADeputysOfTheHeads()
    {
        var world = await StageWorld.InAsync(Stage.Approaches);
        await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Contains("Your head made this suggestion", await world.PressAsync(A.Deputy(1), ApproachesCards.TakeBack, ("approachToTakeBack", "a1")), StringComparison.Ordinal); // V3
        Assert.Contains("Choose one of your school’s suggestions", await world.PressAsync(A.Head(2), ApproachesCards.TakeBack, ("approachToTakeBack", "a1"), ("seat", A.Seat(2).Value)), StringComparison.Ordinal);
        Assert.Single((await world.ApproachesAsync()).Of("p1"));
        Assert.Contains("✓ Taken back.", await world.PressAsync(A.Head(1), ApproachesCards.TakeBack, ("approachToTakeBack", "a1")), StringComparison.Ordinal);
        Assert.Contains("✓ Taken back.", await world.PressAsync(A.Head(1), ApproachesCards.TakeBack, ("approachToTakeBack", "a1")), StringComparison.Ordinal);
        Assert.Empty((await world.ApproachesAsync()).Of("p1"));
        Assert.Equal(["approach a1", "take back approach a1"], world.Audit());
    }

    [Fact]
    public async Task Cards_ShowWhatLiesBehindThePriority()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        await world.PressAsync(A.Head(2), CausesCards.Add, ("seat", A.Seat(2).Value), ("cause", "c1"), ("listedCause", "poverty"), ("causeMark", "External"));
        await world.MoveToAsync(Stage.Approaches);
        var round = await world.RoundAsync();

        var card = await world.ApproachesCards.ForVoterAsync(round, round.Electorate.Find(A.Seat(1))!, A.Head(1), "29:head", default);

        Assert.Contains("Poverty and the cost of living (external).", card.Card.ToJson(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Samples_AndTheLargestCards_KeepTheCardLanguage()
    {
        var seats = Enumerable.Range(10, 45).Select(n => new Seat(new($"school-1234{n}"), $"{n}" + new string('S', 98), [new($"head-{n}")])).ToList();
        var on = CausesSamples.RoundIn(Stage.Approaches) with { Electorate = new(seats), Priorities = [.. Enumerable.Range(1, 6).Select(n => new Option($"p{n}", $"{n}" + new string('Ж', Wording.OptionLength - 1), $"{n}" + new string('Ж', 39)))] };
        var book = new ApproachesBook(
            on.Priorities.SelectMany(priority => Enumerable.Range(10, SuggestedApproach.OfOneSeatAtMost).Select(n => new SuggestedApproach(
                $"{priority.Id}-{n}", priority.Id, seats[0].Id, new("head-10"), 0, $"{n}" + new string('é', SuggestedApproach.LongestText - 2), seats[1].Id, new(2027, 9, 20), new string('é', SuggestedApproach.LongestSource), EvidenceStrength.Moderate, A.Opened))),
            []);
        var typed = new Dictionary<string, string> { [ApproachesCards.TextInput] = new string('é', 10_000), [ApproachesCards.SourceInput] = new string('é', 10_000), [ApproachesCards.StartInput] = "0001-01-01" };
        ApproachesView Of(Round round) => new(new(round, round.Electorate.Seats[0], book), CausesSamples.Book, round.Priorities[0], "fresh", round.Plan.ApproachesClose!.Value.AddDays(-1), "29:x");

        await CardCheck.CheckAsync(
        [
            .. ApproachesSamples.All().Select(sample => (sample.State, sample.Message.Card)),
            ("the largest", ApproachesCards.ForSeat(Of(on), new string('n', 200), typed).Card),
            ("the largest, over", ApproachesCards.ForSeat(Of(on with { Stage = Stage.Finished })).Card),
            ("Markdown", ApproachesCards.ForSeat(Of(on with { Priorities = [new("p1", "*bold* [link](https://x.example)", "*bold*")] })).Card),
        ]);
    }
}
