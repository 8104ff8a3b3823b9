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

    /// <summary>Special schools, maintained or not, and special academies and free schools, which the register counts among the academies and free schools.</summary>
    public bool IsSpecial => TypeGroup is 5 || (TypeGroup is 10 or 11 && Type.Contains("special", StringComparison.OrdinalIgnoreCase));
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
    RegionalRepresentative,
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
    private readonly ILookup<Urn, Urn> successors;

    /// <param name="services">Null where the files say nothing of them: they are what the service leads' role accounts are called.</param>
    /// <param name="links">What followed what, as far as it leads to a school of the register.</param>
    public Register(
        int generation, IEnumerable<Group> groups, IEnumerable<School> schools, IEnumerable<Person> people, IEnumerable<Service>? services = null, IEnumerable<SchoolLink>? links = null)
    {
        Generation = generation;
        this.groups = groups.ToFrozenDictionary(group => group.Id);
        this.schools = schools.ToFrozenDictionary(school => school.Urn);
        this.people = people.ToFrozenDictionary(person => person.Id);
        byNetwork = this.schools.Values.Where(school => school.Network is not null).OrderBy(school => school.Urn.Value, StringComparer.Ordinal).ToLookup(school => school.Network!.Value);
        holders = this.people.Values.OrderBy(person => person.Id.Value, StringComparer.Ordinal)
            .SelectMany(person => person.Appointments, (person, appointment) => (person, appointment))
            .ToLookup(pair => pair.appointment, pair => pair.person);
        Services = [.. (services ?? Service.LedBy(this.people.Values)).OrderBy(service => service.Id.Value, StringComparer.Ordinal)];
        Links = [.. (links ?? []).OrderBy(link => link.Closed.Value, StringComparer.Ordinal).ThenBy(link => link.Successor.Value, StringComparer.Ordinal)];
        successors = Links.ToLookup(link => link.Closed, link => link.Successor);
    }

    public int Generation { get; }

    public IEnumerable<Group> Groups => groups.Values.OrderBy(group => group.Id.Value, StringComparer.Ordinal);

    public IEnumerable<School> Schools => schools.Values.OrderBy(school => school.Urn.Value, StringComparer.Ordinal);

    public IEnumerable<Person> People => people.Values.OrderBy(person => person.Id.Value, StringComparer.Ordinal);

    /// <summary>The services of the localities and the county, by id.</summary>
    public ImmutableArray<Service> Services { get; }

    /// <summary>Which school followed which, oldest first by URN.</summary>
    public ImmutableArray<SchoolLink> Links { get; }

    /// <summary>Who speaks for the region's academies and free schools.</summary>
    public IEnumerable<Person> RegionalRepresentatives => People.Where(person => person.Appointments.Any(held => held.Role is Role.RegionalRepresentative));

    public Group? Find(GroupId id) => groups.GetValueOrDefault(id);

    public School? Find(Urn urn) => schools.GetValueOrDefault(urn);

    public Person? Find(PersonId id) => people.GetValueOrDefault(id);

    /// <summary>The schools of a network, by URN.</summary>
    public IEnumerable<School> SchoolsOf(GroupId network) => byNetwork[network];

    /// <summary>The special schools of a locality's networks, by URN: they serve the schools around them, through their heads.</summary>
    public IEnumerable<School> SpecialSchoolsOf(GroupId locality) =>
        Schools.Where(school => school is { IsOpen: true, IsSpecial: true, Network: { } network } && Find(network)?.Parent == locality);

    public Service? Find(ServiceId id) => Services.FirstOrDefault(service => service.Id == id);

    public IEnumerable<Service> ServicesOf(GroupId group) => Services.Where(service => service.Group == group);

    /// <summary>
    /// The open school that a URN stands for today: itself, or what it became, however many conversions lie between. Null where nothing open followed, or
    /// more than one school did: a person decides then.
    /// </summary>
    public School? Today(Urn urn)
    {
        if (Find(urn) is { IsOpen: true } itself)
        {
            return itself;
        }

        HashSet<Urn> seen = [urn];
        List<School> open = [];
        for (var next = new Queue<Urn>(seen); next.TryDequeue(out var closed);)
        {
            foreach (var successor in successors[closed].Where(seen.Add))
            {
                if (Find(successor) is { IsOpen: true } school)
                {
                    open.Add(school);
                }
                else
                {
                    next.Enqueue(successor);
                }
            }
        }

        return open is [var one] ? one : null;
    }

    public IEnumerable<Person> HoldersOf(Role role, GroupId group) => holders[new Appointment(role, null, group)];

    public IEnumerable<Person> HoldersAt(Role role, Urn school) => holders[new Appointment(role, school, null)];

    public bool Holds(PersonId person, Role role, GroupId group) => Find(person)?.Appointments.Contains(new(role, null, group)) == true;
}
