using NodaTime;
using NodaTime.Text;

namespace TeamsBot.Core.Language;

/// <summary>Instants as people in Lancashire read them: local days and times with their weekday, never a bare date.</summary>
public static class When
{
    /// <summary>Every deadline, period and date that people see is in this zone.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/London"];

    private static readonly LocalDatePattern LongDay = LocalDatePattern.CreateWithInvariantCulture("dddd d\u00A0MMMM");
    private static readonly LocalDatePattern LongDayAndYear = LocalDatePattern.CreateWithInvariantCulture("dddd d\u00A0MMMM\u00A0uuuu");
    private static readonly LocalDatePattern ToastDay = LocalDatePattern.CreateWithInvariantCulture("ddd d\u00A0MMM");
    private static readonly LocalTimePattern FullHour = LocalTimePattern.CreateWithInvariantCulture("%h");
    private static readonly LocalTimePattern HourAndMinute = LocalTimePattern.CreateWithInvariantCulture("h.mm");

    /// <summary>"Friday 27 November".</summary>
    public static string Day(DateTimeOffset at) => Day(Local(at).Date);

    /// <inheritdoc cref="Day(DateTimeOffset)"/>
    public static string Day(LocalDate day) => LongDay.Format(day);

    /// <summary>"Friday 27 November 2026": for pages and records that are read in later years.</summary>
    public static string DayAndYear(DateTimeOffset at) => DayAndYear(Local(at).Date);

    /// <inheritdoc cref="DayAndYear(DateTimeOffset)"/>
    public static string DayAndYear(LocalDate day) => LongDayAndYear.Format(day);

    /// <summary>"Fri 27 Nov", for toasts.</summary>
    public static string ShortDay(DateTimeOffset at) => ToastDay.Format(Local(at).Date);

    /// <summary>"5 pm", "5.04 pm", "midday", "midnight". Seconds are cut, so that a vote before five is never said to have come at five.</summary>
    public static string Time(DateTimeOffset at)
    {
        var time = Local(at).TimeOfDay;
        return (time.Hour, time.Minute) switch
        {
            (0, 0) => "midnight",
            (12, 0) => "midday",
            (_, 0) => $"{FullHour.Format(time)}{Words.Bound}{Half(time)}",
            _ => $"{HourAndMinute.Format(time)}{Words.Bound}{Half(time)}",
        };
    }

    /// <summary>"Friday 27 November, 5 pm": beside a word such as "closes".</summary>
    public static string DayAndTime(DateTimeOffset at) => $"{Day(at)}, {Time(at)}";

    /// <summary>"Friday 27 November at 5 pm": within a sentence, after "on".</summary>
    public static string DayAtTime(DateTimeOffset at) => $"{Day(at)} at {Time(at)}";

    /// <summary>The local date and time of an instant.</summary>
    public static LocalDateTime Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).LocalDateTime;

    /// <summary>The instant of a local date and time. In the hour that spring skips, the instant that much later; in the hour that autumn repeats, the first.</summary>
    public static DateTimeOffset At(LocalDateTime local) => Zone.AtLeniently(local).ToDateTimeOffset().ToUniversalTime();

    private static string Half(LocalTime time) => time.Hour < 12 ? "am" : "pm";
}
