using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>What was done with a poll on its way, each with its reason: for every card that shows the poll (rule V12).</summary>
internal static class PollStory
{
    public static IEnumerable<Element> Told(Poll poll) => [.. Again(poll), .. MoreTime(poll), .. Reworded(poll), .. Early(poll)];

    /// <summary>For a ballot: what came before it.</summary>
    public static IEnumerable<Element> ForVoter(Poll poll) => [.. Follows(poll), .. Reworded(poll)];

    private static IEnumerable<Element> Again(Poll poll) => poll.AskedAgain is not { } again
        ? Follows(poll)
        : [.. Follows(poll), Paragraph($"This was asked again on {When.DayAtTime(again.At)}, in a new poll. This result stands. The facilitator’s reason: {again.Why}")];

    private static IEnumerable<Element> Follows(Poll poll) => poll.Reopens is not { } reopens
        ? []
        : [Paragraph($"This asks again what was asked before. That poll closed on {When.DayAtTime(reopens.ClosedAt)}, and its result stands. The facilitator’s reason: {reopens.Why}")];

    private static IEnumerable<Element> MoreTime(Poll poll) => poll.Extensions.IsEmpty
        ? []
        : [Paragraph(poll.State is PollState.Open
            ? $"There is more time: voting was to close on {When.DayAtTime(poll.Extensions[0].From)}. The facilitator’s reason: {poll.Extensions[^1].Why}"
            : $"There was more time than was first said: voting was to close on {When.DayAtTime(poll.Extensions[0].From)}. The facilitator’s reason: {poll.Extensions[^1].Why}")];

    /// <summary>That the words are not the first ones, and why (rule V19).</summary>
    public static IEnumerable<Element> Reworded(Poll poll) => poll.Wording.Amendment is not { } amended
        ? []
        : [Paragraph($"The words were changed on {When.DayAtTime(amended.At)}. The facilitator’s reason: {amended.Why}")];

    private static IEnumerable<Element> Early(Poll poll) => poll.Early is not { } early
        ? []
        : [Paragraph(early.Why is null
            ? $"Voting closed early, because nothing could change the result any more. It was to close on {When.DayAtTime(early.From)}."
            : $"Voting closed early: it was to close on {When.DayAtTime(early.From)}. The {TieCards.Of(early.As)}’s reason: {early.Why}")];
}
