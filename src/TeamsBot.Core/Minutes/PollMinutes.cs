using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Minutes;

/// <summary>What a clerk needs to defend a closed poll's result: its wording, electorate, ballots, arithmetic, times, acts, and whether a recount agrees.</summary>
public sealed class PollMinutes
{
    private readonly PollRecord record;
    private readonly Register? register;

    /// <param name="recounted">Of a closed poll whose record could be read: minutes of an open one would show running counts (rule V17).</param>
    /// <param name="matters">What was sent up from it.</param>
    /// <param name="register">Names the people; who is no longer in it stands by id. Null where there is none.</param>
    public PollMinutes(Recounted recounted, IReadOnlyList<Matter> matters, Register? register)
    {
        record = recounted.Record ?? throw new ArgumentException($"The record of poll {recounted.Id} cannot be read.", nameof(recounted));
        this.register = register;
        Result = Poll.Result ?? throw new ArgumentException($"Poll {Poll.Id} is still open.", nameof(recounted));
        Differences = recounted.Differences;
        Matters = [.. matters.Select(matter => new MatterLine(matter.Evidence.Option.Text, matter.Holder.Name, matter.IsUndecided ? "Not answered yet" : MatterWords.StatusOf(matter).Word, matter.Moves[^1].At))];
    }

    public Poll Poll => record.Poll;

    public Result Result { get; }

    public bool IsSecret => Poll.Secrecy is Secrecy.Secret;

    /// <summary>What a recount found that does not agree; empty where all does.</summary>
    public ImmutableArray<string> Differences { get; }

    public ImmutableArray<MatterLine> Matters { get; }

    /// <summary>Every version of the wording, the first first.</summary>
    public ImmutableArray<Wording> Wordings => record.Wordings;

    /// <summary>The outcome's mark and word.</summary>
    public string Outcome => ResultCards.StatusOf(Result.Outcome).ToString();

    /// <summary>What is agreed, a settled tie included, in the group's words.</summary>
    public IEnumerable<string> Decided => Poll.Agreed.Select(option => $"{ResultCards.TextOf(Poll, option)} ({Words.Of(option.Count, Result.Cast)})");

    /// <summary>The options, most chosen first.</summary>
    public IEnumerable<OptionLine> Options => Result.Options.Select(option => new OptionLine(option.Option, ResultCards.TextOf(Poll, option), option.Count, WordOf(option)));

    /// <summary>The frozen electorate by name, each seat with its vote.</summary>
    public IEnumerable<SeatLine> Seats
    {
        get
        {
            var ballots = record.Ballots.ToDictionary(ballot => ballot.Seat);
            var voted = record.Markers.Select(marker => marker.Seat).ToHashSet();
            return Poll.Electorate.Seats.OrderBy(seat => seat.Name, StringComparer.OrdinalIgnoreCase).Select(seat => IsSecret ? LineOf(seat, voted.Contains(seat.Id)) : LineOf(seat, ballots.GetValueOrDefault(seat.Id)));
        }
    }

    /// <summary>What was done with the poll itself, in words and in its order: by whom, and why.</summary>
    public IEnumerable<ActLine> Story => record.ChainOf(PollRows.PollAudit).Select(row => AuditEntry.Read(PollRows.PollAudit, row)).Select(act => new ActLine(act.At, ActWords.Of(Poll, act), NameOf(new(act.Who))));

    /// <summary>Every audited vote, as its audit row has it; none of a secret poll, whose minutes say that a seat voted and not when (rule V18).</summary>
    public IEnumerable<(AuditEntry Act, string Who)> Votes => IsSecret ? [] : record.Acts.Where(act => act.Chain != PollRows.PollAudit).Select(act => (act, NameOf(new(act.Who))));

    /// <summary>The head of the poll's own audit chain, which vouches for every act before it.</summary>
    public AuditChain Head => Poll.Audit;

    /// <summary>The quorum, in integers and words (rules V13, V16).</summary>
    public string Quorum
    {
        get
        {
            var (cast, percent, seats) = (Result.Cast, Result.Rule.QuorumPercent, Result.Seats);
            var reached = cast >= Result.QuorumNeeded;
            return $"At least {percent}{Words.Bound}% of the {Words.Count(seats, "seat")} must cast a ballot, ballots that choose none included. {Words.Count(cast, "ballot was", "ballots were")} cast. "
                + $"{Figures(cast)} × 100 = {Figures(cast * 100)}; {percent} × {Figures(seats)} = {Figures(percent * seats)}. "
                + (IsSecret ? $"A secret vote needs {Words.Number(SecretBallots.Fewest)} in any case. " : "")
                + $"The fewest ballots that are enough: {Figures(Result.QuorumNeeded)}. {(reached ? "That was reached: the vote counts." : "That was not reached: nothing is decided, whatever the counts.")}";
        }
    }

    /// <summary>What an option needs, in integers and words (rules V14, V16).</summary>
    public string Agreement
    {
        get
        {
            var rule = Result.Rule;
            return $"An option needs {rule.Share} of the {Words.Count(Result.Cast, "ballot")}, and a place among the {rule.Places} most chosen. Its votes × 100 must be {(rule.MoreThan ? "more than" : "at least")} {rule.AgreePercent} × {Figures(Result.Cast)} = {Figures(rule.AgreePercent * Result.Cast)}. "
                + $"The fewest votes that are enough: {Figures(Result.VotesNeeded)}. A tie is never settled by order, time or name.";
        }
    }

    /// <summary>How a tie ended, or that it stands; null where there was none.</summary>
    public string? Tie => !Result.Tied.Any() ? null
        : Poll.Tie?.Settlement is { } settled ? TieCards.HowSettled(Poll, Result, settled) + (settled.By is { } by ? $" It was {NameOf(by)}." : $" The run-off is poll {settled.RunOff}.")
        : Poll.Tie?.RunOff is { } held ? $"{ResultCards.AreLevel(Result)} A run-off, poll {held.Poll}, is to settle it."
        : $"{ResultCards.AreLevel(Result)} It stands.";

    /// <summary>A page to print: HTML with nothing to fetch and no script.</summary>
    public string ToHtml() => MinutesPage.Write(this);

    /// <summary>A table, a fact a row, with cells that could be formulas quoted (rule T3).</summary>
    public string ToCsv() => MinutesCsv.Write(this);

    /// <summary>The polls before and after it that ask the same (rule V12), and the one whose tie it settled.</summary>
    public IEnumerable<string> Links =>
    [
        .. Poll.RunOffOf is { } tied ? [$"This was the run-off of poll {tied}."] : Array.Empty<string>(),
        .. Poll.Reopens is { } before ? [$"This asked again what poll {before.Poll} had asked. The reason given: {before.Why}"] : Array.Empty<string>(),
        .. Poll.AskedAgain is { } again ? [$"This was asked again in poll {again.Poll}, and its result stands. The reason given: {again.Why}"] : Array.Empty<string>(),
    ];

    /// <summary>How a version of the wording came about; null for the first.</summary>
    public string? Amended(Wording wording) =>
        wording.Amendment is { } amendment ? $"Changed on {ActWords.Day(amendment.At)} by {NameOf(amendment.By)}. The reason given: {amendment.Why}" : null;

    /// <summary>Somebody's name as the directory has it now.</summary>
    public string NameOf(PersonId person) => person.Value == "bot" ? "the bot, at the set time" : register?.Find(person)?.Name ?? $"{person.Value} (no longer in the directory)";

    internal static string Figures(int number) => number.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);

    private SeatLine LineOf(Seat seat, bool voted) => new(seat.Id.Value, seat.Name, VotersOf(seat), voted ? "Voted" : "Did not vote", null, "", null);

    private SeatLine LineOf(Seat seat, Ballot? ballot) => ballot is null
        ? LineOf(seat, voted: false)
        : new(seat.Id.Value, seat.Name, VotersOf(seat), string.Join("; ", WordsOf(ballot)), ballot.At, NameOf(ballot.Person), ballot.WordingVersion);

    private string VotersOf(Seat seat) => seat.Voters.IsEmpty ? "nobody" : string.Join("; ", seat.Voters.Select(NameOf));

    // In the words that the voter read.
    private IEnumerable<string> WordsOf(Ballot ballot) =>
        Wordings.FirstOrDefault(wording => wording.Version == ballot.WordingVersion) is { } wording ? PollCards.ChosenTexts(Poll with { Wording = wording }, ballot.Choices) : PollCards.ChosenTexts(Poll, ballot.Choices);

    private string WordOf(OptionVerdict option) => option.Verdict switch
    {
        Verdict.Agreed => "Agreed",
        Verdict.Tied => Poll.Settled.Contains(option) ? "Tied, then agreed" : "Tied",
        _ => "Not agreed",
    };
}

/// <param name="Verdict">Agreed, Tied, or Not agreed.</param>
public sealed record OptionLine(string Id, string Text, int Count, string Verdict);

/// <param name="Voters">Who may vote for it, the head first.</param>
/// <param name="Vote">What it chose, in words.</param>
/// <param name="By">Who cast it; empty where nobody did.</param>
/// <param name="Wording">The version it was cast on; null where nothing was cast.</param>
public sealed record SeatLine(string Id, string Name, string Voters, string Vote, DateTimeOffset? At, string By, int? Wording);

/// <param name="State">What became of it so far.</param>
public sealed record MatterLine(string Text, string Board, string State, DateTimeOffset Since);

public sealed record ActLine(DateTimeOffset At, string What, string By);
