using System.Collections.Immutable;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Concerns;

/// <summary>Where a concern about a school goes, and who hears of it first.</summary>
/// <param name="First">The network's facilitators, or the officers of the partnership board. Nobody where the directory names none.</param>
internal sealed record Routed(ConcernRoute Route, WhyAPerson Why, ImmutableArray<PersonId> First);

/// <summary>What a person is to a concern.</summary>
/// <param name="IsBoard">Of the partnership board, which passes it on.</param>
/// <param name="Takes">One of those who take it up.</param>
/// <param name="ActsAs">As what a move of theirs is remembered.</param>
internal sealed record Part(bool IsReporter, bool IsBoard, bool Takes, Taker ActsAs)
{
    /// <summary>The network's advisers and the partnership board, and nobody else (R85).</summary>
    public bool MayKnowReporter => IsBoard || ActsAs is Taker.Adviser;
}

/// <summary>
/// Routes concerns by the school's status on the day, and says who has a part in one (rule E9). Whoever holds a role at the school itself, or raised the concern, never gets
/// it by another role of theirs.
/// </summary>
internal static class Routing
{
    private static readonly string[] MaintainedSpecial = ["Community special school", "Foundation special school"];

    public static Routed Of(Register register, School school, PersonId reporter)
    {
        var advisers = Advisers(register, school.Network, school.Urn, reporter);
        return school.TypeGroup switch
        {
            4 or 5 when school.TypeGroup is 4 || MaintainedSpecial.Contains(school.Type, StringComparer.OrdinalIgnoreCase) =>
                advisers.Length > 0 ? new(ConcernRoute.Adviser, WhyAPerson.None, advisers)
                : ToPerson(school.Network is null ? WhyAPerson.NoNetwork : WhyAPerson.NoAdviser),
            10 or 11 when Representatives(register, school.Urn, reporter).Length > 0 =>
                new(ConcernRoute.Representative, WhyAPerson.None, BoardOf(register, ConcernRoute.Representative, school.Urn, reporter)),
            10 or 11 => ToPerson(WhyAPerson.NoRepresentative),
            _ => ToPerson(WhyAPerson.Kind),
        };

        Routed ToPerson(WhyAPerson why) => new(ConcernRoute.Person, why, BoardOf(register, ConcernRoute.Person, school.Urn, reporter));
    }

    /// <summary>Who a concern could be sent to, by the register as it stands; the partnership board can always take it up itself.</summary>
    public static IEnumerable<Taker> TakersOf(Register register, Concern concern) =>
        ((Taker[])[Taker.Adviser, Taker.Representative, Taker.Board]).Where(taker => taker is Taker.Board || ReadersOf(register, concern, taker).Length > 0);

    /// <summary>Who gets a card when such a taker is sent the concern. The board has one already.</summary>
    public static ImmutableArray<PersonId> ReadersOf(Register register, Concern concern, Taker taker) => taker switch
    {
        Taker.Adviser => Advisers(register, concern.School.Network, concern.School.Urn, concern.Reporter.Person),
        Taker.Representative => Representatives(register, concern.School.Urn, concern.Reporter.Person),
        _ => [],
    };

    /// <summary>What a person is to a concern now; null for somebody with no part in it.</summary>
    public static Part? PartOf(Register register, Concern concern, PersonId person)
    {
        if (person == concern.Reporter.Person)
        {
            return new(IsReporter: true, IsBoard: false, Takes: false, Taker.Board);
        }

        var isBoard = concern.IsThroughBoard && BoardOf(register, concern.Route, concern.School.Urn, concern.Reporter.Person).Contains(person);
        var takes = concern.Taker is Taker.Board ? isBoard : concern.Taker is { } taker && ReadersOf(register, concern, taker).Contains(person);
        return isBoard || takes ? new(IsReporter: false, isBoard, takes, takes ? concern.Taker!.Value : Taker.Board) : null;
    }

    /// <summary>The chairs of the locality board over the school's network.</summary>
    public static ImmutableArray<PersonId> LocalChairs(Register register, School school, PersonId reporter) =>
        school.Network is { } network && register.Find(network)?.Parent is { } locality ? Without(register, register.HoldersOf(Role.Chair, locality), school.Urn, reporter) : [];

    // Where the way is clear the chair and the clerk pass it on; where somebody has to decide it is the clerk. Whoever is missing is stood in for.
    private static ImmutableArray<PersonId> BoardOf(Register register, ConcernRoute route, Urn school, PersonId reporter)
    {
        if (register.Groups.FirstOrDefault(group => group.Tier is Tier.Partnership) is not { } board)
        {
            return [];
        }

        Role[][] inOrder = route is ConcernRoute.Representative ? [[Role.Chair, Role.Clerk], [Role.ViceChair]] : [[Role.Clerk], [Role.Chair], [Role.ViceChair]];
        return inOrder.Select(roles => Without(register, roles.SelectMany(role => register.HoldersOf(role, board.Id)), school, reporter)).FirstOrDefault(officers => officers.Length > 0, []);
    }

    private static ImmutableArray<PersonId> Advisers(Register register, GroupId? network, Urn school, PersonId reporter) =>
        network is { } id ? Without(register, register.HoldersOf(Role.Facilitator, id), school, reporter) : [];

    private static ImmutableArray<PersonId> Representatives(Register register, Urn school, PersonId reporter) => Without(register, register.RegionalRepresentatives, school, reporter);

    private static ImmutableArray<PersonId> Without(Register register, IEnumerable<Person> people, Urn school, PersonId reporter)
    {
        // The school may have got a new number since.
        var today = register.Today(school)?.Urn ?? school;
        return [.. people.Where(person => person.Id != reporter && person.Appointments.All(held => held.School != school && held.School != today)).Select(person => person.Id).Distinct()];
    }
}
