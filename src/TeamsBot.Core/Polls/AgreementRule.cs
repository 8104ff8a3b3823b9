using System.Collections.Immutable;

namespace TeamsBot.Core.Polls;

/// <summary>How many ballots chose each option, and how many were cast by how many seats. A count of ballots, never a counter (rule V5).</summary>
/// <param name="Cast">Ballots cast, abstentions included.</param>
/// <param name="Counts">One for every option of the wording, in its order.</param>
public sealed record Tally(int Seats, int Cast, int Abstained, ImmutableArray<OptionCount> Counts)
{
    public static Tally Of(Wording wording, int seats, IEnumerable<Choices> ballots)
    {
        var cast = ballots.ToList();
        return new(seats, cast.Count, cast.Count(choices => choices.IsAbstention), [.. wording.Options.Select(option => new OptionCount(option.Id, cast.Count(choices => choices.Ids.Contains(option.Id))))]);
    }
}

public sealed record OptionCount(string Option, int Count);

/// <summary>What became of an option.</summary>
public enum Verdict
{
    NotAgreed,
    Tied,
    Agreed,
}

/// <summary>What became of the poll, in the order in which it is decided (rule V15).</summary>
public enum Outcome
{
    NotQuorate,
    NotAgreed,
    Tied,
    Agreed,
}

public sealed record OptionVerdict(string Option, int Count, Verdict Verdict);

/// <summary>A frozen result with the numbers it used (rules V11, V16).</summary>
/// <param name="QuorumNeeded">The fewest ballots that make the poll quorate.</param>
/// <param name="VotesNeeded">The fewest ballots that agree an option.</param>
/// <param name="Options">Most chosen first, then by the wording's order.</param>
public sealed record Result(Outcome Outcome, int Seats, int Cast, int Abstained, int QuorumNeeded, int VotesNeeded, AgreementRule Rule, ImmutableArray<OptionVerdict> Options)
{
    public IEnumerable<OptionVerdict> Agreed => Options.Where(option => option.Verdict == Verdict.Agreed);

    public IEnumerable<OptionVerdict> Tied => Options.Where(option => option.Verdict == Verdict.Tied);
}

/// <summary>The poll's stated rule.</summary>
/// <param name="QuorumPercent">At least this share of the frozen seats must have cast a ballot.</param>
/// <param name="AgreePercent">The share of cast ballots an option needs.</param>
/// <param name="MoreThan">Whether the share must be exceeded ("more than half") or reached ("at least 50 %").</param>
/// <param name="Places">How many options may be agreed: the top n.</param>
/// <param name="QuorumAtLeast">The fewest ballots that make a poll quorate, whatever the share.</param>
public sealed record AgreementRule(int QuorumPercent, int AgreePercent, bool MoreThan, int Places, int QuorumAtLeast = 1)
{
    public static AgreementRule MoreThanHalf(int places) => new(50, 50, MoreThan: true, places);

    /// <summary>The share of ballots in words: "more than half", "at least 60 %".</summary>
    public string Share => (MoreThan ? "more than " : "at least ") + (AgreePercent == 50 ? "half" : $"{AgreePercent}\u00a0%");

    /// <summary>Applies the rule. Integers only (rule V13); a tie across the cut is never settled by order, time or name (rule V15).</summary>
    public Result Decide(Tally tally)
    {
        var quorate = IsQuorate(tally.Cast, tally.Seats);
        var enough = tally.Counts.Where(option => Reaches(option.Count, tally.Cast)).OrderByDescending(option => option.Count).ToList();
        var cut = enough.Count > Places ? enough[Places - 1].Count : 0;
        var tiedAtCut = enough.Count > Places && enough[Places].Count == cut;
        Verdict Of(OptionCount option) =>
            !quorate || !Reaches(option.Count, tally.Cast) || option.Count < cut ? Verdict.NotAgreed
            : tiedAtCut && option.Count == cut ? Verdict.Tied
            : Verdict.Agreed;
        ImmutableArray<OptionVerdict> options = [.. tally.Counts.OrderByDescending(option => option.Count).Select(option => new OptionVerdict(option.Option, option.Count, Of(option)))];
        var outcome = !quorate ? Outcome.NotQuorate
            : options.Any(option => option.Verdict == Verdict.Tied) ? Outcome.Tied
            : options.Any(option => option.Verdict == Verdict.Agreed) ? Outcome.Agreed
            : Outcome.NotAgreed;
        return new(outcome, tally.Seats, tally.Cast, tally.Abstained, QuorumNeeded(tally.Seats), VotesNeeded(tally.Cast), this, options);
    }

    internal bool IsQuorate(int cast, int seats) => cast > 0 && cast >= QuorumAtLeast && cast * 100 >= QuorumPercent * seats;

    /// <summary>Whether an option has enough of the ballots, whatever the others have.</summary>
    internal bool Reaches(int count, int cast) => count > 0 && (MoreThan ? count * 100 > AgreePercent * cast : count * 100 >= AgreePercent * cast);

    private int QuorumNeeded(int seats) => Math.Max(Math.Max(1, QuorumAtLeast), ((QuorumPercent * seats) + 99) / 100);

    private int VotesNeeded(int cast) => Math.Max(1, MoreThan ? (AgreePercent * cast / 100) + 1 : ((AgreePercent * cast) + 99) / 100);
}
