using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Minutes;

/// <summary>Everything that must agree in the record of a closed poll; each check gives a sentence where it does not.</summary>
internal static class RecountChecks
{
    public static IEnumerable<string> Of(PollRecord record)
    {
        var poll = record.Poll;
        return
        [
            .. Counts(poll, poll.Decide(record.Tally!), poll.Secrecy is Secrecy.Secret ? "the box makes" : "the ballots make"),
            .. poll.Secrecy is Secrecy.Secret ? Markers(record) : Counts(poll, poll.Decide(OfHistory(record)), "the last entries of the history make"),
            .. PollChain(record),
            .. Tie(record),
            .. Seats(record),
        ];
    }

    private static Tally OfHistory(PollRecord record) => Tally.Of(
        record.Poll.Wording,
        record.Poll.Electorate.Seats.Length,
        record.History.GroupBy(ballot => ballot.Seat).Select(entries => entries.MaxBy(entry => entry.Number)!.Choices));

    private static IEnumerable<string> Markers(PollRecord record) =>
        record.Markers.Length == record.Poll.Result!.Cast ? [] : [$"Ballots: the result says {record.Poll.Result.Cast}, and {record.Markers.Length} seats are marked as having voted."];

    private static IEnumerable<string> Counts(Poll poll, Result counted, string make)
    {
        var frozen = poll.Result!;
        (string What, int Frozen, int Counted)[] numbers =
        [
            ("Seats", frozen.Seats, counted.Seats), ("Ballots", frozen.Cast, counted.Cast), ("Ballots that chose none", frozen.Abstained, counted.Abstained),
            ("Ballots needed for a quorum", frozen.QuorumNeeded, counted.QuorumNeeded), ("Votes needed to agree", frozen.VotesNeeded, counted.VotesNeeded),
            .. poll.Wording.Options.Select(option => ($"Votes for “{option.Brief}”", CountOf(frozen, option.Id), CountOf(counted, option.Id))),
        ];
        foreach (var (what, then, now) in numbers.Where(number => number.Frozen != number.Counted))
        {
            yield return $"{what}: the result says {then}, {make} {now}.";
        }

        if (frozen.Outcome != counted.Outcome)
        {
            yield return $"Outcome: the result says {frozen.Outcome}, {make} it {counted.Outcome}.";
        }

        foreach (var option in counted.Options.Where(option => frozen.Options.FirstOrDefault(other => other.Option == option.Option)?.Verdict != option.Verdict))
        {
            yield return $"Verdict on “{poll.Wording.Find(option.Option)!.Brief}”: the result has another than {make} ({option.Verdict}).";
        }

        if (frozen.Rule != counted.Rule)
        {
            yield return "Rule: the result was decided by another than the poll's.";
        }
    }

    private static int CountOf(Result result, string option) => result.Options.FirstOrDefault(verdict => verdict.Option == option)?.Count ?? 0;

    private static IEnumerable<string> PollChain(PollRecord record)
    {
        var (poll, rows) = (record.Poll, record.ChainOf(PollRows.PollAudit));
        if (AuditChain.Follow(PollRows.PollAudit, rows) != poll.Audit)
        {
            yield return "Audit of the poll: its chain is broken; an act was changed, removed or put in.";
        }

        var close = rows.Select(row => AuditEntry.Read(PollRows.PollAudit, row)).LastOrDefault(act => act.What.StartsWith("close ", StringComparison.Ordinal));
        if (close is null || close.At != poll.ClosedAt || (close.What != $"close {poll.Result!.Outcome}" && !close.What.StartsWith($"close early {poll.Result.Outcome}: ", StringComparison.Ordinal)))
        {
            yield return $"Audit of the poll: it closed as {poll.Result!.Outcome}, and the audit has {(close is null ? "no close" : $"“{close.What}”")}.";
        }
    }

    private static IEnumerable<string> Tie(PollRecord record)
    {
        if (record.Poll.Tie?.Settlement is not { } settled)
        {
            yield break;
        }

        var chosen = new Choices(settled.Chosen);
        if (chosen.Ids.Except(record.Poll.Result!.Tied.Select(option => option.Option)).Any() || chosen.Ids.Length > record.Poll.FreePlaces)
        {
            yield return $"Tie: the settlement chose {chosen}, which was not all tied or is more than there are places.";
        }

        if (!record.ChainOf(PollRows.PollAudit).Any(row => row.Fields.Text("what").EndsWith($" {chosen}", StringComparison.Ordinal) && row.Fields.Instant("at") == settled.At))
        {
            yield return $"Tie: the audit has no act that settled it with {chosen}.";
        }
    }

    private static IEnumerable<string> Seats(PollRecord record)
    {
        var (ballots, markers) = (record.Ballots.ToDictionary(ballot => ballot.Seat), record.Markers.ToDictionary(marker => marker.Seat));
        var history = record.History.ToLookup(ballot => ballot.Seat);
        var audited = record.Chains.Keys.Where(chain => chain != PollRows.PollAudit).Select(chain => new SeatId(chain[(PollRows.PollAudit.Length + 1)..]));
        foreach (var seat in ballots.Keys.Concat(markers.Keys).Concat(history.Select(entries => entries.Key)).Concat(audited).Distinct().OrderBy(seat => seat.Value, StringComparer.Ordinal))
        {
            var name = record.Poll.Electorate.Find(seat)?.Name;
            if (name is null)
            {
                yield return $"{seat}: it has voted and is not in the electorate.";
            }

            var audit = record.ChainOf(PollRows.SeatAudit(seat));
            var differences = record.Poll.Secrecy is Secrecy.Secret ? SeatRecord.Differences(seat, markers.GetValueOrDefault(seat), audit) : SeatRecord.Differences(seat, ballots.GetValueOrDefault(seat), [.. history[seat]], audit);
            foreach (var difference in differences)
            {
                yield return $"{name ?? seat.Value}: {difference}";
            }
        }
    }
}
