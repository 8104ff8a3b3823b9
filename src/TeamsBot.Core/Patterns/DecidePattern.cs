using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>What can become of a press on a pattern's card.</summary>
public abstract record PatternOutcome
{
    private PatternOutcome()
    {
    }

    /// <summary>Done, now or by the same press before.</summary>
    public sealed record Done : PatternOutcome;

    /// <summary>The card was older than the pattern, or it is past such an act; nothing is changed (rule E2).</summary>
    public sealed record Overtaken(string Note) : PatternOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : PatternOutcome;

    /// <summary>No such pattern, or not this person's: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : PatternOutcome;
}

/// <summary>Joins the matters of a pattern, keeps them apart, or notes that the board has talked about it. What was said is kept, and the bot does not ask again.</summary>
public sealed class DecidePattern(PatternStore patterns, MatterStore matters, DirectoryStore directory, PatternNews news)
{
    public Task<PatternOutcome> HandleAsync(Caller caller, PatternId id, int version, PatternState to, CancellationToken cancellation) =>
        Race.RetryAsync<PatternOutcome>(async () =>
        {
            var read = await patterns.ReadAsync(caller.Tenant, id.Scope, cancellation);
            if (read.Gathering.Patterns.FirstOrDefault(pattern => pattern.Theme == id.Theme) is not { } pattern
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || Officers.RoleIn(register, caller.Person, pattern.Board.Id) is not { } role)
            {
                return new PatternOutcome.NotYours();
            }

            if (pattern.Decision is { } standing && (standing.State, standing.Person, standing.From) == (to, caller.Person, version))
            {
                return new PatternOutcome.Done();
            }

            if (pattern.Version != version)
            {
                return new PatternOutcome.Overtaken(PatternWords.Already(pattern));
            }

            var joinable = await JoinableAsync(caller.Tenant, pattern, read.Gathering, cancellation);
            if (!MayBecome(pattern, to, joinable.Count))
            {
                return new PatternOutcome.Overtaken(PatternWords.Already(pattern));
            }

            var next = pattern with
            {
                Decision = new(to, caller.Person, role, news.Now, version),
                Version = pattern.Version + 1,
                Joint = to is PatternState.Joined ? [.. pattern.Joint.Concat(joinable).Distinct().OrderBy(matter => matter.Value, StringComparer.Ordinal)] : pattern.Joint,
            };
            var act = new PatternAct(caller.Person.Value, $"{to} {pattern.Theme}", news.Now, version);
            return await news.AnnounceAsync(caller.Tenant, [PatternIntents.Of(caller.Tenant, next)], work: null, cancellation) is { } intents
                && await patterns.CommitAsync(read, [act], [PatternStore.Put(read, next), .. intents], cancellation) is Committed.Done
                ? new PatternOutcome.Done()
                : null;
        });

    /// <summary>Only the matters of one locality can be joined, and at least two of them; once joined they stay so, and what came later may be added.</summary>
    private static bool MayBecome(Pattern pattern, PatternState to, int joinable) => to switch
    {
        PatternState.Joined => pattern.Scope.Level is PatternLevel.Networks && joinable >= (pattern.State is PatternState.Joined ? 1 : 2),
        PatternState.KeptApart => pattern.Scope.Level is PatternLevel.Networks && pattern.State is PatternState.Found,
        PatternState.Discussed => pattern.State is PatternState.Found,
        _ => false,
    };

    /// <summary>What is not joined yet and waits for this board's decision.</summary>
    private async Task<IReadOnlyList<MatterId>> JoinableAsync(TenantId tenant, Pattern pattern, Gathering gathering, CancellationToken cancellation)
    {
        var found = new List<MatterId>();
        foreach (var id in gathering.ClusterOf(pattern.Theme).Counting.Select(sighting => sighting.Matter).OfType<MatterId>().Except(pattern.Joint))
        {
            if (await matters.FindAsync(tenant, id, cancellation) is { IsUndecided: true } matter && matter.Holder.Id == pattern.Board.Id)
            {
                found.Add(id);
            }
        }

        return found;
    }
}
