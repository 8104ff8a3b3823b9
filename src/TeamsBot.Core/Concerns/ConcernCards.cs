using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Concerns;

/// <summary>A concern as one person sees it.</summary>
/// <param name="TeamsUserId">Their <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record ConcernView(Concern Concern, Part Part, Register Register, string? TeamsUserId);

/// <summary>The cards of the partnership board and of whoever takes a concern up. Toast, fallback and speech name no school: a toast stands on a locked screen (rule T5).</summary>
internal static class ConcernCards
{
    public const string Send = "concerns.send";
    public const string Begin = "concerns.begin";
    public const string Resolve = "concerns.resolve";
    public const string NoChange = "concerns.noChange";
    public const string Show = "concerns.show";
    public const string ReminderNote = "This is a reminder. We could not tell whether the first card reached you; both are the same concern.";

    public const string ToInput = "concernTo";
    public const string WordInput = "concernWord";

    /// <summary>What an unknown person, or one who left, is called.</summary>
    private const string SomebodyWhoLeft = "A head who has left";

    /// <summary>What stands for this person now: something to do, or how it goes on.</summary>
    /// <param name="note">A line that stands first: a reminder's mark, what is missing, or what came before a late press.</param>
    /// <param name="typed">What was typed: it stays.</param>
    public static Message For(ConcernView view, string? note = null, IReadOnlyDictionary<string, string>? typed = null)
    {
        var (concern, heading) = (view.Concern, HeadingOf(view));
        var card = new AdaptiveCard
        {
            FallbackText = "A restricted concern about a school’s engagement. This version of Teams cannot show it. Open Teams on another device.",
            Speak = $"A restricted concern about a school’s engagement. {heading}",
            FullWidth = true,
            Refresh = concern.IsOver ? null : Refresh.For(view.TeamsUserId, Show, DataOf(concern)),
            Body =
            [
                FromLine(From(view)),
                Heading(heading),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                Paragraph(Bold(concern.School.Name), $" ({concern.School.Type}, on {When.Day(concern.Moves[0].At)})."),
                .. Explanation(view),
                .. ConcernWords.Written(concern.Wording),
                .. ConcernWords.History(concern),
                .. Form(view, typed),
                WhoCanSeeThis(WhoCanSee(view), underLine: true),
                .. ButtonsOf(view),
            ],
        };
        return new(card, note == ReminderNote ? "Reminder: a restricted concern" : "A restricted concern");
    }

    internal static Dictionary<string, string> DataOf(Concern concern) => new()
    {
        ["concern"] = concern.Id.Value,
        ["version"] = concern.Version.ToString(CultureInfo.InvariantCulture),
    };

    private static bool Decides(ConcernView view) => view.Part.IsBoard && view.Concern.State is ConcernState.Raised;

    private static bool Works(ConcernView view) => view is { Part.Takes: true, Concern.State: ConcernState.Sent or ConcernState.InDialogue };

    private static TextRun[] From(ConcernView view)
    {
        var reporter = view.Concern.Reporter;
        return view.Part.MayKnowReporter
            ? [.. Named(view.Register.Find(reporter.Person)?.Name ?? SomebodyWhoLeft, reporter.SchoolName), " would like another school to take part more."]
            : [Bold("A head of the county"), " would like another school to take part more."];
    }

    // An account may be called for its school: "Head of Kestrel Bank Primary".
    private static TextRun[] Named(string person, string school) =>
        person.Contains(school, StringComparison.OrdinalIgnoreCase) ? [Bold(person)] : [Bold(person), " of ", Bold(school)];

    private static string HeadingOf(ConcernView view) => view.Concern.State switch
    {
        ConcernState.Raised when view.Concern.Route is ConcernRoute.Person => "Who should take this up?",
        ConcernState.Raised => "Please pass this on",
        ConcernState.Sent when view.Part.Takes => "Can you start a conversation?",
        ConcernState.InDialogue when view.Part.Takes => "How did the conversation go?",
        var state => ConcernWords.StatusOf(state),
    };

    private static IEnumerable<Element> Explanation(ConcernView view) => view.Concern.State switch
    {
        ConcernState.Raised => [Paragraph(Why(view.Concern))],
        ConcernState.Sent when view.Part.Takes =>
            [Paragraph("The aim is that the school takes part. Please ask what stands in its way before anything else, and tell the bot when you have begun to talk.")],
        ConcernState.InDialogue when view.Part.Takes => [Paragraph("Close it when you know: the school takes part more, or nothing changes for now. The head who raised it is told which.")],
        _ => [Paragraph(ConcernWords.Meaning(view.Concern))],
    };

    private static string Why(Concern concern) => concern.Why switch
    {
        WhyAPerson.Kind => "For this kind of school the bot knows no route. You decide who takes it up.",
        WhyAPerson.NoNetwork => "The school is in no network, so it has no adviser of its own. You decide who takes it up.",
        WhyAPerson.NoAdviser => "The directory names no adviser for the school’s network who could take it up. You decide who does.",
        WhyAPerson.NoRepresentative => "It is an academy or a free school, but the directory names no regional representative. You decide who takes it up.",
        _ => "It is an academy or a free school: the regional representative takes it up. They are not told who raised it.",
    };

    private static IEnumerable<Element> Form(ConcernView view, IReadOnlyDictionary<string, string>? typed)
    {
        if (Decides(view) && view.Concern.Route is ConcernRoute.Person)
        {
            var chosen = typed?.GetValueOrDefault(ToInput);
            var takers = Routing.TakersOf(view.Register, view.Concern).OrderBy(Offered, StringComparer.Ordinal).ToList();
            yield return new InputChoiceSet(ToInput)
            {
                Label = "Choose who takes it up", ErrorMessage = "Choose who takes it up.", IsRequired = true, Style = ChoiceStyle.Expanded, Spacing = Spacing.Large,
                Choices = [.. takers.Select(taker => new Choice(Offered(taker), taker.ToString()))],
                Value = takers.FirstOrDefault(taker => taker.ToString() == chosen) is var known && known.ToString() == chosen ? chosen : null,
            };
        }

        if (Decides(view) || Works(view))
        {
            yield return new InputText(WordInput)
            {
                Label = Decides(view) ? "A word to whoever takes it up, if you like" : "A word to the head who raised it, if you like",
                ErrorMessage = "Use fewer characters.", IsMultiline = true, MaxLength = ConcernRules.LongestWord, Spacing = Spacing.Large,
                Value = typed?.GetValueOrDefault(WordInput) is { Length: > 0 } words ? PlainText.Shorten(words, ConcernRules.LongestWord) : null,
            };
            yield return SmallPrint(Decides(view) ? "The head who raised it does not read this. Please name no child." : "The head who raised it and everyone on this card read it. Please name no child.");
        }
    }

    private static string Offered(Taker taker) => taker is Taker.Board ? "The partnership board: we talk with the school ourselves" : Words.Sentence(ConcernWords.NameOf(taker));

    private static IEnumerable<Element> ButtonsOf(ConcernView view)
    {
        var data = DataOf(view.Concern);
        return Decides(view) ? [Buttons(Main(new ActionExecute(view.Concern.Route is ConcernRoute.Person ? "Send it there" : "Pass it on", Send, data)))]
            : !Works(view) ? []
            : view.Concern.State is ConcernState.Sent ? [Buttons(Main(new ActionExecute("We have begun to talk", Begin, data)))]
            : [Buttons(new ActionExecute("No change for now", NoChange, data), Main(new ActionExecute("The school takes part", Resolve, data)))];
    }

    private static string WhoCanSee(ConcernView view)
    {
        var concern = view.Concern;
        List<string> others =
        [
            .. concern.IsThroughBoard ? [view.Part.IsBoard ? "the officers of the partnership board it was sent to" : "the officers of the partnership board who passed it on"] : (string[])[],
            .. concern.Taker is Taker.Adviser ? ["the network’s advisers"] : (string[])[],
            .. concern.Taker is Taker.Representative ? ["the regional representative"] : (string[])[],
        ];
        return $"{Words.Join(["you", .. others])}. The head who raised it sees only how it stands. It is restricted: please keep it in this chat.";
    }
}
