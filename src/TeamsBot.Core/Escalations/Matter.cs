using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Escalations;

/// <summary>A matter's id: the poll, the option and the tier it was first sent to, so that a repeated close makes one matter (rule E1).</summary>
public readonly record struct MatterId(string Value)
{
    // An option's id may hold anything but a comma. What could not stand in a key, or could be taken for another id's encoding, is encoded.
    public static MatterId Of(PollId poll, string option, Tier tier) =>
        new($"{poll}~{(option.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') ? option : "_" + Keys.Encode(option))}~{tier.ToString().ToLowerInvariant()}");

    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 200 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);

    public override string ToString() => Value;
}

/// <summary>A group as it was when the matter passed through it.</summary>
public sealed record Party(GroupId Id, string Name, Tier Tier)
{
    public static Party Of(Group group) => new(group.Id, group.Name, group.Tier);
}

/// <summary>The numbers behind the matter, frozen (rules E1, V16).</summary>
/// <param name="Needed">The fewest ballots that agreed an option.</param>
/// <param name="Share">The poll's rule in words: "more than half".</param>
public sealed record Backing(int Seats, int Cast, int Chosen, int Needed, string Share);

/// <summary>A seat of the frozen electorate and, where it voted, whose ballot it was. What it chose is not carried.</summary>
public sealed record BackingSeat(SeatId Id, string Name, PersonId? Voter);

/// <summary>What goes up, frozen with it (rule E1).</summary>
public sealed record Evidence
{
    public required PollId Poll { get; init; }

    /// <summary>The priority in the network's words, as it stood on the ballot.</summary>
    public required Option Option { get; init; }

    public required int WordingVersion { get; init; }

    public required Party Origin { get; init; }

    public required Ask Ask { get; init; }

    public required Visibility Visibility { get; init; }

    public required Backing Backing { get; init; }

    public required ImmutableArray<BackingSeat> Seats { get; init; }

    /// <summary>What its round gathered: theme, causes, pupil groups, approaches. Null for a priority of a poll on its own.</summary>
    public Gathered? Gathered { get; init; }

    /// <summary>The matter that the same priority raised in the poll that this one asked again; it stands as it is (rule E5).</summary>
    public MatterId? Follows { get; init; }

    /// <summary>The theme its option had on the ballot; null where it was given none.</summary>
    public ThemeId? Theme => Option.Theme is { } id ? new(id) : null;

    /// <summary>Everyone who voted, whatever they chose: they hear the end of it (rule E7).</summary>
    public IEnumerable<PersonId> Voters => Seats.Where(seat => seat.Voter is not null).Select(seat => seat.Voter!.Value).Distinct().OrderBy(person => person.Value, StringComparer.Ordinal);

    public IEnumerable<string> SeatsVotedBy(PersonId person) => Seats.Where(seat => seat.Voter == person).Select(seat => seat.Name);
}

/// <summary>Someone who is sent a card of their own by a move.</summary>
public sealed record Reader(PersonId Person, Role Role);

/// <summary>One move in a matter's history, append-only. The first is its raising.</summary>
/// <param name="Number">1 for the raising, one more at each move. The number of the last is the version that cards carry (rule E2).</param>
/// <param name="Person">Null for the raising, which is the bot's.</param>
/// <param name="By">The group that moved it: the origin, or the board that held it.</param>
/// <param name="To">Where it goes: the board that holds it afterwards, or the origin for a question.</param>
/// <param name="Text">The question, the reply or the reason; null where none is asked for.</param>
/// <param name="Readers">Who gets a card of their own: a board's chair, vice-chair and clerk when the matter comes to it, the facilitators when they are asked.</param>
public sealed record Move(int Number, Act Act, PersonId? Person, Role? Role, Party By, Party? To, string? Text, DateTimeOffset At, ImmutableArray<Reader> Readers);

/// <summary>A priority sent up with an ask, and what became of it so far.</summary>
public sealed record Matter
{
    public required TenantId Tenant { get; init; }

    public required MatterId Id { get; init; }

    public required Evidence Evidence { get; init; }

    public required MatterState State { get; init; }

    /// <summary>The board whose answer is awaited, or that gave the last one.</summary>
    public required Party Holder { get; init; }

    /// <summary>The board the holder may refer it up to; null where it goes no further.</summary>
    public required Party? Above { get; init; }

    public required ImmutableArray<Move> Moves { get; init; }

    public required AuditChain Audit { get; init; }

    /// <summary>The theme that a person gave a matter whose option came without one; it counts from then on (R59).</summary>
    public ThemeId? Tagged { get; init; }

    public ThemeId? Theme => Evidence.Theme ?? Tagged;

    /// <summary>The number of the last move, which a card carries as its <c>version</c>.</summary>
    public int Version => Moves.Length;

    public Move Last => Moves[^1];

    public bool IsAnswered => State is MatterState.Accepted or MatterState.Declined;

    /// <summary>Restricted matters reach named people only, never a channel or a digest (rule T5).</summary>
    public bool MayBeShownInChannels => Evidence.Visibility is not Visibility.Restricted;

    /// <summary>The moves that brought it to a board, in order: each made the cards of that board.</summary>
    public IEnumerable<Move> Arrivals => Moves.Where(move => move.Act is Act.Raise or Act.ReferUp);

    /// <summary>Decides on a move; stores nothing (rule E2).</summary>
    /// <param name="standing">In which role the person acts, and whether for the holder or the origin; null for somebody with no part in it.</param>
    /// <param name="version">The number of the last move on the card that was pressed.</param>
    /// <param name="readers">Who would get a card of their own by this move.</param>
    public MoveOutcome Decide(Act act, Standing? standing, int version, string text, IEnumerable<Reader> readers, DateTimeOffset now)
    {
        if (standing is null || !MatterRules.MayEver(act, standing.Side))
        {
            return new MoveOutcome.NotYours();
        }

        var words = MatterRules.NeedsText(act) ? MatterRules.ReadText(text) : null;
        if (Moves.ElementAtOrDefault(version) is { } next)
        {
            var same = next.Act == act && next.Person == standing.Person && next.Text == words;
            return same ? new MoveOutcome.Moved(this, next, IsNew: false) : new MoveOutcome.Overtaken(this, next);
        }

        return version != Version || MatterRules.Find(State, act) is not { } rule || rule.By != standing.Side ? new MoveOutcome.Overtaken(this, Last)
            : Problem(act, words, now) is { } problem ? new MoveOutcome.Wrong(problem)
            : Moved(rule, standing, words, readers, now);
    }

    /// <summary>The matter after the holding board's vote agreed it: referred up, or confirmed where it goes no further. Null where it is not that board's to move any more.</summary>
    /// <param name="tally">The board's vote in words, for the record and for everyone who hears.</param>
    /// <param name="readers">Who would get a card of their own by a referral.</param>
    public Matter? Voted(GroupId board, string tally, IEnumerable<Reader> readers, DateTimeOffset now)
    {
        var act = Above is null ? Act.Confirm : Act.ReferUp;
        return Holder.Id != board || MatterRules.Find(State, act) is not { } rule
            ? null
            : After(new(Version + 1, act, null, null, Holder, Above, tally, now, act is Act.ReferUp ? [.. readers] : []), rule.Next);
    }

    private string? Problem(Act act, string? words, DateTimeOffset now) =>
        words is not null && MatterRules.Problem(act, words, now) is { } problem ? problem
        : act is Act.ReferUp && Above is null ? $"{Holder.Name} cannot refer this further up. Accept it, ask a question or decline it."
        : null;

    private MoveOutcome.Moved Moved(MatterRule rule, Standing standing, string? words, IEnumerable<Reader> readers, DateTimeOffset now)
    {
        var by = standing.Side is Side.Origin ? Evidence.Origin : Holder;
        var to = rule.Act switch { Act.ReferUp => Above, Act.Ask => Evidence.Origin, Act.Reply => Holder, _ => null };
        var move = new Move(Version + 1, rule.Act, standing.Person, standing.Role, by, to, words, now, [.. readers]);
        return new(After(move, rule.Next), move, IsNew: true);
    }

    private Matter After(Move move, MatterState next) => this with
    {
        State = next,
        Moves = Moves.Add(move),
        Holder = move.Act is Act.ReferUp ? move.To! : Holder,
        // One referral: what the partnership board is asked goes no further in this product yet.
        Above = move.Act is Act.ReferUp ? null : Above,
    };
}

/// <summary>In which role, and for which side, somebody acts on a matter.</summary>
public sealed record Standing(PersonId Person, Role Role, Side Side);

/// <summary>Everything that can become of a move.</summary>
public abstract record MoveOutcome
{
    private MoveOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had made the same move from the same card: a success that writes nothing.</param>
    public sealed record Moved(Matter Matter, Move Move, bool IsNew) : MoveOutcome;

    /// <summary>The card was older than the matter, or the matter is past such a move; nothing is changed (rule E2).</summary>
    /// <param name="By">The move that came first.</param>
    public sealed record Overtaken(Matter Matter, Move By) : MoveOutcome;

    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(string Why) : MoveOutcome;

    /// <summary>No such matter, or no part in it: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : MoveOutcome;
}
