using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>Makes known, before its commit, that a matter's last move is about to be made: to delivery, and to the period's digest.</summary>
/// <param name="due">Where each move is announced as <see cref="MovedKind"/>; null where nobody looks at moves.</param>
public sealed class MatterNews(Outbox outbox, PeriodIndex periods, MatterClock time, TimeProvider clock, DueWork? due = null)
{
    /// <summary>Due after each move of a matter that may be shown; its subject is the matter's and the move's number. Patterns answer it.</summary>
    public const string MovedKind = "matters.moved";

    /// <summary>The kinds of happening that a digest reads back: a matter raised, and what was done with it since.</summary>
    public const string Raised = "matter.raised";
    public const string Answered = "matter.answered";

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The matter as it is to be announced and committed: with what its last move sets its clock to (rule E3).</summary>
    public Matter Timed(Matter moved) => time.Set(moved);

    /// <summary>The rows to commit with the move, or null where more than a minute has passed since its instant: then start over (rule S1).</summary>
    public async Task<IReadOnlyList<Write>?> AnnounceAsync(Matter matter, CancellationToken cancellation)
    {
        var move = matter.Last;
        if (matter.IsArrival(move) && move.Clock is null)
        {
            throw new InvalidOperationException($"{matter.Id} comes to a board without a clock, and nobody would be reminded of it.");
        }

        if (move.Act is not (Act.Reply or Act.Acknowledge))
        {
            await periods.NoteAsync(matter.Tenant, move.At, move.Act is Act.Raise ? Raised : Answered, MatterIntents.Subject(matter.Id, move.Number), cancellation);
        }

        var looked = due is null || !matter.MayBeShownInChannels ? new(move.At) : await due.AnnounceAsync(matter.Tenant, MovedKind, MatterIntents.Subject(matter.Id, move.Number), move.At, cancellation);
        var ticket = await time.AnnounceAsync(matter, cancellation);
        var announced = await outbox.AnnounceAsync(MatterIntents.OfLast(matter), cancellation);
        return new DueTicket(move.At).IsStale(Now) || announced.Ticket.IsStale(Now) || ticket.IsStale(Now) || looked.IsStale(Now) ? null : announced.Writes;
    }
}
