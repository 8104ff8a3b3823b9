using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;

namespace TeamsBot.Core.Escalations;

/// <summary>
/// Moves what a board's round agreed: each matter behind an agreed priority goes up with the board's tally, and with what its network gathered (rule E1), or is
/// confirmed where the board acts on it itself. Each keeps its own row and gets its own answer (rule E6). A repeated run moves nothing again.
/// </summary>
public sealed class AnswerByVote(PollStore polls, BoardRounds rounds, DirectoryStore directory, MoveByVote move)
{
    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        // Announced before the round's last commit: until it is over, nothing of it moves.
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Result: { } result, Round: { } id, ClosedAt: { } closed } poll
            || await rounds.FindAsync(item.Tenant, id, cancellation) is not { Round.Stage: Stage.Finished } found
            || await directory.CurrentAsync(item.Tenant, cancellation) is not { } register)
        {
            return new DueOutcome.Missing();
        }

        foreach (var agreed in poll.Agreed)
        {
            foreach (var matter in found.Book.OriginsOf(found.Book.Standing.FirstOrDefault(standing => standing.Id == agreed.Option)?.Members ?? []).Select(proposal => proposal.Matter).OfType<string>().Distinct())
            {
                await move.HandleAsync(poll.Tenant, new(matter), new(poll.Group, TallyOf(result, agreed), closed, poll.Confirms), register, cancellation);
            }
        }

        // A settlement is announced before its commit: while its tie is still open, what it settles is not among what was agreed.
        return item.At > closed && result.Tied.Any() && poll.Tie?.Settlement is null ? new DueOutcome.Missing() : new DueOutcome.Finished();
    }

    // "5 of 7 members of the board voted. 4 of the 5 chose this; 3 were needed." (rule V16).
    private static string TallyOf(Result result, OptionVerdict agreed) =>
        $"{Words.Of(result.Cast, result.Seats)} {Words.Plural(result.Seats, "member")} of the board voted. {agreed.Count} of the {result.Cast} chose this; {result.VotesNeeded} {(result.VotesNeeded == 1 ? "was" : "were")} needed: {result.Rule.Share} of the votes.";
}
