using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Deadlines;

/// <summary>What cards say of a matter's time. A day that has passed is a fact, and nobody's fault.</summary>
internal static class DeadlineWords
{
    /// <summary>For the officers of the board that holds it: by when it answers. Nothing once it has, or where there is no clock.</summary>
    public static IEnumerable<Element> ForOfficer(Matter matter) => Line(matter, "Your board’s time", "your board");

    /// <summary>For those who sent it, and whoever looks on.</summary>
    public static IEnumerable<Element> ForOthers(Matter matter) => Line(matter, "The board’s time", matter.Holder.Name);

    /// <summary>For the facilitator who is asked: how long the board waits.</summary>
    public static IEnumerable<Element> ForReply(Matter matter)
    {
        if (Deadline.ReplyBy(matter) is { } day)
        {
            yield return Paragraph(Bold($"Reply due by {Day(day)}. "), "Until you reply the board’s time stands still, at most until then.");
        }
    }

    /// <summary>Why an officer's card comes again.</summary>
    /// <param name="reader">Whose card it is: one who is asked, or one who is told that another was.</param>
    public static string Note(Matter matter, FiredStep step, Reader reader) => step.Step switch
    {
        Step.AcknowledgeReminder => "This is a reminder. Please say today whether the board has this: Acknowledge is enough for now.",
        Step.WordRunOut => $"This is a reminder. {Since(matter, step)}",
        Step.AnswerReminder => $"This is a reminder. The answer is due by {Day(Deadline.Setting(matter).Clock!.AnswerBy)}.",
        Step.ViceChairCovers or Step.ClerkCovers => step.Asked.Contains(reader)
            ? $"You are asked to answer too: {Away(step)} may be away. {Waiting(matter)} Whoever answers first answers for the board."
            : $"{Words.Sentence(Those(step.Asked))} {(step.Asked.Length == 1 ? "was" : "were")} asked to answer too, in case you are away. {Waiting(matter)} You can still answer: whoever answers first answers for the board.",
        Step.Agenda => $"This stands on the agenda of {matter.Above!.Name} now. It is still your board’s to answer, unless that board takes it over.",
        Step.ProgressAsked => matter.NextDate is null ? "Please say who sees to this, and when the board says how it goes." : "Today is the day of the board’s next word. Please say how it goes.",
        Step.ProgressReminder => $"This is a reminder. {(matter.NextDate is { } next ? $"The board’s next word was planned for {Day(next)}." : "The board has not said yet who sees to it.")} A line is enough.",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Step, "No officer's card comes with it."),
    };

    /// <summary>Why the question's card comes again.</summary>
    public static string ReplyNote(Matter matter) =>
        $"This is a reminder. The board waits for your reply {(Deadline.ReplyBy(matter) is { } day ? $"until the end of {Day(day)}; then its time runs on" : "")}.";

    /// <summary>What to add where somebody who was asked to answer too came first (rule E4); empty where it was not so.</summary>
    public static string Covered(Matter matter, Move move) =>
        matter.Steps.LastOrDefault(step => step.Version < move.Number && step.Step is Step.ViceChairCovers or Step.ClerkCovers && step.Asked.Any(reader => reader.Person == move.Person)) is { } cover
            ? $" {Words.Sentence(Those(cover.Asked))} {(cover.Asked.Length == 1 ? "was" : "were")} asked to answer too on {When.Day(cover.At)}, because no word had come until then."
            : "";

    private static IEnumerable<Element> Line(Matter matter, string time, string holder)
    {
        if (Deadline.AnswerBy(matter) is not { } answerBy)
        {
            yield break;
        }

        var agenda = Deadline.Agenda(matter) is not null;
        yield return Paragraph(
            Bold($"Answer {(agenda ? "was " : "")}due by {Day(answerBy)}. "),
            agenda ? $"It stands on the agenda of {matter.Above!.Name}, which may take it over. Until then {holder} answers it."
            : Deadline.ReplyBy(matter) is { } reply ? $"{time} stands still until {matter.Evidence.Origin.Name} replies, at the latest until {Day(reply)}; after a reply the day moves on by as long as that took."
            : "School working days count.");
    }

    private static string Since(Matter matter, FiredStep step) => matter.Moves[step.Base - 1] is var word && word.Act is Act.Acknowledge
        ? $"The board said on {When.Day(word.At)} that it has this. {matter.Evidence.Origin.Name} waits for the answer."
        : word.Act is Act.Reply ? $"{matter.Evidence.Origin.Name} replied on {When.Day(word.At)}, and waits for the answer."
        : $"No reply came to the question of {When.Day(word.At)}. The board’s time runs on; it can decide without one.";

    private static string Waiting(Matter matter) => $"{matter.Evidence.Origin.Name} waits for a word since {When.Day(matter.Last.At)}.";

    // "the chair", "the chair and the vice-chair": those who were asked before.
    private static string Away(FiredStep step) => Those(step.Told);

    private static string Those(IEnumerable<Reader> readers) =>
        Words.Join(readers.GroupBy(reader => reader.Role).Select(role => $"the {Words.Plural(role.Count(), MatterWords.Of(role.Key))}"));

    private static string Day(DateOnly day) => When.Day(LocalDate.FromDateOnly(day));
}
