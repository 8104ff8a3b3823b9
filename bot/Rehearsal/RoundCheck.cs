using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether every round that a facilitator was shown as started has ended, and holds just what people were shown as taken.</summary>
internal sealed class RoundCheck(TenantId tenant, ITable table, List<string> broken)
{
    private readonly RoundStore rounds = new(table);

    /// <returns>The counts, and the polls of the rounds that came to their vote.</returns>
    public async Task<(RoundCounts Counts, IReadOnlyList<string> Polls)> RunAsync(IReadOnlyList<ShownAnswer> shown, CancellationToken cancellation)
    {
        var (counts, polls) = (new RoundCounts(0, 0, 0, 0, 0, 0, 0, 0), new List<string>());
        foreach (var id in shown.Where(answer => answer.Verb == RoundActs.Start && answer.Heading == RoundActs.Begins).Select(answer => answer.Round!).Distinct())
        {
            if (await rounds.FindAsync(tenant, new(id), cancellation) is not { } round)
            {
                broken.Add($"Round {id} was shown as started and is not in the store.");
                continue;
            }

            if (round.Stage is not Stage.Finished)
            {
                broken.Add($"Round {id} should have ended and is in {round.Stage} until {round.EndsAt:O}.");
            }

            if (round.Stage >= Stage.Vote && round.End is not RoundEnd.NotVoted)
            {
                polls.Add(round.Poll.Value);
            }

            counts += await CountAsync(round, [.. shown.Where(answer => answer.Round == id)], cancellation);
        }

        return (counts, polls);
    }

    private async Task<RoundCounts> CountAsync(Round round, IReadOnlyList<ShownAnswer> shown, CancellationToken cancellation)
    {
        var book = await new ProposalStore(rounds).ReadAsync(round, cancellation);
        var taken = shown.Where(answer => answer.Verb == RoundActs.Propose && answer.Heading.StartsWith("✓ Your school has made", StringComparison.Ordinal)).Select(answer => (string)answer.Data["proposal"]!).ToHashSet();
        var stored = await rounds.RowsAsync(round, "proposal|", cancellation).Select(row => row.Key["proposal|".Length..]).ToListAsync(cancellation);
        broken.AddRange(stored.Where(id => !taken.Contains(id)).Select(id => $"Round {round.Id} holds the proposal {id}, and nobody was shown that it was taken."));
        broken.AddRange(taken.Where(id => book.Find(id) is null).Select(id => $"Round {round.Id}: the proposal {id} was shown as taken and is not in the store."));
        var merges = await rounds.RowsAsync(round, "merge|", cancellation).CountAsync(cancellation);
        return new(
            1,
            round.Stage is Stage.Finished ? 1 : 0,
            round.End is RoundEnd.Agreed ? 1 : 0,
            round.Skips.Length,
            stored.Count,
            merges,
            await ComparedAsync(round, Stage.Causes, RoundActs.AddCause, shown, cancellation),
            await ComparedAsync(round, Stage.Approaches, RoundActs.AddApproach, shown, cancellation));
    }

    // What is pressed in time is taken: the schools that pressed are those that the store names.
    private async Task<int> ComparedAsync(Round round, Stage stage, string verb, IReadOnlyList<ShownAnswer> shown, CancellationToken cancellation)
    {
        var rows = await rounds.RowsAsync(round, stage is Stage.Causes ? "cause|" : "approach|", cancellation).ToListAsync(cancellation);
        var stored = rows.Select(row => row.Fields.Text("seat")).ToHashSet();
        var pressed = shown.Where(answer => answer.Verb == verb && answer.At < round.Plan.EndOf(stage)).Select(answer => answer.Seat!).ToHashSet();
        if (!stored.SetEquals(pressed))
        {
            broken.Add($"Round {round.Id}, {stage}: {pressed.Count} schools were answered in time, the store holds {stored.Count}.");
        }

        return rows.Count;
    }
}
