using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Brings the channel's card up to date with how many have voted: after a vote, at most once in ten seconds (rule V17: the number, never the counts).</summary>
public sealed class ShowCount(PollStore polls, Outbox outbox, TimeProvider clock)
{
    public const string Kind = "polls.count";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a ballot's commit takes as a rule; one that takes longer is found by the second look.</summary>
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(2);

    /// <summary>When a vote decided now is to be shown: one of fixed instants, ten seconds apart, so that many votes announce one.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var ticks = (now + Commit).UtcTicks;
        return new(ticks - (ticks % Pause.Ticks) + Pause.Ticks, TimeSpan.Zero);
    }

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { } poll)
        {
            return new DueOutcome.Missing();
        }

        if (poll.State is not PollState.Open)
        {
            return new DueOutcome.Finished();
        }

        var now = clock.GetUtcNow();
        var row = await polls.CountRowAsync(poll, cancellation);
        var (shown, at) = PollRows.ReadCount(row.Fields);
        var voted = await polls.VotedAsync(poll, cancellation);
        return shown == voted ? Later(item, now)
            : now < at + Pause ? new DueOutcome.Again(at + Pause)
            : await TryShowAsync(poll, row, voted, now, cancellation) ? Later(item, now)
            : new DueOutcome.Again(now + Pause);
    }

    private async Task<bool> TryShowAsync(Poll poll, Row row, int voted, DateTimeOffset now, CancellationToken cancellation)
    {
        var announced = await outbox.AnnounceAsync(PollIntents.Counted(poll, voted), cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow()) && await polls.SaveCountAsync(poll, row, voted, now, announced.Writes, cancellation) is Committed.Done;
    }

    // The row was written before the ballot it tells of, which may still be on its way: once no store would take it any more there is nothing left to see.
    private static DueOutcome Later(DueItem item, DateTimeOffset now) =>
        now - item.WrittenAt > DueRows.Grace ? new DueOutcome.Finished() : new DueOutcome.Again(NextAfter(item.WrittenAt + DueRows.Grace));
}
