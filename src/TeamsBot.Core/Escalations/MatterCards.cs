using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Language;
using TeamsBot.Core.ServiceRequests;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>A matter as one officer of one board sees it.</summary>
/// <param name="Arrival">The move that brought it to that board.</param>
/// <param name="TeamsUserId">The officer's <c>29:</c> id, for the card's refresh; null where unknown.</param>
internal sealed record OfficerView(Matter Matter, Move Arrival, Reader Reader, string? TeamsUserId)
{
    public Party Board => Arrival.To!;

    /// <summary>The board's latest request to services about the matter, where whoever makes the card has looked.</summary>
    public ServiceRequest? Asked { get; init; }

    public bool IsHeld => Matter.Holder.Id == Board.Id;

    /// <summary>Whether this board's answer is awaited.</summary>
    public bool IsAsked => Matter.IsUndecided && IsHeld;

    /// <summary>Whether this board acts on it, and says how it goes.</summary>
    public bool IsRunning => Matter.State is MatterState.Accepted or MatterState.InProgress && IsHeld;
}

/// <summary>The cards of a board's officers. Pure functions: the card carries ids, the signed activity says who acts.</summary>
internal static class MatterCards
{
    public const string ReminderNote = "This is a reminder. We could not tell whether the first card reached you; both are the same matter.";

    /// <summary>What stands for this officer now: the question to the board, or what became of it.</summary>
    /// <param name="note">A line that stands first: a reminder's mark, or what came before a late press.</param>
    public static Message ForOfficer(OfficerView view, string? note = null) => view.IsAsked ? Asked(view, note) : Answered(view, note);

    internal static Dictionary<string, string> DataOf(OfficerView view) => new(MatterVerbs.DataOf(view.Matter))
    {
        [MatterVerbs.BoardKey] = view.Board.Id.Value,
        [MatterVerbs.ArrivalKey] = view.Arrival.Number.ToString(CultureInfo.InvariantCulture),
    };

    internal static IEnumerable<Element> Note(string? note) => note is null ? [] : [Paragraph(Bold(note))];

    private static Message Asked(OfficerView view, string? note)
    {
        var (matter, origin) = (view.Matter, view.Matter.Evidence.Origin);
        var ask = MatterWords.Of(matter.Evidence.Ask);
        var card = new AdaptiveCard
        {
            FallbackText = $"{origin.Name} asks your board for {ask}. This version of Teams cannot show the buttons. Open Teams on another device or ask the clerk.",
            Speak = $"{origin.Name} asks {view.Board.Name} for {ask}. {matter.Evidence.Option.Text}",
            FullWidth = true,
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(origin.Name), " asks ", Bold(view.Board.Name), $" for {ask}. You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(matter.State is MatterState.Acknowledged or MatterState.QuestionAsked ? MatterWords.StatusOf(matter).ToString() : "Will the board accept this?"),
                .. Note(note),
                .. Meanwhile(matter),
                MatterWords.Priority(matter),
                .. DeadlineWords.ForOfficer(matter),
                .. GatheredWords.Of(matter),
                .. OutsideSchools.Prompt(matter, view.Board.Id, view.Asked),
                PartTitle("Who agreed it"),
                Paragraph(MatterWords.Backing(matter)),
                .. MatterWords.History(matter, _ => true),
                NewParagraph("Accept means the board acts on it. It does not promise money."),
                WhoCanSeeThis(WhoCanSee(view)),
                Buttons([.. MatterForms.Of(view)]),
            ],
        };
        return new(card, $"{(note == ReminderNote ? "Reminder: " : "")}{origin.Name} asks your board for {ask}: {matter.Evidence.Option.Brief}");
    }

    private static IEnumerable<Element> Meanwhile(Matter matter) => matter.State switch
    {
        MatterState.Acknowledged => [Paragraph($"{matter.Evidence.Origin.Name} knows that the board has it. Will the board accept this?")],
        MatterState.QuestionAsked => [Paragraph($"{SenderWords.AskedToReply(matter)} You need not wait to decide.")],
        MatterState.Raised when matter.Last.Act is Act.Return => [Paragraph($"{matter.Last.By.Name} returned it to your board.")],
        _ => [],
    };

    private static Message Answered(OfficerView view, string? note)
    {
        var (matter, origin) = (view.Matter, view.Matter.Evidence.Origin);
        var status = StatusFor(view);
        var card = new AdaptiveCard
        {
            FallbackText = $"{status}: {matter.Evidence.Option.Text}",
            Speak = $"{status.Word}: {matter.Evidence.Option.Text}",
            FullWidth = true,
            Refresh = matter.IsOver ? null : RefreshOf(view),
            Body =
            [
                FromLine(Bold(origin.Name), " asked ", Bold(view.Board.Name), $" for {MatterWords.Of(matter.Evidence.Ask)}. You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(matter.IsAnswered && !view.IsHeld ? $"{status} by the board {(matter.Holder.Tier > view.Board.Tier ? "above" : "below")}" : status.ToString()),
                .. Note(note),
                MatterWords.Priority(matter),
                Paragraph(Next(view)),
                .. GatheredWords.Of(matter),
                .. MatterWords.History(matter, _ => true),
                PartTitle("Who agreed it"),
                Paragraph(MatterWords.Backing(matter)),
                WhoCanSeeThis(WhoCanSee(view), underLine: true),
                .. view.IsRunning ? (Element[])[Buttons([.. MatterForms.Of(view)])] : MatterReaders.ButtonOf(view).ToList() is { Count: > 0 } readers ? [Buttons(readers)] : [],
            ],
        };
        return new(card, $"{status}: {matter.Evidence.Option.Brief}");
    }

    // For a board that has passed it on, until a decision: what it did itself with it.
    private static Status StatusFor(OfficerView view) => view.IsHeld || !view.Matter.IsUndecided
        ? MatterWords.StatusOf(view.Matter)
        : MatterWords.StatusOf(view.Matter.DepartureFrom(view.Board.Id));

    private static string Next(OfficerView view)
    {
        var (matter, origin) = (view.Matter, view.Matter.Evidence.Origin);
        var plan = MatterWords.Plan(matter.Owner, matter.NextDate);
        return matter.State switch
        {
            MatterState.Accepted or MatterState.InProgress when view.IsHeld && plan.Length == 0 => $"{origin.Name} and everyone who voted are told. Next, say who sees to it, and when the board says how it goes.",
            MatterState.Accepted => $"{plan} {origin.Name} and everyone who voted are told.".TrimStart(),
            MatterState.InProgress => plan,
            MatterState.Withdrawn => $"{origin.Name} withdrew it. There is nothing for you to do.",
            _ when matter.IsAnswered => $"{origin.Name} and everyone who voted are told.",
            _ => $"{matter.Holder.Name} answers it now. There is nothing for you to do.",
        };
    }

    private static Refresh? RefreshOf(OfficerView view) => Refresh.For(view.TeamsUserId, MatterVerbs.Show, DataOf(view));

    /// <summary>"you, the vice-chair and the clerk. The board’s channel shows what came in and the answer."</summary>
    private static string WhoCanSee(OfficerView view)
    {
        var others = view.Arrival.Readers.Where(reader => reader.Person != view.Reader.Person).GroupBy(reader => reader.Role)
            .Select(role => $"the {(role.Key == view.Reader.Role ? "other " : "")}{Words.Plural(role.Count(), MatterWords.Of(role.Key))}").ToList();
        var who = others.Count == 0 ? "only you." : $"{Words.Join(["you", .. others])}.";
        return who + MatterForms.InChannels(view.Matter, " The board’s channel shows what came in and the answer.");
    }
}
