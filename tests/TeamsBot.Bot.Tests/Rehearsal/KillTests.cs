using System.Globalization;
using TeamsBot.Core.Delivery;
using Xunit;
using Xunit.Abstractions;

namespace TeamsBot.Bot.Tests.Rehearsal;

/// <summary>
/// Kills the bot's own process at three points of a cycle and goes on with the same run: nothing that somebody was shown is lost, nobody is sent a thing twice, and a
/// delivery is uncertain only where Teams lost the answer or the send was under way at a kill. TEAMSBOT_KILLS sets how many seeds are played.
/// </summary>
[Collection(nameof(Rehearsal))]
public sealed class KillTests(ITestOutputHelper said)
{
    // Of the 111 things that the first start makes for the sample county, and the 360 that happen after.
    private const int FirstStart = 105, Half = 160, Whole = 320;

    public static TheoryData<string, int> Runs
    {
        get
        {
            var seeds = int.TryParse(Environment.GetEnvironmentVariable("TEAMSBOT_KILLS"), CultureInfo.InvariantCulture, out var asked) ? Math.Max(1, asked) : 1;
            var runs = new TheoryData<string, int>();
            foreach (var seed in Enumerable.Range(1, seeds))
            {
                runs.Add("sqlite", seed);
                runs.Add("azure", seed);
            }

            return runs;
        }
    }

    [SkippableTheory, MemberData(nameof(Runs))]
    public async Task Rehearse_KilledThreeTimes_KeepsEveryPromise(string store, int seed)
    {
        using var run = await KeptRun.OnAsync(store, seed: 1); // The lives people lead are the same; the seed draws the kills.
        var (points, inFlight) = (new Random(seed), new HashSet<string>());
        var (first, second, third) = (points.Next(1, FirstStart), points.Next(1, Half), points.Next(Half, Whole));
        Func<bool>[] kills = [() => Progress.OfFirstStart(run.Folder) >= first, () => Progress.OfPlay(run.Folder) >= second, () => Progress.OfPlay(run.Folder) >= third];
        foreach (var kill in kills)
        {
            using var rehearsal = run.Start();
            Assert.True(await rehearsal.KillWhenAsync(kill), $"It ended by itself: {(await rehearsal.EndAsync()).Errors}");
            inFlight.UnionWith(await run.PostsAsync(DeliveryState.Sending));
        }

        var ended = await run.RunAsync();

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);
        Assert.Empty(ended.Broken);
        said.WriteLine($"{inFlight.Count} posts were in flight at the kills.");
        var uncertain = await run.PostsAsync(DeliveryState.Uncertain);
        Assert.True(
            uncertain.Except(inFlight).Count() <= ended.Count("deliveries", "ambiguous"),
            $"{uncertain.Count} are uncertain; {inFlight.Count} were in flight at the kills, {ended.Count("deliveries", "ambiguous")} were answered ambiguously.");
    }
}
