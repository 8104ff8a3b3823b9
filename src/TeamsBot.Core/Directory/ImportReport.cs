using System.Collections.Immutable;
using System.Globalization;

namespace TeamsBot.Core.Directory;

/// <summary>One difference between two generations.</summary>
/// <param name="Kind"><c>group</c>, <c>school</c>, <c>person</c>, <c>service</c> or <c>link</c>.</param>
/// <param name="Id">The group's or service's id, the URN (of both schools for a link), or the user principal name.</param>
/// <param name="What">The name, and for a change what it was and is.</param>
public sealed record DirectoryChange(string Kind, string Id, string What);

/// <summary>What an import adds, changes and removes.</summary>
public sealed record ImportReport(ImmutableArray<DirectoryChange> Added, ImmutableArray<DirectoryChange> Changed, ImmutableArray<DirectoryChange> Removed)
{
    public static ImportReport Between(Register? before, Register after)
    {
        var all = new[]
        {
            Compare("group", before?.Groups ?? [], after.Groups, group => group.Id.Value, group => group.Name, Facts),
            Compare("school", before?.Schools ?? [], after.Schools, school => school.Urn.Value, school => school.Name, Facts),
            Compare("person", before?.People ?? [], after.People, person => person.UserPrincipalName, person => person.Name, Facts),
            Compare("service", before?.Services ?? [], after.Services, service => service.Id.Value, service => service.Name, service => Facts(service, before, after)),
            Compare("link", before?.Links ?? [], after.Links, link => $"{link.Closed} to {link.Successor}", link => after.Find(link.Successor)?.Name ?? "a school between", Facts),
        };
        return new([.. all.SelectMany(part => part.Added)], [.. all.SelectMany(part => part.Changed)], [.. all.SelectMany(part => part.Removed)]);
    }

    private static ImportReport Compare<T>(
        string kind, IEnumerable<T> before, IEnumerable<T> after, Func<T, string> id, Func<T, string> name, Func<T, (string Name, string? Value)[]> facts)
    {
        var old = before.ToDictionary(id);
        var present = after.ToDictionary(id);
        return new(
            [.. present.Where(pair => !old.ContainsKey(pair.Key)).Select(pair => new DirectoryChange(kind, pair.Key, name(pair.Value)))],
            [.. from pair in present
                where old.ContainsKey(pair.Key)
                let differences = facts(old[pair.Key]).Zip(facts(pair.Value)).Where(both => both.First.Value != both.Second.Value).ToArray()
                where differences.Length > 0
                select new DirectoryChange(kind, pair.Key, $"{name(pair.Value)}: {Words(differences)}")],
            [.. old.Where(pair => !present.ContainsKey(pair.Key)).Select(pair => new DirectoryChange(kind, pair.Key, name(pair.Value)))]);
    }

    private static string Words(IEnumerable<((string Name, string? Value) Was, (string Name, string? Value) Is)> differences) =>
        string.Join("; ", differences.Select(both => $"{both.Was.Name} was '{both.Was.Value}', is '{both.Is.Value}'"));

    private static (string Name, string? Value)[] Facts(Group group) => [("name", group.Name), ("parent", group.Parent?.Value)];

    private static (string Name, string? Value)[] Facts(School school) =>
    [
        ("name", school.Name), ("phase", school.Phase), ("type", school.Type), ("type group", $"{school.TypeGroup}"), ("status", school.Status),
        ("town", school.Town), ("network", school.Network?.Value),
    ];

    private static (string Name, string? Value)[] Facts(Person person) =>
        [("name", person.Name), ("roles", string.Join(", ", person.Appointments.Select(Words)))];

    private static (string Name, string? Value)[] Facts(Service service, Register? before, Register after) =>
    [
        ("name", service.Name), ("led by", string.Join(", ", service.Leads.Select(lead => (after.Find(lead) ?? before?.Find(lead))?.UserPrincipalName))),
        ("under review", service.UnderReview ? "yes" : "no"),
    ];

    private static (string Name, string? Value)[] Facts(SchoolLink link) => [("day", link.On?.ToString("O", CultureInfo.InvariantCulture))];

    private static string Words(Appointment held) => held.School is { } urn ? $"{held.Role} at {urn}" : held.Group is { } group ? $"{held.Role} in {group}" : $"{held.Role}";
}
