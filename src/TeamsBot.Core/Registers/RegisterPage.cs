namespace TeamsBot.Core.Registers;

/// <summary>One page of a register.</summary>
/// <param name="Next">Where the next page goes on; null where nothing is left.</param>
/// <param name="LookedBackTo">Set where the page ended because it had looked at as much as a page may, not because it was full.</param>
internal sealed record RegisterPage<T>(IReadOnlyList<T> Items, string? Next, DateTimeOffset? LookedBackTo)
    where T : class;

/// <summary>
/// Fills a page from what was noted. A page begins after a place and not after a number, so what is noted meanwhile moves nothing: whoever turns the pages
/// meets each entry once.
/// </summary>
internal static class RegisterPages
{
    /// <summary>Entries on a page: what a phone shows in a few turns of the thumb, and well under Teams' 28 KB whatever people wrote.</summary>
    public const int Size = 6;

    /// <summary>The most aggregates that one page reads.</summary>
    public const int MostRead = 30;

    /// <summary>The most index rows that one page looks at.</summary>
    public const int MostNoted = 600;

    /// <param name="mayMatch">Whether what the index row says leaves it possible that the entry belongs on the page. It costs nothing.</param>
    /// <param name="read">Reads the aggregate; null where the entry is not true, not this person's to read, or not what is asked for.</param>
    public static async Task<RegisterPage<T>> FillAsync<T>(IAsyncEnumerable<NotedEntry> noted, Func<NotedEntry, bool> mayMatch, Func<NotedEntry, Task<T?>> read, CancellationToken cancellation)
        where T : class
    {
        var (items, last, reads, seen) = (new List<T>(), (NotedEntry?)null, 0, 0);
        await foreach (var entry in noted.WithCancellation(cancellation))
        {
            var matches = mayMatch(entry);
            if (seen++ >= MostNoted || (matches && reads++ >= MostRead))
            {
                return new(items, last?.Place, items.Count < Size ? last?.At : null);
            }

            if (matches && await read(entry) is { } item)
            {
                if (items.Count == Size)
                {
                    return new(items, last!.Place, LookedBackTo: null);
                }

                items.Add(item);
            }

            // What was looked at and left out before a full page's end is not looked at again.
            last = entry;
        }

        return new(items, Next: null, LookedBackTo: null);
    }
}
