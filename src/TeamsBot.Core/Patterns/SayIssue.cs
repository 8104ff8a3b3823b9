using TeamsBot.Core.Conversations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>Takes one person's yes or no: related themes count together only by a yes, and a no is remembered (rule E8). What follows is counted by due work.</summary>
public sealed class SayIssue(PatternStore patterns, PatternNews news)
{
    /// <returns>Whether somebody had said it already, or the same person something else.</returns>
    internal async Task<bool> HandleAsync(Caller caller, IssueView view, bool same, CancellationToken cancellation) =>
        (bool)await Race.RetryAsync<object>(async () =>
        {
            var read = await patterns.ReadAsync(caller.Tenant, view.Scope, cancellation);
            if (read.Gathering.Questions.First(question => question.Key == view.Question.Key) is { Same: not null } said)
            {
                return said.By != caller.Person || said.Same != same;
            }

            var next = view.Question with { Same = same, By = caller.Person, Role = view.Reader.Role, At = news.Now };
            var act = new PatternAct(caller.Person.Value, $"{next.Key} {(same ? "are" : "are not")} one issue", news.Now, 0);
            return await news.AnnounceAsync(caller.Tenant, [PatternIntents.Told(caller.Tenant, view.Scope, next)], (FindPatterns.Kind, view.Subject), cancellation) is { } intents
                && await patterns.CommitAsync(read, [act], [PatternStore.Put(read, next), .. intents], cancellation) is Committed.Done
                ? false
                : null;
        });
}
