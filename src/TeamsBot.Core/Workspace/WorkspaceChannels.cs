using System.Collections.Immutable;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Workspace;

/// <summary>The steps about a team's channels: all compared by one listing, each missing one made, never twice.</summary>
public sealed class WorkspaceChannels(WorkspaceStore store, AddressBook addresses, IWorkspace workspace, TimeProvider clock)
{
    /// <summary>How long a channel made under an unclear answer may stay out of sight before its name counts as somebody else's.</summary>
    private static readonly TimeSpan OutOfSight = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    internal static ChannelPlan? Next(Progress progress, TeamPlan team) =>
        team.Channels.FirstOrDefault(channel => progress.Channel(channel.Group) is { Stage: not ChannelStage.Made } state && state.Refused != progress.RunNumber);

    /// <summary>Compares the team's channels with the groups' by stored id, then by name.</summary>
    internal async Task<TeamState> ListAsync(Progress progress, TeamPlan team, TeamState state, CancellationToken cancellation)
    {
        switch (await workspace.ChannelsAsync(progress.Tenant, state.Group!, cancellation))
        {
            case WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>.Done list:
                var states = team.Channels
                    .Select(channel => (channel.Group, Before: progress.Channel(channel.Group), After: Compare(progress, team, channel, list.Value)))
                    .ToArray();
                foreach (var (group, _, made) in states.Where(one => one.After.Stage is ChannelStage.Made))
                {
                    await addresses.KeepChannelAsync(progress.Tenant, group, made.Id!, cancellation);
                }

                await store.SaveAsync(progress, states.Where(one => one.Before != one.After).Select(one => (ChannelState.Key(one.Group), one.After.ToFields())), cancellation);
                return state with { Listed = progress.RunNumber };
            case WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>.Later later:
                return WorkspaceTeams.Wait(progress, team, later.After, clock, state);
            case WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>.Refused refused:
                return WorkspaceTeams.Refuse(progress, state, $"reading the channels: {refused.Why}");
            default:
                return WorkspaceTeams.Gone(progress, team, clock, state);
        }
    }

    /// <summary>Makes the next request about a channel that is not there yet.</summary>
    internal async Task<TeamState> StepAsync(Progress progress, TeamPlan team, TeamState teamState, ChannelPlan channel, CancellationToken cancellation)
    {
        var state = progress.Channel(channel.Group);
        var next = state.Stage switch
        {
            ChannelStage.Making => await FollowAsync(progress, team, teamState, state, cancellation),
            ChannelStage.Absent => await CreateAsync(progress, team, teamState, channel, state, cancellation),
            _ => await FindAsync(progress, team, teamState, channel, state, cancellation),
        };
        if (next.Stage is ChannelStage.Made)
        {
            // Before the state: what is made and not kept would be reached by nobody.
            await addresses.KeepChannelAsync(progress.Tenant, channel.Group, next.Id!, cancellation);
        }

        if (next != progress.Channel(channel.Group))
        {
            await store.SaveAsync(progress, [(ChannelState.Key(channel.Group), next.ToFields())], cancellation);
        }

        return teamState;
    }

    private static ChannelState Compare(Progress progress, TeamPlan team, ChannelPlan channel, ImmutableArray<WorkspaceChannel> list)
    {
        var state = progress.Channel(channel.Group);
        if (state.Stage is ChannelStage.Making || (state.Stage is ChannelStage.Made && list.Any(one => one.Id == state.Id)))
        {
            return state;
        }

        // A deleted channel keeps its name: the creation will hear so and take the next choice.
        var name = NameOf(team, channel, state.Choice);
        var found = list.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase) && !progress.IsClaimed(one.Id, channel.Group));
        return found is not null ? state.Made(found.Id)
            : state.Stage is ChannelStage.Unknown && state.Attempts > 0 ? state
            : ChannelState.None with { Stage = ChannelStage.Absent, Choice = state.Choice };
    }

    private async Task<ChannelState> FindAsync(Progress progress, TeamPlan team, TeamState teamState, ChannelPlan channel, ChannelState state, CancellationToken cancellation)
    {
        switch (await workspace.FindChannelAsync(progress.Tenant, teamState.Group!, NameOf(team, channel, state.Choice), cancellation))
        {
            case WorkspaceOutcome<WorkspaceChannel>.Done found:
                return progress.IsClaimed(found.Value.Id, channel.Group) ? state.NextName() : state.Made(found.Value.Id);
            case WorkspaceOutcome<WorkspaceChannel>.Later later:
                return WorkspaceTeams.Wait(progress, team, later.After, clock, state);
            case WorkspaceOutcome<WorkspaceChannel>.Refused refused:
                return Refuse(progress, state, refused.Why);
            case var _ when !state.Taken:
                return state with { Stage = ChannelStage.Absent };
            case var _ when state.Attempts > 1 && clock.GetUtcNow() - state.Since < OutOfSight:
                return WorkspaceTeams.Wait(progress, team, LookAgain, clock, state); // it may be our own of an unclear answer, not to be seen yet
            default:
                return state.NextName(); // a deleted channel's name
        }
    }

    private async Task<ChannelState> CreateAsync(Progress progress, TeamPlan team, TeamState teamState, ChannelPlan channel, ChannelState state, CancellationToken cancellation)
    {
        // Claimed before the request, so that a crash after it is followed by a look-up and not by a second creation.
        var begun = state with { Stage = ChannelStage.Unknown, Attempts = state.Attempts + 1, Since = state.Since ?? clock.GetUtcNow(), Taken = false };
        await store.SaveAsync(progress, [(ChannelState.Key(channel.Group), begun.ToFields())], cancellation);
        if (progress.Channel(channel.Group) != begun)
        {
            return progress.Channel(channel.Group);
        }

        var description = $"What {channel.Name} agrees, what it asks, and what comes of it.";
        return await workspace.CreateChannelAsync(progress.Tenant, teamState.Group!, NameOf(team, channel, state.Choice), description, cancellation) switch
        {
            WorkspaceOutcome<ChannelCreation>.Done { Value: ChannelCreation.Made made } => begun.Made(made.ChannelId),
            WorkspaceOutcome<ChannelCreation>.Done { Value: ChannelCreation.Making making } =>
                WorkspaceTeams.Wait(progress, team, TimeSpan.FromSeconds(30), clock, begun with { Stage = ChannelStage.Making, Operation = making.Operation }),
            WorkspaceOutcome<ChannelCreation>.Done => begun with { Taken = true },
            WorkspaceOutcome<ChannelCreation>.Later later => WorkspaceTeams.Wait(progress, team, later.After, clock, begun),
            WorkspaceOutcome<ChannelCreation>.Refused refused => Refuse(progress, begun, refused.Why),
            _ => begun,
        };
    }

    private async Task<ChannelState> FollowAsync(Progress progress, TeamPlan team, TeamState teamState, ChannelState state, CancellationToken cancellation) =>
        await workspace.FollowChannelAsync(progress.Tenant, teamState.Group!, state.Operation!, cancellation) switch
        {
            WorkspaceOutcome<ChannelCreation>.Done { Value: ChannelCreation.Made made } => state.Made(made.ChannelId),
            WorkspaceOutcome<ChannelCreation>.Done { Value: ChannelCreation.Making } => WorkspaceTeams.Wait(progress, team, TimeSpan.FromSeconds(30), clock, state),
            WorkspaceOutcome<ChannelCreation>.Later later => WorkspaceTeams.Wait(progress, team, later.After, clock, state),
            WorkspaceOutcome<ChannelCreation>.Refused refused => Refuse(progress, state, refused.Why),
            _ => state with { Stage = ChannelStage.Unknown, Operation = null },
        };

    private static ChannelState Refuse(Progress progress, ChannelState state, string why) => state with { Refused = progress.RunNumber, Problem = why };

    // Two groups whose names become alike get different ones, the first group the plain one; and a later choice of one is never the first of another.
    private static string NameOf(TeamPlan team, ChannelPlan channel, int choice)
    {
        var first = ChannelName.Of(channel.Name, 1);
        var firsts = team.Channels.Where(other => other != channel).Select(other => ChannelName.Of(other.Name, 1)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isPlain = !team.Channels.TakeWhile(other => other != channel).Any(other => string.Equals(ChannelName.Of(other.Name, 1), first, StringComparison.OrdinalIgnoreCase));
        var later = Enumerable.Range(2, 1000).Select(number => ChannelName.Of(channel.Name, number)).Where(name => !firsts.Contains(name));
        return later.Prepend(first).Skip(isPlain ? 0 : 1).ElementAt(choice - 1);
    }
}
