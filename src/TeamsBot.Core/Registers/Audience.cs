using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Registers;

/// <summary>Whoever asks for a register, and what is open to them (R3).</summary>
/// <param name="Own">The groups that the person is a member of.</param>
/// <param name="Groups">
/// The groups whose matters the person may read: their own, those that they serve as a service's lead or a school's governor, and every board above one of these; for
/// the county's editor and administrator every group. Empty for anybody else: they read what is public.
/// </param>
public sealed record Audience(TenantId Tenant, PersonId Person, IReadOnlySet<GroupId> Own, IReadOnlySet<GroupId> Groups)
{
    public static Audience Of(Caller caller, Register? register)
    {
        var own = Places.GroupsOf(register, caller.Person);
        if (register is null || register.Find(caller.Person) is not { } person)
        {
            return new(caller.Tenant, caller.Person, own, own);
        }

        if (person.Appointments.Any(held => held.Role is Role.Editor or Role.Administrator))
        {
            return new(caller.Tenant, caller.Person, own, register.Groups.Select(group => group.Id).ToHashSet());
        }

        var groups = new HashSet<GroupId>();
        foreach (var start in own.Concat(Served(register, person)))
        {
            for (GroupId? at = start; at is { } group && groups.Add(group);)
            {
                at = register.Find(group)?.Parent;
            }
        }

        return new(caller.Tenant, caller.Person, own, groups);
    }

    /// <summary>Whether it may stand in this person's list. What is restricted stands in nobody's, the named people's neither: it comes to them by card alone (rule T5).</summary>
    /// <param name="through">The group it came from and those that held it.</param>
    public bool MayRead(Visibility visibility, IEnumerable<GroupId> through) =>
        visibility is Visibility.Public || (visibility is Visibility.Members && through.Any(Groups.Contains));

    // They vote nowhere and sit in no channel, so they are nobody's members elsewhere; what was decided there is theirs to know all the same.
    private static IEnumerable<GroupId> Served(Register register, Person person) =>
        person.Appointments.Where(held => held.Role is Role.ServiceLead or Role.Governor)
            .Select(held => held.Group ?? (held.School is { } school ? register.Find(school)?.Network : null))
            .OfType<GroupId>()
            .Concat(register.Services.Where(service => service.Leads.Contains(person.Id)).Select(service => service.Group));
}
