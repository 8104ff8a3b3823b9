using NodaTime;

namespace TeamsBot.Core.Calendar;

/// <summary>When schools are left alone on a working day, in local time: from the evening (included) until the morning (excluded). Days that are not working days are quiet as a whole.</summary>
public sealed record QuietHours
{
    public static readonly QuietHours Default = new(new LocalTime(18, 0), new LocalTime(7, 30));

    public QuietHours(LocalTime from, LocalTime until)
    {
        if (until >= from)
        {
            throw new ArgumentException($"Quiet hours end in the morning, before they begin in the evening: {until} is not before {from}.", nameof(until));
        }

        (From, Until) = (from, until);
    }

    public LocalTime From { get; }

    public LocalTime Until { get; }

    public bool Contains(LocalTime time) => time >= From || time < Until;
}
