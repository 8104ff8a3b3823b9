using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Registers;

/// <summary>A matter as somebody reads it who came to it through a list (R2): who has it now, what is next, what happened, what stands behind it. It has no button that decides.</summary>
internal static class MatterReading
{
    public const string Open = "registers.matter";
    public const string History = "registers.history";

    /// <summary>In a button's data: the first step that the page of the history shows.</summary>
    public const string FirstStep = "step";

    private const int StepsOnAPage = 8;

    /// <param name="ofOrigin">Whether the reader is of the group that sent it: its members read a board's question too, as its channel shows it. What officers write to each other is nobody else's.</param>
    /// <param name="back">Leads back to the list; null where there is none.</param>
    public static Message Draw(Matter matter, bool ofOrigin, ActionExecute? back)
    {
        var (origin, option, status) = (matter.Evidence.Origin, matter.Evidence.Option, MatterWords.StatusOf(matter));
        var card = new AdaptiveCard
        {
            FallbackText = $"{status}: {option.Text} ({matter.Holder.Name}). This version of Teams cannot show the whole matter.",
            Speak = $"{status.Word}: {option.Text}. {HeldBy(matter)}",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(origin.Name), " agreed this and asks ", Bold(matter.Holder.Name), $" for {MatterWords.Of(matter.Evidence.Ask)}."),
                Heading(status.ToString()),
                MatterWords.Priority(matter),
                Paragraph(Bold("Who has it: "), HeldBy(matter)),
                Paragraph(Bold("What is next: "), Next(matter)),
                .. GatheredWords.Of(matter),
                .. MatterWords.History(matter, act => IsReadable(act, ofOrigin)),
                PartTitle("How it was agreed"),
                Paragraph(MatterWords.Backing(matter)),
                WhoCanSee(matter),
                .. Row([matter.Version > MatterWords.LongestHistory + 1 ? ToHistory("See every step", matter, 1, back) : null, back]),
            ],
        };
        return new(card, $"{status}: {option.Brief}, {matter.Holder.Name}");
    }

    /// <summary>Every step, a page at a time, the first one first.</summary>
    /// <param name="claimed">The number of the first step to show; whatever is none shows the first page.</param>
    public static Message DrawHistory(Matter matter, bool ofOrigin, int claimed, ActionExecute? back)
    {
        var first = claimed is > 0 && claimed <= matter.Version ? claimed : 1;
        var steps = matter.Moves.Skip(first - 1).Take(StepsOnAPage).ToList();
        var (option, data) = (matter.Evidence.Option, back?.Data ?? new Dictionary<string, string>());
        var card = new AdaptiveCard
        {
            FallbackText = $"Every step of {option.Text}. This version of Teams cannot show them. Open Teams on another device.",
            Speak = $"Steps {first} to {steps[^1].Number} of {matter.Version}: {option.Text}",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(matter.Evidence.Origin.Name), " sent this up. These are its steps, the first one first."),
                Heading($"Steps {first} to {Words.Of(steps[^1].Number, matter.Version)}"),
                MatterWords.Priority(matter),
                .. MarkedList(steps.Select(move => MatterWords.Line(move, IsReadable(move.Act, ofOrigin))), Spacing.Medium),
                WhoCanSee(matter),
                .. Row(
                [
                    new ActionExecute("Back to the matter", Open, new(data) { ["matter"] = matter.Id.Value }),
                    first > 1 ? ToHistory("Show earlier steps", matter, Math.Max(1, first - StepsOnAPage), back) with { Id = $"{History}.earlier" } : null,
                    first + StepsOnAPage <= matter.Version ? ToHistory("Show later steps", matter, first + StepsOnAPage, back) with { Id = $"{History}.later" } : null,
                ]),
            ],
        };
        return new(card, $"Steps of {option.Brief}");
    }

    /// <summary>"Fernshaw Locality Board, since Friday 4 December 2026".</summary>
    public static string HeldBy(Matter matter)
    {
        var came = matter.Moves.Last(move => matter.IsArrival(move) || matter.IsBack(move));
        return matter.IsOver && !matter.IsBack(matter.Last)
            ? $"Nobody now. It was with {matter.Holder.Name} until {When.DayAndYear(matter.Last.At)}."
            : $"{HolderOf(matter)}, since {When.DayAndYear(came.At)}.";
    }

    /// <summary>The group in whose hands it is: the one that sent it, where it was returned there.</summary>
    public static Party Holder(Matter matter) => matter.State is MatterState.Returned ? matter.Evidence.Origin : matter.Holder;

    /// <summary>What is next, and by when where somebody named a day (R10).</summary>
    public static string Next(Matter matter) => matter.State switch
    {
        MatterState.QuestionAsked => $"{matter.Evidence.Origin.Name} replies to a question{By(Deadline.ReplyBy(matter))}.",
        MatterState.Accepted or MatterState.InProgress => MatterWords.Acting(matter),
        MatterState.Declined => $"Nothing. {matter.Evidence.Origin.Name} may send it again if something changes.",
        MatterState.Returned => $"{matter.Evidence.Origin.Name} may send it again.",
        MatterState.Resolved => "Nothing. It is done.",
        MatterState.Withdrawn => "Nothing. It was withdrawn.",
        _ => $"{matter.Holder.Name} answers{By(Deadline.AnswerBy(matter))}.",
    };

    /// <summary>The day by which somebody is to reply, to answer or to say how it goes; null where none was named.</summary>
    public static DateOnly? DueBy(Matter matter) => Deadline.ReplyBy(matter) ?? Deadline.AnswerBy(matter) ?? matter.NextDate;

    private static string By(DateOnly? day) => day is { } by ? $" by {When.Day(LocalDate.FromDateOnly(by))}" : "";

    private static string HolderOf(Matter matter) => Holder(matter).Name;

    private static bool IsReadable(Act act, bool ofOrigin) => act is not (Act.Ask or Act.Reply) || (ofOrigin && act is Act.Ask);

    private static Element WhoCanSee(Matter matter) =>
        WhoCanSeeThis(matter.Evidence.Visibility is Visibility.Public ? "everybody." : "you here, and the members of the groups it went through.", underLine: true);

    private static ActionExecute ToHistory(string title, Matter matter, int first, ActionExecute? back) =>
        new(title, History, new(back?.Data ?? new Dictionary<string, string>()) { ["matter"] = matter.Id.Value, [FirstStep] = $"{first}" });

    private static Element[] Row(IEnumerable<ActionExecute?> buttons) => buttons.OfType<CardAction>().ToList() is { Count: > 0 } row ? [Buttons(row)] : [];
}
