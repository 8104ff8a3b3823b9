namespace TeamsBot.Core.Workspace;

/// <summary>
/// The tenant's teams, channels, people and apps. Each operation is one request that can be repeated without making a second of anything, or says how
/// it can be found again; "later" is an answer, never a wait.
/// </summary>
public interface IWorkspace
{
    /// <summary>Looks a user up by user principal name.</summary>
    Task<WorkspaceOutcome<AccountId>> FindUserAsync(TenantId tenant, string userPrincipalName, CancellationToken cancellation);
}

/// <summary>What became of a request to the workspace.</summary>
public abstract record WorkspaceOutcome<T>
{
    private WorkspaceOutcome()
    {
    }

    public sealed record Done(T Value) : WorkspaceOutcome<T>;

    public sealed record NotFound : WorkspaceOutcome<T>;

    /// <summary>Throttled, still being made, or unclear: ask again then.</summary>
    public sealed record Later(TimeSpan After, string Why) : WorkspaceOutcome<T>;

    public sealed record Refused(string Why) : WorkspaceOutcome<T>;
}
