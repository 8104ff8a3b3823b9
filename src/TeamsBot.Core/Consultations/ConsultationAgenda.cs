using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Consultations;

/// <summary>Announces all that falls due while a consultation runs: its reminders, its mornings, and its close.</summary>
public sealed class ConsultationAgenda(DueWork due, SchoolCalendar calendar)
{
    /// <summary>Announces ahead of the commit that opens it.</summary>
    public async Task<DueTicket> AnnounceAsync(Consultation asked, CancellationToken cancellation)
    {
        var plan = RemindPlan.For(asked.OpenedAt, asked.ClosesAt, asked.OpenedAt, calendar);
        var oldest = await due.AnnounceAsync(asked.Tenant, CloseConsultation.Kind, asked.Id.Value, asked.ClosesAt, cancellation);
        var others = new List<(string Kind, string Subject, DateTimeOffset At)> { (ShowProgress.Kind, asked.Id.Value, ShowProgress.NextAfter(asked.OpenedAt)) };
        others.AddRange(RemindSchools.Occasions.Where(occasion => plan.Of(occasion) is not null).Select(occasion => (RemindSchools.Kind, RemindSchools.SubjectOf(asked.Id, occasion), plan.Of(occasion)!.Value)));
        foreach (var (kind, subject, at) in others)
        {
            var ticket = await due.AnnounceAsync(asked.Tenant, kind, subject, at, cancellation);
            oldest = ticket.WrittenAt < oldest.WrittenAt ? ticket : oldest;
        }

        return oldest;
    }
}
