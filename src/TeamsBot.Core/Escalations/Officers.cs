using System.Collections.Immutable;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Escalations;

/// <summary>Who has a part in a matter, by the register as it stands.</summary>
internal static class Officers
{
    // A person with two of these acts in the first.
    private static readonly Role[] OfBoards = [Role.Chair, Role.ViceChair, Role.Clerk];

    /// <summary>A board's chair, vice-chair and clerk, each once.</summary>
    public static IEnumerable<Reader> OfBoard(Register register, GroupId board) => Holding(register, board, OfBoards);

    public static IEnumerable<Reader> Facilitators(Register register, GroupId network) => Holding(register, network, [Role.Facilitator]);

    /// <summary>In which role somebody may make such a move, or could have made it before the matter went further up. Null for somebody with no part in it.</summary>
    public static Standing? StandingFor(Act act, Matter matter, Register register, PersonId person)
    {
        if (act is Act.Reply)
        {
            return register.Holds(person, Role.Facilitator, matter.Evidence.Origin.Id) ? new(person, Role.Facilitator, Side.Origin) : null;
        }

        return RoleIn(register, person, matter.Holder.Id) is { } role ? new(person, role, Side.Holder)
            : matter.Arrivals.Select(arrival => RoleIn(register, person, arrival.To!.Id)).FirstOrDefault(former => former is not null) is { } then ? new(person, then, Side.FormerHolder)
            : null;
    }

    /// <summary>The person's role as an officer of a board, or null.</summary>
    public static Role? RoleIn(Register register, PersonId person, GroupId board) =>
        OfBoards.Select(role => (Role?)role).FirstOrDefault(role => register.Holds(person, role!.Value, board));

    private static ImmutableArray<Reader> Holding(Register register, GroupId group, IEnumerable<Role> roles) =>
        [.. roles.SelectMany(role => register.HoldersOf(role, group).Select(person => new Reader(person.Id, role))).DistinctBy(reader => reader.Person)];
}
