using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Polls;

/// <summary>Announces all that falls due while a poll runs: its reminders, the card about reach, and its close.</summary>
public sealed class PollAgenda(DueWork due, SchoolCalendar calendar)
{
    /// <summary>Announces ahead of the commit that opens the poll or moves its close.</summary>
    public async Task<DueTicket> AnnounceAsync(Poll poll, CancellationToken cancellation)
    {
        var plan = RemindPlan.For(poll, calendar);
        var oldest = await due.AnnounceAsync(poll.Tenant, ClosePoll.Kind, poll.Id.Value, poll.ClosesAt, cancellation);
        if (poll.Reopens is not null)
        {
            var again = await due.AnnounceAsync(poll.Tenant, NoteAskedAgain.Kind, poll.Id.Value, poll.OpenedAt, cancellation);
            oldest = again.WrittenAt < oldest.WrittenAt ? again : oldest;
        }

        if (poll is { Round: not null, RunOffOf: null, Extensions: [.., var more] })
        {
            var moved = await due.AnnounceAsync(poll.Tenant, ClosePoll.RoundMovedKind, poll.Id.Value, more.At, cancellation);
            oldest = moved.WrittenAt < oldest.WrittenAt ? moved : oldest;
        }

        if (plan.Reach is { } morning)
        {
            var reach = await due.AnnounceAsync(poll.Tenant, TellReach.Kind, poll.Id.Value, morning, cancellation);
            oldest = reach.WrittenAt < oldest.WrittenAt ? reach : oldest;
        }

        foreach (var occasion in (string[])[Reminders.First, Reminders.Last])
        {
            if (plan.Of(occasion) is { } at)
            {
                var ticket = await due.AnnounceAsync(poll.Tenant, RemindVoters.Kind, RemindVoters.SubjectOf(poll.Id, occasion), at, cancellation);
                oldest = ticket.WrittenAt < oldest.WrittenAt ? ticket : oldest;
            }
        }

        return oldest;
    }
}
