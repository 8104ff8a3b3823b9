using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Workspace;

/// <summary>Who reads what is posted, for the line "Who can see this". A standard channel is seen by everybody in its team, not only by its group.</summary>
public static class WhoSees
{
    /// <summary>Such as "everyone in the Fernshaw team".</summary>
    public static string Channel(Register register, Group group) => $"everyone in the {WorkspacePlan.TeamNameOf(register, group)} team";
}
