using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Consultations;

/// <summary>The form by which the county asks its schools. What was typed stays in it until the consultation stands.</summary>
public sealed class ConsultationForm(DirectoryStore directory, OpenConsultation open, ConsultationStore consultations, StarterQuestions starter, PollClock clock)
{
    public const string Command = "consult";
    public const string Open = "consultations.open";
    public const string County = "county";

    private const string TitleInput = "title", IntroductionInput = "introduction", ScopeInput = "scope", ClosesInput = "closes";
    private const int OptionsLength = Questions.OptionsAtMost * (Questions.OptionLength + 1);
    private const int TwoWeeks = 9;

    /// <summary>Answers the typed command: the form with a fresh id, or why not.</summary>
    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation)
    {
        if (await AskerAsync(typed.Caller, cancellation) is not { } asker)
        {
            return new Answer.Show(StarterCards.NotAStarter());
        }

        var filled = Filled(starter);
        filled[ClosesInput] = PollForm.Value(PollForm.ClosingTimes(clock.Now)[TwoWeeks]);
        return new Answer.Show(Draw(new(clock.NewId()), asker, name => filled.GetValueOrDefault(name), problem: null));
    }

    /// <summary>Answers the form's button.</summary>
    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        if (await AskerAsync(press.Caller, cancellation) is not { } asker || !ConsultationId.IsWellFormed(press["consultation"]))
        {
            return new Answer.Show(StarterCards.NotAStarter());
        }

        var id = new ConsultationId(press["consultation"]);
        var (asked, problem) = Read(id, press);
        var outcome = asked is null ? new StartOutcome.Wrong(problem!) : await open.HandleAsync(press.Caller, asked, cancellation);
        return new Answer.Show(outcome switch
        {
            StartOutcome.Opened { Consultation: var opened } => StarterCards.IsOpen(opened, await consultations.AnsweredAsync(opened, cancellation), clock.Now),
            StartOutcome.Wrong wrong => Draw(id, asker, press.Data.GetValueOrDefault, wrong.Why),
            // No locality of the county's, or an id that another's has: they look the same (rule T2). A fresh id is theirs alone, and what was typed is kept.
            _ => Draw(new(clock.NewId()), asker, press.Data.GetValueOrDefault, "It could not be opened for those schools. Choose who is asked and press again."),
        });
    }

    internal IEnumerable<CardSample> Samples()
    {
        var asker = new Asker(new(new("partnership"), ConsultationSamples.Open.AskedBy, Tier.Partnership, null), [new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, null)]);
        var filled = Filled(starter);
        return
        [
            new("Consultations", "Starter, a new consultation", Draw(ConsultationSamples.Open.Id, asker, filled.GetValueOrDefault, problem: null)),
            new("Consultations", "Starter, not opened yet", Draw(ConsultationSamples.Open.Id, asker, filled.GetValueOrDefault, "Choose when it closes.")),
            new("Consultations", "Not a starter", StarterCards.NotAStarter()),
        ];
    }

    private static string List(int list) => $"list{list + 1}";

    private static string Options(int list) => $"options{list + 1}";

    private static string Exactly(int list) => $"exactly{list + 1}";

    private static string Text(int text) => $"question{text + 1}";

    private static Dictionary<string, string> Filled(StarterQuestions starter)
    {
        var filled = new Dictionary<string, string> { [TitleInput] = starter.Title, [IntroductionInput] = starter.Introduction, [ScopeInput] = County };
        for (var list = 0; list < Math.Min(Questions.PartsAtMost, starter.Lists.Length); list++)
        {
            filled[List(list)] = starter.Lists[list].Title;
            filled[Options(list)] = string.Join('\n', starter.Lists[list].Options.Options.Select(option => option.Text));
            filled[Exactly(list)] = "3";
        }

        for (var text = 0; text < Math.Min(Questions.TextsAtMost, starter.Texts.Length); text++)
        {
            filled[Text(text)] = starter.Texts[text];
        }

        return filled;
    }

    private (NewConsultation? Asked, string? Problem) Read(ConsultationId id, Press press)
    {
        var parts = new List<ChoicePart>();
        for (var list = 0; list < Questions.PartsAtMost; list++)
        {
            // The lines are split before they are cleaned: cleaning makes a space of a line's end.
            var lines = press[Options(list)].Split('\n').Select(line => PlainText.Clean(line).Trim()).Where(line => line.Length > 0).ToList();
            if (lines.Count == 0 && list > 0)
            {
                continue;
            }

            if (lines.Count > 500)
            {
                return (null, $"Write at most {Questions.OptionsAtMost} options in each list.");
            }

            if (!int.TryParse(press[Exactly(list)], NumberStyles.None, CultureInfo.InvariantCulture, out var exactly))
            {
                return (null, "Say how many of each list a school chooses.");
            }

            parts.Add(new(Line(press, List(list)), starter.FromLines(list, lines), exactly));
        }

        var (title, introduction) = (Line(press, TitleInput), Line(press, IntroductionInput));
        var texts = Enumerable.Range(0, Questions.TextsAtMost).Select(text => Line(press, Text(text))).Where(text => text.Length > 0).ToList();
        return Questions.Problem(title, introduction, [.. parts], [.. texts]) is { } problem ? (null, problem)
            : !long.TryParse(press[ClosesInput], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? (null, "Choose when it closes.")
            : press[ScopeInput].Length == 0 ? (null, "Choose who is asked.")
            : (new NewConsultation(id, press[ScopeInput] == County ? null : new(press[ScopeInput]), new(title, introduction, [.. parts], [.. texts]), DateTimeOffset.FromUnixTimeSeconds(seconds)), null);
    }

    private static string Line(Press press, string input) => PlainText.Clean(press[input]).Trim();

    private Message Draw(ConsultationId id, Asker asker, Func<string, string?> filled, string? problem)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a new consultation. Open Teams on another device.",
            Speak = problem ?? "Ask the schools of the county what they think.",
            Body =
            [
                FromLine("You ask on behalf of ", Bold(asker.Board.Name), "."),
                Heading("Ask the schools of the county"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not opened yet. "), problem)],
                Write(TitleInput, "Write a title", Questions.TitleLength, filled, isMultiline: true, isRequired: true),
                Write(IntroductionInput, "Say why you ask", Questions.IntroductionLength, filled, isMultiline: true),
                .. Enumerable.Range(0, Questions.PartsAtMost).SelectMany(list => ListInputs(list, filled)),
                .. Enumerable.Range(0, Questions.TextsAtMost).Select(text => Write(Text(text), text == 0 ? "Ask for an answer in words, if you want one" : "Ask for a second one", Questions.TextLength, filled, isMultiline: true)),
                Pick(ScopeInput, "Choose who is asked", "Choose who is asked.", filled, [new("Every school of the county", County), .. asker.Localities.Select(locality => new Choice(locality.Name, locality.Id.Value))]),
                Pick(ClosesInput, "Choose when it closes", "Choose a day.", filled, PollForm.ClosingTimes(clock.Now).Select(at => new Choice(When.DayAndTime(at), PollForm.Value(at)))),
                NewParagraph("Every head and deputy gets a card, and each network’s channel shows it. The schools that are asked, and every word, are fixed when you press the button. Counts of fewer than five schools are never published."),
                WhoCanSeeThis("only you, until you open it."),
                Buttons(Main(new ActionExecute("Open the consultation", Open, new() { ["consultation"] = id.Value }))),
            ],
        };
        return new(card, problem is null ? "A new consultation: look at the lists and the closing day" : $"Not opened yet: {problem}");
    }

    private static IEnumerable<Element> ListInputs(int list, Func<string, string?> filled)
    {
        var name = list == 0 ? "first" : "second";
        yield return Write(List(list), $"Name the {name} list", Questions.PartTitleLength, filled, isRequired: list == 0);
        yield return Write(Options(list), list == 0 ? "Write its options, each on a line of its own" : "Write its options, or leave the second list empty", OptionsLength, filled, isMultiline: true, isRequired: list == 0);
        yield return Pick(Exactly(list), $"Say how many of the {name} list a school chooses", "Choose a number.", filled, Enumerable.Range(1, 5).Select(number => new Choice($"Exactly {Words.Number(number)}", $"{number}")), isRequired: list == 0);
    }

    // Whatever may be longer than a phone is wide has several lines, or its end could not be seen. A client lets nobody type more; what a forged press carries is not worth a card that Teams would refuse as too big.
    private static InputText Write(string id, string label, int most, Func<string, string?> filled, bool isMultiline = false, bool isRequired = false)
    {
        var typed = isMultiline ? PlainText.CleanLines(filled(id) ?? "") : PlainText.Clean(filled(id) ?? "");
        var kept = typed.Length <= most ? typed : typed[..(char.IsHighSurrogate(typed[most - 1]) ? most - 1 : most)];
        return new(id) { Label = label, ErrorMessage = $"{label}.", IsMultiline = isMultiline, IsRequired = isRequired, MaxLength = most, Value = kept.Length == 0 ? null : kept };
    }

    private static InputChoiceSet Pick(string id, string label, string error, Func<string, string?> filled, IEnumerable<Choice> choices, bool isRequired = true)
    {
        IReadOnlyList<Choice> offered = [.. choices];
        var chosen = filled(id);
        return new(id) { Label = label, ErrorMessage = error, IsRequired = isRequired, Choices = offered, Value = offered.Any(choice => choice.Value == chosen) ? chosen : null };
    }

    private async Task<Asker?> AskerAsync(Caller caller, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register && Consultations.County.BoardOf(register, caller.Person) is { } board
            ? new(board, [.. Consultations.County.LocalitiesOf(register, board)])
            : null;

    private sealed record Asker(Group Board, IReadOnlyList<Group> Localities);
}
