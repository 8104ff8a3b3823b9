using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>Everything that can become of what a facilitator does with a round.</summary>
public abstract record SteerOutcome
{
    private SteerOutcome()
    {
    }

    /// <param name="IsNew">False for a repeat, which writes nothing (rule V7).</param>
    public sealed record Done(Round Round, bool IsNew) : SteerOutcome;

    /// <param name="Why">What is wrong, or that it is too late.</param>
    public sealed record Wrong(Round Round, string Why) : SteerOutcome;

    /// <summary>No such round, or another facilitates its group: they look the same (rule T2).</summary>
    public sealed record NotYours : SteerOutcome;
}

/// <summary>Leaves out a stage, with a note that stands on the record and that everyone sees.</summary>
public sealed class SkipStage(RoundStore rounds, DirectoryStore directory, RoundNews news)
{
    public Task<SteerOutcome> HandleAsync(Caller caller, RoundId id, string claimed, string typed, CancellationToken cancellation) =>
        Race.RetryAsync<SteerOutcome>(async () =>
        {
            if (await rounds.FindStoredAsync(caller.Tenant, id, cancellation) is not { Round: var round } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !BoardRounds.MayRun(register, caller.Person, round.Group))
            {
                return new SteerOutcome.NotYours();
            }

            var (note, now) = (Tie.ReadReason(typed), news.Now);
            if (!Enum.TryParse<Stage>(claimed, out var stage) || !Enum.IsDefined(stage))
            {
                return new SteerOutcome.Wrong(round, "Choose a stage from the list.");
            }

            if (round.SkipOf(stage) is { } skip)
            {
                return skip.By == caller.Person && skip.Note == note ? new SteerOutcome.Done(round, IsNew: false) : new SteerOutcome.Wrong(round, "This stage was skipped before. Its note stands below.");
            }

            return !round.MaySkip.Contains(stage) ? new SteerOutcome.Wrong(round, "This stage can no longer be skipped.")
                : Tie.Problem(note, now) is { } problem ? new SteerOutcome.Wrong(round, problem)
                : round.Skipping(stage, caller.Person, note, now) is var next && await news.SaveAsync(read, next, new(caller.Person.Value, $"skip {stage}", now), cancellation) ? new SteerOutcome.Done(next, IsNew: true)
                : null;
        });
}

/// <summary>A merge as a facilitator's form sends it: claims, all of it.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press merges once (rule V7).</param>
/// <param name="Chosen">Ids of standing proposals, joined by commas.</param>
public sealed record NewMerge(string Id, string Chosen, string Text, string Theme);

/// <summary>Joins proposals that say the same into one, until the vote opens, and tells those who made them.</summary>
public sealed class MergeProposals(RoundStore rounds, ProposalStore proposals, ThemeStore themes, DirectoryStore directory, RoundNews news)
{
    public Task<SteerOutcome> HandleAsync(Caller caller, RoundId id, NewMerge asked, CancellationToken cancellation) =>
        Race.RetryAsync<SteerOutcome>(async () =>
        {
            if (await rounds.FindStoredAsync(caller.Tenant, id, cancellation) is not { Round: var round } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !BoardRounds.MayRun(register, caller.Person, round.Group))
            {
                return new SteerOutcome.NotYours();
            }

            var (book, now, text) = (await proposals.ReadAsync(round, cancellation), news.Now, Proposal.ReadText(asked.Text));
            if (book.FindMerge(asked.Id) is { } known)
            {
                return known.By == caller.Person && known.Text == text ? new SteerOutcome.Done(round, IsNew: false) : new SteerOutcome.Wrong(round, "Your card was an older one. Look at what stands, then press again.");
            }

            var (chosen, problem) = Read(book, asked.Chosen);
            var theme = (await themes.CurrentAsync(caller.Tenant, cancellation)).FindOffered(asked.Theme);
            problem = round.Stage is not (Stage.Proposals or Stage.Merging) ? "Proposals can be joined until the vote opens. This round is past that."
                : book.Find(asked.Id) is not null ? "Your card was an older one. Look at what stands, then press again."
                : problem ?? (theme is null ? "Choose a theme from the list." : Proposal.Problem(text, why: null, now));
            var merge = new Merge(asked.Id, [.. chosen.SelectMany(standing => standing.Members)], text, asked.Theme, caller.Person, now);
            return problem is not null ? new SteerOutcome.Wrong(round, problem)
                : await news.SaveAsync(read, round, new(caller.Person.Value, $"merge {merge.Id}", now), cancellation, [ProposalStore.Insert(merge)], round.IsBoards ? [] : [RoundIntents.Merged(round, merge.Id)])
                    ? new SteerOutcome.Done(round, IsNew: true)
                    : null;
        });

    private static (IReadOnlyList<StandingProposal> Chosen, string? Problem) Read(ProposalBook book, string joined)
    {
        var ids = joined.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        IReadOnlyList<StandingProposal> chosen = [.. book.Standing.Where(standing => ids.Contains(standing.Id))];
        return chosen.Count != ids.Count ? ([], "One of those proposals does not stand any more. Look at the list and choose again.")
            : chosen.Count < 2 ? ([], "Choose two proposals or more to join.")
            : (chosen, null);
    }
}
