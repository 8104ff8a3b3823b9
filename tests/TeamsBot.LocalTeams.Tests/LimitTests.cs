using System.Globalization;
using System.Net.Http.Json;
using TeamsBot.LocalTeams.Limits;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>The published limits, on a clock that stands still until the test moves it.</summary>
public sealed class LimitTests : Town
{
    [Fact]
    public async Task Post_TheEighthWithinASecond_Is429_AndGoesThroughAfterRetryAfter()
    {
        var head = await PersonAsync("head");
        for (var i = 0; i < 7; i++)
        {
            await PostCardAsync(head.Chat, Cards.Plain("Hello"));
        }

        var refused = await Connector.PostAsJsonAsync($"v3/conversations/{head.Chat}/activities", Activity(Cards.Plain("Hello")));
        var retryAfter = refused.Headers.RetryAfter?.Delta;
        Assert.Equal("Throttled", (string?)(await JsonAsync(Task.FromResult(refused), 429))["error"]!["code"]);
        Assert.Equal(TimeSpan.FromSeconds(1), retryAfter);

        Clock.Advance(retryAfter!.Value);
        await PostCardAsync(head.Chat, Cards.Plain("Hello"));
    }

    [Fact]
    public async Task Post_ToManyPeople_MeetsTheTenantsLimitOnly()
    {
        var people = new List<User>();
        for (var i = 0; i < 51; i++)
        {
            people.Add(await PersonAsync(string.Create(CultureInfo.InvariantCulture, $"head{i}")));
        }

        foreach (var person in people.Take(50))
        {
            await PostCardAsync(person.Chat, Cards.Plain("Hello"));
        }

        await JsonAsync(Connector.PostAsJsonAsync($"v3/conversations/{people[50].Chat}/activities", Activity(Cards.Plain("Hello"))), 429);
    }

    [Fact]
    public async Task Update_CountsAsASend()
    {
        var head = await PersonAsync("head");
        var message = await PostCardAsync(head.Chat, Cards.Plain("Hello"));
        for (var i = 0; i < 6; i++)
        {
            await JsonAsync(Connector.PutAsJsonAsync($"v3/conversations/{head.Chat}/activities/{message}", Activity(Cards.Plain("Hello"))), 200);
        }

        await JsonAsync(Connector.PutAsJsonAsync($"v3/conversations/{head.Chat}/activities/{message}", Activity(Cards.Plain("Hello"))), 429);
    }

    [Fact]
    public async Task Create_TheEighthOfOnePersonWithinASecond_Is429()
    {
        var head = await PersonAsync("head");
        var asked = new { members = new[] { new { id = head.Id } }, tenantId = TenantId };
        for (var i = 0; i < 7; i++)
        {
            await JsonAsync(Connector.PostAsJsonAsync("v3/conversations", asked), 201);
        }

        await JsonAsync(Connector.PostAsJsonAsync("v3/conversations", asked), 429);
    }

    [Fact]
    public async Task Members_TheFifteenthReadWithinASecond_Is429()
    {
        var head = await PersonAsync("head");
        var read = new Uri($"v3/conversations/{head.Chat}/pagedmembers", UriKind.Relative);
        for (var i = 0; i < 14; i++)
        {
            await JsonAsync(Connector.GetAsync(read), 200);
        }

        await JsonAsync(Connector.GetAsync(read), 429);
        await PostCardAsync(head.Chat, Cards.Plain("Reading members does not count as sending."));
    }

    [Fact]
    public async Task Graph_TheFifthRequestAboutATeamWithinASecond_Is429()
    {
        var owner = await PersonAsync("owner");
        var team = new Uri($"teams/{await BareTeamAsync("locality", owner)}", UriKind.Relative);
        for (var i = 0; i < 4; i++)
        {
            await JsonAsync(Graph.GetAsync(team), 200);
        }

        var refused = await Graph.GetAsync(team);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        await JsonAsync(Task.FromResult(refused), 429);
    }

    [Theory, InlineData(7, 1), InlineData(8, 2), InlineData(60, 30), InlineData(1800, 3600)]
    public void Sends_OneMoreThanAWindowHolds_WaitsUntilTheFirstLeavesIt(int most, int seconds)
    {
        var clock = new ManualClock();
        var sends = new SlidingWindows(clock, (most, TimeSpan.FromSeconds(seconds)));
        var step = TimeSpan.FromSeconds(seconds) / most;
        for (var i = 0; i < most; i++)
        {
            Assert.Null(sends.Take("chat"));
            clock.Advance(step / 2);
        }

        var wait = sends.Take("chat");
        Assert.NotNull(wait);
        Assert.Null(sends.Take("another chat"));
        clock.Advance(wait.Value - TimeSpan.FromTicks(1));
        Assert.NotNull(sends.Take("chat"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(sends.Take("chat"));
    }

    [Fact]
    public void Sends_HoldEveryPublishedWindowAtOnce()
    {
        var clock = new ManualClock();
        var sends = new TeamsLimits(clock).Sends;
        var sent = 0;
        for (var tick = 0; tick < 3600 * 4; tick++)
        {
            sent += sends.Take("chat") is null ? 1 : 0;
            clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.Equal(1800, sent);
    }
}
