using NodaTime;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Digests;

/// <summary>A fixed fortnight in Europe/London, half-open: its first instant belongs to it, its last instant to the next (rule S1).</summary>
public sealed record Period
{
    private const int Days = 14;

    private static readonly LocalDate Anchor = new(2026, 1, 5);

    /// <summary>The first there is.</summary>
    public static Period Earliest { get; } = new(Anchor);

    private Period(LocalDate first) => First = first;

    /// <summary>Its first day, always a Monday.</summary>
    public LocalDate First { get; }

    /// <summary>The last day that belongs to it, a Sunday.</summary>
    public LocalDate Last => First.PlusDays(Days - 1);

    /// <summary>The id: the first day as <c>2026-11-23</c>.</summary>
    public string Id => First.ToString("uuuu-MM-dd", null);

    public DateTimeOffset Start => First.AtStartOfDayInZone(When.Zone).ToDateTimeOffset();

    public DateTimeOffset End => Next.Start;

    public Period Next => new(First.PlusDays(Days));

    public Period Previous => new(First.PlusDays(-Days));

    public static Period Containing(DateTimeOffset instant)
    {
        var day = Instant.FromDateTimeOffset(instant).InZone(When.Zone).Date;
        var passed = NodaTime.Period.DaysBetween(Anchor, day);
        return new(Anchor.PlusDays((int)Math.Floor(passed / (double)Days) * Days));
    }

    /// <summary>The period with that id, or null where it is none.</summary>
    public static Period? Find(string id) =>
        NodaTime.Text.LocalDatePattern.Iso.Parse(id) is { Success: true, Value: var first } && Math.Abs(NodaTime.Period.DaysBetween(Anchor, first)) % Days == 0 ? new(first) : null;
}
