using System.Globalization;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Directory;

/// <summary>Row ↔ type for one generation's partition. Kinds: <c>group</c>, <c>school</c>, <c>person</c>, <c>service</c>, <c>link</c>, and <c>left</c> for people of earlier generations.</summary>
internal static class DirectoryRows
{
    public static Write Of(Group group) =>
        Write.Insert($"group|{group.Id}", new Fields(v: 1) { { "name", group.Name }, { "tier", group.Tier.ToString() }, { "parent", group.Parent?.Value } });

    public static Group Group(Row row) =>
        new(new(IdOf(row)), row.Fields.Text("name"), Enum.Parse<Tier>(row.Fields.Text("tier")), row.Fields.TextOrNull("parent") is { } parent ? new GroupId(parent) : null);

    public static Write Of(School school) => Write.Insert(
        $"school|{school.Urn}",
        new Fields(v: 1)
        {
            { "name", school.Name }, { "phase", school.Phase }, { "type", school.Type }, { "typeGroup", school.TypeGroup }, { "status", school.Status },
            { "town", school.Town }, { "network", school.Network?.Value },
        });

    public static School School(Row row) => new(
        new(IdOf(row)), row.Fields.Text("name"), row.Fields.Text("phase"), row.Fields.Text("type"), (int)row.Fields.Number("typeGroup"), row.Fields.Text("status"),
        row.Fields.TextOrNull("town"), row.Fields.TextOrNull("network") is { } network ? new GroupId(network) : null);

    public static Write Of(Person person) => Write.Insert(
        $"person|{person.Id}",
        new Fields(v: 1) { { "name", person.Name }, { "upn", person.UserPrincipalName }, { "appointments", string.Join(';', person.Appointments.Select(Text)) } });

    public static Person Person(Row row) =>
        new(new(IdOf(row)), row.Fields.Text("name"), row.Fields.Text("upn"), [.. row.Fields.Text("appointments").Split(';').Select(Appointment)]);

    public static Write Of(Service service) => Write.Insert(
        $"service|{service.Id}",
        new Fields(v: 1) { { "name", service.Name }, { "group", service.Group.Value }, { "leads", string.Join(';', service.Leads) }, { "underReview", service.UnderReview } });

    public static Service Service(Row row) => new(
        new(IdOf(row)), row.Fields.Text("name"), new(row.Fields.Text("group")),
        [.. row.Fields.Text("leads").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(id => new PersonId(id))], row.Fields.Flag("underReview"));

    public static Write Of(SchoolLink link) =>
        Write.Insert($"link|{link.Closed}|{link.Successor}", new Fields(v: 1) { { "on", link.On?.ToString("O", CultureInfo.InvariantCulture) } });

    public static SchoolLink Link(Row row) => row.Key.Split('|') is [_, var closed, var successor]
        ? new(new(closed), new(successor), row.Fields.TextOrNull("on") is { } on ? DateOnly.ParseExact(on, "O", CultureInfo.InvariantCulture) : null)
        : throw new FormatException("A link's key names the two schools.");

    public static Write Left(PersonId person, string upn) => Write.Insert($"left|{person}", new Fields(v: 1) { { "upn", upn } });

    public static (string Upn, PersonId Person) Left(Row row) => (row.Fields.Text("upn"), new(IdOf(row)));

    /// <summary>An appointment in key characters and commas, such as <c>Head,school,119103</c>.</summary>
    public static string Text(Appointment appointment) =>
        appointment.School is { } urn ? string.Create(CultureInfo.InvariantCulture, $"{appointment.Role},school,{urn}")
        : appointment.Group is { } group ? string.Create(CultureInfo.InvariantCulture, $"{appointment.Role},group,{group}")
        : appointment.Role.ToString();

    private static Appointment Appointment(string text) => text.Split(',') switch
    {
        [var role, "school", var urn] => new(Enum.Parse<Role>(role), new Urn(urn), null),
        [var role, "group", var group] => new(Enum.Parse<Role>(role), null, new GroupId(group)),
        [var role] => new(Enum.Parse<Role>(role), null, null),
        _ => throw new FormatException("An appointment is a role, or a role and where it is held."),
    };

    private static string IdOf(Row row) => row.Key[(row.Key.IndexOf('|', StringComparison.Ordinal) + 1)..];
}
