using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Brings the channel's card up to date with how many have voted: after a vote, at most once in ten seconds (rule V17: the number, never the counts).</summary>
public sealed class ShowCount(PollStore polls, Outbox outbox)
{
    public const string Kind = "polls.count";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>The next of the fixed instants, ten seconds apart, at which the card may change; strictly later than now, so that a vote is never ahead of it.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % Pause.Ticks) + Pause.Ticks, TimeSpan.Zero);

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { } poll)
        {
            return new DueOutcome.Missing();
        }

        var count = await polls.CountRowAsync(poll, cancellation);
        var voted = await polls.VotedAsync(poll, cancellation);
        if (poll.State is not PollState.Open || count.Fields.Number("shown") == voted)
        {
            return new DueOutcome.Finished();
        }

        var announced = await outbox.AnnounceAsync([PollIntents.Count(poll, voted)], cancellation);
        return await polls.SaveCountAsync(poll, count, voted, announced.Writes, cancellation) is Committed.Done
            ? new DueOutcome.Finished()
            : new DueOutcome.Again(item.At + Pause);
    }
}
