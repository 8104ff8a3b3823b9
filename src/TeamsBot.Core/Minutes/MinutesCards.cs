using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Minutes;

/// <summary>The cards about minutes: which decisions there are, and one of them in brief.</summary>
internal static class MinutesCards
{
    public const string Show = "minutes.show";
    public const string List = "minutes.list";
    public const string PollInput = "poll";

    public const int MostListed = 20;

    private const int DifferencesAtMost = 10, ActsAtMost = 12, LongestAct = 300;

    /// <param name="closed">At least one, the latest first.</param>
    public static Message Choose(IReadOnlyList<Poll> closed)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the list of decisions. Open Teams on another device.",
            Speak = $"Choose one of {Words.Count(closed.Count, "decision")}.",
            Body =
            [
                FromLine("You asked for the minutes of ", Bold(Words.Join(closed.Select(poll => poll.GroupName).Distinct().Order(StringComparer.OrdinalIgnoreCase).Take(3))), "."),
                Heading("Choose a decision"),
                new InputChoiceSet(PollInput)
                {
                    Label = "Choose the vote whose minutes you need", ErrorMessage = "Choose a vote.", IsRequired = true,
                    Choices = [.. closed.Select(poll => new Choice($"{poll.GroupName}, {When.DayAndYear(poll.ClosesAt)}: {ResultCards.StatusOf(poll.Result!.Outcome).Word}", poll.Id.Value))],
                    Value = closed[0].Id.Value,
                },
                SmallPrint($"The last {Words.Number(MostListed)} of the past year are listed, the latest first."),
                WhoCanSeeThis("only you.", underLine: true),
                Buttons(Main(new ActionExecute("Show the minutes", Show, []))),
            ],
        };
        return new(card, "Minutes: choose a decision");
    }

    public static Message Brief(PollMinutes minutes)
    {
        var (poll, decided) = (minutes.Poll, minutes.Decided.ToList());
        var card = new AdaptiveCard
        {
            FullWidth = true,
            FallbackText = $"{poll.GroupName}: {minutes.Outcome}. This version of Teams cannot show the minutes. Open Teams on another device.",
            Speak = $"Minutes of {poll.GroupName}. {minutes.Outcome}. {ResultCards.Arithmetic(poll, minutes.Result)}",
            Body =
            [
                FromLine(Bold(poll.GroupName), $" voted. These are its minutes in brief, taken from the record for you."),
                Heading($"{minutes.Outcome}: minutes of a vote"),
                .. decided.Count == 0 ? [Paragraph("Nothing was agreed.")] : PointList(decided, Spacing.Medium),
                .. minutes.Tie is { } tie ? (Element[])[Paragraph(tie)] : [],
                PartTitle("How it was decided"),
                Paragraph(ResultCards.Arithmetic(poll, minutes.Result)),
                PartTitle("What was done"),
                .. Story([.. minutes.Story]),
                PartTitle(minutes.Differences.IsEmpty ? "✓ A recount agrees" : $"! A recount does not agree: {Words.Count(minutes.Differences.Length, "difference")}"),
                .. Recount(minutes),
                SmallPrint($"Whole minutes, with every ballot, are a page to print. Ask whoever runs the bot for the minutes of poll {poll.Id}."),
                WhoCanSeeThis("only you. The schools see the result.", underLine: true),
                Buttons(new ActionExecute("Choose another decision", List, [])),
            ],
        };
        return new(card, $"{poll.GroupName}: minutes of the vote that closed on {When.ShortDay(poll.ClosesAt)}");
    }

    // The last ones say how it ended; the page has them all.
    private static IEnumerable<Element> Story(IReadOnlyList<ActLine> acts) =>
    [
        .. acts.Count > ActsAtMost ? (Element[])[Paragraph($"The last {ActsAtMost} of {acts.Count} acts:")] : [],
        .. PointList(acts.TakeLast(ActsAtMost).Select(act => $"{ActWords.Day(act.At)}: {PlainText.Shorten(act.What, LongestAct)}. By {act.By}.")),
    ];

    private static IEnumerable<Element> Recount(PollMinutes minutes) => minutes.Differences.IsEmpty
        ? [Paragraph($"The votes were counted again just now, {(minutes.IsSecret ? "from the box and from the marks of the seats that voted" : "from the ballots and from the history")}. The audit has {Words.Count((int)minutes.Head.Count, "act")} of the poll; its head is {minutes.Head.Hash[..Math.Min(12, minutes.Head.Hash.Length)]}.")]
        : [.. PointList(minutes.Differences.Take(DifferencesAtMost)), Paragraph("Tell whoever runs the bot: something other than the bot changed its records.")];

    public static Message Nothing() => new Refusal
    {
        From = [Bold("The bot"), " looked for decisions that you keep the minutes of."],
        Heading = "There are no minutes for you",
        WhatHappened = "No vote that you opened, or whose group you facilitate, chair or clerk, has closed in the past year.",
        WhatToDo = "Wait until a vote has closed. If you are a group’s clerk, ask the administrator to look at the directory.",
    }.ToMessage();

    public static Message Unreadable() => new Refusal
    {
        From = [Bold("The bot"), " took the minutes of a vote from its record."],
        Heading = "The record cannot be read",
        WhatHappened = "Something other than the bot changed the record of this vote, and it cannot be read as it stands. The result on the cards is the one that was frozen.",
        WhatToDo = "Tell whoever runs the bot, and ask for a recount.",
    }.ToMessage();
}
