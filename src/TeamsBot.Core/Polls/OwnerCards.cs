using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The cards of whoever runs a poll: that it is open, and what can be done about its time.</summary>
internal static class OwnerCards
{
    public const string Extend = "polls.extend";
    public const string UntilInput = "until";
    public const string WhyInput = "extendReason";

    /// <param name="problem">Why what was asked is not done.</param>
    /// <param name="kept">What was chosen and written: it stays.</param>
    public static Message IsOpen(Poll poll, DateTimeOffset now, string? problem = null, IReadOnlyDictionary<string, string>? kept = null)
    {
        var voters = poll.Electorate.Seats.SelectMany(seat => seat.Voters).Distinct().Count();
        var empty = poll.Electorate.Seats.Count(seat => seat.Voters.IsEmpty);
        var card = new AdaptiveCard
        {
            FallbackText = $"The poll of {poll.GroupName} is open until {When.DayAndTime(poll.ClosesAt)}.",
            Speak = $"The poll of {poll.GroupName} is open until {When.DayAtTime(poll.ClosesAt)}.",
            Body =
            [
                FromLine("You asked ", Bold(poll.GroupName), " to choose its priorities."),
                Heading(poll.State is PollState.Open && now < poll.ClosesAt ? "✓ The poll is open" : "The poll has closed"),
                Paragraph(Bold($"Closes {When.DayAndTime(poll.ClosesAt)}. "), $"{Words.Count(poll.Electorate.Seats.Length, "school has", "schools have")} one vote each. {Words.Count(voters, "person gets", "people get")} a card."),
                .. empty == 0 ? [] : (Element[])[Paragraph($"{Words.Sentence(Words.Some(empty, "school has", "schools have"))} no head or deputy in the directory and cannot vote yet.")],
                .. SecretCards.Told(poll),
                .. Told(poll),
                .. problem is null ? [] : (Element[])[Paragraph(Bold(problem))],
                WhoCanSeeThis("only you. Everyone in the network’s team sees the poll in its channel.", underLine: true),
                .. poll.State is PollState.Open && now < poll.ClosesAt ? (Element[])[Buttons([.. Later(poll, now) is { Count: > 0 } later ? (CardAction[])[MoreTime(poll, later, kept)] : [], new ActionExecute("See who has not voted", ReachCards.Show, ReachCards.DataOf(poll.Id))])] : [],
            ],
        };
        return new(card, problem ?? $"{poll.GroupName}: the poll is open until {When.ShortDay(poll.ClosesAt)}");
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
                WhoCanSeeThis("only you. The network’s channel shows the new time and the reason.", underLine: true),
                Buttons(Main(new ActionExecute("Open my ballot", PollCards.Show, PollCards.DataOf(view)))),
            ],
        };
        return new(card, $"{poll.GroupName}: you can vote until {When.ShortDay(poll.ClosesAt)}");
    }

    /// <summary>That there is more time than was said, and why.</summary>
    public static IEnumerable<Element> Told(Poll poll) => poll.Extensions.IsEmpty
        ? []
        : [Paragraph($"There is more time: voting was to close on {When.DayAtTime(poll.Extensions[0].From)}. The facilitator’s reason: {poll.Extensions[^1].Why}")];

    /// <summary>The refusal of somebody who does not run the poll; no such poll looks the same (rule T2).</summary>
    public static Message NotYours() => new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This poll is not yours to run",
        WhatHappened = "There is no such poll, or somebody else facilitates its network. Nothing was changed.",
        WhatToDo = "If you are its facilitator, ask the administrator to look at the directory.",
    }.ToMessage();

    private static List<DateTimeOffset> Later(Poll poll, DateTimeOffset now) => [.. PollForm.ClosingTimes(now).Where(at => at > poll.ClosesAt)];

    private static ActionShowCard MoreTime(Poll poll, IReadOnlyList<DateTimeOffset> later, IReadOnlyDictionary<string, string>? kept)
    {
        var until = kept?.GetValueOrDefault(UntilInput);
        return new(
            "Give more time…",
            new InputChoiceSet(UntilInput)
            {
                Label = "Choose when voting closes instead", ErrorMessage = "Choose a later time.", IsRequired = true,
                Choices = [.. later.Select(at => new Choice(When.DayAndTime(at), PollForm.Value(at)))],
                Value = later.Any(at => PollForm.Value(at) == until) ? until : null,
            },
            new InputText(WhyInput)
            {
                Label = "Say why", ErrorMessage = "Write a reason.", IsMultiline = true, IsRequired = true, MaxLength = Tie.LongestReason,
                Value = kept?.GetValueOrDefault(WhyInput) is { Length: > 0 } typed ? PlainText.Shorten(typed, Tie.LongestReason) : null,
            },
            SmallPrint("Those who have not voted are told, with your reason. The channel shows it too."),
            Buttons(Main(new ActionExecute("Give this much time", Extend, new() { ["poll"] = poll.Id.Value, ["closes"] = PollForm.Value(poll.ClosesAt) }))));
    }
}
