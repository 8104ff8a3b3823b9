using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Casts or changes one seat's vote.</summary>
public sealed class CastVote(PollStore polls, DueWork due, TimeProvider clock)
{
    /// <param name="choices">The ids as the card sent them, joined by commas; null for "none of these".</param>
    public Task<VoteOutcome> HandleAsync(Caller caller, PollId id, SeatId seat, int wordingVersion, string? choices, CancellationToken cancellation) =>
        Race.RetryAsync<VoteOutcome>(async () =>
        {
            if (await polls.FindForVoteAsync(caller.Tenant, id, seat, cancellation) is not { } read)
            {
                return new VoteOutcome.NoSeat();
            }

            var now = clock.GetUtcNow();
            var outcome = read.Poll.Cast(caller.Person, seat, wordingVersion, choices, read.Ballot, now);
            if (outcome is not VoteOutcome.Counted { IsNew: true, Ballot: var ballot })
            {
                return outcome;
            }

            if (ballot.Number == 1)
            {
                // One more seat has voted: the channel's card is due to say so, at most once in ten seconds.
                var ticket = await due.AnnounceAsync(caller.Tenant, ShowCount.Kind, id.Value, ShowCount.NextAfter(now), cancellation);
                if (ticket.IsStale(clock.GetUtcNow()))
                {
                    return null;
                }
            }

            // Lost to a close, a colleague or another seat of the gate; or the answer was lost: read and decide again (rule V10).
            return await polls.SaveBallotAsync(read, ballot, cancellation) is Committed.Done ? outcome : null;
        });
}
