using System.Collections.Immutable;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>What a school does in the stage of causes. The texts are as <see cref="Proposal.ReadText"/> reads them.</summary>
/// <param name="Id">Of what is added, made when the form was drawn (rule V7), or of what is taken back.</param>
public abstract record CausesAct(string Id)
{
    public sealed record Add(string Id, string Priority, string Text, CauseMark? Mark, string? Evidence) : CausesAct(Id);

    public sealed record SayGroups(string Id, string Priority, ImmutableArray<string> Groups) : CausesAct(Id);

    public sealed record TakeBack(string Id) : CausesAct(Id);

    /// <summary>Decides on the act; stores nothing. What is there already is a success, also after the deadline: it was in time.</summary>
    internal CausesOutcome Decide(Round round, CausesBook book, Seat seat, PersonId person, DateTimeOffset now)
    {
        var at = new CausesDesk(round, seat, book);
        var rank = seat.RankOf(person)!.Value;
        if (this is Add or SayGroups && (book.Find(Id) is not null || book.FindGroups(Id) is not null))
        {
            return IsIn(at, person) ? new CausesOutcome.Done(at, Write: null, "") : new CausesOutcome.Overtaken(at);
        }

        if (this is TakeBack && book.Find(Id) is { } taken && taken.Seat == seat.Id && !book.Stands(taken))
        {
            return new CausesOutcome.Done(at, Write: null, "");
        }

        return !round.Takes(Stage.Causes, now) ? new CausesOutcome.Late(at) : this switch
        {
            Add add => Adding(add, at, person, rank, now),
            SayGroups say => Saying(say, at, person, rank, now),
            _ => TakingBack(at, person, rank, now),
        };
    }

    private bool IsIn(CausesDesk at, PersonId person) => this switch
    {
        Add add => at.Book.Find(Id) is { } cause && cause.Seat == at.Seat.Id && cause.Person == person && cause.Priority == add.Priority && cause.Text == add.Text && cause.Mark == add.Mark && cause.Evidence == add.Evidence,
        SayGroups say => at.Book.FindGroups(Id) is { } said && said.Seat == at.Seat.Id && said.Person == person && said.Priority == say.Priority && said.Groups.SequenceEqual(say.Groups),
        _ => false,
    };

    private static CausesOutcome Adding(Add add, CausesDesk at, PersonId person, int rank, DateTimeOffset now)
    {
        if (Problem(add, at, now) is { } why)
        {
            return new CausesOutcome.Wrong(at, why);
        }

        var cause = new Cause(add.Id, add.Priority, at.Seat.Id, person, rank, add.Text, add.Mark!.Value, add.Evidence, now);
        return new CausesOutcome.Done(at with { Book = at.Book.With(cause) }, CausesStore.Insert(cause), $"cause {add.Id}");
    }

    private static string? Problem(Add add, CausesDesk at, DateTimeOffset now) =>
        NoPriority(add.Priority, at)
        ?? (Theme.Fold(add.Text).Length == 0 ? "Choose a cause from the list, or write one."
        : add.Text.Length > Cause.LongestText ? $"Use at most {Cause.LongestText} characters for the cause. There are {add.Text.Length}."
        : add.Mark is null ? "Say who can change it."
        : add.Evidence?.Length > Cause.LongestEvidence ? $"Use at most {Cause.LongestEvidence} characters for the evidence. There are {add.Evidence.Length}."
        : at.Book.Of(at.Seat.Id, add.Priority).Any(cause => Theme.Fold(cause.Text) == Theme.Fold(add.Text)) ? "Your school has named this cause already. Take it back first if you want to change it."
        : at.Book.Of(at.Seat.Id, add.Priority).Count() >= Cause.OfOneSeatAtMost ? $"Your school has named {Cause.OfOneSeatAtMost} causes for this priority, which is the most. Take one back first."
        : PupilData.Problem($"{add.Text}\n{add.Evidence}", now));

    private static CausesOutcome Saying(SayGroups say, CausesDesk at, PersonId person, int rank, DateTimeOffset now)
    {
        // A deputy's never replaces the head's (rule V3).
        if (NoPriority(say.Priority, at) is { } why || (why = at.Book.GroupsOf(at.Seat.Id, say.Priority)?.Rank < rank ? "Your head has named the pupil groups, and that stands." : null) is not null)
        {
            return new CausesOutcome.Wrong(at, why);
        }

        var said = new SaidGroups(say.Id, say.Priority, at.Seat.Id, person, rank, say.Groups, now);
        return new CausesOutcome.Done(at with { Book = at.Book.With(said) }, CausesStore.Insert(said), $"pupil groups {say.Id}");
    }

    private CausesOutcome TakingBack(CausesDesk at, PersonId person, int rank, DateTimeOffset now) =>
        at.Book.Find(Id) is not { } cause || cause.Seat != at.Seat.Id ? new CausesOutcome.Wrong(at, "Choose one of your school’s causes.")
        : cause.Rank < rank ? new CausesOutcome.Wrong(at, "Your head named this cause. Speak with your head about it.")
        : new CausesOutcome.Done(at with { Book = at.Book.Without(cause) }, CausesStore.TakeBack(cause, person, now), $"take back cause {Id}");

    private static string? NoPriority(string priority, CausesDesk at) => at.Round.Priorities.All(option => option.Id != priority) ? "Choose one of the agreed priorities." : null;
}

/// <summary>Where one school stands in the stage of causes.</summary>
public sealed record CausesDesk(Round Round, Seat Seat, CausesBook Book);

/// <summary>Everything that can become of an act.</summary>
public abstract record CausesOutcome
{
    private CausesOutcome()
    {
    }

    /// <param name="At">As it stands afterwards.</param>
    /// <param name="Write">Null where it was so already: a success that writes nothing.</param>
    /// <param name="What">The act for the record.</param>
    public sealed record Done(CausesDesk At, Write? Write, string What) : CausesOutcome;

    /// <summary>The stage is over, or not yet on; nothing was changed.</summary>
    public sealed record Late(CausesDesk At) : CausesOutcome;

    /// <summary>The card's form had been used for something else: a fresh one is drawn.</summary>
    public sealed record Overtaken(CausesDesk At) : CausesOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(CausesDesk At, string Why) : CausesOutcome;

    /// <summary>No such round, or no seat in it: they look the same (rule T2).</summary>
    public sealed record NotYours : CausesOutcome;
}
