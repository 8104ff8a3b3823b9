using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>All that the schools of a round said in one of its stages.</summary>
public abstract class StageBook
{
    /// <summary>Whether a school has ever said anything, also what it took back since.</summary>
    public abstract bool HasHeard(SeatId seat);
}

/// <summary>What was said in a stage, as rows beside their round. All are insert-only.</summary>
public abstract class StageStore<TBook>
    where TBook : StageBook
{
    public abstract Task<TBook> ReadAsync(Round round, CancellationToken cancellation);
}

/// <summary>What a school does in a stage.</summary>
/// <param name="Id">Of what is added, made when the form was drawn (rule V7), or of what is taken back.</param>
public abstract record StageAct<TBook>(string Id)
    where TBook : StageBook
{
    internal abstract Stage Stage { get; }

    /// <summary>Whether it adds something under an id that a card claims.</summary>
    internal virtual bool Adds => true;

    /// <summary>Decides on the act; stores nothing. What is there already is a success, also after the deadline: it was in time.</summary>
    internal abstract StageOutcome<TBook> Decide(Round round, TBook book, Seat seat, PersonId person, DateTimeOffset now);
}

/// <summary>Where one school stands in a stage.</summary>
public sealed record StageDesk<TBook>(Round Round, Seat Seat, TBook Book)
    where TBook : StageBook;

/// <summary>Everything that can become of an act.</summary>
public abstract record StageOutcome<TBook>
    where TBook : StageBook
{
    private StageOutcome()
    {
    }

    /// <param name="At">As it stands afterwards.</param>
    /// <param name="Write">Null where it was so already: a success that writes nothing.</param>
    /// <param name="What">The act for the record.</param>
    public sealed record Done(StageDesk<TBook> At, Write? Write, string What) : StageOutcome<TBook>;

    /// <summary>The stage is over, or not yet on; nothing was changed.</summary>
    public sealed record Late(StageDesk<TBook> At) : StageOutcome<TBook>;

    /// <summary>The card's form had been used for something else: a fresh one is drawn.</summary>
    public sealed record Overtaken(StageDesk<TBook> At) : StageOutcome<TBook>;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(StageDesk<TBook> At, string Why) : StageOutcome<TBook>;

    /// <summary>No such round, or no seat in it: they look the same (rule T2).</summary>
    public sealed record NotYours : StageOutcome<TBook>;
}
