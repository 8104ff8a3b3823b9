using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>A matter as one officer of one board sees it.</summary>
/// <param name="Arrival">The move that brought it to that board.</param>
/// <param name="TeamsUserId">The officer's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record OfficerView(Matter Matter, Move Arrival, Reader Reader, string? TeamsUserId)
{
    public Party Board => Arrival.To!;

    /// <summary>Whether this board's answer is awaited.</summary>
    public bool IsAsked => !Matter.IsAnswered && Matter.Holder.Id == Board.Id;
}

/// <summary>The cards of a board's officers. Pure functions: the card carries ids, the signed activity says who acts.</summary>
internal static class MatterCards
{
    public const string Accept = "escalations.accept";
    public const string Ask = "escalations.ask";
    public const string ReferUp = "escalations.referUp";
    public const string Decline = "escalations.decline";
    public const string Reply = "escalations.reply";
    public const string Show = "escalations.show";
    public const string ReminderNote = "This is a reminder. We could not tell whether the first card reached you; both are the same matter.";

    public const string ReasonInput = "declineReason";
    public const string UpInput = "upReason";
    public const string QuestionInput = "question";
    public const string ReplyInput = "reply";

    /// <summary>What stands for this officer now: the question to the board, or what became of it.</summary>
    /// <param name="note">A line that stands first: a reminder's mark, or what came before a late press.</param>
    public static Message ForOfficer(OfficerView view, string? note = null) => view.IsAsked ? Asked(view, note) : Over(view, note);

    internal static Dictionary<string, string> DataOf(Matter matter) => new()
    {
        ["matter"] = matter.Id.Value,
        ["version"] = matter.Version.ToString(CultureInfo.InvariantCulture),
    };

    internal static IEnumerable<Element> Note(string? note) => note is null ? [] : [Paragraph(Bold(note))];

    private static Message Asked(OfficerView view, string? note)
    {
        var (matter, origin) = (view.Matter, view.Matter.Evidence.Origin);
        var ask = MatterWords.Of(matter.Evidence.Ask);
        var waiting = matter.State is MatterState.QuestionAsked;
        var card = new AdaptiveCard
        {
            FallbackText = $"{origin.Name} asks your board for {ask}. This version of Teams cannot show the buttons. Open Teams on another device or ask the clerk.",
            Speak = $"{origin.Name} asks {view.Board.Name} for {ask}. {matter.Evidence.Option.Text}",
            FullWidth = true,
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(origin.Name), " asks ", Bold(view.Board.Name), $" for {ask}. You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(waiting ? Status.QuestionAsked.ToString() : "Will the board accept this?"),
                .. Note(note),
                .. waiting ? (Element[])[Paragraph($"The network’s facilitator was asked to reply. You need not wait to decide.")] : [],
                MatterWords.Priority(matter),
                .. GatheredWords.Of(matter),
                PartTitle("Who agreed it"),
                Paragraph(MatterWords.Backing(matter)),
                .. MatterWords.History(matter, _ => true),
                NewParagraph("Accept means the board acts on it. It does not promise money."),
                WhoCanSeeThis(WhoCanSee(view)),
                Buttons([.. Forms(view), Main(new ActionExecute("Accept", Accept, DataOf(view)) { AssociatedInputs = AssociatedInputs.None })]),
            ],
        };
        return new(card, $"{(note == ReminderNote ? "Reminder: " : "")}{origin.Name} asks your board for {ask}: {matter.Evidence.Option.Brief}");
    }

    private static Message Over(OfficerView view, string? note)
    {
        var (matter, origin) = (view.Matter, view.Matter.Evidence.Origin);
        var status = matter.IsAnswered ? MatterWords.StatusOf(matter) : Status.ReferredUp;
        var above = matter.Holder.Id != view.Board.Id;
        var next = matter.IsAnswered ? $"{origin.Name} and everyone who voted are told." : $"{matter.Holder.Name} answers it now. There is nothing for you to do.";
        var card = new AdaptiveCard
        {
            FallbackText = $"{status}: {matter.Evidence.Option.Text}",
            Speak = $"{status.Word}: {matter.Evidence.Option.Text}",
            FullWidth = true,
            Refresh = matter.IsAnswered ? null : RefreshOf(view),
            Body =
            [
                FromLine(Bold(origin.Name), " asked ", Bold(view.Board.Name), $" for {MatterWords.Of(matter.Evidence.Ask)}. You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(matter.IsAnswered && above ? $"{status} by the board above" : status.ToString()),
                .. Note(note),
                MatterWords.Priority(matter),
                Paragraph(next),
                .. GatheredWords.Of(matter),
                .. MatterWords.History(matter, _ => true),
                PartTitle("Who agreed it"),
                Paragraph(MatterWords.Backing(matter)),
                WhoCanSeeThis(WhoCanSee(view), underLine: true),
            ],
        };
        return new(card, $"{status}: {matter.Evidence.Option.Brief}");
    }

    private static IEnumerable<CardAction> Forms(OfficerView view)
    {
        var matter = view.Matter;
        yield return Form("Decline…", ReasonInput, "Why is the board declining?", "Write a reason before you decline.",
            $"Every school that voted reads this.{InChannels(matter, " The channels show it.")} Please name no child.", new("Decline with this reason", Decline, DataOf(view)));
        if (matter.Above is { } above)
        {
            yield return Form("Refer up…", UpInput, $"Why does this need {above.Name}?", "Write why this needs the board above.",
                $"The board above reads this.{InChannels(matter, " The network’s channel shows it.")}", new("Refer it up", ReferUp, DataOf(view)));
        }

        if (matter.State is not MatterState.QuestionAsked)
        {
            yield return Form("Ask a question…", QuestionInput, $"Your question to {matter.Evidence.Origin.Name}", "Write your question.",
                $"The network’s facilitator is asked to reply to you.{InChannels(matter, " The network’s channel shows the question.")}", new("Send my question", Ask, DataOf(view)));
        }
    }

    private static ActionShowCard Form(string title, string input, string label, string error, string hint, ActionExecute send) => new(
        title,
        new InputText(input) { Label = label, ErrorMessage = error, IsMultiline = true, IsRequired = true, MaxLength = MatterRules.LongestText },
        SmallPrint(hint),
        Buttons(Main(send)));

    private static string InChannels(Matter matter, string said) => matter.MayBeShownInChannels ? said : "";

    private static Dictionary<string, string> DataOf(OfficerView view) => new(DataOf(view.Matter)) { ["board"] = view.Board.Id.Value };

    private static Refresh? RefreshOf(OfficerView view) => Refresh.For(view.TeamsUserId, Show, DataOf(view));

    /// <summary>"you, the vice-chair and the clerk. The board’s channel shows what came in and the answer."</summary>
    private static string WhoCanSee(OfficerView view)
    {
        var others = view.Arrival.Readers.Where(reader => reader.Person != view.Reader.Person).GroupBy(reader => reader.Role)
            .Select(role => $"the {(role.Key == view.Reader.Role ? "other " : "")}{Words.Plural(role.Count(), MatterWords.Of(role.Key))}").ToList();
        var who = others.Count == 0 ? "only you." : $"{Words.Join(["you", .. others])}.";
        return who + InChannels(view.Matter, " The board’s channel shows what came in and the answer.");
    }
}
