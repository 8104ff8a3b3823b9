using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The cards of whoever runs a poll: how it stands, and what they may do about it.</summary>
internal static class OwnerCards
{
    public const string Show = "polls.owner";
    public const string Extend = "polls.extend";
    public const string CloseEarly = "polls.closeEarly";
    public const string AskAgain = "polls.askAgain";
    public const string CloseNow = "polls.closeNow";
    public const string UntilInput = "until";
    public const string WhyInput = "extendReason";
    public const string CloseReasonInput = "closeReason";

    /// <summary>The poll as it stands, and what this reader may do with it.</summary>
    public static Message ForOwner(OwnerView view)
    {
        var poll = view.Poll;
        var summary = view.IsOpen ? $"{poll.GroupName}: the poll is open until {When.ShortDay(poll.ClosesAt)}" : $"{poll.GroupName}: the poll has closed";
        var card = new AdaptiveCard
        {
            FallbackText = view.IsOpen ? $"The poll of {poll.GroupName} is open until {When.DayAndTime(poll.ClosesAt)}." : $"The poll of {poll.GroupName} has closed.",
            Speak = view.Note ?? (view.IsOpen ? $"The poll of {poll.GroupName} is open until {When.DayAtTime(poll.ClosesAt)}." : $"The poll of {poll.GroupName} has closed."),
            Refresh = view.IsOpen ? Refresh.For(view.TeamsUserId, Show, DataOf(poll)) : null,
            Body =
            [
                From(view),
                Heading(HeadingOf(view)),
                .. view.Note is null ? [] : (Element[])[Paragraph(Bold(view.Note))],
                .. view.IsOpen ? Running(view) : Over(poll),
                .. SecretCards.Told(poll),
                .. PollStory.Told(poll),
                WhoCanSeeThis(WhoSees.Poll(poll, $"only you. Everyone in the {poll.Electorate.Says.Group}’s team sees the poll in its channel."), underLine: true),
                .. ActionsOf(view) is { Count: > 0 } actions ? (Element[])[Buttons(actions)] : [],
            ],
        };
        return new(card, view.Note ?? summary);
    }

    /// <summary>For a voter who has not voted: there is more time.</summary>
    public static Message MoreTimeFor(VoterView view, Extension extension)
    {
        var (poll, seat) = (view.Poll, view.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName} gave more time: voting closes on {When.DayAtTime(poll.ClosesAt)}.",
            Speak = $"{poll.GroupName} gave more time. {seat.Name} can vote until {When.DayAtTime(poll.ClosesAt)}.",
            Body =
            [
                FromLine(Bold(poll.GroupName), " still asks for the vote of ", Bold(seat.Name), "."),
                Heading("There is more time to vote"),
                Paragraph(Bold($"Closes {When.DayAndTime(poll.ClosesAt)}. "), $"It was to close on {When.DayAtTime(extension.From)}. The reason given: {extension.Why}"),
                WhoCanSeeThis(WhoSees.Poll(poll, $"only you. The {poll.Electorate.Says.Group}’s channel shows the new time and the reason."), underLine: true),
                Buttons(Main(new ActionExecute("Open my ballot", PollCards.Show, PollCards.DataOf(view)))),
            ],
        };
        return new(card, $"{poll.GroupName}: you can vote until {When.ShortDay(poll.ClosesAt)}");
    }

    /// <summary>The refusal of somebody who does not run the poll; no such poll looks the same (rule T2).</summary>
    public static Message NotYours() => new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This poll is not yours to run",
        WhatHappened = "There is no such poll, or somebody else facilitates its network. Nothing was changed.",
        WhatToDo = "If you are its facilitator, ask the administrator to look at the directory.",
    }.ToMessage();

    internal static Dictionary<string, string> DataOf(Poll poll) => new() { ["poll"] = poll.Id.Value, ["closes"] = PollForm.Value(poll.ClosesAt) };

    /// <summary>A field for the reason of an act, with what was written there.</summary>
    internal static InputText Reason(string input, IReadOnlyDictionary<string, string>? kept) => new(input)
    {
        Label = "Say why", ErrorMessage = "Write a reason.", IsMultiline = true, IsRequired = true, MaxLength = Tie.LongestReason,
        Value = kept?.GetValueOrDefault(input) is { Length: > 0 } typed ? PlainText.Shorten(typed, Tie.LongestReason) : null,
    };

    private static string HeadingOf(OwnerView view) =>
        view.Poll.Result is { } result ? ResultCards.HeadingOf(view.Poll, result) : view.IsOpen ? "✓ The poll is open" : "The poll has closed";

    private static Element From(OwnerView view) =>
        view.Rights.Facilitates ? FromLine("You asked ", Bold(view.Poll.GroupName), " to choose its priorities.")
        : FromLine(Bold(view.Poll.GroupName), $" chooses its priorities. You are its {(view.Rights.Decides is { } role ? TieCards.Of(role) : "clerk")}.");

    private static IEnumerable<Element> Running(OwnerView view)
    {
        var poll = view.Poll;
        var voters = poll.Electorate.Seats.SelectMany(seat => seat.Voters).Distinct().Count();
        var says = poll.Electorate.Says;
        var empty = poll.Electorate.Seats.Length - poll.Electorate.Voting;
        yield return Paragraph(Bold($"Closes {When.DayAndTime(poll.ClosesAt)}. "), $"{Words.Count(poll.Electorate.Seats.Length, $"{says.One} has", $"{says.Many} have")} one vote each. {Words.Count(voters, "person gets", "people get")} a card. {PollCards.HaveVoted(poll, view.Voted)}");
        if (empty > 0)
        {
            yield return Paragraph($"{Words.Sentence(Words.Some(empty, "school has", "schools have"))} no head or deputy in the directory and cannot vote yet.");
        }

        if (Foregone.IsResult(poll, view.Voted))
        {
            yield return Paragraph($"{(view.Voted == poll.Electorate.Voting ? $"Every {says.One} that can vote has voted. " : "")}Nothing can change the result any more. You can close the poll now.");
        }
        else if (view.Voted == poll.Electorate.Voting)
        {
            yield return Paragraph($"Every {says.One} that can vote has voted. Each can still change {(says == SeatWords.OfBoard ? "their" : "its")} vote. {(view.Rights.Decides is null ? "The chair may close the poll early." : "You can close the poll early, with a reason.")}");
        }
    }

    private static IEnumerable<Element> Over(Poll poll) => poll.Result is { } result
        ? [Paragraph(Bold($"Voting closed on {When.DayAtTime(poll.ClosesAt)}. "), ResultCards.Arithmetic(poll, result)), .. ResultCards.CountList(poll, result, poll.Agreed)]
        : [Paragraph($"Voting closed on {When.DayAtTime(poll.ClosesAt)}. The votes are being counted.")];

    private static IReadOnlyList<CardAction> ActionsOf(OwnerView view) => view.IsOpen ? WhileOpen(view)
        : view.Rights.Facilitates && AskAgainTurn.WhyNot(view.Poll) is null ? [new ActionExecute("Ask again", AskAgain, new() { ["poll"] = view.Poll.Id.Value })]
        : [];

    private static IReadOnlyList<CardAction> WhileOpen(OwnerView view) =>
    [
        .. view.Rights.Facilitates && PollForm.ClosingTimes(view.Now).Where(at => at > view.Poll.ClosesAt).ToList() is { Count: > 0 } later ? (CardAction[])[MoreTime(view, later)] : [],
        .. view.Rights.Decides is { } role ? (CardAction[])[Early(view, role)] : [],
        .. view.Rights.Facilitates && AmendPoll.WhyNot(view.Poll, view.Voted, view.Now) is null ? (CardAction[])[new ActionExecute("Change the wording", RewordCards.Open, new() { ["poll"] = view.Poll.Id.Value })] : [],
        .. view.Rights.MayCorrect ? (CardAction[])[new ActionExecute("Change who votes", SeatCards.Open, new() { ["poll"] = view.Poll.Id.Value })] : [],
        .. view.SeesReach ? (CardAction[])[new ActionExecute("See who has not voted", ReachCards.Show, ReachCards.DataOf(view.Poll.Id))] : [],
        .. Foregone.IsResult(view.Poll, view.Voted) ? (CardAction[])[Main(new ActionExecute("Close the poll now", CloseNow, DataOf(view.Poll)))] : [],
    ];

    private static ActionShowCard MoreTime(OwnerView view, IReadOnlyList<DateTimeOffset> later)
    {
        var until = view.Kept?.GetValueOrDefault(UntilInput);
        return new(
            "Give more time…",
            new InputChoiceSet(UntilInput)
            {
                Label = "Choose when voting closes instead", ErrorMessage = "Choose a later time.", IsRequired = true,
                Choices = [.. later.Select(at => new Choice(When.DayAndTime(at), PollForm.Value(at)))],
                Value = later.Any(at => PollForm.Value(at) == until) ? until : null,
            },
            Reason(WhyInput, view.Kept),
            SmallPrint($"Those who have not voted are told, with your reason.{(view.Poll.IsRestricted ? "" : " The channel shows it too.")}"),
            Buttons(Main(new ActionExecute("Give this much time", Extend, DataOf(view.Poll)))));
    }

    private static ActionShowCard Early(OwnerView view, Role role) => new(
        "Close early…",
        Paragraph($"Nobody can vote any more once you have closed it. {PollCards.HaveVoted(view.Poll, view.Voted)}"),
        Reason(CloseReasonInput, view.Kept),
        SmallPrint($"The result says that the {TieCards.Of(role)} closed it early, and why."),
        Buttons(Main(new ActionExecute("Close with this reason", CloseEarly, DataOf(view.Poll)))));
}
