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
        var last = accepted.GroupBy(PairOf).ToDictionary(pair => pair.Key, pair => pair.Last());
        foreach (var poll in closed)
        {
            await CompareAsync(poll, last, cancellation);
        }

        foreach (var stray in last.Keys.Where(pair => closed.All(poll => poll.Id.Value != pair.Poll)))
        {
            broken.Add($"A vote of seat {stray.Seat} was shown as counted in poll {stray.Poll}, which nobody opened.");
        }

        // A repeat is an accepted press whose choice stood already; a change is one that replaced another.
        var (repeated, changed) = accepted.GroupBy(PairOf).Aggregate((Repeated: 0, Changed: 0), (sum, pair) => pair.Zip(pair.Skip(1)).Aggregate(sum, (inner, step) =>
            ChoicesOf(step.First) == ChoicesOf(step.Second) ? (inner.Repeated + 1, inner.Changed) : (inner.Repeated, inner.Changed + 1)));
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

        var counted = poll.Rule.Decide(Tally.Of(poll.Wording, poll.Electorate.Seats.Length, stored.Values.Select(ballot => ballot.Choices)));
        if (poll.Result is { } result && (counted.Outcome != result.Outcome || counted.Cast != result.Cast || !counted.Options.SequenceEqual(result.Options)))
        {
            broken.Add($"Poll {poll.Id}, tenant {tenant}: its ballots count to {counted.Outcome} with {counted.Cast} cast, the frozen result says {result.Outcome} with {result.Cast}.");
        }
    }
}
