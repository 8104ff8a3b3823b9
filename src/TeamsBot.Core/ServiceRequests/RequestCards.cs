using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>What a board's officers see of a request: who answered what so far.</summary>
internal static class RequestCards
{
    public const string Show = "serviceRequests.show";
    public const string Read = "serviceRequests.read";
    public const string Close = "serviceRequests.close";

    public const string AnswerInput = "answerOf";

    /// <summary>In UTF-16 characters: twelve services' answers fit a card; each can be read in full.</summary>
    private const int ShownText = 80;

    /// <param name="note">A line that stands first: what came before a late press.</param>
    public static Message ForOfficer(ServiceRequest request, string? teamsUserId, string? note = null)
    {
        var answered = RequestWords.Answered(request);
        var card = new AdaptiveCard
        {
            FallbackText = $"{request.Board.Name} asked services: {answered}. This version of Teams cannot show the answers. Open Teams on another device.",
            Speak = $"{answered}. {request.Question}",
            FullWidth = true,
            Refresh = request.IsOpen ? Refresh.For(teamsUserId, Show, DataOf(request)) : null,
            Body =
            [
                FromLine(Bold(request.Board.Name), $" asked services what they can offer. Its {MatterWords.Of(request.AskedBy.Role)} asked on {When.Day(request.AskedAt)}."),
                Heading(answered),
                .. ServiceCards.Note(note),
                .. RequestWords.Question(request),
                Paragraph(request.IsOpen ? (TextRun[])["Answers are due by ", Bold(When.Day(request.Plan.Due)), ". Who is silent is reminded; then the clerk is told."] : [RequestWords.ClosedLine(request)]),
                PartTitle("What they say"),
                .. MarkedList(request.Services.Select((service, at) => Line(service, request.AnswerOf(at), request.ActionsOf(at).Count()))),
                .. request.Answers.Any(answer => answer.Capacity is Capacity.None) && !request.IsRestricted ? [SmallPrint("Where a service has no capacity, the need stands in the county’s register. Write needs to see it.")] : (Element[])[],
                WhoCanSeeThis("the board’s chair, vice-chair and clerk. Each service sees its own answer.", underLine: true),
                .. Row(request),
            ],
        };
        return new(card, $"{answered}: {PlainText.Shorten(request.Question, 120)}");
    }

    /// <summary>One service's answer in full.</summary>
    /// <param name="history">Every answer of the service, the first first.</param>
    public static Message Full(ServiceRequest request, ServiceAnswer answer, IReadOnlyList<ServiceAnswer> history)
    {
        var service = request.Services[answer.Service];
        var earlier = history.Where(other => other.Number < answer.Number).Reverse().ToList();
        var card = new AdaptiveCard
        {
            FallbackText = $"The answer of {service.Name}. This version of Teams cannot show it. Open Teams on another device.",
            Speak = $"The answer of {service.Name}.",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(service.Name), " answered ", Bold(request.Board.Name), "."),
                Heading($"{RequestWords.StatusOf(answer)} in full"),
                .. RequestWords.Question(request),
                PartTitle("The answer"),
                .. RequestWords.Whole(answer),
                SmallPrint($"Given on {When.DayAtTime(answer.At)}."),
                .. ActionCards.Lines(request, answer.Service),
                .. earlier.Count == 0 ? [] : (Element[])[PartTitle("What it said before"), .. RequestWords.Whole(earlier[0]), SmallPrint($"Given on {When.DayAtTime(earlier[0].At)}.{(earlier.Count > 1 ? " Still earlier answers are kept on the record." : "")}")],
                WhoCanSeeThis("the board’s chair, vice-chair and clerk. Each service sees its own answer.", underLine: true),
                Buttons(Main(new ActionExecute("Back to all answers", Show, DataOf(request)))),
            ],
        };
        return new(card, $"{service.Name} {(answer.Said is Said.Decline ? "declined" : "answered")}");
    }

    /// <summary>All have answered: told once, beside the card that follows every answer.</summary>
    public static Message AllAnswered(ServiceRequest request)
    {
        var none = request.Services.Where((_, at) => request.AnswerOf(at)?.Capacity is Capacity.None).Select(service => service.Name).ToList();
        var card = new AdaptiveCard
        {
            FallbackText = "Every service has answered. This version of Teams cannot show the answers. Open Teams on another device.",
            Speak = $"Every service has answered. {request.Question}",
            Body =
            [
                FromLine(Bold(request.Board.Name), $" asked {Words.Some(request.Services.Length, "service")} what they can offer."),
                Heading(request.Services.Length == 1 ? "✓ The service has answered" : "✓ All services have answered"),
                Paragraph(Bold("The question: "), request.Question),
                .. none.Count == 0 ? [] : (Element[])[Paragraph(Bold("No capacity: "), $"{Words.Join(none)}.")],
                Paragraph("They can correct their answers until you close the request."),
                WhoCanSeeThis("the board’s chair, vice-chair and clerk.", underLine: true),
                Buttons(Main(new ActionExecute("See the answers", Show, DataOf(request)))),
            ],
        };
        return new(card, $"All services have answered: {PlainText.Shorten(request.Question, 120)}");
    }

    /// <summary>To the board's clerk: who is silent after two reminders.</summary>
    public static Message SomeSilent(ServiceRequest request, Chase chase)
    {
        var silent = chase.Services.Where(service => request.AnswerOf(service) is null).Select(service => request.Services[service].Name).ToList();
        var card = new AdaptiveCard
        {
            FallbackText = "Some services have not answered the board. This version of Teams cannot show who. Open Teams on another device.",
            Speak = $"{Words.Some(silent.Count, "service")} have not answered.",
            Body =
            [
                FromLine(Bold(request.Board.Name), " asked services what they can offer. You are its clerk."),
                Heading($"! {Words.Sentence(Words.Some(silent.Count, "service"))} silent"),
                Paragraph(Bold("No answer from: "), $"{Words.Join(silent)}."),
                Paragraph($"The answer was due on {When.Day(request.Plan.Due)}. Reminders were sent, and no more will be."),
                Paragraph(Bold("The question: "), request.Question),
                PartTitle("What you can do"),
                Paragraph("Ring whoever leads the service; write services to see who that is. Or close the request, if the board can decide without the answer."),
                WhoCanSeeThis("the board’s clerk.", underLine: true),
                Buttons(Main(new ActionExecute("See the answers", Show, DataOf(request)))),
            ],
        };
        return new(card, $"{Words.Sentence(Words.Some(silent.Count, "service"))} silent: {Words.Join(silent)}");
    }

    public static Message NotYours { get; } = new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "Only the board’s officers see it",
        WhatHappened = "There is no such request, or it belongs to a board whose chair, vice-chair or clerk you are not. Nothing was changed.",
        WhatToDo = "Ask the board’s clerk what the services answered. If you are one of its officers, ask the administrator to look at the directory.",
    }.ToMessage();

    public static Dictionary<string, string> DataOf(ServiceRequest request) => new() { ["request"] = request.Id.Value };

    private static MarkedLine Line(AskedService service, ServiceAnswer? answer, int actions)
    {
        TextRun name = Bold(service.Name), review = Subtle(service.UnderReview ? " (under review)" : "");
        return answer?.Said switch
        {
            null => new("…", [name, review, $": {RequestWords.NotAnswered.ToLowerInvariant()}."]),
            Said.Decline decline => new(Status.Declined.Mark, [name, review, $": {Status.Declined.Word.ToLowerInvariant()}. “{PlainText.Shorten(decline.Reason, ShownText)}”"]),
            Said.Offer offer => new(Status.Answered.Mark,
            [
                name, review, $": {RequestWords.Of(offer.Capacity!.Value)}. ", Bold("In place: "), PlainText.Shorten(offer.InPlace, ShownText), " ",
                Bold("Could be: "), PlainText.Shorten(offer.CouldBe, ShownText), " ", Bold("In the way: "), PlainText.Shorten(offer.InTheWay, ShownText),
                actions == 0 ? "" : $" {Words.Sentence(Words.Some(actions, "action"))} recorded.",
            ]),
            _ => throw new InvalidOperationException("No such answer."),
        };
    }

    private static IEnumerable<Element> Row(ServiceRequest request)
    {
        List<CardAction> actions = [];
        if (request.IsOpen)
        {
            actions.Add(new ActionShowCard(
                "Close the request…",
                SmallPrint("The answers then stand as they are, and whoever is silent is asked no more. This cannot be taken back; you can ask anew."),
                Buttons(Main(new ActionExecute("Close it now", Close, DataOf(request))))));
        }

        if (!request.Answers.IsEmpty)
        {
            actions.Add(Main(new ActionShowCard(
                "Read an answer…",
                new InputChoiceSet(AnswerInput)
                {
                    Label = "Choose the service", ErrorMessage = "Choose a service.", IsRequired = true,
                    Choices = [.. request.Services.Select((service, at) => (service, at)).Where(pair => request.AnswerOf(pair.at) is not null).Select(pair => new Choice(pair.service.Name, pair.at.ToString(CultureInfo.InvariantCulture)))],
                },
                Buttons(Main(new ActionExecute("Read it in full", Read, DataOf(request)))))));
        }

        return actions.Count == 0 ? [] : [Buttons(actions)];
    }
}
