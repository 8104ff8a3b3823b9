using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Needs;

/// <summary>Open entries of one theme, service and area: counted from the rows.</summary>
/// <param name="Since">Since when the oldest is open.</param>
public sealed record NeedSum(ThemeId Theme, string ServiceName, Party Place, int Open, DateTimeOffset Since);

/// <summary>Which of the county's needs somebody may read.</summary>
/// <param name="Places">The areas; null for the whole county.</param>
/// <param name="Services">The ids of the services that the person leads, wherever they serve.</param>
public sealed record NeedAudience(IReadOnlySet<GroupId>? Places, IReadOnlySet<string> Services)
{
    public bool IsEmpty => Places is { Count: 0 } && Services.Count == 0;

    /// <summary>By the register as it stands: whoever serves the partnership board or the whole county reads all, members of a locality read theirs, and a service's leads what is theirs.</summary>
    public static NeedAudience Of(Register register, PersonId person)
    {
        var groups = GroupsOf(register, person);
        var services = Providers.LedBy(register, person).Select(led => led.Service.Id).ToHashSet(StringComparer.Ordinal);
        var isCounty = groups.Any(group => group.Tier is Tier.Partnership or Tier.Children)
            || register.Find(person)?.Appointments.Any(held => held.Role is Role.Administrator or Role.Editor) == true;
        return new(isCounty ? null : groups.Select(group => group.Tier is Tier.Network ? group.Parent : group.Id).OfType<GroupId>().ToHashSet(), services);
    }

    /// <summary>Whether an entry may stand in that person's list or sum. A restricted one stands in none (rule T5).</summary>
    public bool MayList(UnmetNeed need) => need.Visibility is not Visibility.Restricted && (Places is null || Places.Contains(need.Place.Id) || Services.Contains(need.Service));

    public bool MayList(ObservedNeed need) => Places is null || Places.Contains(need.Place.Id) || need.Place.Tier is not Tier.Locality || Services.Contains(need.Service);

    /// <summary>What stands open, summed by theme, service and area; most first.</summary>
    public static IReadOnlyList<NeedSum> Sum(IEnumerable<UnmetNeed> needs) =>
    [
        .. needs.Where(need => need.IsOpen).GroupBy(need => (need.Theme, need.Service, need.Place.Id))
            .Select(same => new NeedSum(same.Key.Theme, same.First().ServiceName, same.First().Place, same.Count(), same.Min(need => need.Since)))
            .OrderByDescending(sum => sum.Open).ThenBy(sum => sum.Since).ThenBy(sum => sum.ServiceName, StringComparer.OrdinalIgnoreCase).ThenBy(sum => sum.Place.Id.Value, StringComparer.Ordinal),
    ];

    private static List<Group> GroupsOf(Register register, PersonId person) => [.. Waiting.Places.GroupsOf(register, person).Select(register.Find).OfType<Group>()];
}
