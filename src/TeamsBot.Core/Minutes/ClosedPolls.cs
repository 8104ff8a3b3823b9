using TeamsBot.Core.Digests;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Minutes;

/// <summary>Finds the polls that have closed, by what each fortnight's index says happened in it.</summary>
public sealed class ClosedPolls(PollStore polls, PeriodIndex periods, TimeProvider clock)
{
    private const int Year = 26;

    /// <summary>Every poll of a tenant that has closed, in the order in which they did.</summary>
    public async Task<IReadOnlyList<PollId>> OfTenantAsync(TenantId tenant, CancellationToken cancellation)
    {
        var closed = new List<PollId>();
        var last = Period.Containing(clock.GetUtcNow());
        for (var period = Period.Earliest; period.Start <= last.Start; period = period.Next)
        {
            closed.AddRange(await NotedAsync(tenant, period, cancellation));
        }

        return [.. closed.Distinct()]; // A close that was tried again noted itself again.
    }

    /// <summary>The polls that closed in the last year and that a reader may see the minutes of, the latest first.</summary>
    internal async Task<IReadOnlyList<Poll>> RecentAsync(TenantId tenant, Func<Poll, bool> mayRead, int most, CancellationToken cancellation)
    {
        var found = new List<Poll>();
        var period = Period.Containing(clock.GetUtcNow());
        for (var at = 0; at < Year && found.Count < most; at++, period = period.Previous)
        {
            foreach (var id in (await NotedAsync(tenant, period, cancellation)).Reverse().Where(id => found.TrueForAll(poll => poll.Id != id)))
            {
                // Noted before its commit: only the poll says whether it closed.
                if (found.Count < most && await polls.FindAsync(tenant, id, cancellation) is { Result: not null } poll && mayRead(poll))
                {
                    found.Add(poll);
                }
            }
        }

        return found;
    }

    /// <summary>The closed poll that a card names; null where there is none.</summary>
    internal async Task<Poll?> FindAsync(TenantId tenant, string claimed, CancellationToken cancellation) =>
        PollId.IsWellFormed(claimed) && await polls.FindAsync(tenant, new(claimed), cancellation) is { Result: not null } poll ? poll : null;

    private async Task<IEnumerable<PollId>> NotedAsync(TenantId tenant, Period period, CancellationToken cancellation) =>
        [.. (await periods.ReadAsync(tenant, period, cancellation)).Where(happening => happening.Kind == ClosePoll.Happening).Select(happening => new PollId(happening.Subject)).Distinct()];
}
