using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>A seat of an open poll passed on (rule V1). Its reason stands in a row of its own, and in the audit.</summary>
/// <param name="Number">1 for the poll's first correction.</param>
/// <param name="Joined">Who votes for the seat from then on and did not before: they get a card.</param>
/// <param name="Left">Who no longer does; what they cast stands.</param>
public sealed record Correction(int Number, SeatId Seat, ImmutableArray<PersonId> Joined, ImmutableArray<PersonId> Left, PersonId By, DateTimeOffset At);

/// <summary>
/// Gives a seat of an open poll to whoever holds its school's offices now: a logged act of the facilitator or the clerk, never after the close (rule V1). The next
/// version of the electorate is written beside the one that stands and switched by one commit with all gates. No seat is added or removed.
/// </summary>
public sealed class CorrectElectorate(PollStore polls, DirectoryStore directory, Outbox outbox, PollClock clock)
{
    /// <summary>What stands of each is in one text of the poll's row, with everybody who joined and left.</summary>
    internal const int AtMost = 60;

    /// <param name="number">How many corrections the poll had on the card that was pressed.</param>
    public Task<OwnerOutcome> HandleAsync(Caller caller, PollId id, SeatId seatId, int number, string why, CancellationToken cancellation) =>
        Race.RetryAsync<OwnerOutcome>(async () =>
        {
            if (await polls.FindStoredAsync(caller.Tenant, id, cancellation) is not { Poll: var poll } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || PollRights.Of(register, poll.Group, caller.Person) is not { MayCorrect: true })
            {
                return new OwnerOutcome.NotYours();
            }

            if (poll.Corrections.LastOrDefault() is { } last && last.By == caller.Person && last.Number == number + 1 && last.Seat == seatId)
            {
                return new OwnerOutcome.Done(poll, IsNew: false);
            }

            var (now, reason) = (clock.Now, Tie.ReadReason(why));
            var (seat, voters) = (poll.Electorate.Find(seatId), Electorate.VotersNow(register, seatId));
            return (Problem(poll, number, seat, voters, now) ?? (Tie.Problem(reason, now) is { } wrong ? $"Not changed yet. {wrong}" : null)) is { } problem ? new OwnerOutcome.Wrong(poll, problem)
                : await TryAsync(read, seat! with { Voters = voters }, new(number + 1, seatId, [.. voters.Except(seat.Voters)], [.. seat.Voters.Except(voters)], caller.Person, now), reason, cancellation);
        });

    private static string? Problem(Poll poll, int number, Seat? seat, ImmutableArray<PersonId> voters, DateTimeOffset now) =>
        poll.State is not PollState.Open || now >= poll.ClosesAt ? $"Nothing was changed: voting closed on {When.DayAtTime(poll.ClosesAt)}. Who votes is never changed after that."
        : number != poll.Corrections.Length ? "Nothing was changed: who votes has changed since your card was made. Look at it again."
        : seat is null ? "Not changed yet. Choose one of the schools on the card."
        : voters.IsEmpty || voters.SequenceEqual(seat.Voters) ? "Nothing was changed: the directory names nobody else for this school."
        : poll.Corrections.Length >= AtMost ? $"Nothing was changed: a poll takes at most {AtMost} changes of who votes."
        : null;

    private async Task<OwnerOutcome?> TryAsync(StoredPoll read, Seat seat, Correction correction, string why, CancellationToken cancellation)
    {
        var poll = read.Poll;
        var next = poll with { Electorate = poll.Electorate.With(seat), Corrections = poll.Corrections.Add(correction) };
        var electorateId = clock.NewId();
        if (!await polls.WriteElectorateAsync(poll.Tenant, poll.Id, electorateId, next.Electorate, cancellation))
        {
            return null;
        }

        var gates = await polls.GatesAsync(poll, cancellation);
        var announced = await outbox.AnnounceAsync(PollIntents.Corrected(next), cancellation);
        var now = clock.Now;
        var fields = new Fields(v: 1) { { "seat", seat.Id.Value }, { "by", correction.By.Value }, { "at", correction.At }, { "voters", string.Join(',', seat.Voters) }, { "why", why } };
        return !announced.Ticket.IsStale(now) && now < poll.ClosesAt
            && await polls.SaveChangedAsync(
                read,
                gates,
                next,
                new(correction.By.Value, $"give {seat.Id} to {string.Join(',', seat.Voters)}: {why}", correction.At),
                [Write.Insert($"correction|{correction.Number.ToString("D4", CultureInfo.InvariantCulture)}", fields), .. announced.Writes],
                cancellation,
                electorateId) is Committed.Done ? new OwnerOutcome.Done(next, IsNew: true) : null;
    }
}
