using System.Collections.Immutable;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>A new version of a poll's wording: by whom, when, and why (rule V19).</summary>
public sealed record Amendment(PersonId By, DateTimeOffset At, string Why);

/// <summary>The words that a facilitator asks for.</summary>
/// <param name="Version">The version on the form that was sent.</param>
/// <param name="ByOption">Whether there is one text for each option, in the order of that version; otherwise the texts are the options there are to be.</param>
public sealed record NewWords(int Version, bool ByOption, ImmutableArray<string> Texts);

/// <summary>
/// Amends an open poll's wording (rule V19): a new version with a reason, which everybody is told. While nobody has voted the options may change; from the
/// first ballot on only their words, and what was cast stands. The poll and all its gates move in one batch, so a ballot on the old wording is either
/// there before it or answered with the new one.
/// </summary>
public sealed class AmendPoll(PollStore polls, DirectoryStore directory, Outbox outbox, TimeProvider clock)
{
    public Task<OwnerOutcome> HandleAsync(Caller caller, PollId id, NewWords asked, string why, CancellationToken cancellation) =>
        Race.RetryAsync<OwnerOutcome>(async () =>
        {
            if (await polls.FindStoredAsync(caller.Tenant, id, cancellation) is not { Poll: var poll } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !register.Holds(caller.Person, Role.Facilitator, poll.Group))
            {
                return new OwnerOutcome.NotYours();
            }

            if (poll.Wording.Amendment is { } last && last.By == caller.Person && poll.Wording.Version == asked.Version + 1 && poll.Wording.Options.Select(option => option.Text).SequenceEqual(asked.Texts))
            {
                return new OwnerOutcome.Done(poll, IsNew: false);
            }

            // The gates before the votes: a first vote in between fails the commit, and it is decided again on what may still change.
            var gates = await polls.GatesAsync(poll, cancellation);
            var (amendment, voted) = (new Amendment(caller.Person, clock.GetUtcNow(), Tie.ReadReason(why)), await polls.VotedAsync(poll, cancellation));
            var problem = WhyNot(poll, voted, amendment.At) ?? (asked.Version != poll.Wording.Version ? "Nothing was changed: the words have changed since your form was made. Look at them again." : null);
            var (wording, wrong) = problem is null ? poll.Wording.Amend(asked, anyVotes: voted > 0 || poll.Round is not null, amendment) : (null, problem);
            return wording is null ? new OwnerOutcome.Wrong(poll, wrong!) : await TryAsync(read, gates, poll with { Wording = wording }, amendment, cancellation);
        });

    /// <summary>Why a poll's words cannot be changed at all; null where they can.</summary>
    internal static string? WhyNot(Poll poll, int voted, DateTimeOffset now) =>
        poll.State is not PollState.Open || now >= poll.ClosesAt ? $"Nothing was changed: voting closed on {When.DayAtTime(poll.ClosesAt)}. You can ask again in a new poll."
        : poll.RunOffOf is not null ? "Nothing was changed: a run-off asks again in the words of the first vote."
        : poll.Secrecy is Secrecy.Secret && voted > 0 ? "Nothing was changed: this is a secret vote and a school has voted. It could not change its vote, so the words stay as they are."
        : null;

    private async Task<OwnerOutcome?> TryAsync(StoredPoll read, IReadOnlyList<Row> gates, Poll amended, Amendment amendment, CancellationToken cancellation)
    {
        var announced = await outbox.AnnounceAsync(PollIntents.Amended(amended), cancellation);
        var now = clock.GetUtcNow();
        var wording = amended.Wording;
        return !announced.Ticket.IsStale(now) && now < read.Poll.ClosesAt
            && await polls.SaveChangedAsync(
                read,
                gates,
                amended,
                new(amendment.By.Value, $"amend to wording {wording.Version}: {amendment.Why}", amendment.At),
                [Write.Insert(PollRows.WordingKey(wording.Version), PollRows.Write(wording)), .. announced.Writes],
                cancellation) is Committed.Done ? new OwnerOutcome.Done(amended, IsNew: true) : null;
    }
}
