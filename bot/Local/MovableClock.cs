using System.Globalization;

namespace TeamsBot.Bot.Local;

/// <summary>The system's time and how far a trial was moved on. The offset is kept in a file, so that a restart does not go back.</summary>
internal sealed class MovableClock : TimeProvider
{
    private readonly string file;
    private readonly Lock gate = new();
    private TimeSpan offset;
    private DateTimeOffset latest;

    public MovableClock(string file)
    {
        this.file = file;
        offset = File.Exists(file) ? TimeSpan.FromTicks(long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)) : TimeSpan.Zero;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            // The system's clock may be set back; product time may not.
            var now = System.GetUtcNow() + offset;
            return latest = now > latest ? now : latest;
        }
    }

    /// <summary>Moves on to an instant. Kept before it is in force.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (gate)
        {
            var now = System.GetUtcNow() + offset;
            ArgumentOutOfRangeException.ThrowIfLessThan(instant, now);
            var moved = offset + (instant - now);
            var next = file + ".next";
            File.WriteAllText(next, moved.Ticks.ToString(CultureInfo.InvariantCulture));
            File.Move(next, file, overwrite: true);
            offset = moved;
        }
    }
}
