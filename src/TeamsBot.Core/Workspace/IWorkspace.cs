using System.Collections.Immutable;

namespace TeamsBot.Core.Workspace;

/// <summary>
/// The tenant's teams, channels, people and apps. Each operation is one request (a list may be several pages) that can be repeated without making a second
/// of anything, or says how it can be found again; "later" is an answer, never a wait.
/// </summary>
public interface IWorkspace
{
    /// <summary>Looks a user up by user principal name.</summary>
    Task<WorkspaceOutcome<AccountId>> FindUserAsync(TenantId tenant, string userPrincipalName, CancellationToken cancellation);

    /// <summary>The id of our app in the tenant's catalogue, which is not the id in its manifest.</summary>
    Task<WorkspaceOutcome<string>> FindAppAsync(TenantId tenant, CancellationToken cancellation);

    /// <summary>The group with that mail nickname, which is unique in the tenant.</summary>
    Task<WorkspaceOutcome<string>> FindGroupAsync(TenantId tenant, string mailNickname, CancellationToken cancellation);

    /// <summary>Makes the group that becomes a team. Where the nickname is taken the answer is "later": look it up.</summary>
    /// <param name="owners">At least one: a group without an owner can become no team.</param>
    Task<WorkspaceOutcome<string>> CreateGroupAsync(TenantId tenant, string name, string mailNickname, ImmutableArray<AccountId> owners, CancellationToken cancellation);

    /// <summary>Makes a team of a group. May be repeated; "later" for up to 15 minutes after the group was made.</summary>
    Task<WorkspaceOutcome<string>> MakeTeamAsync(TenantId tenant, string group, CancellationToken cancellation);

    /// <summary>All channels of a team; not found where there is no such team.</summary>
    Task<WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>> ChannelsAsync(TenantId tenant, string team, CancellationToken cancellation);

    /// <summary>The channel of that name, in whatever capitals. A deleted one is not found, though its name stays taken.</summary>
    Task<WorkspaceOutcome<WorkspaceChannel>> FindChannelAsync(TenantId tenant, string team, string name, CancellationToken cancellation);

    /// <summary>Makes a standard channel. Not idempotent: after "later" it may have been made, so look it up by name first.</summary>
    Task<WorkspaceOutcome<ChannelCreation>> CreateChannelAsync(TenantId tenant, string team, string name, string description, CancellationToken cancellation);

    /// <summary>Asks what became of a channel that is being made; not found where the making failed or is unknown.</summary>
    Task<WorkspaceOutcome<ChannelCreation>> FollowChannelAsync(TenantId tenant, string team, string operation, CancellationToken cancellation);

    /// <summary>All accounts that are members or owners of a team.</summary>
    Task<WorkspaceOutcome<ImmutableArray<AccountId>>> MembersAsync(TenantId tenant, string team, CancellationToken cancellation);

    /// <summary>Adds up to 200 accounts; one that is a member already is no fault. The answer names those that could not be added.</summary>
    Task<WorkspaceOutcome<ImmutableArray<AccountId>>> AddMembersAsync(TenantId tenant, string team, ImmutableArray<AccountId> accounts, CancellationToken cancellation);

    /// <summary>Whether our app is installed in a team.</summary>
    Task<WorkspaceOutcome<bool>> HasAppAsync(TenantId tenant, string team, string app, CancellationToken cancellation);

    /// <summary>Installs the app in a team. One that is there already is no fault.</summary>
    Task<WorkspaceOutcome<bool>> InstallInTeamAsync(TenantId tenant, string team, string app, CancellationToken cancellation);

    /// <summary>Installs the app in an account's personal scope. One that is there already is no fault.</summary>
    Task<WorkspaceOutcome<bool>> InstallForAsync(TenantId tenant, AccountId account, string app, CancellationToken cancellation);
}

public sealed record WorkspaceChannel(string Id, string Name);

/// <summary>What became of the wish for a channel.</summary>
public abstract record ChannelCreation
{
    private ChannelCreation()
    {
    }

    public sealed record Made(string ChannelId) : ChannelCreation;

    /// <summary>On its way; ask by the operation's id, not more often than every half minute.</summary>
    public sealed record Making(string Operation) : ChannelCreation;

    /// <summary>A channel of the team has the name, or a deleted one keeps it.</summary>
    public sealed record NameTaken : ChannelCreation;
}

/// <summary>What became of a request to the workspace.</summary>
public abstract record WorkspaceOutcome<T>
{
    private WorkspaceOutcome()
    {
    }

    public sealed record Done(T Value) : WorkspaceOutcome<T>;

    public sealed record NotFound : WorkspaceOutcome<T>;

    /// <summary>Throttled, still being made, or unclear whether it happened: ask again then.</summary>
    public sealed record Later(TimeSpan After, string Why) : WorkspaceOutcome<T>;

    public sealed record Refused(string Why) : WorkspaceOutcome<T>;
}
