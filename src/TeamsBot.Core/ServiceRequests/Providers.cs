using TeamsBot.Core.Directory;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Who a board may ask: the services of its locality or of the county, and a locality's special schools, for which their heads answer (R61).</summary>
internal static class Providers
{
    private const string SchoolPrefix = "school-";

    /// <summary>The services that serve a board's area, A to Z. One without a lead is among them and cannot be asked.</summary>
    public static IReadOnlyList<AskedService> Of(Register register, GroupId board) =>
    [
        .. register.ServicesOf(board).Select(Of).Concat(register.SpecialSchoolsOf(board).Select(school => Of(register, school)))
            .OrderBy(service => service.Name, StringComparer.OrdinalIgnoreCase).ThenBy(service => service.Id, StringComparer.Ordinal),
    ];

    /// <summary>The service as the directory has it now; null where it has gone.</summary>
    public static AskedService? Find(Register register, string id) =>
        AsSchool(id) is { } urn ? register.Find(urn) is { IsOpen: true } school ? Of(register, school) : null
        : register.Find(new ServiceId(id)) is { } service ? Of(service)
        : null;

    /// <summary>The school of an id; null where it is a service's.</summary>
    public static Urn? AsSchool(string id) => id.StartsWith(SchoolPrefix, StringComparison.Ordinal) ? new Urn(id[SchoolPrefix.Length..]) : null;

    /// <summary>Who answers for a service now: its leads in the directory, or whoever was asked where the directory has none any more.</summary>
    public static IEnumerable<PersonId> LeadsOf(Register register, AskedService asked) => Find(register, asked.Id) is { Leads: { IsEmpty: false } leads } ? leads : asked.Leads;

    /// <summary>The services that a person leads, A to Z.</summary>
    public static IReadOnlyList<(AskedService Service, Group Place)> LedBy(Register register, PersonId person) =>
    [
        .. register.Groups.Where(group => group.Tier is not Tier.Network)
            .SelectMany(group => Of(register, group.Id), (group, service) => (service, group)).Where(pair => pair.service.Leads.Contains(person)),
    ];

    private static AskedService Of(Service service) => new(service.Id.Value, service.Name, service.UnderReview, service.Leads);

    private static AskedService Of(Register register, School school) =>
        new($"{SchoolPrefix}{school.Urn}", school.Name, UnderReview: false, [.. register.HoldersAt(Role.Head, school.Urn).Select(head => head.Id)]);
}
