using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Consultations;

/// <summary>A consultation's id, made when its form was drawn, so that a repeated press opens one (rule V7).</summary>
public readonly record struct ConsultationId(string Value)
{
    public override string ToString() => Value;

    /// <inheritdoc cref="PollId.IsWellFormed"/>
    public static bool IsWellFormed(string claimed) => PollId.IsWellFormed(claimed);
}

public enum ConsultationState
{
    Open,
    Closed,
}

/// <summary>Who is asked.</summary>
/// <param name="Locality">Null for the whole county.</param>
/// <param name="Name">The locality board's name; for the county that of the partnership board.</param>
/// <param name="Networks">The networks whose schools are asked and whose channels hear of it, fixed when it opens.</param>
public sealed record Scope(GroupId? Locality, string Name, ImmutableArray<GroupId> Networks);

/// <summary>One question, in several parts, to every school of the county or of a locality (requirement R6). A school may change its answer until it closes.</summary>
public sealed record Consultation
{
    public required TenantId Tenant { get; init; }

    public required ConsultationId Id { get; init; }

    /// <summary>The board in whose name it is asked.</summary>
    public required string AskedBy { get; init; }

    public required Scope Scope { get; init; }

    /// <summary>Frozen when it opens: there is no amendment, so rule V19 holds from the first card on.</summary>
    public required Questions Questions { get; init; }

    /// <summary>The seats with what breakdowns go by, frozen when it opens (rule V1).</summary>
    public required Roll Roll { get; init; }

    /// <summary>Open schools of the county that are in no network: they have no seat and see the published result (rule V4).</summary>
    public required int WithoutNetwork { get; init; }

    public required PersonId StartedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The deadline is data (rule V9): an answer counts if it is decided before this instant; the instant itself is too late.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>The occasions on which schools were reminded: each once, so twice at most (rule V20).</summary>
    public ImmutableArray<string> Reminded { get; init; } = [];

    public required ConsultationState State { get; init; }

    /// <summary>The frozen counts, as they are published; null while open.</summary>
    public ConsultationResult? Result { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required AuditChain Audit { get; init; }

    /// <summary>Decides on a school's answer; stores nothing.</summary>
    /// <param name="sent">What the card sent: a claim.</param>
    /// <param name="current">The school's answer as it stands.</param>
    public AnswerOutcome Take(PersonId person, SeatId seatId, SentAnswer sent, SchoolAnswer? current, DateTimeOffset now)
    {
        if (Roll.Electorate.Find(seatId) is not { } seat || seat.RankOf(person) is not { } rank)
        {
            return new AnswerOutcome.NoSeat();
        }

        var (given, problem) = Questions.Read(sent, now);
        if (current is { } same && same.Person == person && same.Given == given)
        {
            // Before the deadline is looked at: a press that was counted and comes again after it is not to be told that it was late (rule V7).
            return new AnswerOutcome.Counted(this, seat, same, IsNew: false);
        }

        return State is not ConsultationState.Open || now >= ClosesAt ? new AnswerOutcome.Closed(this, seat, current, now)
            : current is { } standing && standing.Rank < rank ? new AnswerOutcome.HeadHasAnswered(this, seat, standing)
            : given is null ? new AnswerOutcome.Bad(this, seat, current, problem!)
            : new AnswerOutcome.Counted(this, seat, new SchoolAnswer(seat.Id, person, rank, given, now, (current?.Number ?? 0) + 1, current?.Audit ?? AuditChain.Empty), IsNew: true);
    }

    /// <summary>Counts the answers and freezes what is published of them (rule V11). Deciding on the same answers gives the same result, whoever closes.</summary>
    public Consultation Close(IEnumerable<SchoolAnswer> answers, DateTimeOffset now) =>
        State is ConsultationState.Open && now >= ClosesAt
            ? this with { State = ConsultationState.Closed, ClosedAt = now, Result = ConsultationResult.Of(Questions, Roll, [.. answers]) }
            : throw new InvalidOperationException($"Consultation {Id} is {State} and closes at {ClosesAt:O}; it cannot be closed at {now:O}.");
}

/// <summary>One school's current answer.</summary>
/// <param name="Rank">The answerer's place among the seat's voters: 0 is the head (rule V3).</param>
/// <param name="Number">1 for the school's first answer, one more at each change.</param>
/// <param name="Audit">The head of the seat's own chain of audit rows.</param>
public sealed record SchoolAnswer(SeatId Seat, PersonId Person, int Rank, Given Given, DateTimeOffset At, int Number, AuditChain Audit);

/// <summary>Everything that can become of an answer. A refusal is an answer to show, not an exception.</summary>
public abstract record AnswerOutcome
{
    private AnswerOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had already sent the same: a success that writes nothing (rule V7).</param>
    public sealed record Counted(Consultation Consultation, Seat Seat, SchoolAnswer Answer, bool IsNew) : AnswerOutcome;

    /// <param name="Standing">The school's answer, which was counted; null where none came in time.</param>
    public sealed record Closed(Consultation Consultation, Seat Seat, SchoolAnswer? Standing, DateTimeOffset ArrivedAt) : AnswerOutcome;

    /// <summary>No such consultation, no such seat, or not this person's: they look the same from outside (rule T2).</summary>
    public sealed record NoSeat : AnswerOutcome;

    /// <param name="Why">Says what is allowed (rule V8).</param>
    public sealed record Bad(Consultation Consultation, Seat Seat, SchoolAnswer? Standing, string Why) : AnswerOutcome;

    public sealed record HeadHasAnswered(Consultation Consultation, Seat Seat, SchoolAnswer Standing) : AnswerOutcome;
}
