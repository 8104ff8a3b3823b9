using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Decides to settle a tie by a run-off (rule V15). The new poll is opened by the due work this announces.</summary>
public sealed class HoldRunOff(PollStore polls, DirectoryStore directory, TieNews news)
{
    private const int Days = 5;

    /// <param name="round">The round on the card that was pressed.</param>
    public Task<TieOutcome> HandleAsync(Caller caller, PollId id, int round, string why, CancellationToken cancellation) =>
        Race.RetryAsync<TieOutcome>(async () =>
        {
            if (await polls.FindStoredAsync(caller.Tenant, id, cancellation) is not { Poll: { Tie: { } tie } poll } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || Deciders.RoleOf(register, poll.Group, caller.Person) is null)
            {
                return new TieOutcome.NotYours();
            }

            if (!tie.Waits || round != tie.Round)
            {
                return tie.RunOff?.By == caller.Person && round == tie.Round ? new TieOutcome.Decided(poll, IsNew: false) : new TieOutcome.Overtaken(poll);
            }

            var (reason, now) = (Tie.ReadReason(why), news.Now);
            if (Tie.Problem(reason, now) is { } problem)
            {
                return new TieOutcome.Wrong(poll, problem);
            }

            var runOff = new RunOff(new(news.NewId()), caller.Person, now, ClosesAfter(now), reason);
            var next = poll with { Tie = tie with { RunOff = runOff } };
            return await news.SaveAsync(read, next, caller.Person.Value, $"run-off {runOff.Poll}", now, cancellation) ? new TieOutcome.Decided(next, IsNew: true) : null;
        });

    /// <summary>5 pm on the fifth weekday after an instant.</summary>
    internal static DateTimeOffset ClosesAfter(DateTimeOffset now) => PollForm.ClosingTimes(now)[Days - 1];
}

/// <summary>Opens the run-off of a tie: the tied options, for the electorate frozen in the first poll, as many choices as there are places.</summary>
public sealed class OpenRunOff(PollStore polls, OpenPoll open, PollClock clock)
{
    public const string Kind = "polls.openRunOff";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Tie.RunOff: { } runOff } tied)
        {
            return new DueOutcome.Missing();
        }

        return await polls.FindAsync(item.Tenant, runOff.Poll, cancellation) is not null || await open.TryOpenAsync(Of(tied, runOff, clock.Now), cancellation) is not null
            ? new DueOutcome.Finished()
            : new DueOutcome.Again(clock.Now);
    }

    private static Poll Of(Poll tied, RunOff runOff, DateTimeOffset now) => tied with
    {
        Id = runOff.Poll,
        RunOffOf = tied.Id,
        Wording = new(version: 1, [.. tied.Result!.Tied.Select(option => tied.Wording.Find(option.Option)!)], tied.FreePlaces),
        Rule = tied.Rule with { Places = tied.FreePlaces },
        OpenedBy = runOff.By,
        OpenedAt = now,
        ClosesAt = runOff.ClosesAt,
        State = PollState.Open,
        Extensions = [],
        Corrections = [],
        Early = null,
        Reopens = null,
        AskedAgain = null,
        Result = null,
        ClosedAt = null,
        Tie = null,
        Audit = Audit.AuditChain.Empty,
    };
}

/// <summary>Carries a run-off's outcome to the tie it was held for: settled, or back to whoever may settle it where it decided nothing.</summary>
public sealed class FinishRunOff(PollStore polls, TieNews news)
{
    public const string Kind = "polls.runOffDone";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        // Announced before the commit it tells of: a run-off that is open, or tied itself, has decided nothing yet.
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Result: { } result, RunOffOf: { } first } runOff
            || (result.Tied.Any() && runOff.Tie?.Settlement is null)
            || await polls.FindStoredAsync(item.Tenant, first, cancellation) is not { Poll: { Tie: { } tie } tied } read)
        {
            return new DueOutcome.Missing();
        }

        if (tie.RunOff is not { } held || held.Poll != runOff.Id || tie.Settlement is not null)
        {
            return new DueOutcome.Finished();
        }

        var now = news.Now;
        var chosen = new Choices(runOff.Agreed.Select(option => option.Option));
        var next = tied with { Tie = chosen.IsAbstention ? tie with { Round = tie.Round + 1, RunOff = null } : tie with { Settlement = new(chosen.Ids, now, held.Why, RunOff: runOff.Id) } };
        var what = chosen.IsAbstention ? $"run-off {runOff.Id} decided nothing" : $"run-off {runOff.Id} settled {chosen}";
        return await news.SaveAsync(read, next, "bot", what, now, cancellation) ? new DueOutcome.Finished() : new DueOutcome.Again(now);
    }
}
