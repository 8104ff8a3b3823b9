using System.Collections.Concurrent;

namespace TeamsBot.LocalTeams.Limits;

/// <summary>At most so many within so long, counted over a window that slides; several windows hold at once. What is refused is not counted.</summary>
internal sealed class SlidingWindows(TimeProvider clock, params (int Most, TimeSpan Within)[] windows)
{
    private readonly ConcurrentDictionary<string, List<long>> taken = new();
    private readonly long longest = windows.Max(window => window.Within.Ticks);

    /// <summary>Takes one, or says how long until one may be had.</summary>
    public TimeSpan? Take(string key)
    {
        var instants = taken.GetOrAdd(key, _ => []);
        lock (instants)
        {
            var now = clock.GetUtcNow().UtcTicks;
            instants.RemoveRange(0, FirstAfter(instants, now - longest));
            var wait = windows.Max(window => Wait(instants, window, now));
            if (wait > 0)
            {
                return TimeSpan.FromTicks(wait);
            }

            instants.Add(now);
            return null;
        }
    }

    private static long Wait(List<long> instants, (int Most, TimeSpan Within) window, long now)
    {
        var inside = instants.Count - FirstAfter(instants, now - window.Within.Ticks);
        return inside < window.Most ? 0 : instants[^window.Most] + window.Within.Ticks - now;
    }

    private static int FirstAfter(List<long> instants, long limit)
    {
        var (low, high) = (0, instants.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = instants[middle] <= limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
