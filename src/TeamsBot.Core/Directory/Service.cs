using System.Collections.Immutable;

namespace TeamsBot.Core.Directory;

/// <summary>A service of a locality or of the county, such as Early Help.</summary>
/// <param name="Group">The locality board, partnership board or children's board whose area it serves.</param>
/// <param name="Leads">Who leads it there, by id; empty while nobody does.</param>
/// <param name="UnderReview">Whether what it offers is being reviewed.</param>
public sealed record Service(ServiceId Id, string Name, GroupId Group, ImmutableArray<PersonId> Leads, bool UnderReview)
{
    private const string Ending = " lead";

    /// <summary>The service that a lead's role account is named for: "Early Help lead, Fylde Coast" leads Early Help.</summary>
    public static string NameOf(string account)
    {
        var before = account.Split(',')[0].Trim();
        return before.Length > Ending.Length && before.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? before[..^Ending.Length].TrimEnd() : before;
    }

    /// <summary>The services that the service leads' role accounts are named for, one per name and group.</summary>
    internal static IEnumerable<Service> LedBy(IEnumerable<Person> people) =>
        from person in people.OrderBy(person => person.Id.Value, StringComparer.Ordinal)
        from held in person.Appointments
        where held is { Role: Role.ServiceLead, Group: not null }
        group person by (Id: ServiceId.Of(NameOf(person.Name), held.Group!.Value), Group: held.Group!.Value) into led
        select new Service(led.Key.Id, NameOf(led.First().Name), led.Key.Group, [.. led.Select(person => person.Id)], UnderReview: false);
}
