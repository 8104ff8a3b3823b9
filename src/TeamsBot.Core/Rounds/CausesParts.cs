using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>What the cards of the two stages after the vote have alike: one priority at a time, a picker for the others, and what was gathered.</summary>
internal static class CausesParts
{
    public const string PriorityInput = "pickedPriority";

    /// <summary>Causes and approaches of each priority on the channel's card, which has the whole way of the round to show too.</summary>
    public static int ShownInChannel(Round round) => round.Priorities.Length > 3 ? 1 : 2;

    public static Dictionary<string, string> DataOf(Round round, Seat seat, Option? priority)
    {
        var data = new Dictionary<string, string> { ["round"] = round.Id.Value, ["seat"] = seat.Id.Value };
        if (priority is not null)
        {
            data["priority"] = priority.Id;
        }

        return data;
    }

    public static IEnumerable<Element> Note(string? note) => note is null ? [] : [Paragraph(Bold(note))];

    /// <summary>How many schools have answered, and never what: that is shown to everyone at once when the stage is over.</summary>
    public static Element Answered(Round round, int schools) => Paragraph($"{RoundCards.Schools(round, schools)} {(schools == 1 ? "has" : "have")} answered so far.");

    /// <summary>That a school answers for the first time: the channel's card then shows one more.</summary>
    public static IReadOnlyList<Intent> FirstOf(Round round, Stage stage, SeatId seat) => [RoundIntents.Of(round, $"{stage.ToString().ToLowerInvariant()}-from-{seat}", RoundIntents.Channel)];

    /// <summary>The priority in hand, and which of how many it is.</summary>
    public static IEnumerable<Element> Priority(Round round, Option priority) =>
    [
        Paragraph(Bold(round.Priorities.Length == 1 ? "The priority: " : $"Priority {round.Priorities.IndexOf(priority) + 1}{Words.Bound}of{Words.Bound}{round.Priorities.Length}: "), priority.Text),
    ];

    /// <summary>A form to go to another priority; nothing where there is but one.</summary>
    public static IEnumerable<CardAction> Picker(Round round, Seat seat, Option priority, string show) => round.Priorities.Length == 1 ? [] :
    [
        new ActionShowCard(
            "Another priority…",
            new InputChoiceSet(PriorityInput)
            {
                Label = "Choose the priority", ErrorMessage = "Choose a priority.", IsRequired = true, Value = round.Priorities.First(other => other != priority).Id,
                Choices = [.. round.Priorities.Where(other => other != priority).Select(other => new Choice(other.Text, other.Id))],
            },
            Buttons(Main(new ActionExecute("Show this priority", show, DataOf(round, seat, priority: null))))),
    ];

    /// <summary>The priority that a press asks for, or else the one of its card.</summary>
    public static Option? Picked(Round round, string picked, string shown) => round.Priorities.FirstOrDefault(option => option.Id == picked) ?? round.Priorities.FirstOrDefault(option => option.Id == shown);

    /// <summary>Why the stage takes nothing now, in a heading and a sentence.</summary>
    public static (string Heading, string Said) WhyClosed(Round round, Stage stage)
    {
        var name = RoundPlan.NameOf(stage);
        return round.SkipOf(stage) is { } skip ? ($"{name} were left out", $"The facilitator left them out on {When.DayAtTime(skip.At)} and wrote: {skip.Note}")
            : round.Stage < stage ? ($"{name} are not open yet", "This part of the round comes later. You get a card when it begins.")
            : ($"{name} have closed", round.Plan.EndOf(stage) is { } end ? $"They closed on {When.DayAtTime(end)}." : "This round has no such part.");
    }

    /// <summary>Text kept in a form: what a client lets nobody type is not worth a card that Teams would refuse as too big.</summary>
    public static string? Kept(IReadOnlyDictionary<string, string>? typed, string input, int longest) => typed?.GetValueOrDefault(input) is { Length: > 0 } text && PlainText.Shorten(text, longest) is { Length: > 0 } kept ? kept : null;

    public static string? Chosen(IReadOnlyDictionary<string, string>? typed, string input, IEnumerable<Choice> offered) => typed?.GetValueOrDefault(input) is { } chosen && offered.Any(choice => choice.Value == chosen) ? chosen : null;
}
