using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>What comes back down in personal chat: a board's question to the facilitator, and the end of it to everyone who voted.</summary>
internal static class MatterAnswerCards
{
    /// <param name="asked">The move that asked.</param>
    /// <param name="note">What came before a late press.</param>
    public static Message Question(Matter matter, Move asked, string? teamsUserId, string? note = null)
    {
        var open = matter.State is MatterState.QuestionAsked && matter.Version == asked.Number;
        var (board, origin) = (asked.By, matter.Evidence.Origin);
        var replied = matter.Moves.ElementAtOrDefault(asked.Number) is { Act: Act.Reply };
        var card = new AdaptiveCard
        {
            FallbackText = $"{board.Name} asks {origin.Name} a question. This version of Teams cannot show the form. Open Teams on another device.",
            Speak = $"{board.Name} asks {origin.Name} a question: {asked.Text}",
            FullWidth = true,
            Refresh = open ? Refresh.For(teamsUserId, MatterCards.Show, MatterCards.DataOf(matter)) : null,
            Body =
            [
                FromLine(Bold(board.Name), " asks ", Bold(origin.Name), " a question about what it agreed."),
                Heading(open ? "Can you answer this?" : replied ? "✓ The reply is sent" : "The board has moved on"),
                .. MatterCards.Note(note),
                Paragraph(Bold("The question: "), asked.Text!),
                MatterWords.Priority(matter),
                .. open ? Reply() : [.. (replied ? (Element[])[] : [Paragraph("A reply is no longer needed.")]), .. MatterWords.History(matter, _ => true)],
                WhoCanSeeThis(WhoCanSee(matter, asked, open), underLine: true),
                .. open ? (Element[])[Buttons(Main(new ActionExecute("Send my reply", MatterCards.Reply, MatterCards.DataOf(matter))))] : [],
            ],
        };
        return new(card, open ? $"{board.Name} asks your network a question: {matter.Evidence.Option.Brief}" : $"The question about {matter.Evidence.Option.Brief} is closed");
    }

    /// <summary>What came of a vote. What the person chose is not on it: they hear because they voted.</summary>
    public static Message? AnswerDown(Matter matter, PersonId voter)
    {
        if (!matter.IsAnswered)
        {
            return null;
        }

        var (origin, option, status) = (matter.Evidence.Origin, matter.Evidence.Option, MatterWords.StatusOf(matter));
        var seats = matter.Evidence.SeatsVotedBy(voter).ToList();
        var named = seats.Count <= 3 ? Words.Join(seats) : Words.Join([.. seats.Take(2), $"{Words.Number(seats.Count - 2)} more"]);
        var accepted = matter.State is MatterState.Accepted;
        var card = new AdaptiveCard
        {
            FallbackText = $"{status} by {matter.Holder.Name}: {option.Text}{(matter.Last.Text is { } why ? $" The reason: {why}" : "")}",
            Speak = $"What came of your vote. {matter.Holder.Name} {(matter.Last.Act is Act.Confirm ? "confirmed" : accepted ? "accepted" : "declined")} this: {option.Text}",
            Body =
            [
                FromLine(Bold(matter.Holder.Name), " has answered ", Bold(origin.Name), $". You hear because {named} voted."),
                Heading($"{status} by the board"),
                Paragraph(Bold($"{option.Text} "), MatterWords.Backing(matter)),
                PartTitle(accepted ? "What came of it" : "The board’s reason"),
                Paragraph(accepted ? "The board acts on it. Acceptance does not promise money." : matter.Last.Text!),
                .. matter.Arrivals.Last() is { Act: Act.ReferUp } referral
                    ? (Element[])[PartTitle("On the way"), Paragraph($"{referral.By.Name} referred it up to {referral.To!.Name}. “{referral.Text}”")]
                    : [],
                PartTitle("What you need to do"),
                Paragraph("Nothing now."),
                WhoCanSeeThis($"only you.{(matter.MayBeShownInChannels ? " Your network’s channel shows the same answer." : "")}", underLine: true),
            ],
        };
        return new(card, $"{status}: {option.Brief}");
    }

    private static Element[] Reply() =>
    [
        new InputText(MatterCards.ReplyInput)
        {
            Label = "Write your reply to the board",
            ErrorMessage = "Write your reply, then send it.",
            IsMultiline = true,
            IsRequired = true,
            MaxLength = MatterRules.LongestText,
            Spacing = Spacing.Medium,
        },
        SmallPrint("The board’s chair, vice-chair and clerk read your reply. Please name no child."),
    ];

    private static string WhoCanSee(Matter matter, Move asked, bool open) =>
        (asked.Readers.Length > 1 ? "you and the network’s other facilitators." : "only you.")
        + (matter.MayBeShownInChannels ? $" Your network’s channel shows the question{(open ? "" : ", not the reply")}." : "");
}
