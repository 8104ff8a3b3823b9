using NodaTime;
using NodaTime.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>All that the form offers.</summary>
/// <param name="Services">Those that can be asked.</param>
/// <param name="Due">The days that may be chosen, the soonest first.</param>
internal sealed record AskView(RequestId Id, Party Board, IReadOnlyList<Matter> Matters, IReadOnlyList<AskedService> Services, IReadOnlyList<LocalDate> Due, ThemeList Themes)
{
    public AskView Offering(Matter matter) => Matters.Any(offered => offered.Id == matter.Id) ? this : this with { Matters = [matter, .. Matters] };
}

/// <summary>The form by which a board's officer asks services. What was typed stays in it until the request stands.</summary>
internal static class AskForm
{
    public const string Ask = "serviceRequests.ask";
    public const string Form = "serviceRequests.form";

    public const string MatterInput = "aboutMatter", ThemeInput = "aboutTheme", ServicesInput = "askedServices", QuestionInput = "question", DueInput = "due";

    /// <summary>What the choice "no matter" comes back as.</summary>
    public const string NoMatter = "none";

    private const int LongestTitle = 90;

    /// <summary>The most services that the form lists: with the longest list of themes it stays below Teams' limit.</summary>
    public const int ServicesOffered = 20;

    public static string Value(LocalDate day) => LocalDatePattern.Iso.Format(day);

    /// <summary>What a form is filled with at first: the matter where there is one, its theme, everybody, and a question.</summary>
    public static Dictionary<string, string> Filled(AskView view, Matter? matter, LocalDate due) => new()
    {
        [MatterInput] = matter?.Id.Value ?? NoMatter,
        [ThemeInput] = matter?.Evidence.Theme?.Value ?? "",
        [ServicesInput] = string.Join(',', view.Services.Take(ServiceRequest.ServicesAtMost).Select(service => service.Id)),
        [QuestionInput] = matter is null ? "" : QuestionOf(matter),
        [DueInput] = Value(due),
    };

    /// <summary>The question that a matter suggests: what lies outside schools' control stands in it (R47).</summary>
    private static string QuestionOf(Matter matter)
    {
        var outside = OutsideSchools.CausesOf(matter).Select(cause => cause.Text).ToList();
        var behind = outside.Count == 0 ? "" : $" Schools say that what lies behind it is outside their control: {Words.Join(outside)}.";
        return PlainText.Shorten($"What do you offer schools for “{matter.Evidence.Option.Text}”, and what more could you?{behind}", ServiceRequest.LongestText);
    }

    public static (NewRequest? Asked, string? Problem) Read(RequestId id, GroupId board, Press press)
    {
        var services = press[ServicesInput].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        var matter = press[MatterInput];
        return matter is not ("" or NoMatter) && !MatterId.IsWellFormed(matter) ? (null, "Choose a matter of the list, or none.")
            : services.Count > 100 ? (null, $"Choose at most {ServiceRequest.ServicesAtMost} services.")
            : LocalDatePattern.Iso.Parse(press[DueInput]) is not { Success: true, Value: var due } ? (null, "Choose a day for the answers.")
            : (new(id, board, matter is "" or NoMatter ? null : new MatterId(matter), press[ThemeInput], [.. services], press[QuestionInput], due), null);
    }

    public static Message Draw(AskView view, Func<string, string?> filled, string? problem = null)
    {
        var services = filled(ServicesInput)?.Split(',') ?? [];
        var question = filled(QuestionInput);
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form. Open Teams on another device.",
            Speak = problem ?? $"Ask the services of {view.Board.Name} what they can offer.",
            FullWidth = true,
            Body =
            [
                FromLine("You ask for ", Bold(view.Board.Name), ". Each service gets one card with three fields."),
                Heading("Ask services"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not sent yet. "), problem)],
                Pick(MatterInput, "Choose what it is about", "Choose a matter, or none.", filled, [new("Nothing that was sent up: a question of the board’s own", NoMatter), .. view.Matters.Select(ChoiceOf)]),
                ThemePicker.Draw(ThemeInput, "Choose the theme that answers count under", view.Themes, filled(ThemeInput)),
                new InputChoiceSet(ServicesInput)
                {
                    Label = $"Choose whom to ask, at most {Words.Number(ServiceRequest.ServicesAtMost)}", ErrorMessage = "Choose at least one service.", IsRequired = true, IsMultiSelect = true, Style = ChoiceStyle.Expanded,
                    Choices = [.. view.Services.Select(service => new Choice($"{PlainText.Shorten(service.Name, LongestTitle)}{(service.UnderReview ? " (under review)" : "")}", service.Id))],
                    Value = string.Join(',', view.Services.Select(service => service.Id).Where(services.Contains)) is { Length: > 0 } chosen ? chosen : null,
                },
                new InputText(QuestionInput)
                {
                    Label = "Write what you want to know", ErrorMessage = "Write your question.", IsMultiline = true, IsRequired = true, MaxLength = ServiceRequest.LongestText,
                    Value = question is { Length: > 0 } ? PlainText.Shorten(question, ServiceRequest.LongestText * 2) : null,
                },
                Pick(DueInput, "Choose when answers are due", "Choose a day.", filled, view.Due.Select(day => new Choice(When.Day(day), Value(day)))),
                SmallPrint("They are asked what is in place, what could be, and what stands in the way. Who is silent is reminded twice; then the board’s clerk is told. Please name no child."),
                WhoCanSeeThis("only you, until you send it. Then the board’s officers and whoever leads the services."),
                Buttons(Main(new ActionExecute("Ask these services", Ask, DataOf(view, filled(MatterInput))))),
            ],
        };
        return new(card, problem is null ? $"Ask the services of {view.Board.Name}" : $"Not sent yet: {problem}");
    }

    public static Message NotAnOfficer { get; } = new Refusal
    {
        From = [Bold("The bot"), " was asked to put a question to services."],
        Heading = "A board’s officers ask services",
        WhatHappened = "Your account is not the chair, vice-chair or clerk of that board, so nothing was asked.",
        WhatToDo = "Ask the clerk of your locality’s board. To see who serves your schools, write services in this chat.",
    }.ToMessage();

    /// <summary>No service that could be asked.</summary>
    public static Message NobodyToAsk(Party board) => new Refusal
    {
        From = [Bold("The bot"), " was asked to put a question to the services of ", Bold(board.Name), "."],
        Heading = "No service has a lead yet",
        WhatHappened = "The directory names nobody who leads a service there, so nobody can be asked.",
        WhatToDo = "Ask the administrator to add the services’ leads to the directory. Then write services again.",
    }.ToMessage();

    /// <summary>The same service has an open request about the same matter.</summary>
    public static Message AskedBefore(AskOutcome.AskedBefore before) => new Refusal
    {
        From = [Bold("The bot"), " was asked to put a question to ", Bold(before.Service.Name), "."],
        Heading = "It was asked about this already",
        WhatHappened = before.By is { } by
            ? $"{Words.Sentence(RequestWords.WhoAsked(by))} asked it about the same matter on {When.Day(by.AskedAt)}, and the request is open. Nothing was sent again."
            : "Another officer of the board is asking about the same matter at this moment. Nothing was sent by your press.",
        WhatToDo = before.By is null ? "Write services in a few minutes to see the request." : "Look at that request below. If the answer is not enough, close it and ask anew.",
        Buttons = before.By is null ? [] : [Main(new ActionExecute("See that request", RequestCards.Show, RequestCards.DataOf(before.By)))],
    }.ToMessage();

    /// <summary>A restricted matter, and a service without an agreement (R111).</summary>
    public static Message NoAgreement(AskOutcome.NoAgreement refused) => new Refusal
    {
        From = [Bold("The bot"), " was asked to put a restricted matter to services."],
        Heading = "An agreement is needed first",
        WhatHappened = $"{refused.Why} Restricted matters go only to services with one in force, so nobody was asked.",
        WhatToDo = "Ask without that service, or have its agreement signed and recorded first. Write agreements to see what is on record.",
    }.ToMessage();

    // Of a restricted matter the press says so under the matter's own key: by that it is held to rule T5.
    private static Dictionary<string, string> DataOf(AskView view, string? chosen)
    {
        var data = new Dictionary<string, string> { ["request"] = view.Id.Value, ["board"] = view.Board.Id.Value };
        if (view.Matters.FirstOrDefault(matter => matter.Id.Value == chosen) is { MayBeShownInChannels: false } restricted)
        {
            data["matter"] = restricted.Id.Value;
        }

        return data;
    }

    // The words of a restricted one stand in no list (rule T5).
    private static Choice ChoiceOf(Matter matter) => !matter.MayBeShownInChannels ? new($"A restricted matter of {matter.Evidence.Origin.Name}, sent up on {When.Day(matter.Moves[0].At)}", matter.Id.Value) : new($"{PlainText.Shorten(matter.Evidence.Option.Text, LongestTitle)} ({matter.Evidence.Origin.Name})", matter.Id.Value);

    private static InputChoiceSet Pick(string id, string label, string error, Func<string, string?> filled, IEnumerable<Choice> choices)
    {
        IReadOnlyList<Choice> offered = [.. choices];
        var chosen = filled(id);
        return new(id) { Label = label, ErrorMessage = error, IsRequired = true, Choices = offered, Value = offered.Any(choice => choice.Value == chosen) ? chosen : null };
    }
}
