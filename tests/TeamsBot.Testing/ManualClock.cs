namespace TeamsBot.Testing;

/// <summary>Product time that moves only when a test says so. It never goes back.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    /// <summary>Starts on Monday 7 September 2026 at 09:00 UTC, the first full week of an English school year.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 9, 7, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref ticks, by.Ticks);
    }

    public void MoveTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());
}
