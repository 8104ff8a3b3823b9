using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>What the cards of a request say alike.</summary>
internal static class RequestWords
{
    public const string NotAnswered = "Not answered yet";

    public static string Of(Capacity capacity) => capacity switch
    {
        Capacity.Yes => "has capacity",
        Capacity.Some => "has some capacity",
        _ => "has no capacity",
    };

    /// <summary>"3 of 4 services answered". A decline is an answer.</summary>
    public static string Answered(ServiceRequest request) =>
        $"{Words.Of(request.Services.Length - request.Silent.Count(), request.Services.Length)}{Words.Bound}{Words.Plural(request.Services.Length, "service")} answered";

    /// <summary>What the request asks, and about what.</summary>
    public static IEnumerable<Element> Question(ServiceRequest request) =>
    [
        Paragraph(Bold("The question: "), request.Question),
        .. request.Matter is { } matter ? [Paragraph(Bold("It is about: "), matter.Text, Subtle($" ({matter.Origin} agreed it)"))] : (Element[])[],
        Paragraph(Bold("Theme: "), request.ThemeName),
    ];

    /// <summary>"the clerk of Fernshaw Locality Board".</summary>
    public static string WhoAsked(ServiceRequest request) => $"the {MatterWords.Of(request.AskedBy.Role)} of {request.Board.Name}";

    public static string ClosedLine(ServiceRequest request) =>
        request.Closed is { } closed ? $"The {MatterWords.Of(closed.Role)} of {request.Board.Name} closed this request on {When.DayAtTime(closed.At)}." : "";

    /// <summary>A service's whole answer.</summary>
    public static IEnumerable<Element> Whole(ServiceAnswer answer) => answer.Said switch
    {
        Said.Offer offer =>
        [
            Paragraph(Bold("Capacity: "), Words.Sentence($"{Of(offer.Capacity!.Value)}.")),
            Paragraph(Bold("What is in place: "), offer.InPlace),
            Paragraph(Bold("What could be: "), offer.CouldBe),
            Paragraph(Bold("What stands in the way: "), offer.InTheWay),
        ],
        Said.Decline decline => [Paragraph(Bold("Why it declines: "), decline.Reason)],
        _ => [],
    };

    /// <summary>When it was given, and that it is not the first.</summary>
    public static string Given(ServiceAnswer answer) =>
        $"Given on {When.DayAtTime(answer.At)}.{(answer.Number == 1 ? "" : $" It is answer {answer.Number}; the earlier ones are kept.")}";

    public static Status StatusOf(ServiceAnswer answer) => answer.Said is Said.Decline ? Status.Declined : Status.Answered;

    /// <summary>What came first when a press came too late (rule E2).</summary>
    public static string Already(ServiceAnswer? by, PersonId presser) =>
        (by is null ? "The card you pressed was not the current one."
            : by.Person == presser ? $"You already answered on {When.DayAtTime(by.At)}."
            : $"Already answered by the other lead on {When.DayAtTime(by.At)}.") + " Your press changed nothing. This is how it stands now.";
}
