using System.Collections.Immutable;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Workspace;

/// <summary>The channel of a group.</summary>
internal sealed record ChannelPlan(GroupId Group, string Name);

/// <summary>A team with its channels and people.</summary>
/// <param name="Key">The locality's id, or <c>county</c>.</param>
internal sealed record TeamPlan(string Key, string Name, ImmutableArray<ChannelPlan> Channels, ImmutableArray<PersonId> Members)
{
    /// <summary>Unique in the tenant and always the same, by which the group is found again.</summary>
    public string Nickname => $"teamsbot-{Key[..Math.Min(Key.Length, 54)]}";
}

/// <summary>
/// What Teams should hold for a register: a county team (board people, facilitators, editor, administrator) with the boards' channels, and a team per
/// locality (heads, deputies, facilitators and whoever else serves its networks) with the networks' channels.
/// </summary>
/// <param name="Owners">Who may own the teams, the first with an account first.</param>
internal sealed record WorkspacePlan(ImmutableArray<TeamPlan> Teams, ImmutableArray<Person> People, ImmutableArray<PersonId> Owners)
{
    public const string County = "county";

    private static readonly Role[] OwnersInOrder = [Role.Administrator, Role.Editor, Role.Facilitator, Role.Clerk, Role.Chair];

    public static WorkspacePlan Of(Register register)
    {
        var localities = register.Groups.Where(group => group.Tier is Tier.Locality).ToArray();
        var boards = register.Groups.Where(group => group.Tier is not Tier.Network).ToArray();
        var teams = localities.Select(locality => Locality(register, locality)).Prepend(CountyTeam(register, boards)).ToImmutableArray();
        var wanted = teams.SelectMany(team => team.Members).ToHashSet();
        return new(
            teams,
            // A regional representative of the whole county is in no team: the bot speaks to them alone.
            [.. register.People.Where(person => wanted.Contains(person.Id) || person.Appointments.Any(held => held.Role is Role.RegionalRepresentative))],
            [.. OwnersInOrder.SelectMany(role => register.People.Where(person => person.Appointments.Any(held => held.Role == role))).Select(person => person.Id).Distinct()]);
    }

    /// <summary>The name of the team in which a group's channel is.</summary>
    public static string TeamNameOf(Register register, Group group) => group.Tier switch
    {
        Tier.Network when group.Parent is { } parent && register.Find(parent) is { } locality => Short(locality.Name),
        _ => register.Groups.FirstOrDefault(board => board.Tier is Tier.Partnership) is { } partnership ? $"{Short(partnership.Name)} boards" : "boards",
    };

    private static TeamPlan CountyTeam(Register register, Group[] boards)
    {
        bool Serves(Appointment held) =>
            held.Role is Role.Facilitator or Role.Editor or Role.Administrator || (held.Group is { } id && register.Find(id) is { Tier: not Tier.Network });
        var members = register.People.Where(person => person.Appointments.Any(Serves));
        return new(County, TeamNameOf(register, boards[0]), Channels(boards), [.. members.Select(person => person.Id)]);
    }

    private static TeamPlan Locality(Register register, Group locality)
    {
        var networks = register.Groups.Where(group => group.Tier is Tier.Network && group.Parent == locality.Id).ToArray();
        var ids = networks.Select(network => network.Id).ToHashSet();
        bool Serves(Appointment held) =>
            held.Group is { } group ? ids.Contains(group)
            : held.Role is Role.Head or Role.Deputy && held.School is { } urn && register.Find(urn)?.Network is { } network && ids.Contains(network);
        var members = register.People.Where(person => person.Appointments.Any(Serves));
        return new(locality.Id.Value, Short(locality.Name), Channels(networks), [.. members.Select(person => person.Id)]);
    }

    private static ImmutableArray<ChannelPlan> Channels(IEnumerable<Group> groups) => [.. groups.Select(group => new ChannelPlan(group.Id, group.Name))];

    private static string Short(string name)
    {
        foreach (var ending in (string[])[" Locality Board", " Partnership Board", " Board"])
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^ending.Length];
            }
        }

        return name;
    }
}
