using TeamsBot.Core.Polls;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

public sealed class StarterOptionsTests
{
    [Fact]
    public void Read_TheSample_GivesTheSevenOptions()
    {
        using var file = File.OpenText(Path.Combine(Require.Repository(), "bot", "sample", "priorities.csv"));

        var options = StarterOptions.Read(file).Options;

        Assert.Equal(["p1", "p2", "p3", "p4", "p5", "p6", "p7"], options.Select(option => option.Id));
    }
}
