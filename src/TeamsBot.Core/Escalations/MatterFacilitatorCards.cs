using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>What comes to the facilitators of the network that sent it: a board's question, what came back, and how it stands.</summary>
internal static class MatterFacilitatorCards
{
    /// <summary>The facilitator's card of a matter as it stands.</summary>
    /// <param name="next">The matter that followed it when it was sent again; null where none did.</param>
    /// <param name="note">What came before a late press.</param>
    public static Message Of(Matter matter, Matter? next, string? teamsUserId, string? note = null) =>
        matter is { State: MatterState.QuestionAsked } ? Question(matter, matter.Last, teamsUserId, note)
        : matter.MayBeSentAgain ? Back(matter, next, teamsUserId, note)
        : Standing(matter, teamsUserId, note);

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
            Refresh = open ? Refresh.For(teamsUserId, MatterVerbs.Show, MatterVerbs.DataOf(matter)) : null,
            Body =
            [
                FromLine(Bold(board.Name), " asks ", Bold(origin.Name), " a question about what it agreed."),
                Heading(open ? "Can you answer this?" : replied ? "✓ The reply is sent" : "The board has moved on"),
                .. MatterCards.Note(note),
                Paragraph(Bold("The question: "), asked.Text!),
                MatterWords.Priority(matter),
                .. open ? DeadlineWords.ForReply(matter) : [],
                .. open ? Reply() : [.. (replied ? (Element[])[] : [Paragraph("A reply is no longer needed.")]), .. MatterWords.History(matter, _ => true)],
                WhoCanSeeThis(WhoCanSee(matter, asked.Readers.Length, $" Your {SenderWords.Own(matter)}’s channel shows the question{(open ? "" : ", not the reply")}."), underLine: true),
                .. open ? (Element[])[Buttons(Withdraw(matter), Main(new ActionExecute("Send my reply", MatterVerbs.Reply, MatterVerbs.DataOf(matter))))] : [],
            ],
        };
        return new(card, open ? $"{board.Name} asks your {SenderWords.Own(matter)} a question: {matter.Evidence.Option.Brief}" : $"The question about {matter.Evidence.Option.Brief} is closed");
    }

    /// <summary>What a board declined or returned, with the way to send it again (rule E5).</summary>
    /// <inheritdoc cref="Of"/>
    public static Message Back(Matter matter, Matter? next, string? teamsUserId, string? note = null)
    {
        var (status, board, origin) = (MatterWords.StatusOf(matter), matter.Holder, matter.Evidence.Origin);
        var card = new AdaptiveCard
        {
            FallbackText = $"{status} by {board.Name}: {matter.Evidence.Option.Text} The reason: {matter.Last.Text}",
            Speak = $"{status.Word} by {board.Name}: {matter.Evidence.Option.Text}",
            FullWidth = true,
            Refresh = next is null ? Refresh.For(teamsUserId, MatterVerbs.Show, MatterVerbs.OriginDataOf(matter)) : null,
            Body =
            [
                FromLine(Bold(board.Name), " has answered ", Bold(origin.Name), $". {SenderWords.YouAre(matter)}"),
                Heading(next is null ? status.ToString() : "↑ Sent again"),
                .. MatterCards.Note(note),
                MatterWords.Priority(matter),
                Paragraph(Bold("The board’s reason: "), matter.Last.Text!),
                Paragraph(next is null
                    ? "Everyone who voted is told. If something has changed since, you may send it again, once; what was agreed goes up as it was."
                    : $"Sent again by {MatterWords.WhoMoved(next.Moves[0])} on {When.DayAtTime(next.Moves[0].At)}. It is a matter of its own now, and its answer comes as this one did."),
                .. MatterWords.History(matter, _ => true),
                WhoCanSeeThis(WhoCanSee(matter, matter.Last.Readers.Length, $" Your {SenderWords.Own(matter)}’s channel shows the answer."), underLine: true),
                .. next is null ? (Element[])[Buttons(Main(Again(matter)))] : [],
            ],
        };
        return new(card, next is null ? $"{status} by {board.Name}: {matter.Evidence.Option.Brief}" : $"Sent again: {matter.Evidence.Option.Brief}");
    }

    private static Message Standing(Matter matter, string? teamsUserId, string? note)
    {
        var status = MatterWords.StatusOf(matter);
        var card = new AdaptiveCard
        {
            FallbackText = $"{status}: {matter.Evidence.Option.Text} ({matter.Holder.Name})",
            Speak = $"{status.Word}, {matter.Holder.Name}: {matter.Evidence.Option.Text}",
            FullWidth = true,
            Refresh = matter.IsOver ? null : Refresh.For(teamsUserId, MatterVerbs.Show, MatterVerbs.OriginDataOf(matter)),
            Body =
            [
                FromLine(Bold(matter.Evidence.Origin.Name), " agreed this and asks ", Bold(matter.Holder.Name), $" for {MatterWords.Of(matter.Evidence.Ask)}. {SenderWords.YouAre(matter)}"),
                Heading(status.ToString()),
                .. MatterCards.Note(note),
                MatterWords.Priority(matter),
                Paragraph(MatterChannelCards.Next(matter)),
                .. DeadlineWords.ForOthers(matter),
                .. GatheredWords.Of(matter),
                .. MatterWords.History(matter, _ => true),
                PartTitle("How it was agreed"),
                Paragraph(MatterWords.Backing(matter)),
                WhoCanSeeThis($"only you.{MatterForms.InChannels(matter, $" Your {SenderWords.Own(matter)}’s channel shows how it stands.")}", underLine: true),
                .. matter.IsUndecided ? (Element[])[Buttons(Main(Withdraw(matter)))] : [],
            ],
        };
        return new(card, $"{status}: {matter.Evidence.Option.Brief}, {matter.Holder.Name}");
    }

    private static ActionShowCard Withdraw(Matter matter) =>
        MatterForms.Form("Withdraw…", MatterForms.Text(MatterVerbs.WithdrawInput, $"Why does {matter.Evidence.Origin.Name} withdraw this?", "Write why you withdraw it."),
            $"The board and everyone who voted read this.{MatterForms.InChannels(matter, " The channels show it.")} Please name no child.",
            new("Withdraw with this", MatterVerbs.Withdraw, MatterVerbs.OriginDataOf(matter)));

    private static ActionShowCard Again(Matter matter) =>
        MatterForms.Form("Send it again…", MatterForms.Text(MatterVerbs.AgainInput, "Say what has changed since", "Write what has changed since."),
            $"{matter.AboveChain[0].Name} reads this.{MatterForms.InChannels(matter, " The channels show it.")} Please name no child.",
            new("Send it again", MatterVerbs.Again, MatterVerbs.OriginDataOf(matter)));

    // Not required: a client checks it for the buttons behind "…" too, and withdrawing needs no reply. The server asks for it.
    private static Element[] Reply() =>
    [
        MatterForms.Text(MatterVerbs.ReplyInput, "Write your reply to the board", "Write your reply, then send it.") with { IsRequired = false, Spacing = Spacing.Medium },
        SmallPrint("The board’s chair, vice-chair and clerk read your reply. Please name no child."),
    ];

    private static string WhoCanSee(Matter matter, int facilitators, string inChannels) =>
        (facilitators > 1 ? $"you and {SenderWords.Others(matter)}." : "only you.") + MatterForms.InChannels(matter, inChannels);
}
