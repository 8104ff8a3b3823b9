using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Core.Polls;
using Xunit;
using Outcome = TeamsBot.Core.Polls.Outcome;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Rule V12: when nothing can change the result any more.</summary>
public sealed class ForegoneTests
{
    /// <summary>A small poll part of whose ballots stand for good.</summary>
    private sealed record Standing(AgreementRule Rule, int Options, int AtMost, int Seats, string[] Ballots, int MayChange, int MayVote)
    {
        public Wording Wording => new(1, [.. A.Wording.Options.Take(Options)], AtMost);

        public override string ToString() => $"{Rule}, at most {AtMost} of {Options}, {Seats} seats: {string.Join(" / ", Ballots)}; {MayChange} may change, {MayVote} may vote";
    }

    [Fact]
    public void V12_NothingCanChange_IsWhatEveryCompletionSays()
    {
        var seen = new HashSet<(bool Foregone, Outcome Outcome, bool IsOpen)>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(Arb.From(Any), standing =>
        {
            var results = Completions(standing).Select(tally => standing.Rule.Decide(tally)).ToList();
            var ends = results.Select(result => $"{result.Outcome} {string.Join(' ', result.Options.OrderBy(option => option.Option, StringComparer.Ordinal).Select(option => $"{option.Option}{option.Verdict}"))}").Distinct().Count();
            seen.Add((ends == 1, results[0].Outcome, standing.MayChange + standing.MayVote > 0));
            return Foregone.NothingCanChange(standing.Rule, Tally.Of(standing.Wording, standing.Seats, standing.Ballots.Select(Choices.Stored)), standing.AtMost, standing.MayChange, standing.MayVote) == (ends == 1);
        }));

        // It would prove little if what is still open had never been foregone, or never been open.
        Assert.Superset(
            new HashSet<(bool, Outcome, bool)> { (true, Outcome.NotQuorate, true), (true, Outcome.NotAgreed, true), (true, Outcome.Agreed, true), (true, Outcome.Tied, false), (false, Outcome.Agreed, true), (false, Outcome.Tied, true) },
            seen);
    }

    [Theory]
    [InlineData(Secrecy.Named, 5, 5, false)]  // A named vote may be changed until the close, even where everybody has voted.
    [InlineData(Secrecy.Named, 2, 0, true)]   // Two of five can vote: too few, however they do.
    [InlineData(Secrecy.Named, 0, 0, true)]
    [InlineData(Secrecy.Named, 3, 1, false)]
    [InlineData(Secrecy.Secret, 5, 5, true)]  // A secret one may not.
    [InlineData(Secrecy.Secret, 5, 4, false)]
    [InlineData(Secrecy.Secret, 2, 1, true)]
    public void V12_V17_V18_IsResult_GoesByWhoCanVoteAndNeverByTheVotes(Secrecy secrecy, int withVoters, int voted, bool foregone)
    {
        var poll = A.Poll(5) with { Secrecy = secrecy };
        poll = poll with { Electorate = new(poll.Electorate.Seats.Select((seat, at) => at < withVoters ? seat : seat with { Voters = [] })) };

        Assert.Equal(foregone, Foregone.IsResult(poll, voted));
    }

    private static Gen<Standing> Any =>
        from options in Gen.Choose(2, 4)
        from atMost in Gen.Choose(1, options - 1)
        from quorum in Gen.Elements(0, 33, 50, 67, 100)
        from agree in Gen.Elements(0, 20, 50, 60, 100)
        from moreThan in Gen.Elements(true, false)
        from places in Gen.Choose(1, 3)
        from ballots in Gen.Choose(0, 6).SelectMany(count => Gen.Elements(Subsets(options, atMost)).ArrayOf(count))
        from mayChange in Gen.Choose(0, 2)
        from mayVote in Gen.Choose(0, 2)
        from empty in Gen.Choose(0, 4)
        select new Standing(new(quorum, agree, moreThan, places), options, atMost, ballots.Length + mayChange + mayVote + empty, ballots, mayChange, mayVote);

    private static string[] Subsets(int options, int atMost) =>
        [.. Enumerable.Range(0, 1 << options).Where(set => int.PopCount(set) <= atMost).Select(set => string.Join(',', Enumerable.Range(0, options).Where(bit => (set >> bit & 1) == 1).Select(bit => $"p{bit + 1}")))];

    /// <summary>Every tally that can come of it: each open seat casts each ballot there is, and one that has not voted may leave it at that.</summary>
    private static List<Tally> Completions(Standing standing)
    {
        var ballots = Subsets(standing.Options, standing.AtMost).Select(Choices.Stored).ToList();
        Dictionary<string, Tally> reached = new() { [""] = Tally.Of(standing.Wording, standing.Seats, standing.Ballots.Select(Choices.Stored)) };
        for (var seat = 0; seat < standing.MayChange + standing.MayVote; seat++)
        {
            var next = reached.Values.SelectMany(tally => ballots.Select(ballot => With(tally, ballot)));
            reached = (seat < standing.MayChange ? next : next.Concat(reached.Values)).DistinctBy(KeyOf).ToDictionary(KeyOf);
        }

        return [.. reached.Values];
    }

    private static Tally With(Tally tally, Choices ballot) => tally with
    {
        Cast = tally.Cast + 1,
        Abstained = tally.Abstained + (ballot.IsAbstention ? 1 : 0),
        Counts = [.. tally.Counts.Select(option => option with { Count = option.Count + (ballot.Ids.Contains(option.Option) ? 1 : 0) })],
    };

    private static string KeyOf(Tally tally) => $"{tally.Cast} {tally.Abstained} {string.Join(' ', tally.Counts.Select(option => option.Count))}";
}
