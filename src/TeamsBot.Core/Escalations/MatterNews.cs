using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>Makes known, before its commit, that a matter's last move is about to be made: to delivery, and to the period's digest.</summary>
public sealed class MatterNews(Outbox outbox, PeriodIndex periods, TimeProvider clock)
{
    /// <summary>The kinds of happening that a digest reads back: a matter raised, and what was done with it since.</summary>
    public const string Raised = "matter.raised";
    public const string Answered = "matter.answered";

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The rows to commit with the move, or null where more than a minute has passed since its instant: then start over (rule S1).</summary>
    public async Task<IReadOnlyList<Write>?> AnnounceAsync(Matter matter, CancellationToken cancellation)
    {
        var move = matter.Last;
        if (move.Act is not (Act.Reply or Act.Acknowledge))
        {
            await periods.NoteAsync(matter.Tenant, move.At, move.Act is Act.Raise ? Raised : Answered, MatterIntents.Subject(matter.Id, move.Number), cancellation);
        }

        var announced = await outbox.AnnounceAsync(MatterIntents.OfLast(matter), cancellation);
        return new DueTicket(move.At).IsStale(Now) || announced.Ticket.IsStale(Now) ? null : announced.Writes;
    }
}
