using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Workspace;

/// <summary>The workspace's wiring: its run falls due in pieces, and an administrator may ask for one.</summary>
public sealed class WorkspaceFeature(EnsureWorkspace ensure, DirectoryStore directory, DueWork due, TimeProvider clock) : Feature
{
    public const string EnsureKind = "workspace.ensure";

    private const string Subject = "county";

    /// <summary>Steps of one piece: a few seconds, and within a lease of a minute even where both end in a time-out.</summary>
    private const int StepsAtOnce = 2;

    public override void Map(FeatureMap map)
    {
        map.OnDue(EnsureKind, ContinueAsync);
        map.OnCommand("workspace", "set up the teams and channels", TypedAsync, Purpose.LookAfter, [Role.Administrator]);
    }

    /// <summary>Asks for a run, now. Its due row is written before the run.</summary>
    public async Task BeginAsync(TenantId tenant, CancellationToken cancellation)
    {
        await due.AnnounceAsync(tenant, EnsureKind, Subject, clock.GetUtcNow(), cancellation);
        await ensure.BeginAsync(tenant, cancellation);
    }

    private async Task<DueOutcome> ContinueAsync(DueItem item, CancellationToken cancellation)
    {
        for (var taken = 0; taken < StepsAtOnce; taken++)
        {
            switch (await ensure.StepAsync(item.Tenant, cancellation))
            {
                case null: return new DueOutcome.Missing();

                // One that was over before this was announced: the new run may be ahead of its commit.
                case WorkspaceStep.Complete complete: return complete.BeganAt < item.WrittenAt ? new DueOutcome.Missing() : new DueOutcome.Finished();
                case WorkspaceStep.Later later: return new DueOutcome.Again(later.At);
            }
        }

        return new DueOutcome.Again(clock.GetUtcNow());
    }

    private async Task<Answer> TypedAsync(Typed typed, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(typed.Caller.Tenant, cancellation);
        if (register?.Find(typed.Caller.Person)?.Appointments.Any(held => held.Role is Role.Administrator) != true)
        {
            return new Answer.Say("Only an administrator can set up the teams and channels. Ask yours to do it.");
        }

        await BeginAsync(typed.Caller.Tenant, cancellation);
        return new Answer.Say("The teams and channels are being set up and checked. What is there already stays as it is.");
    }
}

public static class WorkspaceServices
{
    /// <summary>Adds the workspace. The host registers the directory, the address book, due work and <see cref="IWorkspace"/>.</summary>
    public static IServiceCollection AddWorkspace(this IServiceCollection services) => services
        .AddSingleton<WorkspaceStore>()
        .AddSingleton<WorkspacePeople>()
        .AddSingleton<WorkspaceChannels>()
        .AddSingleton<WorkspaceTeams>()
        .AddSingleton<EnsureWorkspace>()
        .AddSingleton<WorkspaceFeature>()
        .AddSingleton<Feature>(provider => provider.GetRequiredService<WorkspaceFeature>());
}
