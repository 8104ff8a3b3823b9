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

    /// <summary>Who gets a card of their own by such a move: the board it comes to, or the facilitators it asks or comes back to.</summary>
    public static IEnumerable<Reader> ReadersAfter(Act act, Matter matter, Register register) => act switch
    {
        Act.ReferUp or Act.TakeOver => matter.Above is { } above ? OfBoard(register, above.Id) : [],
        Act.Return when matter.Below is { } below => OfBoard(register, below.Id),
        Act.Ask or Act.Return or Act.Decline => OfOrigin(register, matter.Evidence.Origin),
        _ => [],
    };

    /// <summary>In which role somebody may make such a move, or could have made it while their board held the matter. Null for somebody with no part in it.</summary>
    public static Standing? StandingFor(Act act, Matter matter, Register register, PersonId person)
    {
        if (act is Act.Reply or Act.Withdraw)
        {
            return RoleOfOrigin(register, person, matter.Evidence.Origin) is { } asking ? new(person, asking, Side.Origin) : null;
        }

        if (act is Act.TakeOver && matter.Above is { } above && RoleIn(register, person, above.Id) is { } high)
        {
            return new(person, high, Side.BoardAbove);
        }

        return RoleIn(register, person, matter.Holder.Id) is { } role ? new(person, role, Side.Holder)
            : matter.Arrivals.Select(arrival => RoleIn(register, person, arrival.To!.Id)).FirstOrDefault(former => former is not null) is { } then ? new(person, then, Side.FormerHolder)
            : null;
    }

    /// <summary>The role in which the person acts for whoever sent a matter: a network's facilitator, or an officer of a board that agreed it by its own vote. Null for others.</summary>
    public static Role? RoleOfOrigin(Register register, PersonId person, Party origin) =>
        origin.Tier is not Tier.Network ? RoleIn(register, person, origin.Id) : register.Holds(person, Role.Facilitator, origin.Id) ? Role.Facilitator : null;

    /// <summary>The person's role as an officer of a board, or null.</summary>
    public static Role? RoleIn(Register register, PersonId person, GroupId board) =>
        OfBoards.Select(role => (Role?)role).FirstOrDefault(role => register.Holds(person, role!.Value, board));

    public static IEnumerable<Reader> OfOrigin(Register register, Party origin) => origin.Tier is Tier.Network ? Facilitators(register, origin.Id) : OfBoard(register, origin.Id);

    private static ImmutableArray<Reader> Holding(Register register, GroupId group, IEnumerable<Role> roles) =>
        [.. roles.SelectMany(role => register.HoldersOf(role, group).Select(person => new Reader(person.Id, role))).DistinctBy(reader => reader.Person)];
}
