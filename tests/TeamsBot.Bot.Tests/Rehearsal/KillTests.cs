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
    // What the first start makes for the sample county and what happens after it, counted in a run that nobody kills: so kills fall over the whole of it, whatever a run has.
    private static readonly Lazy<Task<(long Made, long Happened)>> Unkilled = new(MeasureAsync);

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
        var (made, happened) = await Unkilled.Value;
        var (first, second, third) = (points.NextInt64(1, Most(made)), points.NextInt64(1, happened / 2), points.NextInt64(happened / 2, Most(happened)));
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
        said.WriteLine($"Killed at {first} of {made} while it was set up, then at {second} and {third} of {happened}.");
        Assert.True(
            uncertain.Except(inFlight).Count() <= ended.Count("deliveries", "ambiguous"),
            $"{uncertain.Count} are uncertain; {inFlight.Count} were in flight at the kills, {ended.Count("deliveries", "ambiguous")} were answered ambiguously.");
    }

    // The very end may be over before anybody looks.
    private static long Most(long whole) => whole * 9 / 10;

    private static async Task<(long Made, long Happened)> MeasureAsync()
    {
        using var run = await KeptRun.OnAsync("sqlite", seed: 1);
        await run.PlayAsync();
        return (Progress.OfFirstStart(run.Folder), Progress.OfPlay(run.Folder));
    }
}
