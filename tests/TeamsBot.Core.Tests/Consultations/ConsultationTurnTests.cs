using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Consultations;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tests.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Consultations;

/// <summary>Presses from the activity on: everything a card carries is a claim, and a refusal keeps what was given.</summary>
public sealed class ConsultationTurnTests
{
    private const string Nothing = "You have no answer to give";

    [Theory]
    [InlineData("consultation", "no-such")]
    [InlineData("consultation", "a|b")]
    [InlineData("consultation", "")]
    [InlineData("consultation", "po\u0001ll 1/..")]
    [InlineData("seat", "school-2")]
    [InlineData("seat", "school|1")]
    [InlineData("seat", "sch\u202Eool-1\0é")]
    public async Task T2_V2_Press_WithAForgedIdOrSeat_LooksLikeNoSeatAndWritesNothing(string name, string value)
    {
        var world = await ConsultationWorld.OpenAsync();
        foreach (var verb in (string[])[AnswerCards.Send, AnswerCards.Change, AnswerCards.Show])
        {
            Assert.Equal(Nothing, Heading(await world.Worker().PressAsync(A.Head(1), verb, Data((name, value), ("part1", "a1,a2"), ("part2", "p1")))));
        }

        Assert.Empty(world.Rows("answer|"));
    }

    [Fact]
    public async Task V8_Answer_ThatIsRefused_KeepsEverythingThatWasTickedAndTyped()
    {
        var world = await ConsultationWorld.OpenAsync();

        var answer = await world.Worker().PressAsync(A.Head(1), AnswerCards.Send, Data(("part1", "a1,a2,a3,gone"), ("part2", "p2"), ("words1", "First line\nSecond **line**"), ("words2", new string('w', 3_000))));

        Assert.Equal(["a1,a2,a3", "p2"], answer.Card.Body.OfType<InputChoiceSet>().Select(input => input.Value));
        Assert.Equal("First line\nSecond **line**", answer.Card.Body.OfType<InputText>().First().Value);
        Assert.Equal(Questions.AnswerLength, answer.Card.Body.OfType<InputText>().Last().Value!.Length);
        Assert.StartsWith("Not sent yet", answer.Summary, StringComparison.Ordinal);
        Assert.Empty(world.Rows("answer|"));
    }

    [Fact]
    public async Task Answer_ThenChange_ShowsItFilledIn_AndTheChangeIsCounted()
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();

        Assert.Equal("✓ Your answer is in", Heading(await worker.PressAsync(A.Head(1), AnswerCards.Send, Data(("part1", "a1,a2"), ("part2", "p1"), ("words1", "Transport")))));
        var form = await worker.PressAsync(A.Head(1), AnswerCards.Change, Data());
        Assert.Equal(["a1,a2", "p1"], form.Card.Body.OfType<InputChoiceSet>().Select(input => input.Value));
        Assert.Equal("Transport", form.Card.Body.OfType<InputText>().First().Value);
        var changed = await worker.PressAsync(A.Head(1), AnswerCards.Send, Data(("part1", "a3,a4"), ("part2", "p1")));

        Assert.Contains("Two-way data", changed.Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("1\u00A0of\u00A06\u00A0schools have answered.", changed.Summary, StringComparison.Ordinal);
        Assert.Equal("✓ Your head has answered", Heading(await worker.PressAsync(A.Deputy(1), AnswerCards.Show, Data())));
    }

    [Fact]
    public async Task V9_Answer_TooLate_SaysWhatItSaid_AndARepeatOfTheCountedOneIsStillIn()
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();
        await worker.AnswerAsync(1);
        world.Clock.MoveTo(A.Closes);

        var late = await worker.PressAsync(A.Head(1), AnswerCards.Send, Data(("part1", "a3,a4"), ("part2", "p1"), ("words1", "Transport")));
        Assert.Equal("The consultation had closed", Heading(late));
        Assert.Contains("this answer chose Sectors and Data.", late.Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("Transport", late.Card.ToJson(), StringComparison.Ordinal);
        Assert.Equal("The consultation has closed", Heading(await worker.PressAsync(A.Head(1), AnswerCards.Send, Data(("part1", "a1,a2"), ("part2", "p1")))));
        await worker.CloseAsync();
        Assert.Equal("What schools said", Heading(await worker.PressAsync(A.Head(1), AnswerCards.Send, Data(("part1", "a1,a2"), ("part2", "p1")))));
    }

    [Fact]
    public async Task V17_Everything_BeforeTheClose_ShowsHowManyAnsweredAndNothingOfWhatTheySaid()
    {
        async Task<List<string>> ShownAsync(string theirs)
        {
            var world = await ConsultationWorld.OpenAsync();
            var worker = world.Worker();
            await worker.AnswerAsync(1);
            for (var school = 2; school <= 6; school++)
            {
                await worker.AnswerAsync(school, Asked.Sent(theirs, words: $"word {theirs}"));
            }

            var shown = new List<string>();
            foreach (var (person, verb) in (from person in (PersonId[])[A.Head(1), ConsultationWorld.Administrator]
                                            from verb in (string[])[AnswerCards.Show, AnswerCards.Find, StarterCards.Progress, ConsultationResultCards.Result, ConsultationResultCards.ByPhase, ConsultationResultCards.ByStatus, WrittenCards.Read]
                                            select (person, verb)))
            {
                shown.Add((await worker.PressAsync(person, verb, Data())).Card.ToJson());
            }

            shown.Add(ConsultationChannelCards.ForChannel(await worker.FindAsync(), 6, A.Opened).Card.ToJson());
            return shown;
        }

        Assert.Equal(await ShownAsync("a1,a2"), await ShownAsync("a3,a4"));
        Assert.Contains(await ShownAsync("a1,a2"), card => card.Contains(@"6\u00A0of\u00A06", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T5_Written_IsShownToWhoeverAskedAndNobodyElse_WithoutNames()
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();
        for (var school = 1; school <= 6; school++)
        {
            await worker.AnswerAsync(school, Asked.Sent(words: $"Words {school} **bold**"));
        }

        world.Clock.MoveTo(A.Closes);
        await worker.CloseAsync();

        var written = await worker.PressAsync(ConsultationWorld.Administrator, WrittenCards.Read, Data(("text", "0"), ("page", "0")));
        Assert.Contains("Words 6 **bold**", written.Card.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("School 6", written.Card.ToJson(), StringComparison.Ordinal);
        foreach (var person in (PersonId[])[A.Head(1), ConsultationWorld.Clerk])
        {
            Assert.Equal(Nothing, Heading(await worker.PressAsync(person, WrittenCards.Read, Data())));
        }

        foreach (var verb in (string[])[ConsultationResultCards.ByPhase, ConsultationResultCards.ByStatus, ConsultationResultCards.Result])
        {
            Assert.NotEqual(Nothing, Heading(await worker.PressAsync(A.Head(1), verb, Data())));
            Assert.Equal(Nothing, Heading(await worker.PressAsync(A.Head(999), verb, Data())));
        }
    }

    [Fact]
    public async Task Form_DrawnFilled_OpensOnce_AndAProblemKeepsWhatWasTyped()
    {
        var world = await ConsultationWorld.WithAsync(6);
        var worker = world.Worker();
        var drawn = Assert.IsType<Answer.Show>((await worker.Turn.TakeAsync(new Incoming.Said(await worker.FromAsync(ConsultationWorld.Administrator), "consult"), default))!.Answer).Message;
        var id = drawn.Card.Body.OfType<ActionSet>().SelectMany(set => set.Actions).OfType<ActionExecute>().Single().Data["consultation"];
        (string, string)[] filled =
        [
            ("consultation", id), .. drawn.Card.Body.OfType<InputText>().Select(input => (input.Id, input.Value ?? "")), .. drawn.Card.Body.OfType<InputChoiceSet>().Select(input => (input.Id, input.Value ?? "")),
        ];

        Assert.Equal("Best outcomes\nEvery kind of school\nAll sectors\nTwo-way data", filled.Single(pair => pair.Item1 == "options1").Item2);
        var wrong = await worker.PressAsync(ConsultationWorld.Administrator, ConsultationForm.Open, [.. filled.Select(pair => pair.Item1 == "exactly1" ? (pair.Item1, "4") : pair)]);
        Assert.Contains("Let each school choose at least one under Aims, and fewer than the 4 there are.", wrong.Card.ToJson(), StringComparison.Ordinal);
        Assert.Equal("Which aims?", wrong.Card.Body.OfType<InputText>().First().Value);
        for (var press = 0; press < 2; press++)
        {
            Assert.Equal("✓ The consultation is open", Heading(await worker.PressAsync(ConsultationWorld.Administrator, ConsultationForm.Open, filled)));
        }

        Assert.Single(world.Table.AllRows, row => row.Key == "consultation");
        Assert.Equal("The county asks its schools", Heading(await worker.PressAsync(A.Head(1), ConsultationForm.Open, filled)));
    }

    [Fact]
    public async Task Form_WithAForgedScopeIdOrFiveHundredOptions_OpensNothing()
    {
        var world = await ConsultationWorld.WithAsync(6);
        (string Name, string Value)[] right =
        [
            ("consultation", "consultation-9"), ("title", "Aims"), ("introduction", ""), ("list1", "Aims"), ("options1", "One\nTwo"), ("exactly1", "1"), ("list2", ""), ("options2", ""), ("exactly2", ""), ("question1", ""),
            ("question2", ""), ("scope", ConsultationForm.County), ("closes", $"{A.Closes.ToUnixTimeSeconds()}"),
        ];
        foreach (var (name, value) in ((string, string)[])
            [
                ("consultation", "a|b"), ("scope", "board-elsewhere"), ("scope", ""), ("closes", "99999999999999"), ("closes", "soon"), ("exactly1", "-1"), ("exactly1", "2"), ("options1", string.Join('\n', Enumerable.Range(1, 501))),
                ("options1", "One\none"), ("options1", "\u202E\n\u0007"), ("title", " "), ("title", new string('w', 10_000)), ("question1", new string('w', 10_000)), ("introduction", "Ask for A123456789012."),
            ])
        {
            var answer = await world.Worker().PressAsync(ConsultationWorld.Administrator, ConsultationForm.Open, [.. right.Select(pair => pair.Name == name ? (name, value) : pair)]);
            Assert.NotEqual("✓ The consultation is open", Heading(answer));
            Assert.True(answer.Card.SizeInBytes < 26 * 1024, name);
        }

        Assert.DoesNotContain(world.Table.AllRows, row => row.Key == "consultation");
        Assert.Equal("✓ The consultation is open", Heading(await world.Worker().PressAsync(ConsultationWorld.Administrator, ConsultationForm.Open, right)));
    }

    [Fact]
    public async Task Waiting_IsEachSchoolThatHasNotAnswered_UntilItCloses()
    {
        var world = await ConsultationWorld.OpenAsync();
        var reader = new ConsultationsWaiting(world.Worker().Store, world.Clock);
        async Task<Core.Waiting.WaitingNow> ReadAsync() => await reader.ReadAsync(A.Tenant, A.Head(1), "consultation-1", default);

        Assert.Contains("for School 1", Assert.Single((await ReadAsync()).Items).Title, StringComparison.Ordinal);
        await world.Worker().AnswerAsync(1);
        Assert.Empty((await ReadAsync()).Items);
        world.Clock.MoveTo(A.Closes);
        await world.Worker().CloseAsync();
        Assert.True((await ReadAsync()).IsOver);
    }

    [Fact]
    public async Task Followed_ByItsSchoolsItsStarterAndItsNetworks_SaysWhatTheOwnSchoolDidAndNoCountBeforeTheClose_V17()
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();
        await worker.AnswerAsync(1);
        async Task<string?> ReadAsync(PersonId who, params GroupId[] groups) =>
            (await worker.Followed.ReadAsync(new(A.Tenant, who, groups.ToHashSet()), "consultation-1", default))?.Text.Replace('\u00A0', ' ');

        Assert.EndsWith("School 1 answered.", await ReadAsync(A.Head(1)), StringComparison.Ordinal);
        Assert.EndsWith("School 2 has not answered yet.", await ReadAsync(A.Head(2)), StringComparison.Ordinal);
        Assert.DoesNotContain("of 6", await ReadAsync(A.Head(1)), StringComparison.Ordinal);
        Assert.StartsWith("It closes on", await ReadAsync(ConsultationWorld.Administrator), StringComparison.Ordinal);
        Assert.StartsWith("It closes on", await ReadAsync(ConsultationWorld.LocalityChair, ConsultationWorld.Networks[0]), StringComparison.Ordinal);
        Assert.Null(await ReadAsync(ConsultationWorld.LocalityChair));

        world.Clock.MoveTo(A.Closes);
        await worker.CloseAsync();
        Assert.Equal("1 of 6 schools answered. School 2 did not answer.", await ReadAsync(A.Head(2)));
    }

    [Fact]
    public async Task Followed_Opened_ShowsTheSchoolItsCardTheStarterHowFarItIsAndNobodyElseAnything_T2()
    {
        var world = await ConsultationWorld.OpenAsync();
        var worker = world.Worker();
        async Task<string> OpenAsync(PersonId who, string id = "consultation-1") => Heading(Assert.IsType<Core.Conversations.Answer.Show>(await worker.Followed.OpenAsync(
            new(PollWorld.CallerOf(who), new Core.Conversations.Place.Personal(), "card", new Dictionary<string, string> { ["consultation"] = id }, null), default)).Message);

        var nobodys = await OpenAsync(ConsultationWorld.LocalityChair);
        Assert.Equal(nobodys, await OpenAsync(A.Head(1), "no|key"));
        Assert.Equal(nobodys, await OpenAsync(A.Head(1), "no-such"));
        Assert.NotEqual(nobodys, await OpenAsync(A.Head(1)));
        Assert.Equal("✓ The consultation is open", await OpenAsync(ConsultationWorld.Administrator));
    }

    private static (string, string)[] Data(params (string Name, string Value)[] with)
    {
        var data = new Dictionary<string, string> { ["consultation"] = "consultation-1", ["seat"] = "school-1" };
        foreach (var (name, value) in with)
        {
            data[name] = value;
        }

        return [.. data.Select(pair => (pair.Key, pair.Value))];
    }

    private static string Heading(Message message) => message.Card.Body.OfType<TextBlock>().First(text => text.Style is TextStyle.Heading).Text.Replace("\\", "", StringComparison.Ordinal);
}
