using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Settles a tie by the chair's casting vote, recorded as that (rule V15). The frozen result stays as it is.</summary>
public sealed class UseCastingVote(PollStore polls, DirectoryStore directory, TieNews news)
{
    /// <param name="round">The round on the card that was pressed.</param>
    /// <param name="choices">Option ids as the card sent them, joined by commas.</param>
    public Task<TieOutcome> HandleAsync(Caller caller, PollId id, int round, string choices, string why, CancellationToken cancellation) =>
        Race.RetryAsync<TieOutcome>(async () =>
        {
            if (await polls.FindStoredAsync(caller.Tenant, id, cancellation) is not { Poll: { Tie: { } tie } poll } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || Deciders.RoleOf(register, poll.Group, caller.Person) is not { } role)
            {
                return new TieOutcome.NotYours();
            }

            var (chosen, problem) = Read(poll, choices);
            if (tie.Settlement is { } settled && settled.By == caller.Person && chosen is not null && settled.Chosen.SequenceEqual(chosen.Ids))
            {
                return new TieOutcome.Decided(poll, IsNew: false);
            }

            var (reason, now) = (Tie.ReadReason(why), news.Now);
            problem ??= Tie.Problem(reason, now);
            if (!tie.Waits || round != tie.Round || chosen is null || problem is not null)
            {
                return !tie.Waits || round != tie.Round ? new TieOutcome.Overtaken(poll) : new TieOutcome.Wrong(poll, problem!);
            }

            var next = poll with { Tie = tie with { Settlement = new(chosen.Ids, now, reason, caller.Person, role) } };
            return await news.SaveAsync(read, next, caller.Person.Value, $"casting vote {chosen}", now, cancellation) ? new TieOutcome.Decided(next, IsNew: true) : null;
        });

    // Only what is tied can be chosen, and just as many as there are places (rule V8).
    private static (Choices? Chosen, string? Problem) Read(Poll poll, string joined)
    {
        var ids = joined.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var tied = poll.Result!.Tied.Select(option => option.Option).ToHashSet(StringComparer.Ordinal);
        return ids.Any(id => !tied.Contains(id)) ? (null, "One of the choices is not tied. Choose from the list on the card.")
            : ids.Distinct(StringComparer.Ordinal).Count() != poll.FreePlaces || ids.Length != poll.FreePlaces ? (null, $"Choose exactly {Language.Words.Number(poll.FreePlaces)}. You chose {Language.Words.Number(ids.Length)}.")
            : (new Choices(ids), null);
    }
}
