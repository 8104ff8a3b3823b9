using System.Text;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Cards;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Rounds;

public sealed class CausesTests
{
    private const string Add = CausesCards.Add;

    private static readonly (string, string)[] Typed = [("cause", "c1"), ("listedCause", "_own"), ("ownCause", " Few  places\u202E at the *nursery* "), ("causeMark", "External"), ("causeEvidence", "Sixty families\nare on its list.")];

    [Fact]
    public async Task R46_Add_ACauseOfOnesOwn_IsKeptWithItsMarkAndEvidence()
    {
        var world = await StageWorld.InAsync(Stage.Causes);

        var answer = await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Contains("✓ Added.", answer, StringComparison.Ordinal);
        Assert.Contains("Few places at the *nursery*", answer, StringComparison.Ordinal); // T3: a text run, as it was written.
        var cause = Assert.Single((await world.CausesAsync()).Of(A.Seat(1), "p1"));
        Assert.Equal(("Few places at the *nursery*", CauseMark.External, "Sixty families are on its list.", A.Head(1)), (cause.Text, cause.Mark, cause.Evidence, cause.Person));
        Assert.Equal(["cause c1"], world.Audit());
        Assert.Equal(1, await world.Rounds.ContributorsAsync(await world.RoundAsync(), Stage.Causes, default));
    }

    [Fact]
    public async Task R46_Add_AListedCauseWithoutEvidence_SaysNoneGiven()
    {
        var world = await StageWorld.InAsync(Stage.Causes);

        var answer = await world.PressAsync(A.Head(1), Add, ("cause", "c1"), ("listedCause", "parental-engagement"), ("causeMark", "Shared"));

        Assert.Contains("(shared). Evidence: none given", answer, StringComparison.Ordinal);
        Assert.Null(Assert.Single((await world.CausesAsync()).Of(A.Seat(1), "p1")).Evidence);
    }

    [Fact]
    public async Task V7_Add_PressedTwice_AddsOne_AlsoWhenTheStageHasClosedSince()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Contains("✓ Added.", await world.PressAsync(A.Head(1), Add, Typed), StringComparison.Ordinal);
        await world.MoveToAsync(Stage.Approaches);
        Assert.Contains("counted in time", await world.PressAsync(A.Head(1), Add, Typed), StringComparison.Ordinal);

        Assert.Single(world.Keys("cause|"));
        Assert.Equal(["cause c1", "enter Approaches"], world.Audit());
    }

    [Fact]
    public async Task V7_Add_AnotherCauseUnderTheSameId_IsNotCountedAndKeepsWhatWasTyped()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        await world.PressAsync(A.Head(1), Add, Typed);

        var answer = await world.PressAsync(A.Head(2), Add, [.. Typed, ("seat", A.Seat(2).Value), ("ownCause", "Something else")]);

        Assert.Contains("your card was an older one", answer, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"Something else\"", answer, StringComparison.Ordinal);
        Assert.Single(world.Keys("cause|"));
    }

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public async Task V9_Add_AroundTheDeadline_CountsOnlyBeforeIt(int ticks, bool counted)
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        world.Clock.MoveTo((await world.RoundAsync()).Plan.CausesClose!.Value.AddTicks(ticks));

        var answer = await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Equal(counted, world.Keys("cause|").Count == 1);
        Assert.Equal(!counted, answer.Contains("Too late: nothing was changed.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task V10_Add_WhileTheStageEnds_IsReadAgainAndAnsweredLate()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        var moved = false;
        world.Table.Before = call =>
        {
            if (call.IsCommit && !moved && call.Writes!.Any(write => write.Key == "cause|c1"))
            {
                moved = true;
                world.MoveToAsync(Stage.Approaches).GetAwaiter().GetResult();
            }

            return null;
        };

        var answer = await world.PressAsync(A.Head(1), Add, Typed);

        Assert.True(moved);
        Assert.Contains("Too late", answer, StringComparison.Ordinal);
        Assert.Empty(world.Keys("cause|"));
    }

    [Theory]
    [InlineData(TableFault.LoseAnswer)]
    [InlineData(TableFault.LoseRequest)]
    public async Task Add_WhenTheAnswerOfTheCommitIsLost_AddsOnce(TableFault fault)
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        var faults = 0;
        world.Table.Before = call => call.IsCommit && call.Writes!.Any(write => write.Key == "cause|c1") && faults++ == 0 ? fault : null;

        Assert.Contains("✓ Added.", await world.PressAsync(A.Head(1), Add, Typed), StringComparison.Ordinal);
        Assert.Single(world.Keys("cause|"));
        Assert.Equal(["cause c1"], world.Audit());
    }

    [Theory]
    [InlineData("listedCause", "", "ownCause", "", "Choose a cause from the list")]
    [InlineData("listedCause", "forged", "ownCause", " \u202E.,- ", "Choose a cause from the list")]
    [InlineData("listedCause", "poverty", "ownCause", "Mine", "You chose a cause and wrote one too")]
    [InlineData("ownCause", "LONG", "causeEvidence", "", "at most 120 characters")]
    [InlineData("ownCause", "Fine", "causeEvidence", "LONG", "at most 500 characters")]
    [InlineData("ownCause", "Fine", "causeMark", "Somebody", "Say who can change it")]
    [InlineData("ownCause", "Fine", "causeMark", "7", "Say who can change it")]
    [InlineData("ownCause", "Fine", "causeEvidence", "Sam Alder, born 3 May 2018, waits.", "designated safeguarding lead")] // T4
    [InlineData("ownCause", "Fine", "priority", "forged", "Choose one of the agreed priorities")]
    public async Task Add_WhatCannotStand_SaysWhyAndWritesNothing(string name, string value, string other, string otherValue, string why)
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        static string Long(string text) => text is "LONG" ? new string('n', 10_000) : text;

        var answer = await world.PressAsync(A.Head(1), Add, [.. Typed, (name, Long(value)), (other, Long(otherValue))]);

        Assert.Contains("Not counted yet.", answer, StringComparison.Ordinal);
        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(answer) < CardRules.MostBytes);
        Assert.Empty(world.Keys("cause|"));
        Assert.Empty(world.Audit());
    }

    [Fact]
    public async Task Add_TheSameCauseInOtherCase_OrOneTooMany_IsRefused()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        for (var n = 1; n <= Cause.OfOneSeatAtMost; n++)
        {
            await world.PressAsync(A.Head(1), Add, [.. Typed, ("cause", $"c{n}"), ("ownCause", $"Cause {n}")]);
        }

        Assert.Contains("named this cause already", await world.PressAsync(A.Head(1), Add, [.. Typed, ("cause", "x"), ("ownCause", "CAUSE 3!")]), StringComparison.Ordinal);
        Assert.Contains("which is the most", await world.PressAsync(A.Deputy(1), Add, [.. Typed, ("cause", "x"), ("ownCause", "Another")]), StringComparison.Ordinal);
        Assert.Equal(Cause.OfOneSeatAtMost, world.Keys("cause|").Count);
    }

    [Theory]
    [InlineData("round", "no-such-round")]
    [InlineData("round", "a|b")]
    [InlineData("seat", "school-9")]
    [InlineData("seat", "school-2")] // Another's seat looks the same (T2).
    [InlineData("cause", "a|b")]
    [InlineData("cause", "")]
    public async Task V2_Add_AForgedRoundSeatOrId_IsNotTheirs(string name, string value)
    {
        var world = await StageWorld.InAsync(Stage.Causes);

        Assert.Contains("This is not yours to answer", await world.PressAsync(A.Head(1), Add, [.. Typed, (name, name is "seat" && value is "school-2" ? A.Seat(2).Value : value)]), StringComparison.Ordinal);
        Assert.Contains("This is not yours to answer", await world.PressAsync(new("stranger"), Add, Typed), StringComparison.Ordinal);
        Assert.Empty(world.Keys("cause|"));
    }

    [Fact]
    public async Task V2_Handle_ByAnotherSchoolsHead_IsNotTheirs()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        var contribute = new ContributeToStage<CausesBook>(world.Rounds, world.Causes, world.News);

        Assert.IsType<StageOutcome<CausesBook>.NotYours>(await contribute.HandleAsync(PollWorld.CallerOf(A.Head(2)), StageWorld.Id, A.Seat(1), new CausesAct.Add("c1", "p1", "Poverty", CauseMark.External, null), default));
        Assert.IsType<StageOutcome<CausesBook>.NotYours>(await contribute.HandleAsync(PollWorld.CallerOf(A.Head(1), new("other")), StageWorld.Id, A.Seat(1), new CausesAct.Add("c1", "p1", "Poverty", CauseMark.External, null), default));
        Assert.Empty(world.Keys("cause|"));
    }

    [Fact]
    public async Task TakeBack_ByTheHead_TakesItOut_AndARepeatIsASuccess()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        await world.PressAsync(A.Deputy(1), Add, Typed);

        Assert.Contains("✓ Taken back.", await world.PressAsync(A.Head(1), CausesCards.TakeBack, ("causeToTakeBack", "c1")), StringComparison.Ordinal);
        Assert.Contains("✓ Taken back.", await world.PressAsync(A.Head(1), CausesCards.TakeBack, ("causeToTakeBack", "c1")), StringComparison.Ordinal);

        Assert.Empty((await world.CausesAsync()).CausesOf("p1"));
        Assert.Single(world.Keys("cause|")); // Append-only: what was said stays on the record.
        Assert.Equal(["cause c1", "take back cause c1"], world.Audit());
    }

    [Fact]
    public async Task TakeBack_TheHeadsByADeputyOrAnotherSchoolsOrLate_ChangesNothing()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        await world.PressAsync(A.Head(1), Add, Typed);

        Assert.Contains("Your head named this cause", await world.PressAsync(A.Deputy(1), CausesCards.TakeBack, ("causeToTakeBack", "c1")), StringComparison.Ordinal); // V3
        Assert.Contains("Choose one of your school’s causes", await world.PressAsync(A.Head(2), CausesCards.TakeBack, ("causeToTakeBack", "c1"), ("seat", A.Seat(2).Value)), StringComparison.Ordinal);
        Assert.Contains("Choose one of your school’s causes", await world.PressAsync(A.Head(1), CausesCards.TakeBack, ("causeToTakeBack", "a|b")), StringComparison.Ordinal);
        await world.MoveToAsync(Stage.Approaches);
        Assert.Contains("Too late", await world.PressAsync(A.Head(1), CausesCards.TakeBack, ("causeToTakeBack", "c1")), StringComparison.Ordinal);

        Assert.Single((await world.CausesAsync()).CausesOf("p1"));
        Assert.Empty(world.Keys("cause-back|"));
    }

    [Fact]
    public async Task R1_SayGroups_TheLatestOfASchoolStands_AndADeputysNeverReplacesTheHeads()
    {
        var world = await StageWorld.InAsync(Stage.Causes);

        await world.PressAsync(A.Deputy(1), CausesCards.SayGroups, ("said", "g1"), ("pupilGroups", "boys,send"));
        await world.PressAsync(A.Head(1), CausesCards.SayGroups, ("said", "g2"), ("pupilGroups", "disadvantaged,send"));
        await world.PressAsync(A.Head(1), CausesCards.SayGroups, ("said", "g2"), ("pupilGroups", "disadvantaged,send")); // V7
        await world.PressAsync(A.Head(2), CausesCards.SayGroups, ("said", "g3"), ("pupilGroups", "disadvantaged"), ("seat", A.Seat(2).Value));
        var refused = await world.PressAsync(A.Deputy(1), CausesCards.SayGroups, ("said", "g4"), ("pupilGroups", "boys"));

        Assert.Contains("Your head has named the pupil groups", refused, StringComparison.Ordinal);
        Assert.Equal([new GroupCount("Disadvantaged pupils", 2), new GroupCount("Pupils with SEND", 1)], (await world.CausesAsync()).GroupsOf("p1"));
        Assert.Equal(["pupil groups g1", "pupil groups g2", "pupil groups g3"], world.Audit());
    }

    [Fact]
    public async Task SayGroups_OneThatIsNotInTheList_IsRefused()
    {
        var world = await StageWorld.InAsync(Stage.Causes);

        Assert.Contains("Choose pupil groups from the list", await world.PressAsync(A.Head(1), CausesCards.SayGroups, ("said", "g1"), ("pupilGroups", "boys,forged")), StringComparison.Ordinal);
        Assert.Empty(world.Keys("cause|"));
    }

    [Fact]
    public async Task Show_AnotherPriority_DrawsThatOne_AndAForgedOneTheCardsOwn()
    {
        var world = await StageWorld.InAsync(Stage.Causes);

        Assert.Contains("Attendance of pupils who miss a day a week\"}]", await world.PressAsync(A.Head(1), CausesCards.Show, ("pickedPriority", "p2")), StringComparison.Ordinal);
        Assert.Contains("more children talking well by five\"}]", await world.PressAsync(A.Head(1), CausesCards.Show, ("pickedPriority", "forged")), StringComparison.Ordinal);
    }

    [Fact]
    public void R47_CausesOf_CountsEachSchoolOnce_AndSaysWhoCanChangeIt()
    {
        var causes = CausesSamples.Book.CausesOf("p1");

        Assert.Equal(["Parental engagement 3", "Waits for speech and language therapy 1"], causes.Select(cause => $"{cause.Text} {cause.Schools}"));
        Assert.Equal("shared\u00A02, school-controlled\u00A01", CausesCards.MarkOf(causes[0]));
        Assert.Equal("external", CausesCards.MarkOf(causes[1]));
        Assert.Equal(["Few families come to our reading mornings."], causes[0].Evidence.AsEnumerable());
    }

    [Theory]
    [InlineData("id,text\nx,One\nx,Two", 3, "id")]
    [InlineData("id,text\nx y,One", 2, "id")]
    [InlineData("id,text\nx,One\ny,ONE", 3, "text")]
    [InlineData("id,text\nx,", 2, "text")]
    [InlineData("id,name\nx,One", 1, "text")]
    public void Read_AFaultyList_SaysWhichLineAndColumn(string text, int line, string column)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("choices-").FullName;
        File.WriteAllText(Path.Combine(folder, CausesChoices.CausesFile), text);
        File.WriteAllText(Path.Combine(folder, CausesChoices.PupilGroupsFile), "id,text\nboys,Boys\n");

        var (choices, problems) = CausesChoices.Read(folder);
        System.IO.Directory.Delete(folder, recursive: true);

        Assert.Null(choices);
        var problem = Assert.Single(problems);
        Assert.Equal((CausesChoices.CausesFile, line, column), (problem.File, (int)problem.Line, problem.Column));
    }

    [Fact]
    public async Task Cards_GoToEveryVoterOfEverySeat_AndShowTheirOwnSchools()
    {
        var world = await StageWorld.InAsync(Stage.Causes);
        await world.PressAsync(A.Head(1), Add, Typed);
        var round = await world.RoundAsync();

        var first = await world.CausesCards.ForVoterAsync(round, round.Electorate.Find(A.Seat(1))!, A.Deputy(1), "29:deputy", default);
        var second = await world.CausesCards.ForVoterAsync(round, round.Electorate.Find(A.Seat(2))!, A.Head(2), null, default);

        Assert.Contains("Attendance of pupils", first.Card.ToJson(), StringComparison.Ordinal); // The first priority of which the school has said nothing.
        Assert.DoesNotContain("nursery", second.Card.ToJson(), StringComparison.Ordinal); // V17: no running results.
    }

    [SkippableFact]
    public async Task Samples_AndTheLargestCards_KeepTheCardLanguage()
    {
        var text = new string('é', Cause.LongestText);
        var on = CausesSamples.RoundIn(Stage.Causes) with { Priorities = [.. Enumerable.Range(1, 6).Select(n => new Option($"p{n}", $"{n}" + new string('Ж', Wording.OptionLength - 1), $"{n}" + new string('Ж', 39)))] };
        CausesChoices choices = new([.. Enumerable.Range(10, 30).Select(n => new ListedChoice($"c{n}", $"{n}" + new string('*', 60)))], [.. Enumerable.Range(10, 30).Select(n => new ListedChoice($"g{n}", $"{n}" + new string('é', 40)))]);
        var book = new CausesBook(
            on.Priorities.SelectMany(priority => Enumerable.Range(10, Cause.OfOneSeatAtMost).Select(n => new Cause($"{priority.Id}-{n}", priority.Id, CausesSamples.First.Id, new("head-1"), 0, $"{n}{text[2..]}", CauseMark.School, new string('é', Cause.LongestEvidence), A.Opened))),
            on.Priorities.Select(priority => new SaidGroups($"{priority.Id}-g", priority.Id, CausesSamples.First.Id, new("head-1"), 0, [.. choices.PupilGroups.Take(15).Select(group => group.Text)], A.Opened)),
            []);
        var typed = new Dictionary<string, string> { [CausesCards.OwnInput] = new string('é', 10_000), [CausesCards.EvidenceInput] = new string('é', 10_000) };
        var markdown = on with { Priorities = [new("p1", "*bold* [link](https://x.example)", "*bold*")] };
        CausesView Of(Round round) => new(new(round, CausesSamples.First, book), round.Priorities[0], choices, "fresh", round.Plan.CausesClose!.Value.AddDays(-1), "29:x");

        await CardCheck.CheckAsync(
        [
            .. CausesSamples.Of(StageWorld.Choices).Select(sample => (sample.State, sample.Message.Card)),
            ("the largest", CausesCards.ForSeat(Of(on), new string('n', 200), typed).Card),
            ("the largest, over", CausesCards.ForSeat(Of(on with { Stage = Stage.Finished })).Card),
            ("Markdown", CausesCards.ForSeat(Of(markdown)).Card),
        ]);
    }
}
