using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Deadlines;

/// <summary>What stands on the agenda of the next tier, in the lists of its officers while it stands there (R52).</summary>
public sealed class AgendaWaiting(MatterStore matters, DirectoryStore directory) : WaitingReader
{
    public override string Kind => StepIntents.Agenda;

    public override string Opens => AgendaCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        var (id, name) = StepIntents.Read(subject);
        return await matters.FindAsync(tenant, id, cancellation) is not { } matter || Deadline.Agenda(matter) is not { } step || step.Name != name ? WaitingNow.Over
            : await directory.CurrentAsync(tenant, cancellation) is { } register && Officers.RoleIn(register, person, matter.Above!.Id) is not null ? WaitingNow.For(ItemOf(matter, step))
            : WaitingNow.Nothing;
    }

    internal static WaitingItem ItemOf(Matter matter, FiredStep step) => new(
        $"Help or take over for {matter.Above!.Name}: {RestrictedMatters.InAList(matter)}, overdue at {matter.Holder.Name}",
        step.At,
        Due: null,
        "See how it stands",
        new Dictionary<string, string> { ["matter"] = matter.Id.Value, [AgendaCards.StepKey] = step.Name });
}
