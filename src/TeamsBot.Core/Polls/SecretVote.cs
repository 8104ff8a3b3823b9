using TeamsBot.Core.Audit;

namespace TeamsBot.Core.Polls;

/// <summary>How a vote of a secret poll is decided (rule V18).</summary>
internal static class SecretVote
{
    /// <summary>
    /// Decides on a vote; stores nothing. A seat that has voted is told that its vote is in, whoever of its voters presses and whatever the press carries: only so does an
    /// answer tell nothing of what was chosen.
    /// </summary>
    /// <inheritdoc cref="Poll.Cast"/>
    /// <param name="current">The seat's marker, where it has voted.</param>
    public static VoteOutcome CastInSecret(this Poll poll, PersonId person, SeatId seatId, int wordingVersion, string? choices, Marker? current, DateTimeOffset now)
    {
        if (poll.Electorate.Find(seatId) is not { } seat || seat.RankOf(person) is not { } rank)
        {
            return new VoteOutcome.NoSeat();
        }

        if (current is not null)
        {
            return new VoteOutcome.InBox(poll, seat, current, IsNew: false);
        }

        var problem = choices is null ? null : poll.Wording.Read(choices).Problem;
        return poll.State is not PollState.Open || now >= poll.ClosesAt ? new VoteOutcome.Closed(poll, seat, null, now)
            : wordingVersion != poll.Wording.Version ? new VoteOutcome.Reworded(poll, seat, null)
            : problem is not null ? new VoteOutcome.BadChoice(poll, seat, problem)
            : new VoteOutcome.InBox(poll, seat, new(seat.Id, person, rank, now, AuditChain.Empty), IsNew: true);
    }
}
