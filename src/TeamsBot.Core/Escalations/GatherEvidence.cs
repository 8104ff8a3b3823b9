using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Escalations;

/// <summary>Reads what a finished round gathered for what it agreed.</summary>
public sealed class GatherEvidence(RoundStore rounds, CausesStore causes, ApproachesStore approaches, ThemeStore themes)
{
    /// <summary>For each agreed option what goes up with it; null while the poll's round is not over, and for a poll on its own a way that gives none.</summary>
    public async Task<Func<Option, Gathered?>?> ReadAsync(Poll poll, CancellationToken cancellation)
    {
        if (poll.Round is not { } id)
        {
            return _ => null;
        }

        // Announced before the round's last commit: until it is over, what it gathers for its priorities is not all there.
        if (await rounds.FindAsync(poll.Tenant, id, cancellation) is not { Stage: Stage.Finished } round)
        {
            return null;
        }

        var (book, suggested) = (await causes.ReadAsync(round, cancellation), await approaches.ReadAsync(round, cancellation));
        var list = await themes.CurrentAsync(poll.Tenant, cancellation);
        return option => new(
            option.Theme is { } theme ? list.Find(new(theme))?.Name : null,
            [.. book.CausesOf(option.Id)],
            [.. book.GroupsOf(option.Id)],
            [.. suggested.Of(option.Id).Select(approach => Frozen(round, approach))]);
    }

    private static GatheredApproach Frozen(Round round, SuggestedApproach approach) => new(
        approach.Text,
        PlainText.Clean(round.Electorate.Find(approach.Lead)?.Name ?? approach.Lead.Value),
        approach.Start.ToDateOnly(),
        approach.Source,
        approach.Strength);
}
