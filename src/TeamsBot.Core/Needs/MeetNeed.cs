using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Needs;

/// <summary>Everything that can become of closing an entry.</summary>
public abstract record MeetOutcome
{
    private MeetOutcome()
    {
    }

    /// <param name="IsNew">False where it was closed before; the entry says by whom.</param>
    public sealed record Met(UnmetNeed Need, bool IsNew) : MeetOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : MeetOutcome;

    /// <summary>No such entry, or another's: they look the same (rule T2).</summary>
    public sealed record NotYours : MeetOutcome;
}

/// <summary>Closes an entry of the register: the service because it has capacity now, or the board that asked, with a reason. The first of them stands.</summary>
public sealed class MeetNeed(UnmetNeeds needs, DirectoryStore directory, ServiceGate gate, TimeProvider clock)
{
    /// <summary>Why an entry's press is not answered there: a restricted one stands only in a person's own chat, and goes to a service only while its agreement is in force (rule T5, R111). Null where it may be.</summary>
    internal async Task<Message?> RefusalAsync(Press press, string id, Way way, CancellationToken cancellation)
    {
        if (!IsWellFormed(id) || await needs.FindAsync(press.Caller.Tenant, id, cancellation) is not ({ Visibility: Visibility.Restricted } need, _)
            || await directory.CurrentAsync(press.Caller.Tenant, cancellation) is not { } register)
        {
            return null;
        }

        var (service, board) = (MaySay(register, need, press.Caller.Person, MetBy.Service), MaySay(register, need, press.Caller.Person, MetBy.Board));
        return !service && !board ? null
            : press.Place is not Place.Personal ? Restrictions.OnlyInPerson
            : board ? null
            : (await gate.RefusalAsync(press.Caller.Tenant, need.Service, way, cancellation))?.ToMessage();
    }

    public Task<MeetOutcome> HandleAsync(Caller caller, string id, MetBy by, string words, CancellationToken cancellation) =>
        Race.RetryAsync<MeetOutcome>(async () =>
        {
            if (!IsWellFormed(id) || await needs.FindAsync(caller.Tenant, id, cancellation) is not (var need, var row)
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !MaySay(register, need, caller.Person, by))
            {
                return new MeetOutcome.NotYours();
            }

            if (!need.IsOpen)
            {
                return new MeetOutcome.Met(need, IsNew: false);
            }

            var (now, said) = (clock.GetUtcNow(), ServiceRequest.Read(words));
            if (ServiceRequest.ProblemOf(said, by is MetBy.Service ? "Write what you can offer now." : "Write why the board closes it.", now) is { } problem)
            {
                return new MeetOutcome.Wrong(problem);
            }

            var met = need with { Met = new(by, caller.Person, said, now) };
            return await needs.SaveAsync(caller.Tenant, row, met, caller.Person.Value, by is MetBy.Service ? "has capacity" : "closed by the board", now, cancellation) is Committed.Done ? new MeetOutcome.Met(met, IsNew: true) : null;
        });

    /// <summary>Whether a claimed id can be a row's key at all. Cards are claims.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 240 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);

    /// <summary>Whether somebody speaks for that side of the entry.</summary>
    public static bool MaySay(Register register, UnmetNeed need, PersonId person, MetBy by) => by is MetBy.Service
        ? Providers.Find(register, need.Service)?.Leads.Contains(person) == true
        : Escalations.Officers.RoleIn(register, person, need.Place.Id) is not null;
}
