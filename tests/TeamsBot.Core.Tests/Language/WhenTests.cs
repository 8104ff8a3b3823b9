using System.Globalization;
using NodaTime;
using TeamsBot.Core.Language;
using Xunit;

namespace TeamsBot.Core.Tests.Language;

public sealed class WhenTests
{
    [Fact]
    public void Day_InWinter_IsTheLocalDayInWords()
    {
        var closes = Utc("2026-11-27T17:00Z");

        Assert.Equal("Friday 27\u00A0November", When.Day(closes));
        Assert.Equal("Friday 27\u00A0November\u00A02026", When.DayAndYear(closes));
        Assert.Equal("Fri 27\u00A0Nov", When.ShortDay(closes));
        Assert.Equal("Friday 27\u00A0November, 5\u00A0pm", When.DayAndTime(closes));
        Assert.Equal("Friday 27\u00A0November at 5\u00A0pm", When.DayAtTime(closes));
    }

    [Theory]
    [InlineData("2026-11-27T17:04:59Z", "5.04\u00A0pm")]
    [InlineData("2026-11-24T08:42Z", "8.42\u00A0am")]
    [InlineData("2026-11-24T12:00:30Z", "midday")]
    [InlineData("2026-11-24T00:00Z", "midnight")]
    [InlineData("2026-11-24T00:05Z", "12.05\u00A0am")]
    [InlineData("2026-11-24T13:00Z", "1\u00A0pm")]
    public void Time_OnAndOffTheHour_IsAsSpoken(string at, string expected) => Assert.Equal(expected, When.Time(Utc(at)));

    [Theory]
    [InlineData("2026-03-29T00:59Z", "Sunday 29\u00A0March, 12.59\u00A0am")]
    [InlineData("2026-03-29T01:00Z", "Sunday 29\u00A0March, 2\u00A0am")]
    [InlineData("2026-10-25T00:30Z", "Sunday 25\u00A0October, 1.30\u00A0am")]
    [InlineData("2026-10-25T01:30Z", "Sunday 25\u00A0October, 1.30\u00A0am")]
    [InlineData("2026-06-30T23:30Z", "Wednesday 1\u00A0July, 12.30\u00A0am")]
    public void DayAndTime_AroundBothClockChanges_IsLocal(string at, string expected) => Assert.Equal(expected, When.DayAndTime(Utc(at)));

    [Theory]
    [InlineData("2026-11-27T17:00", "2026-11-27T17:00Z")]
    [InlineData("2026-07-01T17:00", "2026-07-01T16:00Z")]
    [InlineData("2026-03-29T01:30", "2026-03-29T01:30Z")]   // skipped: read as 2.30
    [InlineData("2026-10-25T01:30", "2026-10-25T00:30Z")]   // happens twice: the first
    public void At_ALocalTime_IsOneInstant(string local, string expected)
    {
        var at = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value;

        Assert.Equal(Utc(expected), When.At(at));
        Assert.Equal(TimeSpan.Zero, When.At(at).Offset);
    }

    [Fact]
    public void Local_AnOffsetOfAnotherZone_MakesNoDifference() =>
        Assert.Equal(new LocalDateTime(2026, 7, 1, 17, 0), When.Local(new DateTimeOffset(2026, 7, 1, 18, 0, 0, TimeSpan.FromHours(2))));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
