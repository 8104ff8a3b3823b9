using NodaTime;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>
/// When a poll's voters are reminded, and when its facilitator sees who could not be reached (rule V20): on the third working day before the day on which
/// it closes, on the last, and in between on the working day before it. Never sooner than people had time to vote, and never in quiet hours.
/// </summary>
/// <param name="First">Null where the poll is too short.</param>
/// <param name="Last">Null where the poll is too short.</param>
/// <param name="Reach">Half-way, where the poll opens too late for the working day before it closes; null where no hour of the poll but quiet ones is left.</param>
public sealed record RemindPlan(DateTimeOffset? First, DateTimeOffset? Last, DateTimeOffset? Reach)
{
    private static readonly LocalTime Morning = new(9, 0);
    private static readonly LocalTime Afternoon = new(15, 0);
    private static readonly TimeSpan TimeToVote = TimeSpan.FromHours(4);
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromHours(2);
    private static readonly TimeSpan TimeToArrive = TimeSpan.FromHours(1);

    public static RemindPlan For(Poll poll, SchoolCalendar calendar) =>
        For(poll.OpenedAt, poll.ClosesAt, poll.Extensions.LastOrDefault()?.At ?? poll.OpenedAt, calendar);

    /// <param name="told">When those who have not voted were last told until when they can.</param>
    public static RemindPlan For(DateTimeOffset openedAt, DateTimeOffset closesAt, DateTimeOffset told, SchoolCalendar calendar)
    {
        var day = When.Local(closesAt).Date;
        var before = calendar.Add(day, -1);
        var onTheDay = When.At(day + Morning);
        var isTimeEnough = !calendar.IsQuiet(onTheDay) && onTheDay + TimeToAnswer <= closesAt;
        var first = calendar.NextWorking(When.At(calendar.Add(day, -3) + Morning));
        var last = isTimeEnough ? onTheDay : calendar.NextWorking(When.At(before + Afternoon));
        var reach = When.At(before + Morning);
        var halfWay = calendar.NextWorking(openedAt + ((closesAt - openedAt) / 2));

        // More time was told to those who had not voted: they have it from then on.
        return new(
            IsIn(first) && first < last ? first : null,
            IsIn(last) ? last : null,
            reach >= openedAt + TimeToArrive && reach < closesAt ? reach : halfWay < closesAt ? halfWay : null);

        bool IsIn(DateTimeOffset at) => at >= told + TimeToVote && at < closesAt;
    }

    /// <summary>When the reminder of an occasion is due; null where there is none.</summary>
    public DateTimeOffset? Of(string occasion) => occasion == Reminders.First ? First : occasion == Reminders.Last ? Last : null;
}
