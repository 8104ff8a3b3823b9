using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Commits what became of a tie, after announcing what that sets off: a run-off to open, a matter to raise, an earlier tie to settle.</summary>
public sealed class TieNews(PollStore polls, Outbox outbox, DueWork due, PeriodIndex periods, PollClock clock)
{
    /// <summary>The kind of happening that a digest reads back.</summary>
    public const string Happening = "poll.settled";

    public DateTimeOffset Now => clock.Now;

    public string NewId() => clock.NewId();

    /// <param name="who">A person's id, or <c>bot</c> for what falls due.</param>
    /// <param name="what">The act, for the audit row.</param>
    /// <returns>False where it was not done for certain: read and decide again.</returns>
    public async Task<bool> SaveAsync(StoredPoll read, Poll next, string who, string what, DateTimeOffset at, CancellationToken cancellation)
    {
        var settledOwn = next.Tie!.Settlement is not null && next.RunOffOf is null;
        if (settledOwn)
        {
            await periods.NoteAsync(next.Tenant, at, Happening, next.Id.Value, cancellation);
        }

        var kind = settledOwn ? ClosePoll.KindOf(next) : next.Tie.Settlement is not null ? FinishRunOff.Kind : next.Tie.RunOff is not null ? OpenRunOff.Kind : null;
        var tickets = new List<DueTicket> { new(at) };
        if (kind is not null)
        {
            tickets.Add(await due.AnnounceAsync(next.Tenant, kind, next.Id.Value, at, cancellation));
        }

        var announced = await outbox.AnnounceAsync(PollIntents.OfTie(next), cancellation);
        tickets.Add(announced.Ticket);
        return !tickets.Exists(ticket => ticket.IsStale(clock.Now)) && await polls.SaveTieAsync(read, next, (who, what, at), announced.Writes, cancellation) is Committed.Done;
    }
}
