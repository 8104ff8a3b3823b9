using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Calendar;

/// <summary>
/// The working days of the county's schools, in Europe/London: Monday to Friday in term, without bank holidays (rules V20, E3). Before the first term it
/// knows and after the last, every weekday that is no bank holiday counts: a calendar nobody has renewed must not stop the clock.
/// </summary>
public sealed class SchoolCalendar
{
    private readonly ImmutableArray<DateInterval> terms;
    private readonly FrozenSet<LocalDate> bankHolidays;
    private readonly QuietHours quiet;

    /// <param name="terms">Days that schools are open, both ends included; half-terms and holidays are the gaps. None overlaps another.</param>
    public SchoolCalendar(IEnumerable<DateInterval> terms, IEnumerable<LocalDate> bankHolidays, QuietHours? quiet = null)
    {
        this.terms = [.. terms.OrderBy(term => term.Start)];
        this.bankHolidays = bankHolidays.ToFrozenSet();
        this.quiet = quiet ?? QuietHours.Default;
        if (this.terms.Zip(this.terms.Skip(1)).Any(pair => pair.Second.Start <= pair.First.End))
        {
            throw new ArgumentException("Two terms overlap.", nameof(terms));
        }
    }

    public bool IsWorkingDay(LocalDate day) =>
        day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !bankHolidays.Contains(day) && (!Covers(day) || terms.Any(term => term.Contains(day)));

    /// <summary>The n-th working day after a day, or before it where n is negative. 0 is the day itself, or the next working day where it is none.</summary>
    public LocalDate Add(LocalDate day, int workingDays)
    {
        var step = workingDays < 0 ? -1 : 1;
        var (at, left) = (day, Math.Abs(workingDays));
        if (left == 0 && !IsWorkingDay(day))
        {
            left = 1;
        }

        while (left > 0)
        {
            at = at.PlusDays(step);
            left -= IsWorkingDay(at) ? 1 : 0;
        }

        return at;
    }

    /// <summary>How many working days lie after one day and up to another, the second included: what <see cref="Add(LocalDate, int)"/> adds. Negative where the second comes first.</summary>
    public int Between(LocalDate from, LocalDate to)
    {
        if (to < from)
        {
            return -Between(to.PlusDays(-1), from.PlusDays(-1));
        }

        var days = 0;
        for (var day = from.PlusDays(1); day <= to; day = day.PlusDays(1))
        {
            days += IsWorkingDay(day) ? 1 : 0;
        }

        return days;
    }

    /// <summary>Whether nobody is to be disturbed at this instant: the evening and the night, and every day that is not a working day.</summary>
    public bool IsQuiet(DateTimeOffset at) => When.Local(at) is var local && (quiet.Contains(local.TimeOfDay) || !IsWorkingDay(local.Date));

    /// <summary>The instant itself where it is not quiet, or else the morning on which quiet ends.</summary>
    public DateTimeOffset NextWorking(DateTimeOffset at)
    {
        if (!IsQuiet(at))
        {
            return at;
        }

        var local = When.Local(at);
        return When.At(Add(local.Date, local.TimeOfDay < quiet.Until ? 0 : 1) + quiet.Until);
    }

    /// <summary>The same time of day that many working days later (or earlier), moved on to the next working instant where that is quiet.</summary>
    public DateTimeOffset Add(DateTimeOffset at, int workingDays)
    {
        var local = When.Local(at);
        return NextWorking(When.At(Add(local.Date, workingDays) + local.TimeOfDay));
    }

    /// <summary>How much of the time between two instants is not quiet: the hours of working days from the morning until the evening. Zero where the second comes first.</summary>
    public TimeSpan WorkingTime(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (When.Local(from).Date, When.Local(to).Date);
        var time = TimeSpan.Zero;
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            var (begins, ends) = (When.At(day + quiet.Until), When.At(day + quiet.From));
            var part = (ends < to ? ends : to) - (begins > from ? begins : from);
            time += IsWorkingDay(day) && part > TimeSpan.Zero ? part : TimeSpan.Zero;
        }

        return time;
    }

    private bool Covers(LocalDate day) => terms.Length > 0 && day >= terms[0].Start && day <= terms[^1].End;
}
