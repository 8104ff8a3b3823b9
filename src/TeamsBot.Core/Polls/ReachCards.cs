using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The card about reach as one of its readers sees it.</summary>
/// <param name="IsOwners">Whether it stands in place of the card of whoever opened the poll, and leads back to it; otherwise it was sent by itself.</param>
/// <param name="Note">What came of a press; null where nothing was pressed.</param>
internal sealed record ReachView(Reach Reach, DateTimeOffset Now, string? TeamsUserId, bool IsOwners = false, string? Note = null)
{
    public Poll Poll => Reach.Poll;

    public bool IsOver => Poll.State is not PollState.Open || Now >= Poll.ClosesAt;
}

/// <summary>The card that shows who can still be helped to vote. It says who has voted, never what they chose (rule V17).</summary>
internal static class ReachCards
{
    public const string Show = "polls.reach";
    public const string Remind = "polls.remindAll";
    public const string Tell = "polls.tellChannel";

    private const int NamesAtMost = 60, ReasonsAtMost = 20;

    public static Message For(ReachView view)
    {
        var (poll, reach) = (view.Poll, view.Reach);
        var (voted, notYet, cannot) = (reach.Voted.Length, reach.NotYet.Length, reach.Unreached.Length);
        var closes = view.IsOver ? "Voting closed" : "Voting closes";
        var sum = view.IsOver ? $"{voted} voted, {notYet} did not, {cannot} could not be reached: {voted + notYet + cannot} in all." : $"{voted} have voted, {notYet} not yet, {cannot} cannot be reached: {voted + notYet + cannot} in all.";
        var card = new AdaptiveCard
        {
            FullWidth = true,
            FallbackText = $"{poll.GroupName}: {sum} Open Teams on another device to see which.",
            Speak = $"{HeadingOf(view)}. {sum} {closes} on {When.DayAtTime(poll.ClosesAt)}.",
            Refresh = poll.Result is null ? Refresh.For(view.TeamsUserId, Show, DataOf(view)) : null,
            Body =
            [
                FromLine(Bold(poll.GroupName), $" {(view.IsOver ? "asked" : "asks")} you to see that every {poll.Electorate.Says.One} can vote. {closes} on {When.DayAndTime(poll.ClosesAt)}."),
                Heading(HeadingOf(view)),
                .. view.Note is null ? [] : (Element[])[Paragraph(Bold(view.Note))],
                Paragraph(sum),
                .. Cannot(view),
                .. Part(view.IsOver ? $"– Did not vote: {notYet}" : $"– Not voted yet: {notYet}", poll, reach.NotYet),
                .. notYet > 0 && !view.IsOver ? (Element[])[SmallPrint(RemindedWords(reach.Reminders))] : [],
                .. Part($"✓ Voted: {voted}", poll, reach.Voted),
                WhoCanSeeThis($"you and whoever runs this poll. It shows {(poll.Secrecy is Secrecy.Secret ? "how many have voted" : "who has voted")}, never what they chose.", underLine: true),
                .. ActionsOf(view) is { Count: > 0 } actions ? (Element[])[Buttons(actions)] : [],
            ],
        };
        return new(card, view.Note ?? SummaryOf(view));
    }

    /// <summary>What a card of the poll says that leads here.</summary>
    public static Dictionary<string, string> DataOf(PollId poll) => new() { ["poll"] = poll.Value, ["owners"] = "yes" };

    private static string HeadingOf(ReachView view) =>
        view.Poll.Result is { } result ? $"{ResultCards.StatusOf(result.Outcome)}: voting has closed"
        : view.IsOver ? "Voting has closed"
        : view.Reach.Unreached.Length is > 0 and var cannot ? $"Help {Words.Some(cannot, view.Poll.Electorate.Says.One)} to vote"
        : view.Reach.NotYet.Length is > 0 and var notYet ? $"{Words.Sentence(Words.Some(notYet, $"{view.Poll.Electorate.Says.One} has", $"{view.Poll.Electorate.Says.Many} have"))} not voted"
        : $"✓ Every {view.Poll.Electorate.Says.One} has voted";

    private static string SummaryOf(ReachView view) =>
        view.Reach.Unreached.Length is > 0 and var cannot && !view.IsOver
            ? $"{Words.Sentence(Words.Some(cannot, view.Poll.Electorate.Says.One))} cannot be reached before {When.ShortDay(view.Poll.ClosesAt)}"
            : $"{view.Poll.GroupName}: {Words.Of(view.Reach.Voted.Length, view.Poll.Electorate.Seats.Length)} {view.Poll.Electorate.Says.Many} {(view.IsOver ? "" : "have ")}voted";

    private static IEnumerable<Element> Cannot(ReachView view) => view.Reach.Unreached.IsEmpty ? [] :
    [
        PartTitle($"{Status.CannotBeReached}: {view.Reach.Unreached.Length}"),
        .. view.Reach.Unreached.Take(ReasonsAtMost).SelectMany(one => (Element[])
        [
            Paragraph(Bold(one.Seat.Name)),
            view.IsOver ? Paragraph(one.Why) : Paragraph($"{one.Why} ", Bold("To do: "), one.Do),
        ]),
        .. view.Reach.Unreached.Length > ReasonsAtMost ? (Element[])[Paragraph($"And {view.Reach.Unreached.Length - ReasonsAtMost} more: {Names([.. view.Reach.Unreached.Skip(ReasonsAtMost).Select(one => one.Seat)])}.")] : [],
        .. view.Reach.Channel is ChannelNotice.NotTold ? [] : (Element[])[SmallPrint(view.Reach.Channel is ChannelNotice.Told ? "The channel was told that they can vote from its card." : "The channel could not be told: it takes no post.")],
    ];

    // Of a secret poll the number alone.
    private static IEnumerable<Element> Part(string title, Poll poll, IReadOnlyList<Seat> seats) =>
        seats.Count == 0 ? [] : poll.Secrecy is Secrecy.Secret ? [PartTitle(title)] : [PartTitle(title), Paragraph(Names(seats))];

    private static string Names(IReadOnlyList<Seat> seats) =>
        string.Join(", ", seats.Take(NamesAtMost).Select(seat => seat.Name)) + (seats.Count > NamesAtMost ? $" and {seats.Count - NamesAtMost} more" : "");

    private static string RemindedWords(Reminders reminders)
    {
        var left = reminders.Left == 0 ? "No reminder is left." : $"{Words.Sentence(Words.Some(reminders.Left, "reminder is", "reminders are"))} left.";
        return reminders.Sent.IsEmpty ? $"Nobody was reminded yet. {left}" : $"Reminded on {Words.Join(reminders.Sent.Select(reminder => When.Day(reminder.At)))}. {left}";
    }

    private static List<CardAction> ActionsOf(ReachView view)
    {
        var (reach, actions) = (view.Reach, new List<CardAction>());
        if (view.IsOwners)
        {
            actions.Add(new ActionExecute("Back to the poll", OwnerCards.Show, new() { ["poll"] = view.Poll.Id.Value }));
        }

        if (!view.IsOver && !view.Poll.IsRestricted && !reach.Unreached.IsEmpty && reach.Channel is ChannelNotice.NotTold)
        {
            actions.Add(new ActionExecute("Tell the channel", Tell, DataOf(view)));
        }

        if (!view.IsOver && !reach.NotYet.IsEmpty && reach.Reminders.Left > 0)
        {
            actions.Add(Main(new ActionExecute($"Remind the {reach.NotYet.Length}", Remind, DataOf(view))));
        }

        return actions;
    }

    // How many reminders there were when the card was made: a press on an older card sends nothing (rule V7).
    private static Dictionary<string, string> DataOf(ReachView view) => new()
    {
        ["poll"] = view.Poll.Id.Value,
        ["sent"] = view.Reach.Reminders.Sent.Length.ToString(CultureInfo.InvariantCulture),
        ["owners"] = view.IsOwners ? "yes" : "no",
    };
}
