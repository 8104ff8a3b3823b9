using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>A request as one lead of one service sees it.</summary>
/// <param name="TeamsUserId">The lead's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record LeadView(ServiceRequest Request, int Service, string? TeamsUserId)
{
    public AskedService Asked => Request.Services[Service];

    public ServiceAnswer? Answer => Request.AnswerOf(Service);
}

/// <summary>The card by which a service answers a board: three fields and its capacity (R61). Pure functions: the card carries ids, the signed activity says who acts.</summary>
internal static class ServiceCards
{
    public const string Answer = "serviceRequests.answer";
    public const string Decline = "serviceRequests.decline";
    public const string Show = "serviceRequests.lead";

    public const string InPlaceInput = "inPlace", CouldBeInput = "couldBe", InTheWayInput = "inTheWay", CapacityInput = "capacity", ReasonInput = "declineReason";
    public const string ReminderNote = "This is a reminder: the board has no answer from you yet.";

    /// <param name="note">A line that stands first: a reminder's mark, or what came before a late press.</param>
    public static Message ForLead(LeadView view, string? note = null) => view switch
    {
        { Answer: { } answer } => Answered(view, answer, note),
        { Request.IsOpen: false } => Closed(view, note),
        _ => Asked(view, note),
    };

    public static Message NotFound { get; } = new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This is not yours to answer",
        WhatHappened = "There is no such question, or it is for somebody else. Nothing was changed.",
        WhatToDo = "If you lead a service or a special school, ask the administrator whether the directory says so. Write services in this chat to see it.",
    }.ToMessage();

    public static Dictionary<string, string> DataOf(ServiceRequest request, int service) => new()
    {
        ["request"] = request.Id.Value,
        ["service"] = service.ToString(CultureInfo.InvariantCulture),
        ["answer"] = (request.AnswerOf(service)?.Number ?? 0).ToString(CultureInfo.InvariantCulture),
    };

    private static Message Asked(LeadView view, string? note)
    {
        var request = view.Request;
        var card = new AdaptiveCard
        {
            FallbackText = $"{request.Board.Name} asks {view.Asked.Name} what it can offer. This version of Teams cannot show the form. Open Teams on another device.",
            Speak = $"{request.Board.Name} asks {view.Asked.Name}: {request.Question}",
            FullWidth = true,
            Refresh = RefreshOf(view),
            Body =
            [
                From(view, "asks"),
                Heading("What can you offer?"),
                .. Note(note),
                .. RequestWords.Question(request),
                Paragraph("Please answer by ", Bold(When.Day(request.Plan.Due)), ". You can correct your answer until the board closes the request."),
                Paragraph(request.IsRestricted ? "This is restricted: your answer stands in no list." : "If you have no capacity, say so: the need then stands in the county’s register until it is met."),
                WhoCanSeeThis(WhoCanSee(view), underLine: true),
                Buttons(DeclineForm(view, "Decline…"), Main(AnswerForm(view, "Answer…", "Send this answer", null))),
            ],
        };
        return new(card, $"{(note == ReminderNote ? "Reminder: " : "")}{request.Board.Name} asks {view.Asked.Name} what it can offer, by {When.ShortDay(request.Plan.Due)}");
    }

    private static Message Answered(LeadView view, ServiceAnswer answer, string? note)
    {
        var (request, status) = (view.Request, RequestWords.StatusOf(answer));
        var isOpen = request.IsOpen;
        var card = new AdaptiveCard
        {
            FallbackText = $"{status}: {request.Question}",
            Speak = $"{status.Word}. {request.Board.Name} has the answer of {view.Asked.Name}.",
            FullWidth = true,
            Refresh = isOpen ? RefreshOf(view) : null,
            Body =
            [
                From(view, "asked"),
                Heading(status.ToString()),
                .. Note(note),
                .. RequestWords.Question(request),
                PartTitle("Your answer"),
                .. RequestWords.Whole(answer),
                SmallPrint(RequestWords.Given(answer)),
                .. ActionCards.Lines(request, view.Service),
                NewParagraph(isOpen ? "The board’s officers have it. You can correct it until they close the request." : $"{RequestWords.ClosedLine(request)} Your answer stands as it is."),
                .. answer.Capacity is Capacity.None && !request.IsRestricted ? [Paragraph("The need stands in the county’s register. When you have capacity, write needs in this chat and say so.")] : (Element[])[],
                WhoCanSeeThis(WhoCanSee(view)),
                .. Row(view, answer),
            ],
        };
        return new(card, $"{status}: {view.Asked.Name} to {request.Board.Name}");
    }

    // What a service does goes on after the board has closed its request.
    private static IEnumerable<Element> Row(LeadView view, ServiceAnswer answer)
    {
        IEnumerable<CardAction> record = answer.Said is Said.Offer ? ActionCards.Forms(view.Request, view.Service) : [];
        List<CardAction> actions = view.Request.IsOpen
            ? [DeclineForm(view, answer.Said is Said.Decline ? "Change your reason…" : "Decline instead…"), .. record, Main(AnswerForm(view, answer.Said is Said.Decline ? "Answer after all…" : "Correct your answer…", "Send it corrected", answer))]
            : [.. record];
        return actions.Count == 0 ? [] : [Buttons(actions)];
    }

    private static Message Closed(LeadView view, string? note)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"{view.Request.Board.Name} closed its question to {view.Asked.Name}.",
            Speak = "The board closed this question. Nothing is needed from you.",
            Body =
            [
                From(view, "asked"),
                Heading("Closed: nothing is needed"),
                .. Note(note),
                .. RequestWords.Question(view.Request),
                NewParagraph($"{RequestWords.ClosedLine(view.Request)} It had no answer from you, and asks for none any more."),
                WhoCanSeeThis(WhoCanSee(view)),
            ],
        };
        return new(card, $"{view.Request.Board.Name} closed its question to {view.Asked.Name}");
    }

    private static ActionShowCard AnswerForm(LeadView view, string title, string send, ServiceAnswer? filled)
    {
        var offer = filled?.Said as Said.Offer;
        return new(
            title,
            Field(InPlaceInput, "Write what is in place", "Write what is in place, or: nothing yet.", offer?.InPlace),
            Field(CouldBeInput, "Write what could be put in place", "Write what could be, or: nothing now.", offer?.CouldBe),
            Field(InTheWayInput, "Write what stands in the way", "Write what stands in the way, or: nothing.", offer?.InTheWay),
            new InputChoiceSet(CapacityInput)
            {
                Label = "Say whether you have capacity", ErrorMessage = "Choose one.", IsRequired = true, Value = offer?.Capacity?.ToString(),
                Choices = [new("Yes, we have capacity", nameof(Capacity.Yes)), new("Some, but not for all of it", nameof(Capacity.Some)), new("None", nameof(Capacity.None))],
            },
            SmallPrint("The board’s chair, vice-chair and clerk read this. Please name no child."),
            Buttons(Main(new ActionExecute(send, Answer, DataOf(view.Request, view.Service)))));
    }

    private static ActionShowCard DeclineForm(LeadView view, string title) => new(
        title,
        Field(ReasonInput, "Why do you decline?", "Write a reason before you decline.", (view.Answer?.Said as Said.Decline)?.Reason),
        SmallPrint("Decline where this is not for your service. Where you only lack capacity, answer and choose None. Please name no child."),
        Buttons(Main(new ActionExecute("Decline with this reason", Decline, DataOf(view.Request, view.Service)))));

    private static InputText Field(string id, string label, string error, string? value) =>
        new(id) { Label = label, ErrorMessage = error, IsMultiline = true, IsRequired = true, MaxLength = ServiceRequest.LongestText, Value = value };

    private static Element From(LeadView view, string asks) =>
        FromLine(Bold(view.Request.Board.Name), $" {asks} ", Bold(view.Asked.Name), Providers.AsSchool(view.Asked.Id) is null ? ". You lead it." : ". You are its head.");

    internal static IEnumerable<Element> Note(string? note) => note is null ? [] : [Paragraph(Bold(note))];

    private static Refresh? RefreshOf(LeadView view) => Refresh.For(view.TeamsUserId, Show, DataOf(view.Request, view.Service));

    private static string WhoCanSee(LeadView view) => $"you{(view.Asked.Leads.Length > 1 ? ", whoever leads it with you" : "")} and the chair, vice-chair and clerk of {view.Request.Board.Name}.";
}
