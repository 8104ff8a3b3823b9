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
            var outcome = read.Poll.Secrecy is Secrecy.Secret
                ? read.Poll.CastInSecret(caller.Person, seat, wordingVersion, choices, read.Marker, now)
                : read.Poll.Cast(caller.Person, seat, wordingVersion, choices, read.Ballot, now);
            if (outcome is not (VoteOutcome.Counted { IsNew: true } or VoteOutcome.InBox { IsNew: true }))
            {
                return outcome;
            }

            if (outcome is VoteOutcome.InBox or VoteOutcome.Counted { Ballot.Number: 1 })
            {
                // One more seat has voted: the channel's card is due to say so, at most once in ten seconds.
                var ticket = await due.AnnounceAsync(caller.Tenant, ShowCount.Kind, id.Value, ShowCount.NextAfter(now), cancellation);
                if (ticket.IsStale(clock.GetUtcNow()))
                {
                    return null;
                }
            }

            // Lost to a close, a colleague or another seat of the gate; or the answer was lost: read and decide again (rule V10).
            return await SaveAsync(read, outcome, choices, cancellation) is Committed.Done ? outcome : null;
        });

    // An outcome says what became of a vote, and so never what a secret one chose: that goes from the press into the box.
    private Task<Committed> SaveAsync(SeatAtPoll read, VoteOutcome outcome, string? choices, CancellationToken cancellation) => outcome switch
    {
        VoteOutcome.InBox secret => polls.Secret.PutAsync(read, secret.Marker, choices is null ? Choices.None : read.Poll.Wording.Read(choices).Choices!, cancellation),
        VoteOutcome.Counted named => polls.SaveBallotAsync(read, named.Ballot, cancellation),
        _ => throw new InvalidOperationException($"A vote that was answered with {outcome.GetType().Name} is not kept."),
    };
}
