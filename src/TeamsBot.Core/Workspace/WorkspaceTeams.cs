using System.Collections.Immutable;

namespace TeamsBot.Core.Workspace;

/// <summary>The steps about one team: its group looked up or made, turned into a team, given the app, its channels and its people.</summary>
public sealed class WorkspaceTeams(WorkspaceStore store, WorkspaceChannels channels, IWorkspace workspace, TimeProvider clock)
{
    /// <summary>Teams takes four requests a second from an app about one team.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    private const int MostMembersAtOnce = 200;

    internal static bool IsPending(Progress progress, TeamPlan team)
    {
        var (state, run) = (progress.Team(team.Key), progress.RunNumber);
        return state.Refused != run
            && (state.Stage is not TeamStage.Team || state.Listed != run || state.Members != run || (HasApp(progress) && state.App != run)
                || WorkspaceChannels.Next(progress, team) is not null);
    }

    /// <summary>Makes the team's next request.</summary>
    internal async Task StepAsync(Progress progress, WorkspacePlan plan, TeamPlan team, CancellationToken cancellation)
    {
        progress.NotBefore[team.Key] = clock.GetUtcNow() + Pace;
        var state = progress.Team(team.Key);
        var next = state switch
        {
            { Stage: TeamStage.Unknown } => await FindAsync(progress, team, state, cancellation),
            { Stage: TeamStage.Absent } => await CreateAsync(progress, plan, team, state, cancellation),
            { Stage: TeamStage.Group } => await MakeAsync(progress, team, state, cancellation),
            _ when HasApp(progress) && state.App != progress.RunNumber => await AppAsync(progress, team, state, cancellation),
            _ when state.Listed != progress.RunNumber => await channels.ListAsync(progress, team, state, cancellation),
            _ when WorkspaceChannels.Next(progress, team) is { } channel => await channels.StepAsync(progress, team, state, channel, cancellation),
            _ when progress.Missing.TryGetValue(team.Key, out var missing) => await AddMembersAsync(progress, team, state, missing, cancellation),
            _ => await CompareMembersAsync(progress, team, state, cancellation),
        };
        if (next != state)
        {
            await store.SaveAsync(progress, [(TeamState.Key(team.Key), next.ToFields())], cancellation);
        }
    }

    /// <summary>Looks up the app that is to be installed; without it a run makes everything else.</summary>
    internal async Task<WorkspaceStep> FindAppAsync(Progress progress, RunState run, CancellationToken cancellation)
    {
        if (progress.IsEarly(RunState.Key, clock.GetUtcNow()))
        {
            return new WorkspaceStep.Later(progress.NotBefore[RunState.Key]);
        }

        var outcome = await workspace.FindAppAsync(progress.Tenant, cancellation);
        if (outcome is WorkspaceOutcome<string>.Later later)
        {
            return new WorkspaceStep.Later(progress.NotBefore[RunState.Key] = clock.GetUtcNow() + later.After);
        }

        var app = outcome is WorkspaceOutcome<string>.Done found ? found.Value : "";
        await store.SaveAsync(progress, [(RunState.Key, (run with { App = app }).ToFields())], cancellation);
        return new WorkspaceStep.Worked();
    }

    /// <summary>Leaves the team for this run, with the reason for the report.</summary>
    internal static TeamState Refuse(Progress progress, TeamState state, string why) => state with { Refused = progress.RunNumber, Problem = why };

    internal static T Wait<T>(Progress progress, TeamPlan team, TimeSpan after, TimeProvider clock, T state)
    {
        progress.NotBefore[team.Key] = clock.GetUtcNow() + (after > Pace ? after : Pace);
        return state;
    }

    /// <summary>The team is not to be seen: look its group up again, though not at once, for a new one takes a while to appear.</summary>
    internal static TeamState Gone(Progress progress, TeamPlan team, TimeProvider clock, TeamState state) =>
        Wait(progress, team, TimeSpan.FromSeconds(10), clock, state with { Stage = TeamStage.Unknown });

    private static bool HasApp(Progress progress) => progress.Run?.App is { Length: > 0 };

    private async Task<TeamState> FindAsync(Progress progress, TeamPlan team, TeamState state, CancellationToken cancellation) =>
        await workspace.FindGroupAsync(progress.Tenant, team.Nickname, cancellation) switch
        {
            WorkspaceOutcome<string>.Done found => state with { Stage = TeamStage.Group, Group = found.Value },
            WorkspaceOutcome<string>.NotFound => state with { Stage = TeamStage.Absent },
            WorkspaceOutcome<string>.Later later => Wait(progress, team, later.After, clock, state),
            WorkspaceOutcome<string>.Refused refused => Refuse(progress, state, $"look-up of the group: {refused.Why}"),
            _ => state,
        };

    private async Task<TeamState> CreateAsync(Progress progress, WorkspacePlan plan, TeamPlan team, TeamState state, CancellationToken cancellation)
    {
        var owners = plan.Owners.Concat(team.Members).Where(progress.Accounts!.ContainsKey).Select(person => progress.Accounts![person]).Take(1).ToImmutableArray();
        if (owners.IsEmpty)
        {
            return Refuse(progress, state, "nobody who could own the team has an account");
        }

        // Whatever is not a clear answer is looked up by the nickname, which no two groups share.
        return await workspace.CreateGroupAsync(progress.Tenant, team.Name, team.Nickname, owners, cancellation) switch
        {
            WorkspaceOutcome<string>.Done made => state with { Stage = TeamStage.Group, Group = made.Value },
            WorkspaceOutcome<string>.Later later => Wait(progress, team, later.After, clock, state with { Stage = TeamStage.Unknown }),
            WorkspaceOutcome<string>.Refused refused => Refuse(progress, state with { Stage = TeamStage.Unknown }, $"making the group: {refused.Why}"),
            _ => state with { Stage = TeamStage.Unknown },
        };
    }

    private async Task<TeamState> MakeAsync(Progress progress, TeamPlan team, TeamState state, CancellationToken cancellation) =>
        await workspace.MakeTeamAsync(progress.Tenant, state.Group!, cancellation) switch
        {
            WorkspaceOutcome<string>.Done => state with { Stage = TeamStage.Team, Problem = null },
            WorkspaceOutcome<string>.Later later => Wait(progress, team, later.After, clock, state with { Stage = TeamStage.Unknown }), // the group may be gone: look again
            WorkspaceOutcome<string>.Refused refused => Refuse(progress, state, $"making the team: {refused.Why}"),
            _ => state with { Stage = TeamStage.Unknown },
        };

    private async Task<TeamState> AppAsync(Progress progress, TeamPlan team, TeamState state, CancellationToken cancellation)
    {
        var (group, app) = (state.Group!, progress.Run!.App!);
        var looked = progress.WithoutApp.Contains(team.Key);
        var outcome = looked
            ? await workspace.InstallInTeamAsync(progress.Tenant, group, app, cancellation)
            : await workspace.HasAppAsync(progress.Tenant, group, app, cancellation);
        switch (outcome)
        {
            case WorkspaceOutcome<bool>.Done { Value: true }:
                progress.WithoutApp.Remove(team.Key);
                return state with { App = progress.RunNumber };
            case WorkspaceOutcome<bool>.Done:
                progress.WithoutApp.Add(team.Key);
                return state;
            case WorkspaceOutcome<bool>.Later later:
                return Wait(progress, team, later.After, clock, state);
            case WorkspaceOutcome<bool>.Refused refused:
                return Refuse(progress, state, $"installing the app: {refused.Why}");
            case WorkspaceOutcome<bool>.NotFound when looked:
                return Refuse(progress, state, "installing the app: not found");
            default:
                return Gone(progress, team, clock, state);
        }
    }

    private async Task<TeamState> CompareMembersAsync(Progress progress, TeamPlan team, TeamState state, CancellationToken cancellation)
    {
        switch (await workspace.MembersAsync(progress.Tenant, state.Group!, cancellation))
        {
            case WorkspaceOutcome<ImmutableArray<AccountId>>.Done present:
                var wanted = team.Members.Where(progress.Accounts!.ContainsKey).Select(person => progress.Accounts![person]);
                return Compared(progress, team, state, progress.Missing[team.Key] = new(wanted.Except(present.Value)));
            case WorkspaceOutcome<ImmutableArray<AccountId>>.Later later:
                return Wait(progress, team, later.After, clock, state);
            case WorkspaceOutcome<ImmutableArray<AccountId>>.Refused refused:
                return Refuse(progress, state, $"reading the members: {refused.Why}");
            default:
                return Gone(progress, team, clock, state);
        }
    }

    private async Task<TeamState> AddMembersAsync(Progress progress, TeamPlan team, TeamState state, Queue<AccountId> missing, CancellationToken cancellation)
    {
        var batch = missing.Take(MostMembersAtOnce).ToImmutableArray();
        switch (await workspace.AddMembersAsync(progress.Tenant, state.Group!, batch, cancellation))
        {
            case WorkspaceOutcome<ImmutableArray<AccountId>>.Done { Value: var left }:
                var problem = left.IsEmpty ? state.Problem : $"{left.Length} could not be added to the team: {string.Join(", ", left.Take(20))}";
                return Compared(progress, team, state with { Problem = problem }, progress.Missing[team.Key] = new(missing.Skip(batch.Length)));
            case WorkspaceOutcome<ImmutableArray<AccountId>>.Later later:
                return Wait(progress, team, later.After, clock, state);
            case WorkspaceOutcome<ImmutableArray<AccountId>>.Refused refused:
                return Refuse(progress, state, $"adding members: {refused.Why}");
            default:
                return Gone(progress, team, clock, state);
        }
    }

    private static TeamState Compared(Progress progress, TeamPlan team, TeamState state, Queue<AccountId> missing)
    {
        if (missing.Count > 0)
        {
            return state;
        }

        progress.Missing.Remove(team.Key);
        return state with { Members = progress.RunNumber };
    }
}
