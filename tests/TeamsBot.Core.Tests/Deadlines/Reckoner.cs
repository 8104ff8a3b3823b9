using System.Globalization;
using TeamsBot.Testing;

namespace TeamsBot.Core.Tests.Deadlines;

/// <summary>
/// School days reckoned once more, by other means than the product's: a set of days read off the shipped file, walked day by day, and the clock change by its rule (the
/// last Sunday of March and of October, one in the morning, universal time).
/// </summary>
internal sealed class Reckoner
{
    private readonly HashSet<DateOnly> days = [];

    public Reckoner()
    {
        var lines = File.ReadAllLines(Path.Combine(Require.Repository(), "bot", "sample", "school_calendar.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        foreach (var term in lines.Where(line => line[0] == "term"))
        {
            for (var day = DateOnly.Parse(term[1], CultureInfo.InvariantCulture); day <= DateOnly.Parse(term[2], CultureInfo.InvariantCulture); day = day.AddDays(1))
            {
                days.Add(day);
            }
        }

        days.RemoveWhere(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        days.ExceptWith(lines.Where(line => line[0] == "bank holiday").Select(line => DateOnly.Parse(line[1], CultureInfo.InvariantCulture)));
    }

    public bool IsSchoolDay(DateOnly day) => days.Contains(day);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime((at.UtcDateTime + (IsSummer(at.UtcDateTime) ? TimeSpan.FromHours(1) : TimeSpan.Zero)).Date);

    public static TimeOnly TimeOf(DateTimeOffset at) => TimeOnly.FromDateTime(at.UtcDateTime + (IsSummer(at.UtcDateTime) ? TimeSpan.FromHours(1) : TimeSpan.Zero));

    /// <summary>Nine in the morning of the n-th school day after a day (before it where n is negative).</summary>
    public DateTimeOffset Nine(DateOnly from, int count) => Nine(Day(from, count));

    public static DateTimeOffset Nine(DateOnly day)
    {
        var utc = day.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc);
        return new(IsSummer(utc) ? utc.AddHours(-1) : utc);
    }

    public DateOnly Day(DateOnly from, int count)
    {
        var (day, left) = (from, Math.Abs(count));
        while (left > 0)
        {
            day = day.AddDays(Math.Sign(count));
            left -= days.Contains(day) ? 1 : 0;
        }

        return day;
    }

    private static bool IsSummer(DateTime utc) => utc >= LastSunday(utc.Year, 3).AddHours(1) && utc < LastSunday(utc.Year, 10).AddHours(1);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 0, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
