using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Workspace;

/// <summary>
/// Sets the workspace up and keeps it so, in steps that a host calls until the run is over: stored ids first, found next, created last. A step makes one
/// request (or one for each of a few people) and never waits; any step can be the first after a crash, and a run that finds everything in place writes
/// nothing to Teams.
/// </summary>
public sealed class EnsureWorkspace(WorkspaceStore store, DirectoryStore directory, WorkspacePeople people, WorkspaceTeams teams, TimeProvider clock)
    : IDisposable
{
    // What a process knows of a run is shared by whoever takes steps in it: one at a time.
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Begins a run, or joins the one that is under way.</summary>
    public async Task BeginAsync(TenantId tenant, CancellationToken cancellation)
    {
        var progress = await store.LoadAsync(tenant, cancellation);
        if (progress.Run is not { FinishedAt: null })
        {
            await store.SaveAsync(progress, [(RunState.Key, Begin(progress.RunNumber + 1, await directory.CurrentAsync(tenant, cancellation)).ToFields())], cancellation);
            store.Forget(tenant);
        }
    }

    /// <summary>Takes the next step of the run; complete, with its report, where none is under way. Null before the first run has begun, or without a register.</summary>
    public async Task<WorkspaceStep?> StepAsync(TenantId tenant, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await TakeStepAsync(tenant, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<WorkspaceStep?> TakeStepAsync(TenantId tenant, CancellationToken cancellation)
    {
        var progress = await store.LoadAsync(tenant, cancellation);
        if (progress.Run is not { } run || await directory.CurrentAsync(tenant, cancellation) is not { } register)
        {
            return null;
        }

        var plan = PlanOf(progress, register);
        return run.FinishedAt is not null ? new WorkspaceStep.Complete(await ReportAsync(progress, plan, cancellation), run.StartedAt)
            : run.App is null ? await teams.FindAppAsync(progress, run, cancellation)
            : await people.LookUpAsync(progress, plan, cancellation) is { } lookedUp ? lookedUp
            : await StepOfTeamsAsync(progress, plan, cancellation) is { } worked ? worked
            : await people.InstallAsync(progress, plan, cancellation) is { } installed ? Sooner(installed, NextTeam(progress, plan))
            : NextTeam(progress, plan) is { } at ? new WorkspaceStep.Later(at)
            : await FinishAsync(progress, plan, run, register, cancellation);
    }

    private RunState Begin(int number, Register? register) => new(number, register?.Generation ?? 0, clock.GetUtcNow(), null, null);

    private static WorkspacePlan PlanOf(Progress progress, Register register)
    {
        if (progress.Plan?.Generation != register.Generation)
        {
            progress.Plan = (register.Generation, WorkspacePlan.Of(register));
        }

        return progress.Plan!.Value.Plan;
    }

    private static DateTimeOffset? NextTeam(Progress progress, WorkspacePlan plan) =>
        plan.Teams.Where(team => WorkspaceTeams.IsPending(progress, team)).Select(team => (DateTimeOffset?)progress.NotBefore.GetValueOrDefault(team.Key)).Min();

    private static WorkspaceStep Sooner(WorkspaceStep step, DateTimeOffset? team) =>
        step is WorkspaceStep.Later later && team < later.At ? new WorkspaceStep.Later(team.Value) : step;

    private async Task<WorkspaceStep?> StepOfTeamsAsync(Progress progress, WorkspacePlan plan, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (plan.Teams.FirstOrDefault(team => WorkspaceTeams.IsPending(progress, team) && !progress.IsEarly(team.Key, now)) is not { } team)
        {
            return null;
        }

        await teams.StepAsync(progress, plan, team, cancellation);
        return new WorkspaceStep.Worked();
    }

    private async Task<WorkspaceStep> FinishAsync(Progress progress, WorkspacePlan plan, RunState run, Register register, CancellationToken cancellation)
    {
        // A register that came into force meanwhile has people and groups that this run did not compare.
        var next = run.Generation == register.Generation ? run with { FinishedAt = clock.GetUtcNow() } : Begin(run.Number + 1, register);
        await store.SaveAsync(progress, [(RunState.Key, next.ToFields())], cancellation);
        return progress.Run?.FinishedAt is null ? new WorkspaceStep.Worked() : new WorkspaceStep.Complete(await ReportAsync(progress, plan, cancellation), run.StartedAt);
    }

    private async Task<WorkspaceReport> ReportAsync(Progress progress, WorkspacePlan plan, CancellationToken cancellation)
    {
        var run = progress.RunNumber;
        await people.ReadAccountsAsync(progress, cancellation);
        var asked = plan.People.Select(person => (person.Id, State: progress.Person(person.Id))).Where(one => one.State?.Run == run).ToArray();
        var channels = plan.Teams.SelectMany(team => team.Channels).Select(channel => (channel.Group, State: progress.Channel(channel.Group))).ToArray();
        var problems = (progress.Run?.App is { Length: 0 } ? ["the app is not in the tenant's catalogue"] : Enumerable.Empty<string>())
            .Concat(plan.Teams.Select(team => (team.Key, progress.Team(team.Key).Problem)).Where(one => one.Problem is not null).Select(one => $"{one.Key}: {one.Problem}"))
            .Concat(channels.Where(one => one.State.Problem is not null).Select(one => $"{one.Group}: {one.State.Problem}"))
            .Concat(asked.Where(one => one.State!.Stage is PersonStage.Refused or PersonStage.OtherAccount).Select(one => StateText.Of(one.Id, one.State!.Stage)));
        return new(
            plan.Teams.Count(team => progress.Team(team.Key).Stage is TeamStage.Team),
            channels.Count(one => one.State.Stage is ChannelStage.Made),
            plan.People.Count(person => progress.Accounts!.ContainsKey(person.Id)),
            [.. asked.Where(one => one.State!.Stage is PersonStage.NoAccount && !progress.Accounts!.ContainsKey(one.Id)).Select(one => one.Id)],
            [.. problems]);
    }
}
