using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>That a poll asks again what a closed one asked (rule V12): a poll of its own, linked to it.</summary>
/// <param name="ClosedAt">When voting closed in the poll before it.</param>
public sealed record Reopening(PollId Poll, DateTimeOffset ClosedAt, string Why);

/// <summary>That a closed poll was asked again. Its result stands.</summary>
public sealed record AskedAgain(PollId Poll, PersonId By, DateTimeOffset At, string Why);

/// <summary>Notes on a closed poll that a new one asks again, once the new one is open; every copy of the result then says so.</summary>
public sealed class NoteAskedAgain(PollStore polls, Outbox outbox, TimeProvider clock)
{
    public const string Kind = "polls.askedAgain";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Reopens: { } reopens } poll
            || await polls.FindStoredAsync(item.Tenant, reopens.Poll, cancellation) is not { Poll: var before } read)
        {
            return new DueOutcome.Missing();
        }

        if (before.AskedAgain?.Poll == poll.Id)
        {
            return new DueOutcome.Finished();
        }

        var now = clock.GetUtcNow();
        var next = before with { AskedAgain = new(poll.Id, poll.OpenedBy, poll.OpenedAt, reopens.Why) };
        var announced = await outbox.AnnounceAsync(PollIntents.OfAskedAgain(next), cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow())
            && await polls.SaveTieAsync(read, next, (poll.OpenedBy.Value, $"asked again in {poll.Id}: {reopens.Why}", now), announced.Writes, cancellation) is Committed.Done
                ? new DueOutcome.Finished()
                : new DueOutcome.Again(now);
    }
}

/// <summary>Draws the form for a new poll from a closed one: what was asked, and a field for the reason.</summary>
public sealed class AskAgainTurn(OwnerDesk desk, PollForm form)
{
    public async Task<Answer> DrawAsync(Press press, CancellationToken cancellation) =>
        await desk.FindAsync(press.Caller, press["poll"], press.TeamsUserId, cancellation) is not { Rights.Facilitates: true } view ? OwnerTurn.NotYours()
        : WhyNot(view.Poll) is { } why ? new Answer.Show(OwnerCards.ForOwner(view with { Note = why }))
        : await form.DrawAgainAsync(press.Caller, view.Poll, cancellation);

    /// <summary>Why a poll cannot be asked again; null where it can.</summary>
    internal static string? WhyNot(Poll poll) =>
        poll.Result is null ? "Nothing was opened: this poll has not closed yet."
        : poll.RunOffOf is not null ? "Nothing was opened: a run-off settles a tie of another poll. Ask that one again."
        : poll.Round is not null ? "Nothing was opened: this poll belongs to a round. Start a new round."
        : poll.AskedAgain is { } again ? $"Nothing was opened: it was asked again already, on {When.DayAtTime(again.At)}."
        : null;
}
