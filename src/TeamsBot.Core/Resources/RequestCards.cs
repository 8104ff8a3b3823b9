using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Resources;

/// <summary>A request for help and its answer, to the two ends of it.</summary>
internal static class RequestCards
{
    public const string Open = "resources.request";
    public const string Ask = "resources.ask";
    public const string Reply = "resources.reply";

    public const string WordsInput = "requestWords", ReplyInput = "replyWords";

    /// <summary>The form under the button of a resource's or strength's card.</summary>
    /// <param name="about">The data that names the resource or strength.</param>
    public static ActionShowCard Form(RequestId fresh, Dictionary<string, string> about) => new(
        "Ask for help…",
        ResourceEntryCards.Write(WordsInput, "Say what you need, and for whom. Name no pupil", HelpRequest.LongestWords, null),
        SmallPrint("Whoever answers for it gets your words as a card, and you get the answer in this chat."),
        Buttons(Main(new ActionExecute("Send this request", Ask, new(about) { ["request"] = fresh.Value }))));

    /// <param name="isAsker">Whether the reader is who asked; otherwise they may answer.</param>
    /// <param name="note">What came of a press; null for none.</param>
    /// <param name="typed">An answer that could not be sent: it stays.</param>
    public static Message ForReader(HelpRequest request, bool isAsker, string? note = null, string? typed = null, string? teamsUserId = null)
    {
        var said = request.Answer is null
            ? isAsker ? $"You asked about {request.About}" : $"{request.For} asks about {request.About}"
            : isAsker ? $"{request.Answer.As} answered you about {request.About}" : $"{request.For} has an answer about {request.About}";
        Dictionary<string, string> data = new() { ["request"] = request.Id.Value };
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}: {request.Words}",
            Speak = note ?? $"{said}.",
            Refresh = Refresh.For(teamsUserId, Open, data),
            Body =
            [
                FromLine(Bold(isAsker ? "You" : request.For), " asked for help: ", Bold(request.About), "."),
                Heading(request.Answer is not null ? "The answer" : isAsker ? "Your request is sent" : "Can you help?"),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                Paragraph(Bold("The request: "), $"“{request.Words}”"),
                .. request.Answer is { } answer
                    ? [Paragraph(Bold($"{answer.As}, {When.Day(answer.At)}: "), $"“{answer.Words}”")]
                    : isAsker
                        ? [Paragraph("You hear the answer in this chat.")]
                        : (Element[])[ResourceEntryCards.Write(ReplyInput, "Write your answer; name no pupil", HelpRequest.LongestWords, typed)],
                WhoCanSeeThis("whoever asked, and those who can answer.", underLine: true),
                .. request.Answer is null && !isAsker ? [Buttons(Main(new ActionExecute("Send this answer", Reply, data)))] : (Element[])[Buttons(new ActionExecute("See who else can help", ResourceCards.Home, []))],
            ],
        };
        return new(card, note is null ? $"{said}: {request.Answer?.Words ?? request.Words}" : $"{note} {request.About}");
    }

    public static Message NotThere() => new Refusal
    {
        From = [Bold("The bot"), " was asked to carry a request for help."],
        Heading = "There is no such request",
        WhatHappened = "What it asks about is no longer on offer, or the request is not yours. Nothing was sent.",
        WhatToDo = "Write resources in this chat to see who can help.",
    }.ToMessage();

    /// <summary>A request that could not be sent, with what was typed.</summary>
    /// <param name="about">The data that names the request, and the resource or strength.</param>
    public static Message NotSent(string name, Dictionary<string, string> about, string why, string typed)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"Your request was not sent. {why}",
            Speak = $"Your request was not sent. {why}",
            Body =
            [
                FromLine(Bold("You"), " ask for help: ", Bold(name), "."),
                Heading("The request was not sent"),
                Paragraph(Bold("Not sent yet. "), why),
                ResourceEntryCards.Write(WordsInput, "Say what you need, and for whom. Name no pupil", HelpRequest.LongestWords, typed),
                WhoCanSeeThis("only you, until you send it.", underLine: true),
                Buttons(new ActionExecute("Leave it", ResourceCards.Home, []) { AssociatedInputs = AssociatedInputs.None }, Main(new ActionExecute("Send this request", Ask, about))),
            ],
        };
        return new(card, $"Your request was not sent: {why}");
    }
}
