using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Consultations;

/// <summary>A consultation as one head or deputy of one school sees it at an instant.</summary>
/// <param name="Answered">How many schools have answered: always shown (rule V17).</param>
/// <param name="TeamsUserId">The reader's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record SchoolView(Consultation Consultation, Seat Seat, PersonId Reader, SchoolAnswer? Answer, int Answered, DateTimeOffset Now, string? TeamsUserId)
{
    public bool IsOver => Consultation.State is ConsultationState.Closed || Now >= Consultation.ClosesAt;
}

/// <summary>A school's cards while a consultation runs. Running counts are on none of them (rule V17).</summary>
internal static class AnswerCards
{
    public const string Send = "consultations.answer";
    public const string Change = "consultations.change";
    public const string Show = "consultations.show";
    public const string Find = "consultations.find";
    public const string SeatInput = "seat";

    private const string OnlyYou = "only you. The counts are published without the names of schools. Whoever asks reads what you write, without your school’s name.";

    public static string PartInput(int part) => $"part{part + 1}";

    public static string WordsInput(int text) => $"words{text + 1}";

    /// <summary>What stands for this reader now: the result, their answer, a colleague's that stands before theirs, or the questions.</summary>
    public static Message ForSchool(SchoolView view) =>
        view.Consultation.Result is { } result ? ConsultationResultCards.ForSchool(view, result)
        : view.IsOver ? Counting(view)
        : view.Answer is not { } answer ? ToAnswer(view)
        : answer.Person == view.Reader ? IsIn(view, answer)
        : view.Seat.RankOf(view.Reader) is { } rank && answer.Rank < rank ? HeadHasAnswered(view, answer)
        : ToAnswer(view);

    /// <summary>All parts on one card, options A to Z. An answer that stands is filled in already.</summary>
    /// <param name="problem">Why what was sent is not counted; the card then has <paramref name="sent"/> in place of the answer that stands, so that nothing has to be given again.</param>
    public static Message ToAnswer(SchoolView view, string? problem = null, SentAnswer? sent = null)
    {
        var (asked, seat, questions) = (view.Consultation, view.Seat, view.Consultation.Questions);
        var filled = sent ?? (view.Answer is { } standing ? new([.. standing.Given.Choices.Select(choices => choices.ToString())], standing.Given.Texts) : new SentAnswer([], []));
        var card = new AdaptiveCard
        {
            FallbackText = $"{asked.AskedBy} asks what your school thinks, until {When.DayAndTime(asked.ClosesAt)}. This version of Teams cannot show the form. Open Teams on another device.",
            Speak = problem is not null ? $"Not sent yet. {problem}" : $"{asked.AskedBy} asks what {seat.Name} thinks: {questions.Title}. It closes on {When.DayAtTime(asked.ClosesAt)}.",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(asked.AskedBy), " asks for the answer of ", Bold(seat.Name), $", one of {Words.Count(asked.Roll.Electorate.Seats.Length, "school")}."),
                Heading("Have your school’s say"),
                .. About(asked),
                .. problem is not null
                    ? (Element[])[Paragraph(Bold("Not sent yet. "), view.Answer is null ? problem : $"{problem} Until then your school’s earlier answer stands.")]
                    : view.Answer is { } colleague && colleague.Person != view.Reader
                    ? [Paragraph($"Your deputy answered for your school on {When.DayAtTime(colleague.At)}: that answer is filled in below. Yours replaces it, and then only you can change it.")]
                    : [],
                .. questions.Parts.SelectMany((part, at) => (Element[])[NewParagraph(Bold(part.Title)), Choose(part, at, filled.ChoicesOf(at))]),
                .. questions.Texts.Select((question, at) => Write(question, at, filled.TextOf(at))),
                NewParagraph(Bold($"Closes {When.DayAndTime(asked.ClosesAt)}. "), $"You can change your answer until then. {HaveAnswered(view)} Please write nothing that tells who a pupil is."),
                WhoCanSeeThis(OnlyYou),
                Buttons(Main(new ActionExecute(view.Answer is null ? "Send our answer" : "Change our answer", Send, DataOf(view)))),
            ],
        };
        return new(card, problem is null ? $"{asked.AskedBy}: have your school’s say by {When.ShortDay(asked.ClosesAt)}" : $"Not sent yet: {problem}");
    }

    public static Message IsIn(SchoolView view, SchoolAnswer answer)
    {
        var (asked, seat) = (view.Consultation, view.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"Your school’s answer is in. {HaveAnswered(view)} The result comes after {When.DayAndTime(asked.ClosesAt)}.",
            Speak = $"The answer of {seat.Name} is in. {HaveAnswered(view)} The result comes after {When.DayAtTime(asked.ClosesAt)}.",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(asked.AskedBy), " has your answer for ", Bold(seat.Name), $". It arrived on {When.DayAtTime(answer.At)}."),
                Heading("✓ Your answer is in"),
                .. Given(asked.Questions, answer.Given),
                NewParagraph(Bold($"{HaveAnswered(view)} "), $"Nobody sees the counts until it closes on {When.DayAndTime(asked.ClosesAt)}. You can change your answer until then."),
                WhoCanSeeThis(OnlyYou),
                Buttons(new ActionExecute("Change our answer", Change, DataOf(view))),
            ],
        };
        return new(card, $"Your answer is in. {HaveAnswered(view)}");
    }

    /// <summary>The refusal of what came too late, with what it said: it is kept nowhere else (rule V9).</summary>
    public static Message TooLate(Consultation asked, Seat seat, SchoolAnswer? standing, SentAnswer sent, DateTimeOffset arrivedAt) => new Refusal
    {
        From = [Bold(asked.AskedBy), " could not count the answer you sent for ", Bold(seat.Name), "."],
        Heading = "The consultation had closed",
        WhatHappened = $"It closed on {When.DayAtTime(asked.ClosesAt)}. Your answer arrived on {When.DayAtTime(arrivedAt)}. The time is the same for every school.{(standing is null ? "" : " Your school’s earlier answer was counted.")}",
        More =
        [
            .. asked.Questions.Parts.Select((part, at) => (part, Chosen: OptionsIn(part, sent.ChoicesOf(at)))).Where(pair => pair.Chosen.Count > 0)
                .Select(pair => Paragraph(Bold($"{pair.part.Title}: "), $"this answer chose {Words.Join(pair.Chosen.Select(option => option.Brief))}.")),
            .. asked.Questions.Texts.Select((question, at) => (question, Words: Shortened(sent.TextOf(at)))).Where(pair => pair.Words.Length > 0)
                .Select(pair => Paragraph(Bold($"{pair.question} "), pair.Words)),
        ],
        WhatToDo = "If you tried earlier and it did not work, tell whoever asked. The result comes to the channel of your network.",
        WhoCanSee = "only you. Nobody is told about a late answer unless you tell them.",
    }.ToMessage();

    /// <summary>No such consultation and not your seat look the same (rule T2).</summary>
    public static Message NotYours() => new Refusal
    {
        From = [Bold("The bot"), " looked for your school in this consultation."],
        Heading = "You have no answer to give",
        WhatHappened = "This consultation is for the heads and deputies of the schools that were asked when it opened. Nothing was counted.",
        WhatToDo = "If your school is in a network of the county, ask its facilitator. The result is shown in every network’s channel.",
    }.ToMessage();

    /// <summary>"412 of 607 schools have answered.": always shown, and all that is shown while it runs (rule V17).</summary>
    internal static string HaveAnswered(Consultation asked, int answered) => $"{Words.Of(answered, asked.Roll.Electorate.Seats.Length)}{Words.Bound}{Words.Plural(asked.Roll.Electorate.Seats.Length, "school")} have answered.";

    /// <summary>The title and introduction in the starter's words.</summary>
    internal static IEnumerable<Element> About(Consultation asked) =>
        [Paragraph(Bold(asked.Questions.Title)), .. asked.Questions.Introduction.Length == 0 ? [] : (Element[])[Paragraph(asked.Questions.Introduction)]];

    internal static Dictionary<string, string> DataOf(SchoolView view) => new() { ["consultation"] = view.Consultation.Id.Value, ["seat"] = view.Seat.Id.Value };

    internal static IReadOnlyList<Option> OptionsIn(ChoicePart part, string claimed) => [.. Questions.Split(claimed).Select(part.Find).OfType<Option>().Distinct()];

    private static string HaveAnswered(SchoolView view) => HaveAnswered(view.Consultation, view.Answered);

    private static Refresh? RefreshOf(SchoolView view) => Refresh.For(view.TeamsUserId, Show, DataOf(view));

    private static InputChoiceSet Choose(ChoicePart part, int at, string chosen) => new(PartInput(at))
    {
        Label = $"Tick exactly {Words.Number(part.Exactly)} under {part.Title}",
        ErrorMessage = $"Tick exactly {Words.Number(part.Exactly)}.",
        Style = ChoiceStyle.Expanded,
        IsMultiSelect = true,
        IsRequired = true,
        Spacing = Spacing.Small,
        Choices = [.. part.Options.OrderBy(option => option.Text, StringComparer.OrdinalIgnoreCase).Select(option => new Choice(option.Text, option.Id))],
        Value = OptionsIn(part, chosen) is { Count: > 0 } known ? string.Join(',', known.Select(option => option.Id)) : null,
    };

    private static InputText Write(string question, int at, string written) => new(WordsInput(at))
    {
        Label = question,
        ErrorMessage = $"Write at most {Questions.AnswerLength} characters.",
        IsMultiline = true,
        MaxLength = Questions.AnswerLength,
        Spacing = Spacing.Large,
        Value = Shortened(written) is { Length: > 0 } kept ? kept : null,
    };

    // A client lets nobody type more; what a forged press carries is not worth a card that Teams would refuse as too big.
    private static string Shortened(string written)
    {
        var clean = PlainText.CleanLines(written).Trim();
        return clean.Length <= Questions.AnswerLength ? clean : PlainText.Shorten(clean, Questions.AnswerLength);
    }

    private static IEnumerable<Element> Given(Questions questions, Given given) =>
    [
        .. questions.Parts.SelectMany((part, at) => (IEnumerable<Element>)
            [NewParagraph(Bold(part.Title)), .. PointList(given.Choices[at].Ids.Select(id => part.Find(id)!.Text).Order(StringComparer.OrdinalIgnoreCase))]),
        .. questions.Texts.Zip(given.Texts).SelectMany(pair => (Element[])[NewParagraph(Bold(pair.First)), Paragraph(pair.Second.Length == 0 ? "You wrote nothing here." : pair.Second)]),
    ];

    private static Message HeadHasAnswered(SchoolView view, SchoolAnswer standing)
    {
        var (asked, seat) = (view.Consultation, view.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"The head has answered for {seat.Name}. {HaveAnswered(view)}",
            Speak = $"The head has answered for {seat.Name}. {HaveAnswered(view)}",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(asked.AskedBy), " has the answer of ", Bold(seat.Name), $". It arrived on {When.DayAtTime(standing.At)}."),
                Heading("✓ Your head has answered"),
                Paragraph("A school has one answer, and the head’s stands before a deputy’s. There is nothing for you to do. To change it, speak with your head."),
                NewParagraph(Bold($"{HaveAnswered(view)} "), $"The result comes after {When.DayAndTime(asked.ClosesAt)}."),
                WhoCanSeeThis("only you."),
            ],
        };
        return new(card, $"Your head has answered for {seat.Name}");
    }

    private static Message Counting(SchoolView view)
    {
        var (asked, answer) = (view.Consultation, view.Answer);
        var card = new AdaptiveCard
        {
            FallbackText = $"The consultation of {asked.AskedBy} has closed. The answers are being counted.",
            Speak = $"The consultation of {asked.AskedBy} has closed. The answers are being counted.",
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(asked.AskedBy), answer is null ? " asked for the answer of " : " has the answer of ", Bold(view.Seat.Name), "."),
                Heading("The consultation has closed"),
                Paragraph($"It closed on {When.DayAtTime(asked.ClosesAt)}. The answers are being counted, and the result comes here. {HaveAnswered(view)}"),
                .. answer is null ? [] : Given(asked.Questions, answer.Given),
                WhoCanSeeThis("only you.", underLine: true),
            ],
        };
        return new(card, $"{asked.AskedBy}: the consultation has closed");
    }
}
