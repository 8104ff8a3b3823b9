using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Escalations;

/// <summary>A priority sent up with an ask, and what became of it so far.</summary>
public sealed record Matter
{
    public required TenantId Tenant { get; init; }

    public required MatterId Id { get; init; }

    public required Evidence Evidence { get; init; }

    public required MatterState State { get; init; }

    /// <summary>The board whose answer is awaited, or that gave the last one.</summary>
    public required Party Holder { get; init; }

    /// <summary>The boards above its origin as they were when it was raised, nearest first. The first holds it first; a referral goes to the next, a return to the one before.</summary>
    public required ImmutableArray<Party> AboveChain { get; init; }

    public required ImmutableArray<Move> Moves { get; init; }

    public required AuditChain Audit { get; init; }

    /// <summary>What its clock did so far, in order (rules E3, E4).</summary>
    public ImmutableArray<FiredStep> Steps { get; init; } = [];

    /// <summary>The theme that a person gave a matter whose option came without one; it counts from then on (R59).</summary>
    public ThemeId? Tagged { get; init; }

    public ThemeId? Theme => Evidence.Theme ?? Tagged;

    /// <summary>The number of the last move, which a card carries as its <c>version</c>.</summary>
    public int Version => Moves.Length;

    public Move Last => Moves[^1];

    /// <summary>The board the holder may refer it up to; null where it goes no further.</summary>
    public Party? Above => AboveChain.SkipWhile(board => board.Id != Holder.Id).ElementAtOrDefault(1);

    /// <summary>The board it came to the holder from, by a referral; null where it came from its origin.</summary>
    public Party? Below => AboveChain.TakeWhile(board => board.Id != Holder.Id).LastOrDefault();

    /// <summary>Whether a decision was given: accepted, in progress, declined, returned to its origin, resolved.</summary>
    public bool IsAnswered => State is MatterState.Accepted or MatterState.InProgress or MatterState.Declined or MatterState.Returned or MatterState.Resolved;

    /// <summary>Whether a board's decision is awaited: neither answered nor withdrawn.</summary>
    public bool IsUndecided => MatterRules.IsUndecided(State);

    /// <summary>Whether nothing moves it any more. Declined or returned, it may be sent again as another matter (rule E5).</summary>
    public bool IsOver => MatterRules.IsOver(State);

    public bool MayBeSentAgain => State is MatterState.Declined or MatterState.Returned;

    /// <summary>Who sees to it, in words; null while nobody was named.</summary>
    public string? Owner => Moves.LastOrDefault(move => move.Owner is not null)?.Owner;

    /// <summary>The day by which the board says how it goes; null while none was named, and once it is over.</summary>
    public DateOnly? NextDate => IsOver ? null : Moves.LastOrDefault(move => move.NextDate is not null)?.NextDate;

    /// <summary>Restricted matters reach named people only, never a channel or a digest (rule T5).</summary>
    public bool MayBeShownInChannels => Evidence.Visibility is not Visibility.Restricted;

    /// <summary>The moves that brought it to a board, in order: each made the cards of that board's officers.</summary>
    public IEnumerable<Move> Arrivals => Moves.Where(IsArrival);

    /// <summary>Whether a move brought it to a board: raised, referred up, taken over, or sent back to a board that held it before.</summary>
    public bool IsArrival(Move move) => move.Act is Act.Raise or Act.ReferUp or Act.TakeOver || (move.Act is Act.Return && move.To!.Id != Evidence.Origin.Id);

    /// <summary>Whether a move sent it back to its network.</summary>
    public bool IsBack(Move move) => move.Act is Act.Return && !IsArrival(move);

    /// <summary>Whether everyone who voted hears of a move: every decision, and the end of it (rule E7). Steps between are told in the channel.</summary>
    public bool IsTold(Move move) => move.Act is Act.Accept or Act.Confirm or Act.Decline or Act.Withdraw or Act.Resolve || IsBack(move);

    /// <summary>The move by which it left a board that does not hold it now: referred up, sent back or taken over.</summary>
    public Move DepartureFrom(GroupId board) => Arrivals.SkipWhile(arrival => arrival != Arrivals.Last(last => last.To!.Id == board)).ElementAt(1);

    /// <summary>Decides on a move; stores nothing (rule E2).</summary>
    /// <param name="standing">In which role the person acts, and whether for the holder or the origin; null for somebody with no part in it.</param>
    /// <param name="readers">Who would get a card of their own by this move.</param>
    public MoveOutcome Decide(MovePress press, Standing? standing, IEnumerable<Reader> readers, DateTimeOffset now)
    {
        if (standing is null || !MatterRules.MayEver(press.Act, standing.Side))
        {
            return new MoveOutcome.NotYours();
        }

        var said = Said.Read(press);
        if (Moves.ElementAtOrDefault(press.Version) is { } next)
        {
            return next.Person == standing.Person && said.IsOf(next) ? new MoveOutcome.Moved(this, next, IsNew: false) : new MoveOutcome.Overtaken(this, next);
        }

        var rules = MatterRules.Table.Where(rule => rule.From == State && rule.Act == press.Act && rule.By == standing.Side).ToList();
        return press.Version != Version || rules.Count == 0 ? new MoveOutcome.Overtaken(this, Last)
            : said.Problem(press.Taken ?? now) is { } problem ? new MoveOutcome.Wrong(problem)
            : rules.Find(Fits) is not { } rule ? new MoveOutcome.Wrong(press.Act is Act.TakeOver ? $"{Holder.Name} answers this in its own time. It is not on your board’s agenda." : $"{Holder.Name} cannot refer this further up. Accept it, ask a question or decline it.")
            : Moved(rule, standing, said, readers, now, press.Together);
    }

    /// <summary>The matter after the holding board's vote agreed it: confirmed where that is what was voted on or where it goes no further, else referred up. Null where it is not that board's to move any more.</summary>
    /// <param name="readers">Who would get a card of their own by a referral.</param>
    public Matter? Voted(BoardVote vote, IEnumerable<Reader> readers, DateTimeOffset now)
    {
        var act = vote.Confirms || Above is null ? Act.Confirm : Act.ReferUp;
        return Holder.Id != vote.Board || Arrivals.Last().At > vote.Closed || MatterRules.Table.FirstOrDefault(rule => rule.From == State && rule.By is Side.Vote && rule.Act == act) is not { } rule
            ? null
            : After(new(Version + 1, act, null, null, Holder, act is Act.ReferUp ? Above : null, vote.Tally, now, act is Act.ReferUp ? [.. readers] : []), rule.Next);
    }

    private bool Fits(MatterRule rule) => rule.Where switch
    {
        Reach.WithABoardAbove => Above is not null,
        Reach.WithABoardBelow => Below is not null,
        Reach.TheFirst => Below is null,
        Reach.OnTheAgenda => Deadline.Agenda(this) is not null,
        _ => true,
    };

    private MoveOutcome.Moved Moved(MatterRule rule, Standing standing, Said said, IEnumerable<Reader> readers, DateTimeOffset now, string together)
    {
        var by = standing.Side switch { Side.Origin => Evidence.Origin, Side.BoardAbove => Above!, _ => Holder };
        var to = rule.Act switch { Act.ReferUp or Act.TakeOver => Above, Act.Return => Below ?? Evidence.Origin, Act.Ask => Evidence.Origin, Act.Reply => Holder, _ => null };
        var move = new Move(Version + 1, rule.Act, standing.Person, standing.Role, by, to, said.Text, now, [.. readers]) { Owner = said.Owner, NextDate = said.NextDate, Together = together.Length == 0 ? null : together };
        return new(After(move, rule.Next), move, IsNew: true);
    }

    private Matter After(Move move, MatterState next) => this with { State = next, Moves = Moves.Add(move), Holder = IsArrival(move) ? move.To! : Holder };
}
