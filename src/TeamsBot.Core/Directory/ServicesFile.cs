using System.Collections.Immutable;

namespace TeamsBot.Core.Directory;

/// <summary>A service as the files have it: its leads are still known by user principal name.</summary>
internal sealed record ServiceDraft(ServiceId Id, string Name, GroupId Group, ImmutableArray<string> Leads, bool UnderReview);

/// <summary>
/// Reads the optional <c>services.csv</c>: which services serve which area, and whether what they offer is under review. Without it the services are those
/// that the people file's service leads lead.
/// </summary>
internal static class ServicesFile
{
    public const string Name = "services.csv";

    private const string NameColumn = "name";
    private const string GroupColumn = "group";
    private const string ReviewColumn = "under_review";

    private static readonly string[] Required = [NameColumn, GroupColumn];

    public static IReadOnlyList<ServiceDraft> Read(string folder, IReadOnlyList<LeadDraft> leads, GroupBook groups, List<ImportProblem> problems)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return [.. leads.GroupBy(lead => ServiceId.Of(lead.Service, lead.Group)).Select(led => new ServiceDraft(
                led.Key, led.First().Service, led.First().Group, [.. led.Select(lead => lead.UserPrincipalName)], UnderReview: false))];
        }

        var services = new Dictionary<ServiceId, (ServiceDraft Service, long Line)>();
        foreach (var row in CsvRows.Read(path, Required, [ReviewColumn], problems))
        {
            if (row.IsSound([.. Required, ReviewColumn]) & IsNamed(row) & TryReview(row, out var review) && Group(row, groups) is { } group)
            {
                Add(row, new(ServiceId.Of(row[NameColumn], group.Id), row[NameColumn], group.Id, [], review), services);
            }
        }

        if (problems.All(problem => problem.File != Name))
        {
            Join(leads, groups, services);
        }

        return [.. services.Values.Select(pair => pair.Service)];
    }

    private static bool IsNamed(CsvRow row)
    {
        if (row[NameColumn].Length is > 0 and <= 100)
        {
            return true;
        }

        row.Report(NameColumn, row[NameColumn].Length == 0 ? "The name is missing." : "The name is longer than 100 characters.", "Give the service's name, such as Early Help.");
        return false;
    }

    private static bool TryReview(CsvRow row, out bool review)
    {
        review = row[ReviewColumn].ToLowerInvariant() is "yes" or "true";
        if (review || row[ReviewColumn].ToLowerInvariant() is "" or "no" or "false")
        {
            return true;
        }

        row.Report(ReviewColumn, $"'{row[ReviewColumn]}' is neither yes nor no.", "Write yes while what the service offers is being reviewed, and otherwise no.");
        return false;
    }

    private static Group? Group(CsvRow row, GroupBook groups)
    {
        if (groups.Find(row[GroupColumn]) is { Tier: not Tier.Network } group)
        {
            return group;
        }

        row.Report(GroupColumn, $"'{row[GroupColumn]}' is not a locality board of {NetworksFile.Name}, nor the partnership board.", "Name the board whose area the service serves.");
        return null;
    }

    private static void Add(CsvRow row, ServiceDraft service, Dictionary<ServiceId, (ServiceDraft Service, long Line)> services)
    {
        if (!services.TryAdd(service.Id, (service, row.Line)))
        {
            row.Report(NameColumn, $"{service.Name} serves this group by line {services[service.Id].Line} already.", "Take one of the two rows out.");
        }
    }

    private static void Join(IEnumerable<LeadDraft> leads, GroupBook groups, Dictionary<ServiceId, (ServiceDraft Service, long Line)> services)
    {
        foreach (var lead in leads)
        {
            var id = ServiceId.Of(lead.Service, lead.Group);
            if (services.TryGetValue(id, out var known))
            {
                services[id] = (known.Service with { Leads = known.Service.Leads.Add(lead.UserPrincipalName) }, known.Line);
            }
            else
            {
                var group = groups.Groups.First(group => group.Id == lead.Group).Name;
                lead.Row.Report(PeopleFile.ServiceColumn, $"'{lead.Service}' is not a service of {group} in {Name}.", "Add it there, or name the service here as it stands there.");
            }
        }
    }
}
