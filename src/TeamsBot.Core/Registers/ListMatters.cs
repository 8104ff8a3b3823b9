using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Registers;

/// <summary>Reads the register of matters, a page at a time, as one person may see it.</summary>
public sealed class ListMatters(RegisterIndex index, MatterStore matters, TimeProvider clock)
{
    internal Task<RegisterPage<Matter>> HandleAsync(Audience audience, Wanted wanted, string? after, CancellationToken cancellation) =>
        RegisterPages.FillAsync(
            index.ReadAsync(audience.Tenant, RegisterIndex.Matters, wanted.GroupsOf(audience), after, wanted.Filter.From, cancellation),
            wanted.MayMatch,
            noted => ReadAsync(audience, wanted, noted, cancellation),
            cancellation);

    // Noted before its commit, and perhaps more than once: only the row with the instant of its raising is true.
    private async Task<Matter?> ReadAsync(Audience audience, Wanted wanted, NotedEntry noted, CancellationToken cancellation) =>
        await matters.FindAsync(audience.Tenant, new(noted.Subject), cancellation) is { } matter
        && matter.Moves[0].At == noted.At
        && MatterEntries.Through(matter) is var through
        && audience.MayRead(matter.Evidence.Visibility, through)
        && wanted.Matches(through, [matter.Theme?.Value], matter.Evidence.Option.Text, matter.Evidence.Option.Brief, matter.Evidence.Origin.Name)
        && Is(matter, wanted.Filter)
            ? matter
            : null;

    private bool Is(Matter matter, RegisterFilter filter) =>
        (filter.State is not { } state || (state is MatterStanding.Overdue ? IsOverdue(matter) : state == StandingOf(matter))) && (filter.Tier is not { } tier || (!matter.IsOver || matter.State is MatterState.Returned) && MatterReading.Holder(matter).Tier == tier);

    // The day itself is in time.
    private bool IsOverdue(Matter matter) => MatterReading.DueBy(matter) is { } day && day < When.Local(clock.GetUtcNow()).Date.ToDateOnly();

    private static MatterStanding StandingOf(Matter matter) =>
        matter.IsUndecided ? MatterStanding.Open : matter.IsOver ? MatterStanding.Over : MatterStanding.Answered;
}
