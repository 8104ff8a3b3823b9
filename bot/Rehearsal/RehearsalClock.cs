using System.Globalization;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// The rehearsal's product time: stands still until moved, never goes back, and is kept in a file before it moves, so that a killed run goes on at the
/// instant it had reached.
/// </summary>
internal sealed class RehearsalClock : TimeProvider
{
    private readonly string file;
    private DateTimeOffset now;

    private RehearsalClock(string file, DateTimeOffset now) => (this.file, this.now) = (file, now);

    /// <summary>The clock of a run: where it had stood, or at the given start.</summary>
    public static RehearsalClock Open(string file, DateTimeOffset start) =>
        File.Exists(file)
            ? new(file, new DateTimeOffset(long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture), TimeSpan.Zero))
            : new(file, start);

    public override DateTimeOffset GetUtcNow() => now;

    public void MoveTo(DateTimeOffset instant)
    {
        if (instant <= now)
        {
            return;
        }

        RunFolder.Write(file, instant.UtcTicks.ToString(CultureInfo.InvariantCulture));
        now = instant;
    }
}
