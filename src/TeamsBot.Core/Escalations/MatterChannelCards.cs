using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>A matter's cards in channels: where it stands, and no button that decides.</summary>
internal static class MatterChannelCards
{
    public const string ReminderNote = "This is a reminder. We could not tell whether the first card reached this channel; both are the same matter.";

    private const string Everyone = "everyone in this team.";

    /// <summary>In the channel of a board that holds or held it: that it came in, who answers, and the answer. What the officers and the network write to each other is not shown.</summary>
    /// <param name="note">A line that stands first: a reminder's mark.</param>
    public static Message ForBoard(Matter matter, Move arrival, string? note = null)
    {
        var (origin, board) = (matter.Evidence.Origin, arrival.To!);
        var ask = MatterWords.Of(matter.Evidence.Ask);
        var passedOn = matter.Holder.Id != board.Id;
        var isNew = !passedOn && matter.State is MatterState.Raised or MatterState.ReferredUp;
        var heading = passedOn ? PassedOn(matter, board) : isNew ? "A matter for the board" : MatterWords.StatusOf(matter).ToString();
        var card = new AdaptiveCard
        {
            FallbackText = $"{origin.Name} asks {board.Name} for {ask}: {matter.Evidence.Option.Text}",
            Speak = $"{origin.Name} asks {board.Name} for {ask}. {heading}.",
            Body =
            [
                FromLine(Bold(origin.Name), " asks ", Bold(board.Name), $" for {ask}."),
                Heading(heading),
                .. MatterCards.Note(note),
                MatterWords.Priority(matter),
                .. passedOn ? [] : DeadlineWords.ForOthers(matter),
                .. passedOn || matter.IsOver ? [] : (Element[])[Paragraph(matter.IsUndecided ? WhoAnswers(arrival) : MatterWords.Acting(matter))],
                .. GatheredWords.Of(matter),
                .. MatterWords.History(matter, act => act is not (Act.Ask or Act.Reply)),
                WhoCanSeeThis(Everyone, underLine: true),
            ],
        };
        return new(card, isNew ? $"{origin.Name} asks the board for {ask}: {matter.Evidence.Option.Brief}" : $"{heading}: {matter.Evidence.Option.Brief}");
    }

    /// <summary>In the channel of the network that sent it (rule E7).</summary>
    /// <param name="note">A line that stands first: a reminder's mark.</param>
    public static Message ForOrigin(Matter matter, string? note = null)
    {
        var (origin, option) = (matter.Evidence.Origin, matter.Evidence.Option);
        var status = MatterWords.StatusOf(matter);
        var card = new AdaptiveCard
        {
            FallbackText = $"{status}: {option.Text} ({matter.Holder.Name})",
            Speak = $"{status.Word}, {matter.Holder.Name}: {option.Text}",
            Body =
            [
                FromLine(Bold(origin.Name), " agreed this and asks ", Bold(matter.Holder.Name), $" for {MatterWords.Of(matter.Evidence.Ask)}."),
                Heading(status.ToString()),
                .. MatterCards.Note(note),
                MatterWords.Priority(matter),
                Paragraph(Next(matter)),
                .. DeadlineWords.ForOthers(matter),
                .. GatheredWords.Of(matter),
                .. MatterWords.History(matter, act => act is not Act.Reply),
                PartTitle("How it was agreed"),
                Paragraph(MatterWords.Backing(matter)),
                WhoCanSeeThis(Everyone, underLine: true),
            ],
        };
        return new(card, $"{status}: {option.Brief}, {matter.Holder.Name}");
    }

    /// <summary>What happens next, for whoever sent it.</summary>
    internal static string Next(Matter matter)
    {
        var holder = matter.Holder.Name;
        return matter.State switch
        {
            MatterState.Acknowledged => $"{holder} has it, and will answer. The answer comes to this channel, and to everyone who voted.",
            MatterState.QuestionAsked => $"{holder} asked a question. Your {SenderWords.Sender(matter)} has it and can reply.",
            MatterState.QuestionAnswered => $"{holder} has the reply, and will answer. The answer comes to this channel, and to everyone who voted.",
            MatterState.Accepted when matter.Last.Act is Act.Confirm => $"{holder} confirmed it by its vote, and acts on it. Everyone who voted is told.",
            MatterState.Accepted => $"{holder} accepted it, and acts on it. {MatterWords.Acting(matter)} Everyone who voted is told.",
            MatterState.InProgress => $"{holder} acts on it. {MatterWords.Acting(matter)}".TrimEnd(),
            MatterState.Resolved => $"{holder} has finished what it did. What came of it stands below. Everyone who voted is told.",
            MatterState.Declined => $"{holder} declined it, with its reason below. Everyone who voted is told. Your {SenderWords.Sender(matter)} may send it again if something changes.",
            MatterState.Returned => $"{holder} returned it without deciding, with its reason below. Everyone who voted is told. Your {SenderWords.Sender(matter)} may send it again.",
            MatterState.Withdrawn => $"{matter.Evidence.Origin.Name} withdrew it, with its reason below. Everyone who voted is told.",
            MatterState.Raised when matter.Last.Act is Act.Return => $"Back with {holder}. Its answer comes to this channel, and to everyone who voted.",
            _ => $"Sent to {holder}. Its answer comes to this channel, and to everyone who voted.",
        };
    }

    // Until a decision: what the board itself did with it last.
    private static string PassedOn(Matter matter, Party board) =>
        matter.IsAnswered ? $"{MatterWords.StatusOf(matter)} by the board {(matter.Holder.Tier > board.Tier ? "above" : "below")}"
        : matter.IsUndecided ? MatterWords.StatusOf(matter.DepartureFrom(board.Id)).ToString()
        : MatterWords.StatusOf(matter).ToString();

    private static string WhoAnswers(Move arrival) => arrival.Readers.IsEmpty
        ? "No chair, vice-chair or clerk of this board is in the directory, so nobody can answer yet. Ask the administrator to add one."
        : $"{Words.Sentence(Words.Join(arrival.Readers.Select(reader => reader.Role).Distinct().Select(role => $"the {MatterWords.Of(role)}"), "or"))} answers for the board. The answer comes to this channel.";
}
