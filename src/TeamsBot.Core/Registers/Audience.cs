using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Registers;

/// <summary>Whoever asks for a register, and what is open to them.</summary>
/// <param name="Groups">The groups whose matters the person may read: those they are a member of, and every board above one of them. Empty for somebody without a role: they read what is public.</param>
public sealed record Audience(TenantId Tenant, PersonId Person, IReadOnlySet<GroupId> Groups)
{
    public static Audience Of(Caller caller, Register? register)
    {
        var groups = new HashSet<GroupId>();
        foreach (var own in Places.GroupsOf(register, caller.Person))
        {
            for (GroupId? at = own; at is { } group && groups.Add(group);)
            {
                at = register!.Find(group)?.Parent;
            }
        }

        return new(caller.Tenant, caller.Person, groups);
    }

    /// <summary>Whether it may stand in this person's list. What is restricted stands in nobody's, the named people's neither: it comes to them by card alone (rule T5).</summary>
    /// <param name="through">The group it came from and those that held it.</param>
    public bool MayRead(Visibility visibility, IEnumerable<GroupId> through) =>
        visibility is Visibility.Public || (visibility is Visibility.Members && through.Any(Groups.Contains));
}
