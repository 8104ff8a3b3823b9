using System.Collections.Immutable;

namespace TeamsBot.Core.Workspace;

/// <summary>What became of one step.</summary>
public abstract record WorkspaceStep
{
    private WorkspaceStep()
    {
    }

    /// <summary>Something was done; there may be more at once.</summary>
    public sealed record Worked : WorkspaceStep;

    /// <summary>Nothing may be asked before then.</summary>
    public sealed record Later(DateTimeOffset At) : WorkspaceStep;

    /// <summary>The run that began then is over.</summary>
    public sealed record Complete(WorkspaceReport Report, DateTimeOffset BeganAt) : WorkspaceStep;
}

/// <summary>What stands when a run is over.</summary>
/// <param name="Accounts">People bound to an account.</param>
/// <param name="NoAccount">People whose user principal name the tenant does not know: they hold their seats and are asked for again in the next run.</param>
/// <param name="Problems">What was refused, in ids, for whoever operates the bot.</param>
public sealed record WorkspaceReport(int Teams, int Channels, int Accounts, ImmutableArray<PersonId> NoAccount, ImmutableArray<string> Problems);
