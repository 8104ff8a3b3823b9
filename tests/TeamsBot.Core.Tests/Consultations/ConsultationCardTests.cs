using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Consultations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Consultations;

public sealed class ConsultationCardTests
{
    [SkippableFact]
    public Task Cards_OfEveryState_KeepTheirLanguageAndTheSchema() =>
        CardCheck.CheckAsync(ConsultationSamples.All().Select(sample => (sample.State, sample.Message.Card)));

    [SkippableFact]
    public async Task Cards_OfTheLargestConsultation_StayUnder28Kilobytes()
    {
        var questions = new Questions(
            Long(Questions.TitleLength, 0),
            Long(Questions.IntroductionLength, 0),
            [.. Enumerable.Range(1, Questions.PartsAtMost).Select(part => new ChoicePart(Long(Questions.PartTitleLength, part), [.. Enumerable.Range(1, Questions.OptionsAtMost).Select(n => new Option($"own{n}", Long(Questions.OptionLength, n), Long(40, n)))], 5))],
            [Long(Questions.TextLength, 1), Long(Questions.TextLength, 2)]);
        string[] phases = ["Primary", "Secondary", Profile.NoPhase, "16 plus", "All-through", "Nursery", "Middle deemed primary"];
        var open = Asked.Of(140, n => new(phases[n % 7], $"Status {n % 8}"), questions) with { AskedBy = Long(100, 0), Scope = new(new("locality"), Long(100, 1), [new("network-alder-vale")]) };
        var answers = Enumerable.Range(1, 139).Select(n => new SchoolAnswer(
            A.Seat(n), A.Head(n), 0, new([new(Five(n)), new(Five(n / 2))], [Long(Questions.AnswerLength, n), Long(Questions.AnswerLength, n)]), A.Opened, 1, Core.Audit.AuditChain.Empty)).ToList();
        var closed = open.Close(answers, A.Closes);
        var seat = open.Roll.Electorate.Find(A.Seat(1))!;
        SchoolView View(Consultation asked, SchoolAnswer? answer, DateTimeOffset now) => new(asked, seat, A.Head(1), answer, 139, now, "29:x");
        var sent = new SentAnswer([.. answers[0].Given.Choices.Select(choices => choices.ToString())], answers[0].Given.Texts);

        await CardCheck.CheckAsync(
        [
            ("to answer", AnswerCards.ToAnswer(View(open, answers[0], A.Opened), "Tick exactly five.", sent).Card),
            ("answered", AnswerCards.ForSchool(View(open, answers[0], A.Opened)).Card),
            ("counting", AnswerCards.ForSchool(View(open, answers[0], A.Closes)).Card),
            ("too late", AnswerCards.TooLate(open, seat, answers[0], sent, A.Closes).Card),
            ("result", AnswerCards.ForSchool(View(closed, answers[0], A.Closes)).Card),
            ("channel", ConsultationChannelCards.ForChannel(closed, 139, A.Closes).Card),
            ("channel, open", ConsultationChannelCards.ForChannel(open, 139, A.Opened).Card),
            ("starter", ConsultationResultCards.ForStarter(closed, closed.Result!).Card),
            ("starter, open", StarterCards.IsOpen(open, answers.Select(answer => answer.Seat).ToHashSet(), A.Opened).Card),
            ("by phase", ConsultationResultCards.ForBreakdown(closed, closed.Result!, byPhase: true).Card),
            ("by status", ConsultationResultCards.ForBreakdown(closed, closed.Result!, byPhase: false).Card),
            ("written", WrittenCards.Page(closed, answers, 0, 3).Card),
        ]);
    }

    [Fact]
    public void Written_OverManyPages_ShowsEveryAnswerOnceInNoOrderOfSchools()
    {
        var answers = Enumerable.Range(1, 90).Select(n => Asked.Answer(n, words: $"{(n * 37) % 90:D2} {new string('w', 300)}")).ToList();
        var closed = Asked.Of(90).Close(answers, A.Closes);
        var seen = new List<string>();
        for (var (page, more) = (0, true); more; page++)
        {
            var card = WrittenCards.Page(closed, answers, 0, page).Card;
            seen.AddRange(card.Body.OfType<RichTextBlock>().SelectMany(block => block.Inlines).Select(run => run.Text).Where(text => text.Contains("www", StringComparison.Ordinal)));
            more = card.Body.OfType<ActionSet>().Single().Actions.Any(action => action.Id == "next");
        }

        Assert.Equal(answers.Select(answer => answer.Given.Texts[0]).Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public void T3_Cards_WithMarkdownAndDirectionCharactersInTheStartersWords_CarryThemAsText()
    {
        var questions = new Questions("[click](http://x)\u202E", "**bold**", [new("# Aims", [new("a1", "_one_", "_one_"), new("a2", "two", "two")], 1)], ["[why](http://x)"]);
        var asked = Asked.Of(6, questions: questions);

        var card = AnswerCards.ToAnswer(new(asked, asked.Roll.Electorate.Seats[0], A.Head(1), null, 0, A.Opened, null)).Card;

        Assert.DoesNotContain("\u202E", card.ToJson(), StringComparison.Ordinal);
        Assert.Contains(@"\_one\_", card.Body.OfType<InputChoiceSet>().Single().Choices.Select(choice => choice.Title));
        Assert.StartsWith(@"\[why\]", card.Body.OfType<InputText>().Single().Label, StringComparison.Ordinal);
    }

    [Fact]
    public void R113_Breakdown_ShowsSmallCountsAsHidden_AndNamesTheGroupsThatAreNotShown()
    {
        var asked = Asked.Of(40, n => new(n <= 20 ? "Primary" : n <= 34 ? "Secondary" : Profile.NoPhase, "Maintained"));
        var closed = asked.Close([.. Enumerable.Range(1, 37).Select(n => Asked.Answer(n, n % 9 == 0 ? "a1,a2" : "a3,a4"))], A.Closes);

        var card = ConsultationResultCards.ForBreakdown(closed, closed.Result!, byPhase: true).Card.ToJson();

        Assert.Contains("hidden", card, StringComparison.Ordinal);
        Assert.Contains("Not shown: ", card, StringComparison.Ordinal);
        Assert.Contains(Profile.NoPhase, card, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Five(int n) => Enumerable.Range(0, 5).Select(step => $"own{((n + (step * 2)) % Questions.OptionsAtMost) + 1}").Distinct();

    private static string Long(int length, int number) => $"{number} " + new string('λ', length - 6).Insert((length - 6) / 2, " ");
}
