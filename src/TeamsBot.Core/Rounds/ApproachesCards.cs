using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>The stage of approaches as a voter of one seat sees it.</summary>
/// <param name="Causes">What the stage before gathered.</param>
/// <param name="Priority">The one in hand.</param>
/// <param name="Fresh">An id nobody has used, for what the form would add (rule V7).</param>
internal sealed record ApproachesView(StageDesk<ApproachesBook> At, CausesBook Causes, Option Priority, string Fresh, DateTimeOffset Now, string? TeamsUserId)
{
    public Round Round => At.Round;

    public Seat Seat => At.Seat;
}

/// <summary>The cards of the stage of approaches. Pure functions: the card carries ids, the signed activity says who acts.</summary>
internal static class ApproachesCards
{
    public const string Show = "rounds.approaches.show";
    public const string Add = "rounds.approaches.add";
    public const string TakeBack = "rounds.approaches.takeBack";

    public const string TextInput = "approachText";
    public const string LeadInput = "approachLead";
    public const string StartInput = "approachStart";
    public const string SourceInput = "approachSource";
    public const string StrengthInput = "approachStrength";
    public const string BackInput = "approachToTakeBack";

    private const int CausesShown = 3;
    private const int ShownOfEach = 3;
    private const int ShownText = 160;

    private static readonly Choice[] Strengths =
    [
        new("None given", nameof(EvidenceStrength.None)),
        new("Limited", nameof(EvidenceStrength.Limited)),
        new("Moderate", nameof(EvidenceStrength.Moderate)),
        new("Strong", nameof(EvidenceStrength.Strong)),
    ];

    /// <param name="note">What came of a press, or why it is not counted.</param>
    /// <param name="typed">What was typed: it stays.</param>
    public static Message ForSeat(ApproachesView view, string? note = null, IReadOnlyDictionary<string, string>? typed = null) =>
        view.Round.Takes(Stage.Approaches, view.Now) ? Asked(view, note, typed) : Over(view, note);

    /// <param name="most">How many approaches of each priority are shown.</param>
    /// <summary>What the schools suggested, for everyone of the group once the stage is over; nothing where nothing was suggested.</summary>
    public static IEnumerable<Element> Summary(Round round, ApproachesBook book, int most = ShownOfEach)
    {
        foreach (var priority in round.Priorities.Where(priority => book.Of(priority.Id).Count > 0))
        {
            var approaches = book.Of(priority.Id);
            yield return NewParagraph(Bold("What schools will try: "), priority.Brief);
            foreach (var line in MarkedList(approaches.Take(most).Select(approach => Line(round, approach))))
            {
                yield return line;
            }

            if (approaches.Count > most)
            {
                yield return SmallPrint($"{Words.Sentence(Words.Some(approaches.Count - most, "more suggestion"))} {(approaches.Count - most == 1 ? "starts" : "start")} later and {(approaches.Count - most == 1 ? "is" : "are")} not shown.");
            }
        }
    }

    /// <summary>"evidence: strong, EEF toolkit" or "evidence: none given" (R49).</summary>
    public static string EvidenceOf(EvidenceStrength strength, string? source) =>
        (strength, source) switch
        {
            (EvidenceStrength.None, null) => "evidence: none given",
            (EvidenceStrength.None, _) => $"evidence: strength not given, {PlainText.Shorten(source, ShownText)}",
            (_, null) => $"evidence: {strength.ToString().ToLowerInvariant()}, no source given",
            _ => $"evidence: {strength.ToString().ToLowerInvariant()}, {PlainText.Shorten(source, ShownText)}",
        };

    private static MarkedLine Line(Round round, SuggestedApproach approach) => new(
        "•",
        [PlainText.Shorten(approach.Text, ShownText), Subtle($" ({NameOf(round, approach.Lead)} leads, from {When.Day(approach.Start)}; {EvidenceOf(approach.Strength, approach.Source)})")]);

    private static string NameOf(Round round, SeatId lead) => round.Electorate.Find(lead)?.Name ?? lead.Value;

    private static Message Asked(ApproachesView view, string? note, IReadOnlyDictionary<string, string>? typed)
    {
        var (round, seat, closes) = (view.Round, view.Seat, view.Round.Plan.EndOf(Stage.Approaches)!.Value);
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName} asks what schools could do about its priorities, until {When.DayAtTime(closes)}. This version of Teams cannot show the form. Open Teams on another device.",
            Speak = note ?? $"{round.GroupName} asks {seat.Name}: what could schools do? {view.Priority.Text}",
            Refresh = Refresh.For(view.TeamsUserId, Show, CausesParts.DataOf(round, seat, view.Priority)),
            Body =
            [
                FromLine(Bold(round.GroupName), " asks ", Bold(seat.Name), " what schools could do about the priorities it has agreed."),
                Heading("What could we do?"),
                .. CausesParts.Note(note),
                .. CausesParts.Priority(round, view.Priority),
                Paragraph(Bold($"Closes {When.DayAndTime(closes)}. "), "One practical approach at a time, as many as you like. Please name no child."),
                .. Causes(view),
                .. Said(view),
                .. Form(view, typed),
                WhoCanSeeThis("only you. When this closes, the channel and the board see what was suggested."),
                Buttons([.. CausesParts.Picker(round, seat, view.Priority, Show), .. TakeBackForm(view), Main(new ActionExecute("Suggest this approach", Add, new(CausesParts.DataOf(round, seat, view.Priority)) { ["approach"] = view.Fresh }))]),
            ],
        };
        return new(card, note ?? $"{round.GroupName}: what could we do about {view.Priority.Brief}? By {When.ShortDay(closes)}");
    }

    private static Message Over(ApproachesView view, string? note)
    {
        var (round, (heading, said)) = (view.Round, CausesParts.WhyClosed(view.Round, Stage.Approaches));
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName}: {heading}. {said}",
            Speak = $"{heading}. {said}",
            Body =
            [
                FromLine(Bold(round.GroupName), " asked ", Bold(view.Seat.Name), " what schools could do about the priorities it has agreed."),
                Heading(heading),
                .. CausesParts.Note(note),
                Paragraph(said),
                .. round.Stage > Stage.Approaches ? Summary(round, view.At.Book) : [],
                WhoCanSeeThis("everyone in this network’s team sees what was suggested.", underLine: true),
            ],
        };
        return new(card, $"{round.GroupName}: {heading}");
    }

    private static IEnumerable<Element> Causes(ApproachesView view)
    {
        var causes = view.Causes.CausesOf(view.Priority.Id);
        return causes.Count == 0 ? []
            : [Paragraph(Bold("What lies behind it: "), $"{Words.Join(causes.Take(CausesShown).Select(cause => $"{cause.Text} ({CausesCards.MarkOf(cause)})"))}.")];
    }

    private static IEnumerable<Element> Said(ApproachesView view)
    {
        var own = view.At.Book.Of(view.Seat.Id, view.Priority.Id).ToList();
        return own.Count == 0 ? [] : [PartTitle("What your school has suggested"), .. MarkedList(own.Select(approach => Line(view.Round, approach)))];
    }

    private static IEnumerable<Element> Form(ApproachesView view, IReadOnlyDictionary<string, string>? typed)
    {
        Choice[] seats = [.. view.Round.Electorate.Seats.OrderBy(seat => seat.Name, StringComparer.OrdinalIgnoreCase).Select(seat => new Choice(seat.Name, seat.Id.Value))];
        var today = When.Local(view.Now).Date;
        var start = ReadDay(typed?.GetValueOrDefault(StartInput) ?? "");
        return
        [
            PartTitle("Suggest an approach"),
            new InputText(TextInput) { Label = "Say what schools would do", ErrorMessage = "Write what schools would do.", IsRequired = true, IsMultiline = true, MaxLength = SuggestedApproach.LongestText, Value = CausesParts.Kept(typed, TextInput, SuggestedApproach.LongestText) },
            new InputChoiceSet(LeadInput) { Label = "Choose who leads it", ErrorMessage = "Choose who leads it.", IsRequired = true, Choices = seats, Value = CausesParts.Chosen(typed, LeadInput, seats) ?? view.Seat.Id.Value },
            new InputDate(StartInput)
            {
                Label = "Choose the day on which it starts", ErrorMessage = "Choose today or a later day.", IsRequired = true, Min = today.ToDateOnly(), Max = today.PlusDays(SuggestedApproach.LatestStartDays).ToDateOnly(),
                Value = start is { } day && day >= today && day <= today.PlusDays(SuggestedApproach.LatestStartDays) ? day.ToDateOnly() : null,
            },
            new InputText(SourceInput) { Label = "Say where the evidence is, if there is some", ErrorMessage = "Write where it is, or leave it empty.", MaxLength = SuggestedApproach.LongestSource, Value = CausesParts.Kept(typed, SourceInput, SuggestedApproach.LongestSource) },
            new InputChoiceSet(StrengthInput) { Label = "Say how strong the evidence is", ErrorMessage = "Choose one.", IsRequired = true, Choices = Strengths, Value = CausesParts.Chosen(typed, StrengthInput, Strengths) ?? nameof(EvidenceStrength.None) },
        ];
    }

    /// <summary>A day as a client sends it; null for what is none.</summary>
    internal static LocalDate? ReadDay(string typed) => NodaTime.Text.LocalDatePattern.Iso.Parse(typed.Trim()) is { Success: true, Value: var day } ? day : null;

    private static IEnumerable<CardAction> TakeBackForm(ApproachesView view)
    {
        var own = view.At.Book.Of(view.Seat.Id, view.Priority.Id).ToList();
        return own.Count == 0 ? [] :
        [
            new ActionShowCard(
                "Take one back…",
                new InputChoiceSet(BackInput) { Label = "Choose the approach", ErrorMessage = "Choose an approach.", IsRequired = true, Choices = [.. own.Select(approach => new Choice(PlainText.Shorten(approach.Text, ShownText), approach.Id))] },
                Buttons(Main(new ActionExecute("Take this one back", TakeBack, CausesParts.DataOf(view.Round, view.Seat, view.Priority))))),
        ];
    }
}
