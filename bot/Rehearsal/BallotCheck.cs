using TeamsBot.Bot.Local;
using TeamsBot.Core.Polls;
using TeamsBot.Core;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether every vote that somebody was shown as counted is the ballot that the store holds and the frozen tally counts, and no other.</summary>
internal sealed class BallotCheck(TenantId tenant, PollStore polls, List<string> broken)
{
    private const string VoteIsIn = "✓ Your vote is in";

    public async Task<BallotCounts> RunAsync(List<Poll> closed, IReadOnlyList<ShownAnswer> shown, CancellationToken cancellation)
    {
        var presses = shown.Where(answer => Memory.IsVote(answer.Verb)).ToList();
        var accepted = presses.Where(answer => answer.Heading == VoteIsIn).ToList();

        // A secret vote stands as it was first cast: whatever is pressed after it is told that the vote is in (rule V18).
        var secret = closed.Where(poll => poll.Secrecy is Secrecy.Secret).Select(poll => poll.Id.Value).ToHashSet(StringComparer.Ordinal);
        var last = accepted.GroupBy(PairOf).ToDictionary(pair => pair.Key, pair => secret.Contains(pair.Key.Poll) ? pair.First() : pair.Last());
        foreach (var poll in closed)
        {
            await (poll.Secrecy is Secrecy.Secret ? CompareSecretAsync(poll, last, cancellation) : CompareAsync(poll, last, cancellation));
        }

        foreach (var stray in last.Keys.Where(pair => closed.All(poll => poll.Id.Value != pair.Poll)))
        {
            broken.Add($"A vote of seat {stray.Seat} was shown as counted in poll {stray.Poll}, which nobody opened.");
        }

        // A repeat is an accepted press whose choice stood already; a change is one that replaced another.
        var (repeated, changed) = accepted.GroupBy(PairOf).Aggregate((Repeated: 0, Changed: 0), (sum, pair) => pair.Zip(pair.Skip(1)).Aggregate(sum, (inner, step) =>
            secret.Contains(pair.Key.Poll) || ChoicesOf(step.First) == ChoicesOf(step.Second) ? (inner.Repeated + 1, inner.Changed) : (inner.Repeated, inner.Changed + 1)));
        return new(
            presses.Count, last.Count, closed.Sum(poll => poll.Result?.Cast ?? 0), presses.Count - accepted.Count,
            presses.Count(answer => answer.Heading == "Voting had closed"), repeated, changed);
    }

    private static (string Poll, string Seat) PairOf(ShownAnswer answer) => (answer.Poll ?? "", answer.Seat ?? "");

    private static Choices ChoicesOf(ShownAnswer answer) => answer.Verb == "polls.abstain" ? Choices.None : Choices.Stored((string?)answer.Inputs["choices"] ?? "");

    private async Task CompareAsync(Poll poll, Dictionary<(string Poll, string Seat), ShownAnswer> last, CancellationToken cancellation)
    {
        var stored = (await polls.BallotsAsync(poll, cancellation)).ToDictionary(ballot => ballot.Seat);
        foreach (var seat in poll.Electorate.Seats)
        {
            var (ballot, press) = (stored.GetValueOrDefault(seat.Id), last.GetValueOrDefault((poll.Id.Value, seat.Id.Value)));
            if (ballot?.Choices != (press is null ? null : ChoicesOf(press)))
            {
                broken.Add($"Poll {poll.Id}, seat {seat.Id}: shown as counted was {(press is null ? "nothing" : $"'{ChoicesOf(press)}'")}, the store holds {(ballot is null ? "no ballot" : $"'{ballot.Choices}'")}.");
            }
        }

        CompareResult(poll, poll.Decide(await polls.TallyAsync(poll, cancellation)), "its ballots count");
    }

    /// <summary>Who voted has to be the markers, seat by seat; what they chose can only be compared as a whole.</summary>
    private async Task CompareSecretAsync(Poll poll, Dictionary<(string Poll, string Seat), ShownAnswer> first, CancellationToken cancellation)
    {
        var voted = await polls.VotedSeatsAsync(poll, cancellation);
        var shown = first.Where(pair => pair.Key.Poll == poll.Id.Value).ToDictionary(pair => new SeatId(pair.Key.Seat), pair => ChoicesOf(pair.Value));
        foreach (var seat in poll.Electorate.Seats.Where(seat => voted.Contains(seat.Id) != shown.ContainsKey(seat.Id)))
        {
            broken.Add($"Secret poll {poll.Id}, seat {seat.Id}: {(voted.Contains(seat.Id) ? "it has a marker and nobody was shown that the vote is in" : "a vote was shown as in and there is no marker")}.");
        }

        CompareResult(poll, poll.Decide(Tally.Of(poll.Wording, poll.Electorate.Seats.Length, shown.Values)), "the votes shown as in count");
        CompareResult(poll, poll.Decide(await polls.TallyAsync(poll, cancellation)), "its box counts");
    }

    private void CompareResult(Poll poll, Result counted, string what)
    {
        if (poll.Result is { } result && (counted.Outcome != result.Outcome || counted.Cast != result.Cast || !counted.Options.SequenceEqual(result.Options)))
        {
            broken.Add($"Poll {poll.Id}, tenant {tenant}: {what} to {counted.Outcome} with {counted.Cast} cast, the frozen result says {result.Outcome} with {result.Cast}.");
        }
    }
}
