using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>
/// Moves a round on when its stage is over, whether by its deadline or because it was skipped. Any number of workers may try; the commit at the version read
/// lets one win, and a contribution in between fails it. In quiet hours it waits, so that a new stage's cards do: the deadline holds all the same (rule V9).
/// </summary>
public sealed class AdvanceRound(RoundStore rounds, ProposalStore proposals, RoundNews news, SchoolCalendar calendar)
{
    public const string Kind = "rounds.stage";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await rounds.FindStoredAsync(item.Tenant, new(item.Subject), cancellation) is not { Round: var round } read)
        {
            return new DueOutcome.Missing();
        }

        if (round.Stage is Stage.Vote or Stage.Finished)
        {
            return new DueOutcome.Finished();
        }

        // Announced for a deadline that is about to move to now, or for one that has moved away: the deadline that stands has a row of its own.
        var now = news.Now;
        if (!round.IsDue(now))
        {
            return new DueOutcome.Missing();
        }

        if (calendar.IsQuiet(now))
        {
            return new DueOutcome.Again(calendar.NextWorking(now));
        }

        var standing = round.Stage is Stage.Merging ? (await proposals.ReadAsync(round, cancellation)).Standing.Length : 0;
        var next = round.Advance(standing, now, calendar);
        var what = next.Stage == round.Stage ? "wait for facilitator" : $"enter {next.Stage}";

        // A vote that waits already is looked at again while whatever cleared its way may still be on its way in.
        return next == round ? new DueOutcome.Missing()
            : await news.SaveAsync(read, next, new("bot", what, now), cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(now);
    }
}

/// <summary>Opens the poll of a round whose vote has begun: the proposals that stand, for the electorate frozen when the round started.</summary>
public sealed class OpenVote(RoundStore rounds, ProposalStore proposals, PollStore polls, OpenPoll open, PollClock clock)
{
    public const string Kind = "rounds.openVote";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        // Also announced for a vote that was left out after all, by a skip that came between: that round is past it and never had one.
        if (await rounds.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Stage: >= Stage.Vote, End: not RoundEnd.NotVoted } round)
        {
            return new DueOutcome.Missing();
        }

        return await polls.FindAsync(item.Tenant, round.Poll, cancellation) is not null
            || await open.TryOpenAsync(Of(round, await proposals.ReadAsync(round, cancellation), clock.Now), cancellation) is not null
                ? new DueOutcome.Finished()
                : new DueOutcome.Again(clock.Now);
    }

    // Nothing can be proposed, withdrawn or merged once the round is past merging, so every worker opens the same poll.
    private static Poll Of(Round round, ProposalBook book, DateTimeOffset now)
    {
        var places = Math.Min(round.AtMost, book.Standing.Length - 1);
        return new()
        {
            Tenant = round.Tenant,
            Id = round.Poll,
            Round = round.Id,
            Group = round.Group,
            GroupName = round.GroupName,
            Board = round.Board,
            BoardName = round.BoardName,
            Wording = new(version: 1, [.. book.Standing.Select(standing => standing.ToOption())], places),
            Electorate = round.Electorate,
            Rule = AgreementRule.MoreThanHalf(places),
            Ask = round.Ask,
            Visibility = round.Visibility,
            OpenedBy = round.StartedBy,
            OpenedAt = now,
            ClosesAt = round.Plan.VoteCloses,
            State = PollState.Open,
            Audit = Audit.AuditChain.Empty,
        };
    }
}

/// <summary>Carries what the vote agreed to its round: on to the causes, or to its end where nothing was agreed. A tie settled later joins the stage that is on.</summary>
public sealed class TakeVote(RoundStore rounds, PollStore polls, RoundNews news, SchoolCalendar calendar)
{
    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Result: { } result, Round: { } id } poll
            || await rounds.FindStoredAsync(item.Tenant, id, cancellation) is not { Round: var round } read)
        {
            return new DueOutcome.Missing();
        }

        var now = news.Now;
        if (round.Stage is Stage.Vote && calendar.IsQuiet(now))
        {
            return new DueOutcome.Again(calendar.NextWorking(now));
        }

        // A settlement is announced before its commit: a tie that is still open is looked at again.
        var next = round.Voted(poll, now, calendar);
        return next == round ? (result.Tied.Any() && poll.Tie?.Settlement is null ? new DueOutcome.Missing() : new DueOutcome.Finished())
            : await news.SaveAsync(read, next, new("bot", $"voted {result.Outcome}", now), cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(now);
    }

    /// <summary>Follows a vote that was given more time, and tells the channel and the facilitators the days that hold from then on.</summary>
    public async Task<DueOutcome> MovedAsync(DueItem item, CancellationToken cancellation)
    {
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { Round: { } id } poll || await rounds.FindStoredAsync(item.Tenant, id, cancellation) is not { Round: var round } read)
        {
            return new DueOutcome.Missing();
        }

        // More time is announced before its commit: the same closing time is looked at again.
        var next = round.VotesUntil(poll, calendar);
        return next == round ? new DueOutcome.Missing()
            : await news.SaveAsync(read, next, new("bot", $"vote until {Keys.Ticks(poll.ClosesAt)}", news.Now), cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(news.Now);
    }
}
