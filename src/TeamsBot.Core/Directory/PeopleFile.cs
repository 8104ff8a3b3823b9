using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace TeamsBot.Core.Directory;

/// <summary>Somebody of the people file: all their rows together, known by user principal name.</summary>
internal sealed record PersonDraft(string Name, string UserPrincipalName, ImmutableArray<Appointment> Appointments);

/// <summary>A row by which somebody leads a service of a group: the one its column names, or else the one the account is named for.</summary>
internal sealed record LeadDraft(CsvRow Row, string UserPrincipalName, string Service, GroupId Group);

/// <summary>Reads the one <c>people*.csv</c>. A person may stand in several rows, with the same user principal name; names repeat.</summary>
internal static partial class PeopleFile
{
    public const string ServiceColumn = "service";

    private const string NameColumn = "name";
    private const string UpnColumn = "user_principal_name";
    private const string RoleColumn = "role";
    private const string PlaceColumn = "group_or_urn";

    private static readonly string[] Required = [NameColumn, UpnColumn, RoleColumn, PlaceColumn];

    private static readonly ImmutableSortedDictionary<string, Role> Roles = new Dictionary<string, Role>
    {
        ["head"] = Role.Head, ["deputy"] = Role.Deputy, ["facilitator"] = Role.Facilitator, ["chair"] = Role.Chair, ["vice-chair"] = Role.ViceChair,
        ["clerk"] = Role.Clerk, ["board-member"] = Role.BoardMember, ["service-lead"] = Role.ServiceLead, ["governor"] = Role.Governor,
        ["regional-representative"] = Role.RegionalRepresentative, ["editor"] = Role.Editor, ["administrator"] = Role.Administrator, ["observer"] = Role.Observer,
    }.ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase);

    // Whose rows name the partnership board, the surest first: networks.csv does not, and a slip in another row must not found a second one.
    private static readonly Role[] PartnershipNamers = [Role.Administrator, Role.Editor, Role.BoardMember, Role.Chair, Role.Clerk, Role.ViceChair, Role.ServiceLead];

    /// <param name="leads">Is given the rows of the service leads.</param>
    public static IReadOnlyList<PersonDraft> Read(string folder, Dictionary<Urn, School> schools, GroupBook groups, List<LeadDraft> leads, List<ImportProblem> problems)
    {
        var files = System.IO.Directory.Exists(folder) ? System.IO.Directory.GetFiles(folder, "people*.csv").Order(StringComparer.Ordinal).ToArray() : [];
        if (files.Length != 1)
        {
            var found = files.Length == 0 ? "There is no people file." : $"There are {files.Length}: {string.Join(", ", files.Select(Path.GetFileName))}.";
            problems.Add(new("people*.csv", 0, null, found, "Keep exactly one file whose name begins with 'people' and ends in '.csv'."));
            return [];
        }

        var rows = CsvRows.Read(files[0], Required, [ServiceColumn], problems);
        if (schools.Count == 0 || !groups.Groups.Any())
        {
            return []; // what the rows name could not be read, which is reported once
        }

        FoundPartnership(Path.GetFileName(files[0]), rows, groups, problems);
        var people = new Dictionary<string, (PersonDraft Person, long Line)>(StringComparer.OrdinalIgnoreCase);
        var seen = new Dictionary<(string Upn, Appointment Appointment, ServiceId? Service), long>();
        foreach (var row in rows)
        {
            // Not one check after the other: each fault of a row is told at once.
            var isSound = row.IsSound([.. Required, ServiceColumn]) & IsNamed(row) & IsUpn(row) & LeadsWhatItNames(row);
            if (Appointment(row, schools, groups) is { } appointment && isSound && Lead(row, appointment) is var lead && IsNew(row, appointment, lead, seen))
            {
                Join(row, appointment, people);
                leads.AddRange(lead is null ? [] : [lead]);
            }
        }

        return [.. people.Values.Select(pair => pair.Person)];
    }

    private static void FoundPartnership(string file, IReadOnlyList<CsvRow> rows, GroupBook groups, List<ImportProblem> problems)
    {
        var name = PartnershipNamers
            .SelectMany(role => rows.Where(row => Roles.TryGetValue(row[RoleColumn], out var held) && held == role).Select(row => row[PlaceColumn]))
            .FirstOrDefault(place => place.Length > 0 && !SchoolsFile.IsUrn(place) && groups.Find(place) is null);
        if (groups.Find(Tier.Partnership) is not null)
        {
            return;
        }

        if (name is not null)
        {
            groups.Add(Tier.Partnership, name, null);
        }
        else if (problems.All(problem => problem.File != file))
        {
            var todo = $"Add its chair or the administrator: their {PlaceColumn} is the board's name, which {NetworksFile.Name} does not hold.";
            problems.Add(new(file, 0, PlaceColumn, "No row names the partnership board.", todo));
        }
    }

    private static bool IsNamed(CsvRow row)
    {
        if (row[NameColumn].Length is > 0 and <= 256)
        {
            return true;
        }

        row.Report(NameColumn, row[NameColumn].Length == 0 ? "The name is missing." : "The name is longer than 256 characters.", "Give the person's name.");
        return false;
    }

    private static bool IsUpn(CsvRow row)
    {
        if (Upn().IsMatch(row[UpnColumn]))
        {
            return true;
        }

        row.Report(UpnColumn, $"'{row[UpnColumn]}' is not a user principal name, such as head.119103@schools.example.", "Give the name the person signs in with.");
        return false;
    }

    private static Appointment? Appointment(CsvRow row, Dictionary<Urn, School> schools, GroupBook groups)
    {
        if (!Roles.TryGetValue(row[RoleColumn], out var role))
        {
            row.Report(RoleColumn, $"'{row[RoleColumn]}' is not a role.", $"Use one of: {string.Join(", ", Roles.Keys)}.");
            return null;
        }

        var place = row[PlaceColumn];
        if (SchoolsFile.IsUrn(place))
        {
            return AtSchool(row, role, new(place), schools);
        }

        var group = groups.Find(place);
        if (place.Length > 0 && group is null)
        {
            var what = $"'{place}' is neither a URN, nor a network or locality board of {NetworksFile.Name}, nor the partnership board{(groups.Find(Tier.Children) is null ? "" : " or the children's board")}.";
            row.Report(PlaceColumn, what, "Write the group's name as it stands there.");
            return null;
        }

        return InGroup(row, role, group);
    }

    private static Appointment? AtSchool(CsvRow row, Role role, Urn urn, Dictionary<Urn, School> schools)
    {
        if (role is not (Role.Head or Role.Deputy or Role.Governor or Role.Observer))
        {
            row.Report(PlaceColumn, $"A {row[RoleColumn]} serves a group, and {urn} is a school.", "Give the group's name.");
        }
        else if (!schools.TryGetValue(urn, out var school))
        {
            row.Report(PlaceColumn, $"URN {urn} is not in {SchoolsFile.Name}.", "Correct the URN, or take a download that holds the school.");
        }
        else if (!school.IsOpen)
        {
            row.Report(PlaceColumn, $"{school.Name} ({urn}) is '{school.Status}', not open.", "Take the row out, or name the school that followed it.");
        }
        else
        {
            return new(role, urn, null);
        }

        return null;
    }

    private static Appointment? InGroup(CsvRow row, Role role, Group? group)
    {
        var (fits, wanted) = role switch
        {
            Role.Head or Role.Deputy => (false, "the URN of a school"),
            Role.Editor or Role.Administrator => (group is null or { Tier: Tier.Partnership }, "the partnership board, or nothing: the role is for the whole county"),
            Role.BoardMember or Role.ServiceLead => (group is { Tier: not Tier.Network }, "a locality board or the partnership board"),
            Role.RegionalRepresentative => (group is null or { Tier: Tier.Partnership }, "the partnership board, or nothing: the role is for the whole county"),
            Role.Observer => (true, "a group"),
            _ => (group is not null, "a network or a board"),
        };
        if (fits)
        {
            return role is Role.Editor or Role.Administrator ? new(role, null, null) : new(role, null, group?.Id);
        }

        row.Report(PlaceColumn, $"'{row[PlaceColumn]}' does not go with the role {row[RoleColumn]}.", $"Give {wanted}.");
        return null;
    }

    private static bool LeadsWhatItNames(CsvRow row)
    {
        if (row[ServiceColumn].Length == 0 || (Roles.TryGetValue(row[RoleColumn], out var role) && role is Role.ServiceLead))
        {
            return true;
        }

        row.Report(ServiceColumn, $"'{row[ServiceColumn]}' is the service of somebody who is no service lead.", "Leave it empty, or give the role service-lead.");
        return false;
    }

    private static LeadDraft? Lead(CsvRow row, Appointment appointment) => appointment is { Role: Role.ServiceLead, Group: { } group }
        ? new(row, row[UpnColumn].ToLowerInvariant(), row[ServiceColumn].Length > 0 ? row[ServiceColumn] : Service.NameOf(row[NameColumn]), group)
        : null;

    private static bool IsNew(CsvRow row, Appointment appointment, LeadDraft? lead, Dictionary<(string Upn, Appointment Appointment, ServiceId? Service), long> seen)
    {
        var key = (row[UpnColumn].ToLowerInvariant(), appointment, lead is null ? (ServiceId?)null : ServiceId.Of(lead.Service, lead.Group));
        if (seen.TryAdd(key, row.Line))
        {
            return true;
        }

        row.Report(RoleColumn, $"{row[UpnColumn]} has this role here by line {seen[key]} already.", "Take one of the two rows out.");
        return false;
    }

    private static void Join(CsvRow row, Appointment appointment, Dictionary<string, (PersonDraft Person, long Line)> people)
    {
        var upn = row[UpnColumn];
        if (!people.TryGetValue(upn, out var known))
        {
            people[upn] = (new(row[NameColumn], upn.ToLowerInvariant(), [appointment]), row.Line);
        }
        else if (known.Person.Name != row[NameColumn])
        {
            var what = $"{upn} is '{known.Person.Name}' on line {known.Line} and '{row[NameColumn]}' here.";
            row.Report(NameColumn, what, "One account is one person: write the name alike, or correct the account.");
        }
        else if (!known.Person.Appointments.Contains(appointment)) // who leads two services of one group holds one appointment there
        {
            people[upn] = (known.Person with { Appointments = known.Person.Appointments.Add(appointment) }, known.Line);
        }
    }

    // What Entra allows: letters, digits and ' . - _ ! # ^ ~ before the @, no dot at either end, 113 characters in all.
    [GeneratedRegex(@"^(?=.{3,113}$)[A-Za-z0-9'_!#^~-]+(\.[A-Za-z0-9'_!#^~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    private static partial Regex Upn();
}
