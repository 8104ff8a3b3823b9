using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>Commits an act on a round, after announcing what it sets off: the end of the stage it begins, the vote to open, the matters to raise, the cards to send.</summary>
public sealed class RoundNews(RoundStore rounds, Outbox outbox, DueWork due, PollClock clock)
{
    public DateTimeOffset Now => clock.Now;

    public string NewId() => clock.NewId();

    /// <param name="writes">What comes with it, such as a contribution's row.</param>
    /// <param name="told">What is to be told besides the cards of a new stage.</param>
    /// <returns>False where it was not done for certain: read and decide again.</returns>
    public async Task<bool> SaveAsync(StoredRound read, Round next, RoundAct act, CancellationToken cancellation, IReadOnlyList<Write>? writes = null, IReadOnlyList<Intent>? told = null)
    {
        var tickets = new List<DueTicket> { new(act.At) };
        foreach (var (kind, subject, at) in SetOff(read.Round, next, act.At))
        {
            tickets.Add(await due.AnnounceAsync(next.Tenant, kind, subject, at, cancellation));
        }

        var announced = await outbox.AnnounceAsync([.. RoundIntents.Of(read.Round, next), .. told ?? []], cancellation);
        tickets.Add(announced.Ticket);
        return !tickets.Exists(ticket => ticket.IsStale(clock.Now)) && await rounds.SaveAsync(read, next, act, [.. writes ?? [], .. announced.Writes], cancellation) is Committed.Done;
    }

    /// <summary>Announces the beginning of a new round, which the clock moves on to its first stage.</summary>
    public Task<DueTicket> AnnounceStartAsync(Round round, CancellationToken cancellation) => due.AnnounceAsync(round.Tenant, AdvanceRound.Kind, round.Id.Value, round.Plan.Starts, cancellation);

    private static IEnumerable<(string Kind, string Subject, DateTimeOffset At)> SetOff(Round before, Round next, DateTimeOffset now)
    {
        if (next.Stage is Stage.Vote && before.Stage is not Stage.Vote)
        {
            yield return (OpenVote.Kind, next.Id.Value, now);
        }
        else if (next.Stage is Stage.Finished && next.End is RoundEnd.Agreed && (before.Stage is not Stage.Finished || before.Priorities.Length < next.Priorities.Length))
        {
            yield return (next.IsBoards ? BoardRounds.AgreedKind : ClosePoll.AgreedKind, next.Poll.Value, now);
        }
        else if (next.Stage is not (Stage.Vote or Stage.Finished) && (next.Stage != before.Stage || next.EndsAt != before.EndsAt))
        {
            yield return (AdvanceRound.Kind, next.Id.Value, next.EndsAt!.Value);
        }
        else if (before.WaitsSince is not null && next.Stage is Stage.Merging)
        {
            // What was done may have cleared the way for the vote that waits.
            yield return (AdvanceRound.Kind, next.Id.Value, now);
        }
    }
}
