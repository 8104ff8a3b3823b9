using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>A round's id, made when the form that starts it was drawn, so that a repeated press starts one round (rule V7).</summary>
public readonly record struct RoundId(string Value)
{
    public override string ToString() => Value;

    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 60 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);
}

/// <summary>Where a round stands. The order is the way it goes.</summary>
public enum Stage
{
    /// <summary>Started in quiet hours: it begins when they are over.</summary>
    Planned,
    Proposals,

    /// <summary>Proposals have closed; the facilitator may join those that say the same before the vote opens.</summary>
    Merging,
    Vote,
    Causes,
    Approaches,
    Finished,
}

/// <summary>How a round ended.</summary>
public enum RoundEnd
{
    /// <summary>Its priorities go up, with what the round gathered.</summary>
    Agreed,
    NothingAgreed,

    /// <summary>The facilitator skipped the vote.</summary>
    NotVoted,
}

/// <summary>A stage left out by a facilitator, with a note that everyone sees.</summary>
public sealed record Skip(Stage Stage, PersonId By, DateTimeOffset At, string Note);

/// <summary>The way from concern to priority in one network (requirements R9, R40, R46 to R49, R114): proposals, a vote, causes, approaches, each with its own deadline and without a meeting.</summary>
public sealed record Round
{
    /// <summary>How the id of a round's poll ends. A form opens none that does: a forged one would stand where the round's vote is to open.</summary>
    public const string VoteOf = "-vote";

    public const int ProposalsAtLeast = 2;

    public required TenantId Tenant { get; init; }

    public required RoundId Id { get; init; }

    public required GroupId Group { get; init; }

    public required string GroupName { get; init; }

    /// <summary>The board above when the round started: what is agreed goes up to it, whatever became of the group since. Null where there was none.</summary>
    public GroupId? Board { get; init; }

    /// <summary>The board that agreed priorities go up to; null where there is none.</summary>
    public string? BoardName { get; init; }

    /// <summary>Frozen when the round starts (rule V1): who may contribute to every stage, and who votes.</summary>
    public required Electorate Electorate { get; init; }

    /// <summary>Who facilitated the group when it started, and so gets the facilitator's cards. Whether somebody still may act is looked up again at the press.</summary>
    public required ImmutableArray<PersonId> Facilitators { get; init; }

    /// <summary>Whether a board's round: what networks sent up are its proposals, so that it begins with joining those that say the same.</summary>
    public bool IsBoards { get; init; }

    public required PersonId StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>"Choose your top n": how many a school may choose, and how many may be agreed.</summary>
    public required int AtMost { get; init; }

    /// <summary>What an agreed priority asks of the board above.</summary>
    public required Ask Ask { get; init; }

    public required Visibility Visibility { get; init; }

    public required RoundPlan Plan { get; init; }

    public required Stage Stage { get; init; }

    public ImmutableArray<Skip> Skips { get; init; } = [];

    /// <summary>Since when the vote waits for the facilitator, because too few or too many proposals stand; null while nothing is in its way.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>What the vote agreed so far, each with its theme. A tie that is settled later adds to it.</summary>
    public ImmutableArray<Option> Priorities { get; init; } = [];

    public RoundEnd? End { get; init; }

    public required AuditChain Audit { get; init; }

    /// <summary>The poll of its vote. Its id follows from the round's, so that a repeated opening makes one poll.</summary>
    public PollId Poll => new(Id + VoteOf);

    /// <summary>When the present stage ends; null once it is over.</summary>
    public DateTimeOffset? EndsAt => Plan.EndOf(Stage);

    /// <summary>Whether a contribution to a stage is in time (rule V9): that stage is on, and <paramref name="now"/> lies before its deadline. Its commit goes through <see cref="RoundStore.SaveAsync"/>, so an advance in between fails it (rule V10).</summary>
    public bool Takes(Stage stage, DateTimeOffset now) => Stage == stage && now < Plan.EndOf(stage);

    /// <summary>Whether what it agrees goes no further: the board confirms.</summary>
    public bool Confirms => IsBoards && BoardName is null;

    public Skip? SkipOf(Stage stage) => Skips.FirstOrDefault(skip => skip.Stage == stage);

    /// <summary>Whether the clock moves it on now. A vote is moved on by its poll.</summary>
    public bool IsDue(DateTimeOffset now) => Stage is not (Stage.Vote or Stage.Finished) && now >= EndsAt;

    /// <summary>What stands in the way of the vote, in words for the facilitator; null where nothing does.</summary>
    public static string? ObstacleOf(int proposals) =>
        proposals < ProposalsAtLeast ? $"{Words.Sentence(Words.Some(proposals, "proposal stands", "proposals stand"))}, and a vote needs at least {Words.Number(ProposalsAtLeast)}."
        : proposals > Wording.OptionsAtMost ? $"{proposals} proposals stand, and a vote can have at most {Wording.OptionsAtMost}."
        : null;

    /// <summary>The stages that may be left out now: the one that is on and those to come, but never a vote that has begun.</summary>
    public IEnumerable<Stage> MaySkip =>
        from stage in (Stage[])[Stage.Proposals, Stage.Vote, Stage.Causes, Stage.Approaches]
        where stage >= Stage && Stage is not Stage.Planned && Plan.EndOf(stage) is not null && SkipOf(stage) is null && !(stage is Stage.Vote && Stage is Stage.Vote)
        select stage;

    /// <summary>Leaves out a stage. Where it is the one that is on, or the vote that is next, its deadline is now, and the clock moves the round on.</summary>
    public Round Skipping(Stage stage, PersonId by, string note, DateTimeOffset now)
    {
        if (!MaySkip.Contains(stage))
        {
            throw new InvalidOperationException($"Round {Id} is in {Stage}; {stage} cannot be skipped.");
        }

        var endsNow = Stage == stage || (Stage is Stage.Merging && stage is Stage.Vote);
        return this with { Skips = Skips.Add(new(stage, by, now, note)), Plan = endsNow && now < EndsAt ? Plan.With(Stage, now) : Plan };
    }

    /// <summary>The round after the deadline of its stage. Compare-and-set by its row: any number of workers may try, one wins.</summary>
    /// <param name="proposals">How many proposals stand.</param>
    public Round Advance(int proposals, DateTimeOffset now, SchoolCalendar calendar) =>
        !IsDue(now) ? throw new InvalidOperationException($"Round {Id} is in {Stage} until {EndsAt:O}; it cannot move on at {now:O}.")
        : Stage is Stage.Merging && SkipOf(Stage.Vote) is null && ObstacleOf(proposals) is not null ? this with { WaitsSince = WaitsSince ?? now }
        : Entering(Next, now, calendar);

    /// <summary>The round after what its closed poll says so far: on to the causes, at its end, or with one priority more. The same round where that changes nothing.</summary>
    public Round Voted(Poll poll, DateTimeOffset now, SchoolCalendar calendar)
    {
        if (poll.Id != Poll || poll.Result is not { } result || Stage < Stage.Vote || (Stage is Stage.Finished && End is not RoundEnd.Agreed and not RoundEnd.NothingAgreed))
        {
            return this;
        }

        var agreed = poll.Agreed.Select(option => poll.Wording.Find(option.Option)!).Where(option => Priorities.All(known => known.Id != option.Id)).ToList();
        var waits = agreed.Count == 0 && result.Tied.Any() && poll.Tie?.Settlement is null;
        var next = agreed.Count == 0 ? this : this with { Priorities = [.. Priorities, .. agreed], End = End is null ? null : RoundEnd.Agreed };
        return Stage is not Stage.Vote || waits ? next : next.Entering(next.Priorities.IsEmpty ? Stage.Finished : Next, now, calendar);
    }

    /// <summary>The round once its open poll was given more time; the same round where that is known already.</summary>
    public Round VotesUntil(Poll poll, SchoolCalendar calendar) =>
        Stage is Stage.Vote && poll.Id == Poll && poll.State is PollState.Open && poll.ClosesAt > Plan.VoteCloses ? this with { Plan = Plan.VotingUntil(poll.ClosesAt, calendar) } : this;

    // A round without a vote has nothing to find causes for.
    private Stage Next => Stage switch
    {
        Stage.Planned => IsBoards ? Stage.Merging : Stage.Proposals,
        < Stage.Vote when SkipOf(Stage.Vote) is not null => Stage.Finished,
        Stage.Proposals => Stage.Merging,
        Stage.Merging => Stage.Vote,
        _ => ((Stage[])[Stage.Causes, Stage.Approaches]).FirstOrDefault(stage => stage > Stage && Plan.EndOf(stage) is not null && SkipOf(stage) is null, Stage.Finished),
    };

    private Round Entering(Stage next, DateTimeOffset now, SchoolCalendar calendar) => this with
    {
        Stage = next,
        Plan = Plan.Entering(next, now, calendar),
        WaitsSince = null,
        End = next is not Stage.Finished ? null : SkipOf(Stage.Vote) is not null ? RoundEnd.NotVoted : Priorities.IsEmpty ? RoundEnd.NothingAgreed : RoundEnd.Agreed,
    };
}
