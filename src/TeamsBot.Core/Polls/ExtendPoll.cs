using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>More time for a poll: by whom, from when to when, and why (rule V12).</summary>
public sealed record Extension(PersonId By, DateTimeOffset At, DateTimeOffset From, DateTimeOffset To, string Why);

/// <summary>Gives an open poll more time: by its facilitator, before it closes, with a reason (rule V12). The poll and all its gates move in one batch.</summary>
public sealed class ExtendPoll(PollStore polls, DirectoryStore directory, Outbox outbox, PollAgenda agenda, TimeProvider clock)
{
    /// <summary>How often one poll is given more time: what stands of it, with the longest reasons, is one text of its row.</summary>
    internal const int AtMost = 8;

    /// <param name="from">The closing time on the card that was pressed.</param>
    public Task<OwnerOutcome> HandleAsync(Caller caller, PollId id, DateTimeOffset from, DateTimeOffset to, string why, CancellationToken cancellation) =>
        Race.RetryAsync<OwnerOutcome>(async () =>
        {
            if (await polls.FindStoredAsync(caller.Tenant, id, cancellation) is not { Poll: var poll } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !register.Holds(caller.Person, Role.Facilitator, poll.Group))
            {
                return new OwnerOutcome.NotYours();
            }

            var (reason, now) = (Tie.ReadReason(why), clock.GetUtcNow());
            return poll.Extensions.LastOrDefault() is { } last && last.By == caller.Person && last.From == from && last.To == to ? new OwnerOutcome.Done(poll, IsNew: false)
                : Problem(poll, from, to, reason, now) is { } problem ? new OwnerOutcome.Wrong(poll, problem)
                : await TryAsync(read, poll with { ClosesAt = to, Extensions = poll.Extensions.Add(new(caller.Person, now, from, to, reason)) }, cancellation);
        });

    private static string? Problem(Poll poll, DateTimeOffset from, DateTimeOffset to, string reason, DateTimeOffset now) =>
        poll.State is not PollState.Open || now >= poll.ClosesAt ? $"Voting closed on {When.DayAtTime(poll.ClosesAt)}. A poll that has closed cannot be given more time; you can open a new one."
        : from != poll.ClosesAt ? "Nothing was changed: the closing time has changed since your card was made. Look at it again."
        : to <= poll.ClosesAt ? "Not changed yet. Choose a time later than the one that stands."
        : to > now + OpenPoll.LongestRun ? $"Not changed yet. Choose a time at most {OpenPoll.LongestRun.Days} days from now."
        : poll.Extensions.Length >= AtMost ? $"Nothing was changed: a poll is given more time at most {Words.Number(AtMost)} times."
        : Tie.Problem(reason, now) is { } problem ? $"Not changed yet. {problem}"
        : null;

    private async Task<OwnerOutcome?> TryAsync(StoredPoll read, Poll extended, CancellationToken cancellation)
    {
        var gates = await polls.GatesAsync(extended, cancellation);
        var planned = await agenda.AnnounceAsync(extended, cancellation);
        var announced = await outbox.AnnounceAsync(PollIntents.Extended(extended), cancellation);
        var (now, last) = (clock.GetUtcNow(), extended.Extensions[^1]);

        // The deadline that stands is the one to be in time for: a close at it finds the gates moved, or this finds them closed.
        return !planned.IsStale(now) && !announced.Ticket.IsStale(now) && now < read.Poll.ClosesAt
            && await polls.SaveChangedAsync(read, gates, extended, new(last.By.Value, $"extend to {Keys.Ticks(last.To)}", last.At), announced.Writes, cancellation) is Committed.Done ? new OwnerOutcome.Done(extended, IsNew: true) : null;
    }
}

/// <summary>Tells each voter of a seat that had not voted when its poll was given more time, once.</summary>
public sealed class MoreTimeCards(PollStore polls, TimeProvider clock) : Dispatch
{
    public override string Kind => PollIntents.MoreTime;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll || poll.Extensions.ElementAtOrDefault(PollIntents.RoundOf(intent) - 1) is not { } extension)
        {
            return null;
        }

        // Who had voted by then does not change any more, however often this is asked.
        var voted = await polls.VotedByAsync(poll, extension.At, cancellation);
        return
        [
            .. poll.Electorate.Seats.Where(seat => !voted.Contains(seat.Id))
                .SelectMany(seat => seat.Voters, (seat, voter) => (Id: PollIntents.RecipientOf(seat.Id, voter), voter))
                .OrderBy(pair => pair.Id, StringComparer.Ordinal)
                .Select(pair => new Recipient(pair.Id, new Target.Person(pair.voter))),
        ];
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        return await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } poll && poll.Electorate.Find(seatId) is { } seat
            && poll.Extensions.ElementAtOrDefault(PollIntents.RoundOf(intent) - 1) is { } extension && clock.GetUtcNow() < poll.ClosesAt
                ? OwnerCards.MoreTimeFor(new(poll, seat, voter, null, 0, clock.GetUtcNow(), teamsUserId), extension)
                : null;
    }
}
