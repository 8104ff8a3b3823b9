using NodaTime;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Deadlines;

/// <summary>
/// Which steps of the clock stand, and when (rule E3): in the morning of school working days, counted from the moves and from what each froze. A step that was done does
/// not stand again, nor does a reminder behind which a later step was done: one card is enough then.
/// </summary>
public sealed class MatterPlan
{
    private static readonly LocalTime Morning = new(9, 0);

    private readonly Matter matter;
    private readonly SchoolCalendar calendar;
    private readonly Move arrival;
    private readonly ResponsePolicy policy;

    private MatterPlan(Matter matter, SchoolCalendar calendar, Move arrival, ResponsePolicy policy) =>
        (this.matter, this.calendar, this.arrival, this.policy) = (matter, calendar, arrival, policy);

    /// <summary>The steps that are still to be done, the soonest first. None for a matter that is over, or that was raised before there was a clock.</summary>
    public static IReadOnlyList<PlannedStep> For(Matter matter, SchoolCalendar calendar)
    {
        if (matter.Arrivals.Last() is not { Clock.Policy: { } policy } arrival)
        {
            return [];
        }

        var plan = new MatterPlan(matter, calendar, arrival, policy);
        var all = matter.IsUndecided ? plan.UntilAnswered() : matter.IsOver ? [] : plan.UntilDone();
        var left = all.Where(step => !matter.Steps.Any(fired => (fired.Step, fired.Base) == (step.Step, step.Base))).OrderBy(step => step.At).ThenBy(step => step.Step).ToList();
        var last = matter.Steps.Where(fired => fired.Version >= arrival.Number && IsToBoard(fired.Step)).Select(fired => fired.At).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return [.. left.Where(step => !IsReminder(step.Step) || step.At > last)];
    }

    /// <summary>Whether it reminds the board's officers: dropped where a later step is due with it.</summary>
    internal static bool IsReminder(Step step) => step is Step.AcknowledgeReminder or Step.WordRunOut or Step.AnswerReminder;

    internal static bool IsToBoard(Step step) => IsReminder(step) || step is Step.ViceChairCovers or Step.ClerkCovers or Step.Agenda;

    private IEnumerable<PlannedStep> UntilAnswered()
    {
        var word = matter.Moves.Last(move => move.Number >= arrival.Number && move.Act is not Act.Withdraw);
        var set = Deadline.Setting(matter);
        var (answerBy, wordBy) = (Day(set.Clock!.AnswerBy), WordBy(word));

        // While a question is open the board's time stands still, until the reply or the day it was due.
        var stillUntil = word is { Act: Act.Ask, Clock.ReplyBy: { } replyBy } ? Day(replyBy) : LocalDate.MinIsoValue;
        if (word.Act is Act.Ask)
        {
            yield return At(Step.ReplyReminder, word, stillUntil);
        }

        if (wordBy <= answerBy)
        {
            yield return Later(word.Number == arrival.Number ? Step.AcknowledgeReminder : Step.WordRunOut, word, wordBy);
        }

        if (calendar.Add(answerBy, -policy.ReminderDays) is var soon && soon > When.Local(set.At).Date)
        {
            yield return Later(Step.AnswerReminder, set, soon);
        }

        var waited = LocalDate.Min(wordBy, answerBy);
        yield return Later(Step.ViceChairCovers, arrival, calendar.Add(waited, policy.ViceChairDays));
        yield return Later(Step.ClerkCovers, arrival, calendar.Add(waited, policy.ClerkDays));
        if (matter is { Above: not null, MayBeShownInChannels: true })
        {
            yield return Later(Step.Agenda, arrival, calendar.Add(answerBy, policy.AgendaDays));
        }

        PlannedStep Later(Step step, Move counted, LocalDate day) => At(step, counted, day <= stillUntil ? calendar.Add(stillUntil, 1) : day);
    }

    /// <summary>By which day the board says something again: that it has the matter; and after a word of its own, when that keeps reminders away no longer.</summary>
    private LocalDate WordBy(Move word) => word.Number == arrival.Number
        ? Day(arrival.Clock!.AcknowledgeBy!.Value)
        : calendar.Add(word.Clock?.ReplyBy is { } replyBy ? Day(replyBy) : When.Local(word.At).Date, policy.AcknowledgedDays);

    /// <summary>Once it is accepted: on the day of the next word, or where a vote named none, as soon as a board says that it has a matter.</summary>
    private IEnumerable<PlannedStep> UntilDone()
    {
        var word = matter.Last;
        var asked = matter.NextDate is { } next ? calendar.Add(Day(next), 0) : calendar.Add(When.Local(word.At).Date, policy.AcknowledgeDays);
        yield return At(Step.ProgressAsked, word, asked);
        yield return At(Step.ProgressReminder, word, calendar.Add(asked, policy.ProgressDays));
    }

    private PlannedStep At(Step step, Move counted, LocalDate day) => new(step, counted.Number, calendar.NextWorking(When.At(day + Morning)));

    private static LocalDate Day(DateOnly day) => LocalDate.FromDateOnly(day);
}
