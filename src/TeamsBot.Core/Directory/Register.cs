using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TeamsBot.Core.Directory;

/// <summary>The tiers, lowest first. Each group's parent is of the next.</summary>
public enum Tier
{
    Network,
    Locality,
    Partnership,
    Children,
}

/// <summary>A network, a locality board, the partnership board or the children's board.</summary>
public sealed record Group(GroupId Id, string Name, Tier Tier, GroupId? Parent);

/// <summary>A school of the national register, with its status on the day of the import.</summary>
/// <param name="TypeGroup">GIAS type group: 4 maintained, 10 academies, 11 free schools, 5 special, 3 independent, 1 colleges, 9 other, 13 online.</param>
/// <param name="Network">Null for a school in no network: it sees the public result and no ballot (rule V4).</param>
public sealed record School(Urn Urn, string Name, string Phase, string Type, int TypeGroup, string Status, string? Town, GroupId? Network)
{
    /// <summary>Also while it is proposed to close: it has pupils, and a seat.</summary>
    public bool IsOpen => Status.StartsWith("Open", StringComparison.Ordinal);
}

/// <summary>What a person is, and where.</summary>
public enum Role
{
    Head,
    Deputy,
    Facilitator,
    Chair,
    ViceChair,
    Clerk,
    BoardMember,
    ServiceLead,
    Governor,
    Editor,
    Administrator,
    Observer,
}

/// <summary>One role of a person: at a school, for a group, or for the county where both are null.</summary>
public sealed record Appointment(Role Role, Urn? School, GroupId? Group);

/// <summary>Somebody in the directory. Electorates, ballots, audit and deliveries name only the id.</summary>
public sealed record Person(PersonId Id, string Name, string UserPrincipalName, ImmutableArray<Appointment> Appointments);

/// <summary>One generation of the directory, whole and immutable. An import makes the next one; readers start from the head row.</summary>
public sealed class Register
{
    private readonly FrozenDictionary<GroupId, Group> groups;
    private readonly FrozenDictionary<Urn, School> schools;
    private readonly FrozenDictionary<PersonId, Person> people;
    private readonly ILookup<GroupId, School> byNetwork;
    private readonly ILookup<Appointment, Person> holders;

    public Register(int generation, IEnumerable<Group> groups, IEnumerable<School> schools, IEnumerable<Person> people)
    {
        Generation = generation;
        this.groups = groups.ToFrozenDictionary(group => group.Id);
        this.schools = schools.ToFrozenDictionary(school => school.Urn);
        this.people = people.ToFrozenDictionary(person => person.Id);
        byNetwork = this.schools.Values.Where(school => school.Network is not null).OrderBy(school => school.Urn.Value, StringComparer.Ordinal).ToLookup(school => school.Network!.Value);
        holders = this.people.Values.OrderBy(person => person.Id.Value, StringComparer.Ordinal)
            .SelectMany(person => person.Appointments, (person, appointment) => (person, appointment))
            .ToLookup(pair => pair.appointment, pair => pair.person);
    }

    public int Generation { get; }

    public IEnumerable<Group> Groups => groups.Values.OrderBy(group => group.Id.Value, StringComparer.Ordinal);

    public IEnumerable<School> Schools => schools.Values.OrderBy(school => school.Urn.Value, StringComparer.Ordinal);

    public IEnumerable<Person> People => people.Values.OrderBy(person => person.Id.Value, StringComparer.Ordinal);

    public Group? Find(GroupId id) => groups.GetValueOrDefault(id);

    public School? Find(Urn urn) => schools.GetValueOrDefault(urn);

    public Person? Find(PersonId id) => people.GetValueOrDefault(id);

    /// <summary>The schools of a network, by URN.</summary>
    public IEnumerable<School> SchoolsOf(GroupId network) => byNetwork[network];

    public IEnumerable<Person> HoldersOf(Role role, GroupId group) => holders[new Appointment(role, null, group)];

    public IEnumerable<Person> HoldersAt(Role role, Urn school) => holders[new Appointment(role, school, null)];

    public bool Holds(PersonId person, Role role, GroupId group) => Find(person)?.Appointments.Contains(new(role, null, group)) == true;
}
