using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The card that shows who can still be helped to vote. It says who has voted, never what they chose (rule V17).</summary>
internal static class ReachCards
{
    public const string Show = "polls.reach";
    public const string Remind = "polls.remindAll";

    /// <param name="note">What came of a press; null where nothing was pressed.</param>
    public static Message For(Reach reach, DateTimeOffset now, string? teamsUserId, string? note = null)
    {
        var poll = reach.Poll;
        var (voted, notYet, cannot) = (reach.Voted.Length, reach.NotYet.Length, reach.Unreached.Length);
        var isOver = poll.State is not PollState.Open || now >= poll.ClosesAt;
        var heading = isOver ? "Voting has closed" : cannot > 0 ? $"Help {Words.Some(cannot, "school")} to vote" : notYet > 0 ? $"{Words.Sentence(Words.Some(notYet, "school has", "schools have"))} not voted" : "✓ Every school has voted";
        var card = new AdaptiveCard
        {
            FullWidth = true,
            FallbackText = $"{Words.Of(voted, poll.Electorate.Seats.Length)} schools have voted, {notYet} have not voted yet, and {cannot} cannot be reached. Open Teams on another device to see which.",
            Speak = $"{Words.Of(voted, poll.Electorate.Seats.Length)} schools have voted, {notYet} have not, and {cannot} cannot be reached. Voting closes on {When.DayAtTime(poll.ClosesAt)}.",
            Refresh = isOver ? null : Refresh.For(teamsUserId, Show, DataOf(reach)),
            Body =
            [
                FromLine(Bold(poll.GroupName), $" asks you to see that every school can vote. Voting closes on {When.DayAndTime(poll.ClosesAt)}."),
                Heading(heading),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                Paragraph($"{voted} have voted, {notYet} not yet, {cannot} cannot be reached: {voted + notYet + cannot} in all."),
                .. Cannot(reach),
                .. Part($"– Not voted yet: {notYet}", reach.NotYet),
                .. notYet > 0 ? (Element[])[SmallPrint(RemindedWords(reach.Reminders))] : [],
                .. Part($"✓ Voted: {voted}", reach.Voted),
                WhoCanSeeThis("you and the group’s officers. It shows who has voted, never what they chose.", underLine: true),
                .. isOver || notYet == 0 || reach.Reminders.Left == 0 ? [] : (Element[])[Buttons(Main(new ActionExecute($"Remind the {notYet}", Remind, DataOf(reach))))],
            ],
        };
        return new(card, cannot > 0 ? $"{Words.Sentence(Words.Some(cannot, "school"))} cannot be reached before {When.ShortDay(poll.ClosesAt)}" : $"{poll.GroupName}: {Words.Of(voted, poll.Electorate.Seats.Length)} schools have voted");
    }

    private static IEnumerable<Element> Cannot(Reach reach) => reach.Unreached.IsEmpty ? [] :
    [
        PartTitle($"{Status.CannotBeReached}: {reach.Unreached.Length}"),
        .. reach.Unreached.SelectMany(one => (Element[])[Paragraph(Bold(one.Seat.Name)), Paragraph($"{one.Why} ", Bold("To do: "), one.Do)]),
    ];

    private static IEnumerable<Element> Part(string title, IReadOnlyList<Seat> seats) =>
        seats.Count == 0 ? [] : [PartTitle(title), Paragraph(string.Join(", ", seats.Select(seat => seat.Name)))];

    private static string RemindedWords(Reminders reminders)
    {
        var left = reminders.Left == 0 ? "No reminder is left." : $"{Words.Sentence(Words.Some(reminders.Left, "reminder is", "reminders are"))} left.";
        return reminders.Sent.IsEmpty ? $"Nobody was reminded yet. {left}" : $"Reminded on {Words.Join(reminders.Sent.Select(reminder => When.Day(reminder.At)))}. {left}";
    }

    // How many reminders there were when the card was made: a press on an older card sends nothing (rule V7).
    private static Dictionary<string, string> DataOf(Reach reach) => new()
    {
        ["poll"] = reach.Poll.Id.Value,
        ["sent"] = reach.Reminders.Sent.Length.ToString(CultureInfo.InvariantCulture),
    };
}
