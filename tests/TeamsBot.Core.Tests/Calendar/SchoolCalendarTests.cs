using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Language;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Core.Tests.Calendar;

/// <summary>Rules V20 and E3 on the calendar that is shipped.</summary>
public sealed class SchoolCalendarTests
{
    private static readonly LocalDate First = new(2025, 12, 1);

    internal static SchoolCalendar Shipped { get; } =
        SchoolCalendarFile.Read(Path.Combine(Require.Repository(), "bot", "sample", SchoolCalendarFile.Name)) is { Calendar: { } calendar }
            ? calendar
            : throw new InvalidOperationException("The shipped calendar has problems.");

    [Theory]
    [InlineData("2026-11-27", true)]
    [InlineData("2026-11-28", false)]   // Saturday
    [InlineData("2026-10-23", true)]
    [InlineData("2026-10-26", false)]   // half-term
    [InlineData("2026-11-02", true)]
    [InlineData("2026-05-04", false)]   // a bank holiday in term
    [InlineData("2026-05-05", true)]
    [InlineData("2026-08-12", false)]   // summer
    [InlineData("2026-12-25", false)]
    [InlineData("2028-03-01", true)]    // behind the last term: a weekday
    [InlineData("2028-03-04", false)]
    public void IsWorkingDay_OfTheShippedCalendar_KnowsTermsAndBankHolidays(string day, bool expected) => Assert.Equal(expected, Shipped.IsWorkingDay(Day(day)));

    [Theory]
    [InlineData("2026-11-27", 1, "2026-11-30")]    // over a weekend
    [InlineData("2026-10-23", 1, "2026-11-02")]    // over half-term
    [InlineData("2026-05-01", 1, "2026-05-05")]    // over the early May bank holiday
    [InlineData("2026-07-21", 1, "2026-09-01")]    // over summer
    [InlineData("2026-11-27", -3, "2026-11-24")]
    [InlineData("2026-11-29", -1, "2026-11-27")]
    [InlineData("2026-11-28", 0, "2026-11-30")]
    [InlineData("2027-03-25", 2, "2027-04-13")]    // over Easter
    public void Add_WorkingDays_StepsOverWhatIsNone(string day, int days, string expected) => Assert.Equal(Day(expected), Shipped.Add(Day(day), days));

    [Theory]
    [InlineData("2026-11-24T17:59:59Z", "2026-11-24T17:59:59Z")]
    [InlineData("2026-11-24T18:00Z", "2026-11-25T07:30Z")]
    [InlineData("2026-11-25T07:29:59Z", "2026-11-25T07:30Z")]
    [InlineData("2026-11-27T20:00Z", "2026-11-30T07:30Z")]
    [InlineData("2026-03-27T18:30Z", "2026-03-30T06:30Z")]    // the clocks go forward on 29 March
    [InlineData("2026-10-23T17:30Z", "2026-11-02T07:30Z")]    // 6.30 pm in summer time; they go back on 25 October, in half-term
    [InlineData("2026-06-10T06:29Z", "2026-06-10T06:30Z")]
    [InlineData("2026-12-18T19:00Z", "2027-01-04T07:30Z")]
    public void NextWorking_InQuietHours_IsTheMorningOnWhichTheyEnd(string at, string expected) => Assert.Equal(Utc(expected), Shipped.NextWorking(Utc(at)));

    [Theory]
    [InlineData("2026-03-27T09:00Z", 1, "2026-03-30T08:00Z")]
    [InlineData("2026-10-23T08:00Z", 1, "2026-11-02T09:00Z")]
    [InlineData("2026-11-27T17:00Z", -1, "2026-11-26T17:00Z")]
    [InlineData("2026-11-27T20:00Z", -1, "2026-11-27T07:30Z")]
    public void Add_OverBothClockChanges_KeepsTheTimeOfDay(string at, int days, string expected) => Assert.Equal(Utc(expected), Shipped.Add(Utc(at), days));

    [Fact]
    public void Between_AnyTwoDays_IsTheCountOfWorkingDays() => Holds(Prop.ForAll(Days().ToArbitrary(), Days().ToArbitrary(), (a, b) =>
    {
        var (from, to) = a <= b ? (a, b) : (b, a);
        var counted = Enumerable.Range(1, Math.Max(0, Period.DaysBetween(from, to))).Count(n => Shipped.IsWorkingDay(from.PlusDays(n)));
        return Shipped.Between(from, to) == counted;
    }));

    [Fact]
    public void Add_ThenBetween_GivesTheDaysAdded() => Holds(Prop.ForAll(Days().ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), (day, n) =>
    {
        var (later, earlier) = (Shipped.Add(day, n), Shipped.Add(day, -n));
        return Shipped.IsWorkingDay(later) && Shipped.IsWorkingDay(earlier) && Shipped.Between(day, later) == n && Shipped.Between(day, earlier) == -n;
    }));

    [Fact]
    public void NextWorking_AnyInstant_IsTheFirstMinuteThatIsNotQuiet() => Holds(Prop.ForAll(Days().ToArbitrary(), Gen.Choose(0, 1439).ToArbitrary(), (day, minute) =>
    {
        var at = When.At(day.AtMidnight().PlusMinutes(minute));
        var next = Shipped.NextWorking(at);
        var minutesBefore = Enumerable.Range(0, (int)(next - at).TotalMinutes);
        return next >= at && !Shipped.IsQuiet(next) && minutesBefore.All(n => Shipped.IsQuiet(at.AddMinutes(n)));
    }));

    private static void Holds(Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);

    private static Gen<LocalDate> Days() => Gen.Choose(0, 900).Select(n => First.PlusDays(n));

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    internal static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
