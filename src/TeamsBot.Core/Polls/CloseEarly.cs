using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>A poll's close before its time (rule V12). It stands in the result and is told with it.</summary>
/// <param name="As">In which role they closed it.</param>
/// <param name="From">When it was to close.</param>
/// <param name="Why">The reason they gave; null where nothing could change the result any more, and none was asked for.</param>
public sealed record EarlyClose(PersonId By, Role As, DateTimeOffset At, DateTimeOffset From, string? Why)
{
    /// <summary>What the record says in a reason's place.</summary>
    public const string NothingCanChange = "nothing can change the result";
}

/// <summary>
/// Closes an open poll before its time (rule V12): by the chair with a reason, or without one by whoever runs it once nothing can change the result. The
/// close is the same commit as at the deadline, so a vote in between fails it and is counted by the next attempt (rules V10, V11).
/// </summary>
public sealed class CloseEarly(PollStore polls, DirectoryStore directory, ClosePoll close, TimeProvider clock)
{
    /// <param name="from">The closing time on the card that was pressed.</param>
    /// <param name="why">The reason as it was typed; null where it is closed because nothing can change the result.</param>
    public Task<OwnerOutcome> HandleAsync(Caller caller, PollId id, DateTimeOffset from, string? why, CancellationToken cancellation) =>
        Race.RetryAsync<OwnerOutcome>(async () =>
        {
            if (await polls.FindStoredAsync(caller.Tenant, id, cancellation) is not { Poll: var poll } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || PollRights.Of(register, poll.Group, caller.Person) is not { } rights
                || (why is null ? rights.Runs : rights.Decides) is not { } role)
            {
                return new OwnerOutcome.NotYours();
            }

            if (poll.Early is { } early && early.By == caller.Person && early.From == from)
            {
                return new OwnerOutcome.Done(poll, IsNew: false);
            }

            var (reason, now) = (why is null ? null : Tie.ReadReason(why), clock.GetUtcNow());
            if ((Problem(poll, from, reason, now) ?? await WhyItCanChangeAsync(poll, reason, cancellation)) is { } problem)
            {
                return new OwnerOutcome.Wrong(poll, problem);
            }

            var ending = poll with { ClosesAt = now, Early = new(caller.Person, role, now, from, reason) };
            return await close.TryCloseAsync(read, ending, now, cancellation) is { } closed ? new OwnerOutcome.Done(closed, IsNew: true) : null;
        });

    private static string? Problem(Poll poll, DateTimeOffset from, string? reason, DateTimeOffset now) =>
        poll.State is not PollState.Open || now >= poll.ClosesAt ? $"Nothing was changed by you: voting closed on {When.DayAtTime(poll.ClosesAt)}."
        : from != poll.ClosesAt ? "Nothing was changed: the closing time has changed since your card was made. Look at it again."
        : reason is not null && Tie.Problem(reason, now) is { } problem ? $"Not closed yet. {problem}"
        : null;

    // Seats that have voted stay so, and a change of who votes replaces the poll's row: what holds here holds at the commit.
    private async Task<string?> WhyItCanChangeAsync(Poll poll, string? reason, CancellationToken cancellation) =>
        reason is not null || Foregone.IsResult(poll, await polls.VotedAsync(poll, cancellation)) ? null
        : "Not closed: a vote can still change the result. The chair may close the poll early with a reason.";
}
