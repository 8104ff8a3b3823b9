using System.Collections.Concurrent;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Polls;

/// <summary>Which polls are restricted, and for which schools a person takes part in one (rule T5).</summary>
public sealed class RestrictedPolls(PollStore polls, DirectoryStore directory) : RestrictedReader
{
    private const int Remembered = 10_000;

    // What a poll is never changes; most are not restricted, and a vote is not to read its poll twice.
    private readonly ConcurrentDictionary<(TenantId, string), bool> open = new();

    public override string Key => "poll";

    public override async Task<Restricted?> ReadAsync(Mention mention, CancellationToken cancellation)
    {
        var id = (mention.Tenant, mention.Id);
        if (open.ContainsKey(id) || !PollId.IsWellFormed(mention.Id) || await polls.FindAsync(mention.Tenant, new(mention.Id), cancellation) is not { } poll)
        {
            return null;
        }

        if (!poll.IsRestricted)
        {
            if (open.Count >= Remembered)
            {
                open.Clear();
            }

            open.TryAdd(id, true);
            return null;
        }

        return new(PollStore.Partition(poll.Tenant, poll.Id), Key, poll.Wording.Version, await HasPartAsync(poll, mention.Person, cancellation), PartiesOf(poll, mention));
    }

    private async Task<bool> HasPartAsync(Poll poll, PersonId? reader, CancellationToken cancellation) =>
        reader is { } person
        && (poll.OpenedBy == person || poll.Electorate.SeatsOf(person).Any()
            || (await directory.CurrentAsync(poll.Tenant, cancellation) is { } register && PollRights.Of(register, poll.Group, person) is not null));

    // The seat that is named, where it is the person's: somebody who heads two schools votes for each under its own agreement.
    private static IReadOnlyList<AgreementParty> PartiesOf(Poll poll, Mention mention)
    {
        var seats = mention.Person is { } person ? poll.Electorate.SeatsOf(person).ToList() : [];
        var named = mention.Detail.Split('~')[0];
        return [.. (seats.Find(seat => seat.Id.Value == named) is { } one ? [one] : seats).Select(seat => seat.Id.School).OfType<Urn>().Select(AgreementParty.Of)];
    }
}

/// <summary>Holds everything about a restricted poll to rule T5.</summary>
public sealed class RestrictedPollsFeature(RestrictedPolls restricted) : Feature
{
    public override void Map(FeatureMap map) => map.Restricts(restricted);
}
