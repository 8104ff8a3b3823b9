using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>A poll's id, made when the form that opens it was drawn, so that a repeated press opens one poll (rule V7).</summary>
public readonly record struct PollId(string Value)
{
    public override string ToString() => Value;

    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 80 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);
}

public enum PollState
{
    Open,
    Closed,
}

/// <summary>A question put to the seats of one group. A seat may change its vote until the poll closes.</summary>
public sealed record Poll
{
    public required TenantId Tenant { get; init; }

    public required PollId Id { get; init; }

    public required GroupId Group { get; init; }

    public required string GroupName { get; init; }

    /// <summary>The board above when the poll opened: what is agreed goes up to it, whatever became of the group since. Null where there was none.</summary>
    public GroupId? Board { get; init; }

    /// <summary>The board that agreed priorities go up to; null where there is none.</summary>
    public string? BoardName { get; init; }

    public required Wording Wording { get; init; }

    public required Electorate Electorate { get; init; }

    public required AgreementRule Rule { get; init; }

    /// <summary>What an agreed priority asks of the board above.</summary>
    public required Ask Ask { get; init; }

    public required Visibility Visibility { get; init; }

    /// <summary>Only its voters and whoever runs it see it, each in their own chat; its channel shows nothing of it (rule T5).</summary>
    public bool IsRestricted => Visibility is Visibility.Restricted;

    /// <summary>Fixed when the poll opens (rule V18).</summary>
    public Secrecy Secrecy { get; init; }

    public required PersonId OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The deadline is data (rule V9): a vote counts if it is decided before this instant; the instant itself is too late.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Each time it was given more time, oldest first (rule V12).</summary>
    public ImmutableArray<Extension> Extensions { get; init; } = [];

    public required PollState State { get; init; }

    /// <summary>Each seat that was passed on while it was open, oldest first (rule V1).</summary>
    public ImmutableArray<Correction> Corrections { get; init; } = [];

    /// <summary>Its close before its time, where it had one (rule V12). <see cref="ClosesAt"/> is then when that was.</summary>
    public EarlyClose? Early { get; init; }

    /// <summary>The frozen result; null while open.</summary>
    public Result? Result { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What is being done about a tie; null where there is none, or nobody has been asked yet.</summary>
    public Tie? Tie { get; init; }

    /// <summary>The poll whose tie this one settles; null for a poll of its own. What a run-off agrees goes up as the first poll's (rule E1).</summary>
    public PollId? RunOffOf { get; init; }

    /// <summary>The round whose vote it is, a run-off's too; null for a poll on its own. What it agrees goes up at the end of the round, with what that gathered.</summary>
    public RoundId? Round { get; init; }

    /// <summary>The closed poll that this one asks again; null for a poll of its own (rule V12).</summary>
    public Reopening? Reopens { get; init; }

    /// <summary>The poll in which this closed one was asked again; null where it was not.</summary>
    public AskedAgain? AskedAgain { get; init; }

    /// <summary>What is agreed so far: at close, and then by the tie's settlement.</summary>
    public IEnumerable<OptionVerdict> Agreed => Result is null ? [] : Result.Agreed.Concat(Settled);

    /// <summary>The tied options that the settlement chose.</summary>
    public IEnumerable<OptionVerdict> Settled => Result is null ? [] : Result.Tied.Where(option => Tie?.Settlement?.Chosen.Contains(option.Option) == true);

    /// <summary>The places left to the tied options.</summary>
    public int FreePlaces => Result is null ? Rule.Places : Rule.Places - Result.Agreed.Count();

    /// <summary>Whether what it agrees goes no further: a board's vote with no board above it confirms.</summary>
    public bool Confirms => Electorate.Says == SeatWords.OfBoard && BoardName is null;

    public required AuditChain Audit { get; init; }

    /// <summary>Decides on a vote; stores nothing.</summary>
    /// <param name="wordingVersion">The version of the wording on the card that was pressed.</param>
    /// <param name="choices">The ids as the card sent them, joined by commas; null for "none of these".</param>
    /// <param name="current">The seat's ballot as it stands.</param>
    public VoteOutcome Cast(PersonId person, SeatId seatId, int wordingVersion, string? choices, Ballot? current, DateTimeOffset now)
    {
        if (Electorate.Find(seatId) is not { } seat || seat.RankOf(person) is not { } rank)
        {
            return new VoteOutcome.NoSeat();
        }

        var (chosen, problem) = choices is null ? (Choices.None, null) : Wording.Read(choices);
        if (wordingVersion == Wording.Version && current is { } same && same.Person == person && same.Choices == chosen)
        {
            // Before the deadline is looked at: a press that was counted and comes again after it is not to be told that it was late (rule V7).
            return new VoteOutcome.Counted(this, seat, same, IsNew: false);
        }

        return State is not PollState.Open || now >= ClosesAt ? new VoteOutcome.Closed(this, seat, current, now)
            : current is { } cast && cast.Rank < rank ? new VoteOutcome.HeadHasVoted(this, seat, cast)
            : wordingVersion != Wording.Version ? new VoteOutcome.Reworded(this, seat, current)
            : chosen is null ? new VoteOutcome.BadChoice(this, seat, problem!)
            : new VoteOutcome.Counted(this, seat, new Ballot(seat.Id, person, rank, chosen, now, (current?.Number ?? 0) + 1, current?.Audit ?? AuditChain.Empty, Wording.Version), IsNew: true);
    }

    /// <summary>Counts the ballots and freezes the result (rule V11). Deciding on the same ballots gives the same result, whoever closes.</summary>
    public Poll Close(IEnumerable<Ballot> ballots, DateTimeOffset now) => Close(Tally.Of(Wording, Electorate.Seats.Length, ballots.Select(ballot => ballot.Choices)), now);

    /// <summary>Freezes the result of what was counted (rule V11).</summary>
    public Poll Close(Tally tally, DateTimeOffset now)
    {
        if (State is not PollState.Open || now < ClosesAt)
        {
            throw new InvalidOperationException($"Poll {Id} is {State} and closes at {ClosesAt:O}; it cannot be closed at {now:O}.");
        }

        return this with { State = PollState.Closed, ClosedAt = now, Result = Decide(tally) };
    }

    /// <summary>Applies the poll's rule. In a secret poll fewer than five ballots are never quorate, and below the quorum the result has no counts, only how many voted (rule V18).</summary>
    public Result Decide(Tally tally)
    {
        if (Secrecy is Secrecy.Named)
        {
            return Rule.Decide(tally);
        }

        var result = (Rule with { QuorumAtLeast = Math.Max(Rule.QuorumAtLeast, SecretBallots.Fewest) }).Decide(tally);
        return result.Outcome is Outcome.NotQuorate ? result with { Abstained = 0, Options = [] } : result;
    }
}

/// <summary>What is asked of the board above (requirement R54).</summary>
public enum Ask
{
    Support,
    Capacity,
    Decision,
    Information,
}

/// <summary>One seat's current answer.</summary>
/// <param name="Rank">The voter's place among the seat's voters: 0 is the head.</param>
/// <param name="Number">1 for the seat's first ballot, one more at each change.</param>
/// <param name="Audit">The head of the seat's own chain of audit rows.</param>
/// <param name="WordingVersion">The version of the wording it was cast on.</param>
public sealed record Ballot(SeatId Seat, PersonId Person, int Rank, Choices Choices, DateTimeOffset At, int Number, AuditChain Audit, int WordingVersion = 1);

/// <summary>Everything that can become of a vote. A refusal is an answer to show, not an exception.</summary>
public abstract record VoteOutcome
{
    private VoteOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had already cast the same choice: a success that writes nothing (rule V7).</param>
    public sealed record Counted(Poll Poll, Seat Seat, Ballot Ballot, bool IsNew) : VoteOutcome;

    /// <param name="IsNew">False where the seat had voted already, whatever this press carried: a success that writes nothing (rule V18).</param>
    public sealed record InBox(Poll Poll, Seat Seat, Marker Marker, bool IsNew) : VoteOutcome;

    /// <param name="Standing">The seat's ballot, which was counted; null where it cast none in time.</param>
    public sealed record Closed(Poll Poll, Seat Seat, Ballot? Standing, DateTimeOffset ArrivedAt) : VoteOutcome;

    /// <summary>No such poll, no such seat, or not this person's: they look the same from outside (rule T2).</summary>
    public sealed record NoSeat : VoteOutcome;

    public sealed record BadChoice(Poll Poll, Seat Seat, string Why) : VoteOutcome;

    public sealed record HeadHasVoted(Poll Poll, Seat Seat, Ballot Standing) : VoteOutcome;

    /// <summary>The card was made on an earlier wording; nothing was counted.</summary>
    public sealed record Reworded(Poll Poll, Seat Seat, Ballot? Current) : VoteOutcome;
}
