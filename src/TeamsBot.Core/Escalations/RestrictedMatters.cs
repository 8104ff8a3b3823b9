using System.Collections.Concurrent;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Escalations;

/// <summary>Which matters are restricted, and for whom a person takes part in one (rule T5).</summary>
public sealed class RestrictedMatters(MatterStore matters, DirectoryStore directory) : RestrictedReader
{
    private const int Remembered = 10_000;

    // What a matter is never changes, and most are not restricted.
    private readonly ConcurrentDictionary<(TenantId, string), bool> open = new();

    public override string Key => "matter";

    public override async Task<Restricted?> ReadAsync(Mention mention, CancellationToken cancellation)
    {
        var id = (mention.Tenant, mention.Id);
        if (open.ContainsKey(id) || !MatterId.IsWellFormed(mention.Id) || await matters.FindAsync(mention.Tenant, new(mention.Id), cancellation) is not { } matter)
        {
            return null;
        }

        if (matter.MayBeShownInChannels)
        {
            if (open.Count >= Remembered)
            {
                open.Clear();
            }

            open.TryAdd(id, true);
            return null;
        }

        var answers = mention.Person is { } person && await AnswersAsync(matter, person, cancellation);
        var schools = mention.Person is { } voter && !answers ? matter.Evidence.Seats.Where(seat => seat.Voter == voter).Select(seat => seat.Id.School).OfType<Urn>().Select(AgreementParty.Of).ToList() : [];
        return new(MatterStore.Partition(matter.Tenant, matter.Id), Key, matter.Version, answers || schools.Count > 0, schools);
    }

    /// <summary>What a matter is called in a list, where nobody notes that it was read.</summary>
    internal static string InAList(Matter matter) => matter.MayBeShownInChannels ? matter.Evidence.Option.Brief : "a restricted matter";

    // The officers of every board that it came to or that sent it, the network's facilitators, and those on whose agenda it stands.
    private async Task<bool> AnswersAsync(Matter matter, PersonId person, CancellationToken cancellation) =>
        await directory.CurrentAsync(matter.Tenant, cancellation) is { } register
        && (matter.Arrivals.Select(arrival => arrival.To!).Append(matter.Evidence.Origin).Any(group => Officers.RoleIn(register, person, group.Id) is not null && group.Tier is not Tier.Network)
            || register.Holds(person, Role.Facilitator, matter.Evidence.Origin.Id)
            || (Deadline.Agenda(matter) is not null && Officers.RoleIn(register, person, matter.Above!.Id) is not null));
}

/// <summary>Holds everything about a restricted matter to rule T5.</summary>
public sealed class RestrictedMattersFeature(RestrictedMatters restricted, MatterReaders readers) : Feature
{
    public override IEnumerable<CardSample> Samples => MatterSamples.Restricted();

    public override void Map(FeatureMap map)
    {
        map.Restricts(restricted);
        map.OnPress(MatterReaders.Show, readers.ShowAsync);
    }
}
