using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>The stage of causes as a voter of one seat sees it.</summary>
/// <param name="Priority">The one in hand.</param>
/// <param name="Fresh">An id nobody has used, for what the forms would add (rule V7).</param>
internal sealed record CausesView(StageDesk<CausesBook> At, Option Priority, CausesChoices Choices, string Fresh, DateTimeOffset Now, string? TeamsUserId)
{
    public Round Round => At.Round;

    public Seat Seat => At.Seat;
}

/// <summary>The cards of the stage of causes. Pure functions: the card carries ids, the signed activity says who acts.</summary>
internal static class CausesCards
{
    public const string Show = "rounds.causes.show";
    public const string Add = "rounds.causes.add";
    public const string SayGroups = "rounds.causes.groups";
    public const string TakeBack = "rounds.causes.takeBack";

    public const string ListedInput = "listedCause";
    public const string OwnInput = "ownCause";
    public const string MarkInput = "causeMark";
    public const string EvidenceInput = "causeEvidence";
    public const string GroupsInput = "pupilGroups";
    public const string BackInput = "causeToTakeBack";

    /// <summary>What the choice of a cause of one's own comes back as: a listed id has no underscore.</summary>
    public const string Own = "_own";

    private const int ShownOfEach = 3;
    private const int ShownEvidence = 80;

    private static readonly Choice[] Marks =
    [
        new("External: others must change it", nameof(CauseMark.External)),
        new("School-controlled: schools can change it", nameof(CauseMark.School)),
        new("Shared: schools and others together", nameof(CauseMark.Shared)),
    ];

    /// <param name="note">What came of a press, or why it is not counted.</param>
    /// <param name="typed">What was typed: it stays.</param>
    public static Message ForSeat(CausesView view, string? note = null, IReadOnlyDictionary<string, string>? typed = null) =>
        view.Round.Takes(Stage.Causes, view.Now) ? Asked(view, note, typed) : Over(view, note);

    /// <param name="most">How many causes of each priority are shown.</param>
    /// <summary>What the schools named, for everyone of the group once the stage is over; nothing where nothing was named.</summary>
    public static IEnumerable<Element> Summary(Round round, CausesBook book, int most = ShownOfEach)
    {
        foreach (var priority in round.Priorities)
        {
            var (causes, groups) = (book.CausesOf(priority.Id), book.GroupsOf(priority.Id));
            if (causes.Count + groups.Count > 0)
            {
                yield return NewParagraph(Bold("What lies behind it: "), priority.Brief);
            }

            foreach (var line in MarkedList(causes.Take(most).Select(Line)))
            {
                yield return line;
            }

            if (causes.Count > most)
            {
                yield return SmallPrint($"{Words.Sentence(Words.Some(causes.Count - most, "more cause"))} of fewer schools {(causes.Count - most == 1 ? "is" : "are")} not shown.");
            }

            if (groups.Count > 0)
            {
                yield return Paragraph(Bold("Pupils affected: "), $"{Words.Join(groups.Take(most).Select(group => $"{group.Text} ({Words.Count(group.Schools, "school")})"))}.");
            }
        }
    }

    /// <summary>Who can change a cause, as the schools said it: "school-controlled", or "shared 3, external 1" where they differ.</summary>
    public static string MarkOf(CauseCount cause)
    {
        (int Count, CauseMark Mark)[] said = [(cause.School, CauseMark.School), (cause.Shared, CauseMark.Shared), (cause.External, CauseMark.External)];
        var given = said.Where(mark => mark.Count > 0).OrderByDescending(mark => mark.Count).ToList();
        return given.Count == 1 ? MarkOf(given[0].Mark) : string.Join(", ", given.Select(mark => $"{MarkOf(mark.Mark)}{Words.Bound}{mark.Count}"));
    }

    private static string MarkOf(CauseMark mark) => mark is CauseMark.School ? "school-controlled" : mark.ToString().ToLowerInvariant();

    private static MarkedLine Line(CauseCount cause) => new(
        "•",
        [cause.Text, Subtle($" ({MarkOf(cause)}; {(cause.Evidence.IsEmpty ? "evidence: none given" : $"evidence: {Words.Count(cause.Evidence.Length, "note")}")})")],
        Words.Count(cause.Schools, "school"));

    private static Message Asked(CausesView view, string? note, IReadOnlyDictionary<string, string>? typed)
    {
        var (round, seat, closes) = (view.Round, view.Seat, view.Round.Plan.EndOf(Stage.Causes)!.Value);
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName} asks what lies behind its priorities, until {When.DayAtTime(closes)}. This version of Teams cannot show the form. Open Teams on another device.",
            Speak = note ?? $"{round.GroupName} asks {seat.Name}: what lies behind this priority? {view.Priority.Text}",
            Refresh = Refresh.For(view.TeamsUserId, Show, CausesParts.DataOf(round, seat, view.Priority)),
            Body =
            [
                FromLine(Bold(round.GroupName), " asks ", Bold(seat.Name), " what lies behind the priorities it has agreed."),
                Heading("What causes this?"),
                .. CausesParts.Note(note),
                .. CausesParts.Priority(round, view.Priority),
                Paragraph(Bold($"Closes {When.DayAndTime(closes)}. "), "Name one cause at a time, as many as you see. Please name no child."),
                .. Said(view),
                .. Form(view, typed),
                WhoCanSeeThis("only you. When this closes, the channel shows the causes with the number of schools. The board reads the evidence too."),
                Buttons(
                [
                    .. CausesParts.Picker(round, seat, view.Priority, Show), .. TakeBackForm(view), GroupsForm(view),
                    Main(new ActionExecute("Add this cause", Add, DataOf(view, "cause", view.Fresh))),
                ]),
            ],
        };
        return new(card, note ?? $"{round.GroupName}: what lies behind {view.Priority.Brief}? By {When.ShortDay(closes)}");
    }

    private static Message Over(CausesView view, string? note)
    {
        var (round, (heading, said)) = (view.Round, CausesParts.WhyClosed(view.Round, Stage.Causes));
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName}: {heading}. {said}",
            Speak = $"{heading}. {said}",
            Body =
            [
                FromLine(Bold(round.GroupName), " asked ", Bold(view.Seat.Name), " what lies behind the priorities it has agreed."),
                Heading(heading),
                .. CausesParts.Note(note),
                Paragraph(said),
                .. round.Stage > Stage.Causes ? Summary(round, view.At.Book) : [],
                WhoCanSeeThis("everyone in this network’s team sees the causes and how many schools named each.", underLine: true),
            ],
        };
        return new(card, $"{round.GroupName}: {heading}");
    }

    private static IEnumerable<Element> Said(CausesView view)
    {
        var own = view.At.Book.Of(view.Seat.Id, view.Priority.Id).ToList();
        var groups = view.At.Book.GroupsOf(view.Seat.Id, view.Priority.Id)?.Groups ?? [];
        return
        [
            PartTitle("What your school has said"),
            .. own.Count == 0 ? [Paragraph("No cause yet.")] : MarkedList(own.Select(cause => new MarkedLine("•", [cause.Text, Subtle($" ({MarkOf(cause.Mark)}). Evidence: {(cause.Evidence is null ? "none given" : PlainText.Shorten(cause.Evidence, ShownEvidence))}")]))),
            Paragraph(Bold("Pupils affected: "), groups.IsEmpty ? "none named yet." : $"{Words.Join(groups)}."),
        ];
    }

    private static IEnumerable<Element> Form(CausesView view, IReadOnlyDictionary<string, string>? typed)
    {
        Choice[] listed = [.. view.Choices.Causes.Select(cause => new Choice(cause.Text, cause.Id)), new Choice("Another cause: I write it below", Own)];
        return
        [
            PartTitle("Name a cause"),
            new InputChoiceSet(ListedInput) { Label = "Choose the cause", ErrorMessage = "Choose a cause, or the last line to write one.", IsRequired = true, Choices = listed, Value = CausesParts.Chosen(typed, ListedInput, listed) },
            new InputText(OwnInput) { Label = "Write it, if it is not in the list", ErrorMessage = "Write a cause.", MaxLength = Cause.LongestText, Value = CausesParts.Kept(typed, OwnInput, Cause.LongestText) },
            new InputChoiceSet(MarkInput) { Label = "Say who can change it", ErrorMessage = "Choose one.", IsRequired = true, Style = ChoiceStyle.Expanded, Choices = Marks, Value = CausesParts.Chosen(typed, MarkInput, Marks) },
            new InputText(EvidenceInput)
            {
                Label = "Say what shows it, if you can", ErrorMessage = "Write what shows it, or leave it empty.", IsMultiline = true, MaxLength = Cause.LongestEvidence, Value = CausesParts.Kept(typed, EvidenceInput, Cause.LongestEvidence),
            },
        ];
    }

    private static ActionShowCard GroupsForm(CausesView view)
    {
        var said = view.At.Book.GroupsOf(view.Seat.Id, view.Priority.Id)?.Groups ?? [];
        return new(
            "Pupil groups…",
            new InputChoiceSet(GroupsInput)
            {
                Label = "Tick the pupils whom this priority affects most", ErrorMessage = "Tick those that apply.", IsMultiSelect = true, Style = ChoiceStyle.Expanded,
                Choices = [.. view.Choices.PupilGroups.Select(group => new Choice(group.Text, group.Id))],
                Value = string.Join(',', view.Choices.PupilGroups.Where(group => said.Contains(group.Text)).Select(group => group.Id)) is { Length: > 0 } ticked ? ticked : null,
            },
            Buttons(Main(new ActionExecute("Save these groups", SayGroups, DataOf(view, "said", $"{view.Fresh}-g")))));
    }

    private static IEnumerable<CardAction> TakeBackForm(CausesView view)
    {
        var own = view.At.Book.Of(view.Seat.Id, view.Priority.Id).ToList();
        return own.Count == 0 ? [] :
        [
            new ActionShowCard(
                "Take a cause back…",
                new InputChoiceSet(BackInput) { Label = "Choose the cause", ErrorMessage = "Choose a cause.", IsRequired = true, Choices = [.. own.Select(cause => new Choice(PlainText.Shorten(cause.Text, ShownEvidence), cause.Id))] },
                Buttons(Main(new ActionExecute("Take this cause back", TakeBack, CausesParts.DataOf(view.Round, view.Seat, view.Priority))))),
        ];
    }

    private static Dictionary<string, string> DataOf(CausesView view, string name, string id) => new(CausesParts.DataOf(view.Round, view.Seat, view.Priority)) { [name] = id };
}
