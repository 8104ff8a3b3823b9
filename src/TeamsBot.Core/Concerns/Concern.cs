using System.Collections.Immutable;
using TeamsBot.Core.Audit;

namespace TeamsBot.Core.Concerns;

/// <summary>A concern's id, made when its form was drawn, so that a form sent twice makes one (rule V7).</summary>
public readonly record struct ConcernId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 64 && claimed.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');

    public override string ToString() => Value;
}

/// <summary>The school a concern is about, as it stood on the day it was raised.</summary>
/// <param name="TypeGroup">GIAS type group, which decides the route (rule E9).</param>
/// <param name="Network">Null for a school in no network.</param>
public sealed record ConcernedSchool(Urn Urn, string Name, int TypeGroup, string Type, GroupId? Network);

/// <summary>What the head wrote.</summary>
/// <param name="Facts">What they have seen.</param>
/// <param name="Tried">What was tried so far.</param>
/// <param name="WouldHelp">What would help.</param>
public sealed record ConcernWording(string Facts, string Tried, string WouldHelp);

/// <summary>Who raised it. Only the network's advisers and the partnership board learn who (R85).</summary>
public sealed record Reporter(PersonId Person, Urn School, string SchoolName);

/// <summary>Where a concern goes when it is raised, by the school's status on that day (rule E9).</summary>
public enum ConcernRoute
{
    /// <summary>A maintained school's: to the facilitators of its network.</summary>
    Adviser,

    /// <summary>An academy's or a free school's: to the regional representative, through the partnership board.</summary>
    Representative,

    /// <summary>Any other: the partnership board's clerk decides.</summary>
    Person,
}

/// <summary>Why a person decides where a concern goes.</summary>
public enum WhyAPerson
{
    /// <summary>The route is clear.</summary>
    None,

    /// <summary>A kind of school for which there is no route: independent, a college, online, a special school that is not maintained.</summary>
    Kind,

    NoNetwork,

    /// <summary>Its network has no facilitator, or only one who has a part in the school.</summary>
    NoAdviser,

    NoRepresentative,
}

/// <summary>Who takes a concern up.</summary>
public enum Taker
{
    /// <summary>The facilitators of the school's network.</summary>
    Adviser,

    /// <summary>The regional representative.</summary>
    Representative,

    /// <summary>The partnership board itself.</summary>
    Board,
}

/// <summary>One move in a concern's history, append-only.</summary>
/// <param name="Number">1 for the raising. The number of the last is the version that cards carry (rule E2).</param>
/// <param name="Person">Null for what the bot does: it sends a maintained school's concern to the adviser by itself.</param>
/// <param name="To">Who takes it up from here; null for every act but sending.</param>
/// <param name="Text">For a sending, words to whoever takes it up; for the others, words to the head who raised it. Null where nothing was written.</param>
/// <param name="Readers">Who gets a card of their own by this move.</param>
public sealed record ConcernMove(int Number, ConcernAct Act, PersonId? Person, Taker? By, Taker? To, string? Text, DateTimeOffset At, ImmutableArray<PersonId> Readers);

/// <summary>A head's concern about how far a school takes part. Restricted: named people only, in their own chats (rules E9, T5).</summary>
public sealed record Concern
{
    public required TenantId Tenant { get; init; }

    public required ConcernId Id { get; init; }

    public required ConcernedSchool School { get; init; }

    public required ConcernWording Wording { get; init; }

    public required Reporter Reporter { get; init; }

    public required ConcernRoute Route { get; init; }

    public required WhyAPerson Why { get; init; }

    public required ConcernState State { get; init; }

    /// <summary>The chairs who hear that there is a concern, and no more; nobody unless the county wants it.</summary>
    public required ImmutableArray<PersonId> Informed { get; init; }

    public required ImmutableArray<ConcernMove> Moves { get; init; }

    public required AuditChain Audit { get; init; }

    public int Version => Moves.Length;

    public ConcernMove Last => Moves[^1];

    public bool IsOver => State is ConcernState.Resolved or ConcernState.NoChange;

    /// <summary>Whether the partnership board decides or passes on: it then sees the concern to its end.</summary>
    public bool IsThroughBoard => Route is not ConcernRoute.Adviser;

    /// <summary>The move by which it came to whoever takes it up; null while nobody does.</summary>
    public ConcernMove? Sending => Moves.FirstOrDefault(move => move.Act is ConcernAct.Send);

    public Taker? Taker => Sending?.To;

    /// <summary>Moves that the raising's own commit made.</summary>
    public int FirstMoves => IsThroughBoard ? 1 : 2;

    /// <summary>Decides on a move; stores nothing (rule E2).</summary>
    /// <param name="part">What the person is to this concern now; null for somebody with no part in it.</param>
    /// <param name="readers">For a sending: who would get a card of their own.</param>
    internal ConcernOutcome Decide(PersonId person, Part? part, ConcernPress press, IEnumerable<PersonId> readers, DateTimeOffset now)
    {
        if (part is null || !ConcernRules.MayEver(press.Act, part))
        {
            return new ConcernOutcome.NotYours();
        }

        var words = ConcernRules.ReadText(press.Text) is { Length: > 0 } text ? text : null;
        if (Moves.ElementAtOrDefault(press.Version) is { } next)
        {
            var same = next.Act == press.Act && next.Person == person && next.Text == words && next.To == press.To;
            return same ? new ConcernOutcome.Moved(this, IsNew: false) : new ConcernOutcome.Overtaken(this, next);
        }

        return press.Version != Version || ConcernRules.Find(State, press.Act) is not { } rule || !ConcernRules.MayNow(rule, part) ? new ConcernOutcome.Overtaken(this, Last)
            : ConcernRules.Problem(words, ConcernRules.LongestWord, now) is { } problem ? new ConcernOutcome.Wrong(this, problem)
            : new ConcernOutcome.Moved(After(new(Version + 1, press.Act, person, part.ActsAs, press.To, words, now, [.. readers]), rule.Next), IsNew: true);
    }

    private Concern After(ConcernMove move, ConcernState next) => this with { State = next, Moves = Moves.Add(move) };
}

/// <summary>One press on a concern's card.</summary>
/// <param name="To">For a sending: who is to take it up.</param>
/// <param name="Version">The number of the last move on the card that was pressed.</param>
internal sealed record ConcernPress(ConcernId Concern, ConcernAct Act, Taker? To, int Version, string Text);

/// <summary>Everything that can become of a move.</summary>
internal abstract record ConcernOutcome
{
    private ConcernOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had made the same move from the same card: a success that writes nothing.</param>
    public sealed record Moved(Concern Concern, bool IsNew) : ConcernOutcome;

    /// <summary>The card was older than the concern; nothing is changed (rule E2).</summary>
    /// <param name="By">The move that came first.</param>
    public sealed record Overtaken(Concern Concern, ConcernMove By) : ConcernOutcome;

    /// <param name="Why">What to do, for a line on the card.</param>
    public sealed record Wrong(Concern Concern, string Why) : ConcernOutcome;

    /// <summary>No such concern, or no part in it: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : ConcernOutcome;
}
