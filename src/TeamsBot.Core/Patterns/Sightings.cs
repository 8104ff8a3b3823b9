using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>Where a matter counts, and as what.</summary>
public sealed record Placed(PatternScope Scope, Sighting Sighting);

/// <summary>What a matter is evidence of. Whoever asks has made sure that it is not restricted (rule T5).</summary>
public sealed class Sightings(PollStore polls, RoundStore rounds, ProposalStore proposals)
{
    private const string OfSchool = "school-";

    /// <summary>
    /// A network's matter counts for its network with the locality board it came to, and for its primary schools with the partnership board. A locality board counts with
    /// the partnership board once it has itself taken the theme up: it referred a matter up or sent one of its own. (It counts too while enough of its networks have it.)
    /// </summary>
    public async Task<IReadOnlyList<Placed>> OfAsync(Matter matter, ThemeId theme, Register register, CancellationToken cancellation)
    {
        var (origin, raised) = (matter.Evidence.Origin, matter.Moves[0]);
        var seen = new Sighting(matter.Id.Value, theme, SightingKind.Raised, origin, matter.Evidence.Option.Text, raised.At, matter.State is not MatterState.Withdrawn, matter.Version) { Matter = matter.Id };
        var placed = new List<Placed>();
        if (origin.Tier is Tier.Network && raised.To is { Tier: Tier.Locality } locality)
        {
            placed.Add(new(new(PatternLevel.Networks, locality.Id, PatternScope.SchoolYearOf(raised.At)), seen));
            if (Partnership(register, locality) is { } county)
            {
                var (schools, secret) = await SchoolsAsync(matter, theme, cancellation);
                placed.Add(new(new(PatternLevel.Primaries, county, PatternScope.SchoolYearOf(raised.At)), seen with { Schools = schools, IsSecret = secret }));
            }
        }

        if (matter.Moves.FirstOrDefault(move => move.By.Tier is Tier.Locality && move.To is { Tier: Tier.Partnership }) is { } sent)
        {
            placed.Add(new(new(PatternLevel.Boards, sent.To!.Id, PatternScope.SchoolYearOf(sent.At)), seen with { Kind = SightingKind.SentUp, Who = sent.By, At = sent.At }));
        }

        return placed;
    }

    /// <summary>The partnership board of a locality board, by the register.</summary>
    public static GroupId? Partnership(Register register, Party locality) =>
        register.Find(locality.Id)?.Parent is { } parent && register.Find(parent) is { Tier: Tier.Partnership } ? parent : null;

    // A school counts where its own named vote chose the priority, or where it proposed such a one in the round. A secret vote is linked to nobody (rule V18).
    private async Task<(ImmutableArray<Urn> Schools, bool Secret)> SchoolsAsync(Matter matter, ThemeId theme, CancellationToken cancellation)
    {
        if (await polls.FindAsync(matter.Tenant, matter.Evidence.Poll, cancellation) is not { } poll)
        {
            return ([], false);
        }

        var option = matter.Evidence.Option.Id;
        var voted = poll.Secrecy is Secrecy.Secret ? [] : (await polls.BallotsAsync(poll, cancellation)).Where(ballot => ballot.Choices.Ids.Contains(option)).Select(ballot => ballot.Seat);
        var seats = voted.Concat(await ProposersAsync(poll, option, theme, cancellation));
        return ([.. seats.Where(seat => seat.Value.StartsWith(OfSchool, StringComparison.Ordinal)).Select(seat => seat.Value[OfSchool.Length..]).Distinct().Order(StringComparer.Ordinal).Select(urn => new Urn(urn))],
            poll.Secrecy is Secrecy.Secret);
    }

    private async Task<IEnumerable<SeatId>> ProposersAsync(Poll poll, string option, ThemeId theme, CancellationToken cancellation)
    {
        if (poll.Round is not { } id || await rounds.FindAsync(poll.Tenant, id, cancellation) is not { } round)
        {
            return [];
        }

        var book = await proposals.ReadAsync(round, cancellation);
        var own = book.Standing.Where(standing => standing.Id == option).SelectMany(standing => standing.Origins);
        return own.Concat(book.Standing.SelectMany(standing => standing.Origins).Where(proposal => proposal.Theme == theme.Value)).Select(proposal => proposal.Seat);
    }
}
