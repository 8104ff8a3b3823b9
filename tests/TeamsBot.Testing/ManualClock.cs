namespace TeamsBot.Testing;

/// <summary>Product time that moves only when a test says so. It never goes back. Timers made from it fire as it passes them, in order, each at its own instant.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();

    /// <summary>Starts on Monday 7 September 2026 at 09:00 UTC, the first full week of an English school year.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 9, 7, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    public void MoveTo(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
        while (StepTowards(instant) is { } timer)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? StepTowards(DateTimeOffset instant)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= instant).MinBy(timer => timer.Due);
            var reached = next?.Due ?? instant;
            now = reached > now ? reached : now;
            next?.Arm();
            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        /// <summary>Sets the next time, or none: a period of zero or infinity means once.</summary>
        public void Arm()
        {
            if (period > TimeSpan.Zero)
            {
                Due += period;
            }
            else
            {
                clock.timers.Remove(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                period = newPeriod;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.now + dueTime;
                    clock.timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
