using System.Globalization;
using TeamsBot.Core.Delivery;
using Xunit;
using Xunit.Abstractions;

namespace TeamsBot.Core.Tests.Delivery.Simulation;

/// <summary>Many short lives of the county, each from its seed. <c>TEAMSBOT_SEEDS</c> sets how many; a failure names its seed.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("TEAMSBOT_SEEDS") ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public void Delivery_WhateverGoesWrong_KeepsItsPromisesInEveryRun()
    {
        var faults = new Dictionary<Fault, int>();
        var ends = new Dictionary<DeliveryState, int>();
        var reminders = 0;
        var takeOvers = 0L;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (county, verdict) = Play(seed);
            Assert.True(verdict.Broken.Count == 0, $"Seed {seed}: {string.Join("; ", verdict.Broken)}");
            Assert.True(county.StepsAfterFaults < 40 + (30 * verdict.Planned), $"Seed {seed}: {county.StepsAfterFaults} steps for {verdict.Planned} rows after the last fault.");
            Add(faults, county.Faults.Injected);
            Add(ends, verdict.Ends);
            reminders += verdict.Reminders;
            takeOvers += verdict.TakeOvers;
        }

        output.WriteLine($"{string.Join(", ", faults.OrderBy(pair => pair.Key))}\n{string.Join(", ", ends)}\nreminders {reminders}, take-overs {takeOvers}");
        Assert.Equal(Enum.GetValues<Fault>(), faults.Keys.Order());
        Assert.Equal([DeliveryState.Sent, DeliveryState.Failed, DeliveryState.Uncertain], ends.Keys.Order());
        Assert.NotEqual(0, reminders);
        Assert.NotEqual(0, takeOvers);
    }

    /// <summary>A simulation that finds nothing proves nothing: posting before the claim is written must be found.</summary>
    [Fact]
    public void Delivery_ThatPostsBeforeItsClaim_IsFound()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var (_, verdict) = Play(seed, planted: true);
            if (verdict.Broken.Count > 0)
            {
                output.WriteLine($"Seed {seed}: {verdict.Broken[0]}");
                return;
            }
        }

        Assert.Fail("200 seeds did not find it.");
    }

    [Fact]
    public void Delivery_OfOneSeed_GoesTheSameWayTwice()
    {
        var (first, _) = Play(7);
        var (second, _) = Play(7);

        Assert.Equal(first.Teams.Posts, second.Teams.Posts);
        Assert.Equal(first.Teams.Updates, second.Teams.Updates);
        Assert.Equal(first.Faults.Injected, second.Faults.Injected);
    }

    private static (County County, Verdict Verdict) Play(int seed, bool planted = false)
    {
        var county = new County(seed, planted);
        try
        {
            county.Play();
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
        }

        return (county, new Verdict(county));
    }

    private static void Add<T>(Dictionary<T, int> all, Dictionary<T, int> some)
        where T : notnull
    {
        foreach (var (key, count) in some)
        {
            all[key] = all.GetValueOrDefault(key) + count;
        }
    }
}
