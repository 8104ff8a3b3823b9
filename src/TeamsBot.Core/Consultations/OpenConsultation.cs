using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Consultations;

/// <summary>A consultation as its form asks for it.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press opens one (rule V7).</param>
/// <param name="Locality">Null for the whole county.</param>
public sealed record NewConsultation(ConsultationId Id, GroupId? Locality, Questions Questions, DateTimeOffset ClosesAt);

/// <summary>Everything that can become of opening one.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <param name="IsNew">False where the form had been pressed before: the one that exists is shown.</param>
    public sealed record Opened(Consultation Consultation, bool IsNew) : StartOutcome;

    /// <summary>Not somebody who may ask the county, no such locality, or another's id: they look the same (rule T2).</summary>
    public sealed record NotAllowed : StartOutcome;

    /// <param name="Why">Says what was expected, for the form to show beside what was typed.</param>
    public sealed record Wrong(string Why) : StartOutcome;
}

/// <summary>Opens a consultation: freezes who is asked (rule V1), and tells every head and deputy and every network's channel.</summary>
public sealed class OpenConsultation(ConsultationStore consultations, DirectoryStore directory, Outbox outbox, ConsultationAgenda agenda, PollClock clock)
{
    public Task<StartOutcome> HandleAsync(Caller caller, NewConsultation asked, CancellationToken cancellation) =>
        Race.RetryAsync<StartOutcome>(async () =>
        {
            if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || County.BoardOf(register, caller.Person) is not { } board
                || County.ScopeOf(register, board, asked.Locality) is not { } scope)
            {
                return new StartOutcome.NotAllowed();
            }

            if (await consultations.FindAsync(caller.Tenant, asked.Id, cancellation) is { } standing)
            {
                return standing.StartedBy == caller.Person ? new StartOutcome.Opened(standing, IsNew: false) : new StartOutcome.NotAllowed();
            }

            var now = clock.Now;
            var roll = Roll.Of(register, scope.Networks);
            return Problem(asked, roll, now) is { } problem ? new StartOutcome.Wrong(problem) : await TryOpenAsync(
                new Consultation
                {
                    Tenant = caller.Tenant,
                    Id = asked.Id,
                    AskedBy = board.Name,
                    Scope = scope,
                    Questions = asked.Questions,
                    Roll = roll,
                    WithoutNetwork = asked.Locality is null ? register.Schools.Count(school => school.IsOpen && school.Network is null) : 0,
                    StartedBy = caller.Person,
                    OpenedAt = now,
                    ClosesAt = asked.ClosesAt,
                    State = ConsultationState.Open,
                    Audit = AuditChain.Empty,
                },
                cancellation);
        });

    private static string? Problem(NewConsultation asked, Roll roll, DateTimeOffset now) =>
        roll.Electorate.Seats.IsEmpty ? "No open school is in a network there, so nobody could answer. Ask the administrator to look at the register."
        : asked.ClosesAt < now + OpenPoll.ShortestRun ? "Choose a later closing time: at least an hour from now."
        : asked.ClosesAt > now + OpenPoll.LongestRun ? "Choose an earlier closing time: at most 60 days from now."
        : PupilData.Problem(string.Join('\n', (IEnumerable<string>)[asked.Questions.Title, asked.Questions.Introduction, .. asked.Questions.Texts, .. asked.Questions.Parts.SelectMany(part => part.Options.Select(option => option.Text).Prepend(part.Title))]), now);

    // Null where it was not done for certain, or another has its id: read and decide again.
    private async Task<StartOutcome?> TryOpenAsync(Consultation consultation, CancellationToken cancellation)
    {
        var rollId = clock.NewId();
        if (!await consultations.WriteRollAsync(consultation.Tenant, consultation.Id, rollId, consultation.Roll, cancellation))
        {
            return null;
        }

        var falling = await agenda.AnnounceAsync(consultation, cancellation);
        var announced = await outbox.AnnounceAsync(ConsultationIntents.Open(consultation), cancellation);
        var now = clock.Now;
        return !falling.IsStale(now) && !announced.Ticket.IsStale(now) && await consultations.InsertAsync(consultation, rollId, announced.Writes, cancellation) is Committed.Done
            ? new StartOutcome.Opened(consultation, IsNew: true)
            : null;
    }
}

/// <summary>
/// Who may ask the whole county, and what the county and its localities are. What stands for the county is the partnership board, which holds its resources. The administrator, whose
/// role is for the whole county, runs the programme; the board's chair speaks for it and its clerk acts for the chair. Every other role that asks is for one network, locality or school.
/// </summary>
internal static class County
{
    /// <summary>The partnership board for which the person may ask; null for everybody else.</summary>
    public static Group? BoardOf(Register register, PersonId person) =>
        register.Groups.FirstOrDefault(group => group.Tier is Tier.Partnership && register.Find(person)?.Appointments.Any(held =>
            (held.Role is Role.Administrator && (held.Group is null || held.Group == group.Id)) || (held.Role is Role.Chair or Role.Clerk && held.Group == group.Id)) == true);

    /// <summary>The board's localities.</summary>
    public static IEnumerable<Group> LocalitiesOf(Register register, Group board) => register.Groups.Where(group => group.Tier is Tier.Locality && group.Parent == board.Id);

    /// <summary>The networks of the county, or of one of its localities; null for a locality that is not the board's.</summary>
    public static Scope? ScopeOf(Register register, Group board, GroupId? locality)
    {
        var asked = LocalitiesOf(register, board).Where(group => locality is null || group.Id == locality).ToList();
        return locality is not null && asked.Count == 0 ? null : new(
            locality,
            locality is null ? board.Name : asked[0].Name,
            [.. register.Groups.Where(group => group.Tier is Tier.Network && asked.Exists(board => board.Id == group.Parent)).Select(group => group.Id)]);
    }
}
