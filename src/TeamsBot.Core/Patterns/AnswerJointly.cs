using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>Takes one answer to the matters that are joined (rule E6): it is committed with what is left to do, and then made a move of each. Whoever is interrupted leaves the rest to due work.</summary>
public sealed class AnswerJointly(PatternStore patterns, JointAnswers answers, JointTargets targets, ApplyJointAnswer apply, PatternNews news)
{
    public async Task<PatternOutcome> HandleAsync(Caller caller, JointPress press, CancellationToken cancellation)
    {
        var outcome = await Race.RetryAsync<PatternOutcome>(async () =>
        {
            var read = await patterns.ReadAsync(caller.Tenant, press.Pattern.Scope, cancellation);
            if (read.Gathering.Patterns.FirstOrDefault(pattern => pattern.Theme == press.Pattern.Theme) is not { State: PatternState.Joined } pattern
                || await targets.RoleAsync(caller, pattern, cancellation) is not { } role)
            {
                return new PatternOutcome.NotYours();
            }

            var given = await answers.OfAsync(caller.Tenant, pattern.Id, cancellation);
            if (given.Any(answer => answer.IsSame(caller.Person, press)))
            {
                return new PatternOutcome.Done();
            }

            var (goesTo, problem) = await targets.ReadAsync(caller, pattern, press, news.Now, cancellation);
            if (problem is not null)
            {
                return new PatternOutcome.Wrong(problem);
            }

            if (pattern.Version != press.Version || goesTo.IsEmpty)
            {
                return new PatternOutcome.Overtaken(Already(pattern, given));
            }

            var answer = new JointAnswer(given.Count + 1, press.Act, caller.Person, role, press.Text, press.Owner, press.NextDate, news.Now, press.Version, goesTo);
            return await SaveAsync(read, pattern with { Version = pattern.Version + 1 }, answer, cancellation) ? new PatternOutcome.Done() : null;
        });

        // Also for a press that Teams repeats: the first may have been interrupted.
        if (outcome is PatternOutcome.Done)
        {
            await apply.AllAsync(caller.Tenant, press.Pattern, cancellation);
        }

        return outcome;
    }

    private async Task<bool> SaveAsync(StoredGathering read, Pattern next, JointAnswer answer, CancellationToken cancellation)
    {
        var act = new PatternAct(answer.Person.Value, $"{answer.Act} of {answer.Targets.Length} joined under {next.Theme}", answer.At, answer.From);
        var work = (ApplyJointAnswer.Kind, ApplyJointAnswer.SubjectOf(next.Id, answer.Number));
        return await news.AnnounceAsync(read.Tenant, [PatternIntents.Of(read.Tenant, next)], work, cancellation) is { } intents
            && await patterns.CommitAsync(read, [act], [PatternStore.Put(read, next), JointAnswers.Insert(next.Id, answer), .. intents], cancellation) is Committed.Done;
    }

    private static string Already(Pattern pattern, IReadOnlyList<JointAnswer> given) => given.Count == 0 ? PatternWords.Already(pattern)
        : $"Already answered together by {PatternWords.Who(pattern, given[^1].Role)} on {When.DayAtTime(given[^1].At)}, or changed since. Your press changed nothing. This is how it stands now.";
}

/// <summary>Which of the joined matters an answer goes to: those that the board holds, and that the table lets make this move.</summary>
public sealed class JointTargets(MatterStore matters, DirectoryStore directory)
{
    /// <summary>The caller's role as an officer of the pattern's board, or null.</summary>
    public async Task<Role?> RoleAsync(Caller caller, Pattern pattern, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register ? Officers.RoleIn(register, caller.Person, pattern.Board.Id) : null;

    /// <summary>The targets, or what is wrong with the words, the same for each of them.</summary>
    public async Task<(ImmutableArray<JointTarget> Targets, string? Problem)> ReadAsync(Caller caller, Pattern pattern, JointPress press, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<JointTarget>();
        foreach (var id in pattern.Joint)
        {
            if (await matters.FindAsync(caller.Tenant, id, cancellation) is not { } matter || !MayMove(matter, pattern, press.Act))
            {
                continue;
            }

            var tried = matter.Decide(new(id, press.Act, matter.Version, press.Text, press.Owner, press.NextDate), new(caller.Person, Role.Chair, Side.Holder), [], now);
            if (tried is MoveOutcome.Wrong wrong)
            {
                return ([], wrong.Why);
            }

            found.Add(new(id, matter.Version));
        }

        return (found.ToImmutable(), null);
    }

    /// <summary>Whether an act makes sense for a matter on the joint card: the board holds it, has not decided, and the table has the move.</summary>
    internal static bool MayMove(Matter matter, Pattern pattern, Act act) =>
        matter.Holder.Id == pattern.Board.Id && matter.IsUndecided && JointCards.Acts.Contains(act)
        && MatterRules.Table.Any(rule => rule.From == matter.State && rule.Act == act && rule.By is Side.Holder)
        && (act is not Act.ReferUp || matter.Above is not null);
}

/// <summary>Makes joint answers moves of their matters, each with credit to the others. A matter moved by its own card meanwhile keeps that; one that had its move already is left as it is.</summary>
public sealed class ApplyJointAnswer(JointAnswers answers, MatterStore matters, MoveMatter move)
{
    /// <summary>Its subject names the pattern and the answer.</summary>
    public const string Kind = "patterns.apply";

    private static readonly AccountId None = new("");

    public static string SubjectOf(PatternId id, int number) => $"{id}.{number.ToString(CultureInfo.InvariantCulture)}";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var dot = item.Subject.LastIndexOf('.');
        if (dot < 0 || PatternId.Read(item.Subject[..dot]) is not { } id || !int.TryParse(item.Subject.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await answers.FindAsync(item.Tenant, id, number, cancellation) is not { } answer)
        {
            return new DueOutcome.Missing();
        }

        await OneAsync(item.Tenant, id, answer, cancellation);
        return new DueOutcome.Finished();
    }

    /// <summary>Everything of a pattern that is not done yet, in its order.</summary>
    public async Task AllAsync(TenantId tenant, PatternId id, CancellationToken cancellation)
    {
        foreach (var answer in await answers.OfAsync(tenant, id, cancellation))
        {
            await OneAsync(tenant, id, answer, cancellation);
        }
    }

    private async Task OneAsync(TenantId tenant, PatternId id, JointAnswer answer, CancellationToken cancellation)
    {
        if (answer.IsDone)
        {
            return;
        }

        var networks = new Dictionary<MatterId, string>();
        foreach (var target in answer.Targets)
        {
            networks[target.Matter] = await matters.FindAsync(tenant, target.Matter, cancellation) is { } matter ? matter.Evidence.Origin.Name : "";
        }

        // Who acts was checked when the answer was taken; each move looks again whether the office is still held.
        var caller = new Caller(tenant, answer.Person, None);
        foreach (var target in answer.Targets)
        {
            var others = networks.Where(other => other.Key != target.Matter && other.Value != networks[target.Matter]).Select(other => other.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            await move.HandleAsync(caller, new(target.Matter, answer.Act, target.Version, answer.Text, answer.Owner, answer.NextDate) { Together = Words.Join(others), Taken = answer.At }, cancellation);
        }

        await answers.FinishAsync(tenant, id, answer.Number, cancellation);
    }
}
