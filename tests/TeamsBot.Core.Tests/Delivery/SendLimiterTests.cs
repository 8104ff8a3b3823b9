using TeamsBot.Core.Delivery;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Core.Tests.Delivery;

public sealed class SendLimiterTests
{
    private readonly ManualClock clock = new();
    private readonly SendLimiter limiter;

    public SendLimiterTests() => limiter = new(clock, new());

    [Fact]
    public void Take_InOneConversation_StaysWithinEveryWindowOfTeams()
    {
        var sent = new List<DateTimeOffset>();
        while (sent.Count < 2000)
        {
            var permit = limiter.Take(Notices.Tenant, "19:a", share: 1);
            Assert.False(permit.WholeTenant);
            if (permit.IsGranted)
            {
                sent.Add(clock.GetUtcNow());
            }
            else
            {
                clock.MoveTo(permit.At);
            }
        }

        foreach (var (most, seconds) in new[] { (7, 1), (8, 2), (60, 30), (1800, 3600) })
        {
            Assert.All(sent.Skip(most).Zip(sent), pair => Assert.True(pair.First - pair.Second > TimeSpan.FromSeconds(seconds), $"More than {most} in {seconds} s."));
        }

        Assert.True(sent[1799] - sent[0] < TimeSpan.FromMinutes(20), "It is slower than it needs to be.");
    }

    [Theory]
    [InlineData(1.0, 25)]
    [InlineData(0.5, 12)]
    [InlineData(0.01, 1)]
    public void Take_ForOneTenant_GivesItsShareASecond(double share, int most)
    {
        var granted = Enumerable.Range(0, 100).Select(n => limiter.Take(Notices.Tenant, $"19:{n}", share)).ToList();

        Assert.Equal(most, granted.Count(permit => permit.IsGranted));
        Assert.All(granted.Skip(most), permit => Assert.True(permit.WholeTenant));
        Assert.True(limiter.Take(new("other"), "19:0", share).IsGranted);
        clock.MoveTo(granted[^1].At);
        Assert.True(limiter.Take(Notices.Tenant, "19:0", share).IsGranted);
    }

    [Fact]
    public void Take_InVeryManyConversations_ForgetsTheQuietest()
    {
        for (var n = 0; n < 12_000; n++)
        {
            var permit = limiter.Take(new($"tenant-{n / 20}"), $"19:{n}", share: 1);
            Assert.True(permit.IsGranted);
        }
    }
}
