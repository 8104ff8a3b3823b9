using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>
/// Finalises a poll after its deadline. Any number of workers may try; the commit at the versions read lets one win (rule V11), and a vote in
/// between fails it (rule V10). What was agreed goes up by the due work it announces.
/// </summary>
public sealed class ClosePoll(PollStore polls, Outbox outbox, DueWork due, PeriodIndex periods, TimeProvider clock)
{
    public const string Kind = "polls.close";

    /// <summary>Due once a poll with agreed options has closed; its subject is the poll's id. Escalations answer it.</summary>
    public const string AgreedKind = "polls.agreed";

    /// <summary>Due once the poll of a round has closed, or its tie is settled; its subject is the poll's id. The round answers it, and raises what was agreed when it ends.</summary>
    public const string RoundVotedKind = "rounds.voted";

    /// <summary>Due once the poll of a round was given more time; its subject is the poll's id. The round answers it: its later stages move with the vote.</summary>
    public const string RoundMovedKind = "rounds.voteMoved";

    /// <summary>The kind of happening that a digest reads back.</summary>
    public const string Happening = "poll.closed";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindStoredAsync(item.Tenant, new(item.Subject), cancellation) is not { } read)
        {
            return new DueOutcome.Missing();
        }

        var now = clock.GetUtcNow();
        return read.Poll.State is not PollState.Open ? new DueOutcome.Finished()
            : now < read.Poll.ClosesAt ? new DueOutcome.Again(read.Poll.ClosesAt)
            : await TryCloseAsync(read, read.Poll, now, cancellation) is not null ? new DueOutcome.Finished()
            : new DueOutcome.Again(now);
    }

    /// <summary>Closes a poll; null where it was not done for certain: read and decide again.</summary>
    /// <param name="ending">The poll that was read, as it is to be closed.</param>
    internal async Task<Poll?> TryCloseAsync(StoredPoll read, Poll ending, DateTimeOffset now, CancellationToken cancellation)
    {
        var gates = await polls.GatesAsync(read.Poll, cancellation);
        var closed = ending.Close(await polls.TallyAsync(read.Poll, cancellation), now);
        await periods.NoteAsync(closed.Tenant, now, Happening, closed.Id.Value, cancellation);
        var tickets = new List<DueTicket> { new(now) };
        foreach (var kind in SetOff(closed))
        {
            tickets.Add(await due.AnnounceAsync(closed.Tenant, kind, closed.Id.Value, now, cancellation));
        }

        var announced = await outbox.AnnounceAsync(PollIntents.Closed(closed), cancellation);
        tickets.Add(announced.Ticket);
        IReadOnlyList<Write> writes = [.. announced.Writes, .. await polls.Secret.ClosingAsync(closed, cancellation)];
        return !tickets.Exists(ticket => ticket.IsStale(clock.GetUtcNow())) && await polls.SaveClosedAsync(read, gates, closed, writes, cancellation) is Committed.Done ? closed : null;
    }

    /// <summary>What is due once a poll has agreed something: its matters, or the next stage of its round.</summary>
    internal static string KindOf(Poll poll) => poll.Round is null ? AgreedKind : RoundVotedKind;

    // Options clear of a tie go up at once, the tied place when settled (rule V15); what a run-off agrees goes up as the first poll's.
    private static IEnumerable<string> SetOff(Poll closed)
    {
        if (closed.Secrecy is Secrecy.Secret)
        {
            yield return ForgetBallots.Kind;
        }

        if (closed.RunOffOf is null && (closed.Round is not null || closed.Result!.Agreed.Any()))
        {
            yield return KindOf(closed);
        }

        if (closed.Early is not null)
        {
            // Else they are due at the time that the reminders named.
            yield return FinishReminders.Kind;
            yield return FinishReach.Kind;
        }

        if (closed.Result!.Tied.Any())
        {
            yield return AskToSettle.Kind;
        }
        else if (closed.RunOffOf is not null)
        {
            yield return FinishRunOff.Kind;
        }
    }
}
