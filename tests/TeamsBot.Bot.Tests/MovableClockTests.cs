using TeamsBot.Bot.Local;
using Xunit;

namespace TeamsBot.Bot.Tests;

public sealed class MovableClockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("teamsbot-clock-").FullName;

    private string File => Path.Combine(folder, "clock");

    [Fact]
    public void MoveTo_AFortnightOn_IsKeptOverARestart()
    {
        var clock = new MovableClock(File);
        var to = clock.GetUtcNow().AddDays(14);

        clock.MoveTo(to);

        Assert.InRange(clock.GetUtcNow(), to, DateTimeOffset.MaxValue);
        Assert.InRange(new MovableClock(File).GetUtcNow(), to, DateTimeOffset.MaxValue);
    }

    [Fact]
    public void MoveTo_Backward_IsRefusedAndChangesNothing()
    {
        var clock = new MovableClock(File);
        var now = clock.GetUtcNow();

        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(now.AddMinutes(-1)));

        Assert.InRange(clock.GetUtcNow(), now, DateTimeOffset.MaxValue);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
