using System.Globalization;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Rounds;

/// <summary>
/// What a round has to tell. A stage with cards of its own posts them when it begins and brings them up to date once when it is over; the channel has one
/// card a round, brought up to date at every stage; the facilitators have one that they act from.
/// </summary>
internal static class RoundIntents
{
    public const string Channel = "rounds.channel";
    public const string Owner = "rounds.owner";

    /// <summary>Tells a school that its proposal was joined with others.</summary>
    public const string MergedKind = "rounds.merged";

    private const string MergedName = "merged-";

    public static Intent Merged(Round round, string merge) => Of(round, MergedName + merge, MergedKind);

    public static string MergeOf(Intent intent) => intent.Name[MergedName.Length..];

    /// <summary>The intent that posts the channel's card; the others bring it up to date.</summary>
    public static string FirstChannel(Round round) => round.IsBoards ? "merging-channel" : "proposals-channel";

    /// <summary>The intents that post a card to the facilitators: when there is something to do. The others bring the first of these up to date.</summary>
    public const string FirstOwner = "merging-owner";
    public const string WaitingOwner = "waiting-owner";

    /// <summary>The kind of a stage's own cards to voters; the dispatch of that kind knows their words.</summary>
    public static string CardsOf(Stage stage) => $"rounds.{Name(stage)}";

    /// <summary>The intent that posts a stage's cards.</summary>
    public static string Opening(Stage stage) => $"{Name(stage)}-cards";

    /// <summary>The intent that brings a stage's cards up to date when it is over.</summary>
    public static string Closing(Stage stage) => $"{Name(stage)}-closed";

    /// <summary>What a change of the round tells by itself.</summary>
    public static IReadOnlyList<Intent> Of(Round before, Round next) => [.. Changes(before, next)];

    public static Intent Of(Round round, string name, string kind) => new(round.Tenant, RoundStore.Partition(round.Tenant, round.Id), name, kind, round.Id.Value);

    private static IEnumerable<Intent> Changes(Round before, Round next)
    {
        if (before.Stage != next.Stage)
        {
            if (HasCards(before.Stage))
            {
                yield return Of(next, Closing(before.Stage), CardsOf(before.Stage));
            }

            if (HasCards(next.Stage))
            {
                yield return Of(next, Opening(next.Stage), CardsOf(next.Stage));
            }

            yield return Of(next, $"{Name(next.Stage)}-channel", Channel);
            if (next.Stage > Stage.Proposals)
            {
                yield return Of(next, $"{Name(next.Stage)}-owner", Owner);
            }
        }
        else if (before.WaitsSince is null && next.WaitsSince is not null)
        {
            yield return Of(next, WaitingOwner, Owner);
            yield return Of(next, "waiting-channel", Channel);
        }
        else if (before.Plan.VoteCloses < next.Plan.VoteCloses)
        {
            var until = next.Plan.VoteCloses.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            yield return Of(next, $"vote-until-{until}-channel", Channel);
            yield return Of(next, $"vote-until-{until}-owner", Owner);
        }
        else if (before.Skips.Length < next.Skips.Length)
        {
            yield return Of(next, $"skip-{Name(next.Skips[^1].Stage)}-channel", Channel);
        }
        else if (before.Priorities.Length < next.Priorities.Length)
        {
            yield return Of(next, $"settled-{Name(next.Stage)}-channel", Channel);
            if (HasCards(next.Stage))
            {
                yield return Of(next, $"settled-{Name(next.Stage)}-cards", CardsOf(next.Stage));
            }
        }
    }

    // A vote has its poll's cards, and merging is the facilitator's alone.
    private static bool HasCards(Stage stage) => stage is Stage.Proposals or Stage.Causes or Stage.Approaches;

    private static string Name(Stage stage) => stage.ToString().ToLowerInvariant();
}
