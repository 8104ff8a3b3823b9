using System.Collections.Immutable;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>What a school does in the stage of causes. The texts are as <see cref="Proposal.ReadText"/> reads them.</summary>
/// <param name="Id">Of what is added, made when the form was drawn (rule V7), or of what is taken back.</param>
public abstract record CausesAct(string Id) : StageAct<CausesBook>(Id)
{
    internal override Stage Stage => Stage.Causes;

    public sealed record Add(string Id, string Priority, string Text, CauseMark? Mark, string? Evidence) : CausesAct(Id);

    public sealed record SayGroups(string Id, string Priority, ImmutableArray<string> Groups) : CausesAct(Id);

    public sealed record TakeBack(string Id) : CausesAct(Id)
    {
        internal override bool Adds => false;
    }

    internal override StageOutcome<CausesBook> Decide(Round round, CausesBook book, Seat seat, PersonId person, DateTimeOffset now)
    {
        var at = new StageDesk<CausesBook>(round, seat, book);
        var rank = seat.RankOf(person)!.Value;
        if (this is Add or SayGroups && (book.Find(Id) is not null || book.FindGroups(Id) is not null))
        {
            return IsIn(at, person) ? new StageOutcome<CausesBook>.Done(at, Write: null, "") : new StageOutcome<CausesBook>.Overtaken(at);
        }

        if (this is TakeBack && book.Find(Id) is { } taken && taken.Seat == seat.Id && !book.Stands(taken))
        {
            return new StageOutcome<CausesBook>.Done(at, Write: null, "");
        }

        return !round.Takes(Stage.Causes, now) ? new StageOutcome<CausesBook>.Late(at) : this switch
        {
            Add add => Adding(add, at, person, rank, now),
            SayGroups say => Saying(say, at, person, rank, now),
            _ => TakingBack(at, person, rank, now),
        };
    }

    private bool IsIn(StageDesk<CausesBook> at, PersonId person) => this switch
    {
        Add add => at.Book.Find(Id) is { } cause && cause.Seat == at.Seat.Id && cause.Person == person && cause.Priority == add.Priority && cause.Text == add.Text && cause.Mark == add.Mark && cause.Evidence == add.Evidence,
        SayGroups say => at.Book.FindGroups(Id) is { } said && said.Seat == at.Seat.Id && said.Person == person && said.Priority == say.Priority && said.Groups.SequenceEqual(say.Groups),
        _ => false,
    };

    private static StageOutcome<CausesBook> Adding(Add add, StageDesk<CausesBook> at, PersonId person, int rank, DateTimeOffset now)
    {
        if (Problem(add, at, now) is { } why)
        {
            return new StageOutcome<CausesBook>.Wrong(at, why);
        }

        var cause = new Cause(add.Id, add.Priority, at.Seat.Id, person, rank, add.Text, add.Mark!.Value, add.Evidence, now);
        return new StageOutcome<CausesBook>.Done(at with { Book = at.Book.With(cause) }, CausesStore.Insert(cause), $"cause {add.Id}");
    }

    private static string? Problem(Add add, StageDesk<CausesBook> at, DateTimeOffset now) =>
        NoPriority(add.Priority, at)
        ?? (Theme.Fold(add.Text).Length == 0 ? "Choose a cause from the list, or write one."
        : add.Text.Length > Cause.LongestText ? $"Use at most {Cause.LongestText} characters for the cause. There are {add.Text.Length}."
        : add.Mark is null ? "Say who can change it."
        : add.Evidence?.Length > Cause.LongestEvidence ? $"Use at most {Cause.LongestEvidence} characters for the evidence. There are {add.Evidence.Length}."
        : at.Book.Of(at.Seat.Id, add.Priority).Any(cause => Theme.Fold(cause.Text) == Theme.Fold(add.Text)) ? "Your school has named this cause already. Take it back first if you want to change it."
        : at.Book.Of(at.Seat.Id, add.Priority).Count() >= Cause.OfOneSeatAtMost ? $"Your school has named {Cause.OfOneSeatAtMost} causes for this priority, which is the most. Take one back first."
        : PupilData.Problem($"{add.Text}\n{add.Evidence}", now));

    private static StageOutcome<CausesBook> Saying(SayGroups say, StageDesk<CausesBook> at, PersonId person, int rank, DateTimeOffset now)
    {
        // A deputy's never replaces the head's (rule V3).
        if (NoPriority(say.Priority, at) is { } why || (why = at.Book.GroupsOf(at.Seat.Id, say.Priority)?.Rank < rank ? "Your head has named the pupil groups, and that stands." : null) is not null)
        {
            return new StageOutcome<CausesBook>.Wrong(at, why);
        }

        var said = new SaidGroups(say.Id, say.Priority, at.Seat.Id, person, rank, say.Groups, now);
        return new StageOutcome<CausesBook>.Done(at with { Book = at.Book.With(said) }, CausesStore.Insert(said), $"pupil groups {say.Id}");
    }

    private StageOutcome<CausesBook> TakingBack(StageDesk<CausesBook> at, PersonId person, int rank, DateTimeOffset now) =>
        at.Book.Find(Id) is not { } cause || cause.Seat != at.Seat.Id ? new StageOutcome<CausesBook>.Wrong(at, "Choose one of your school’s causes.")
        : cause.Rank < rank ? new StageOutcome<CausesBook>.Wrong(at, "Your head named this cause. Speak with your head about it.")
        : new StageOutcome<CausesBook>.Done(at with { Book = at.Book.Without(cause) }, CausesStore.TakeBack(cause, person, now), $"take back cause {Id}");

    private static string? NoPriority(string priority, StageDesk<CausesBook> at) => at.Round.Priorities.All(option => option.Id != priority) ? "Choose one of the agreed priorities." : null;
}
