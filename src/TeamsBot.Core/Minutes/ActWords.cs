using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Minutes;

/// <summary>A poll's audited acts in words. An act that has none here stands as the audit has it.</summary>
internal static class ActWords
{
    public static string Of(Poll poll, AuditEntry act) => act.What.Split(' ') switch
    {
        ["open"] => $"Opened, to close on {Day(poll.Extensions.IsEmpty ? poll.Early?.From ?? poll.ClosesAt : poll.Extensions[0].From)}",
        ["extend", "to", var ticks] => $"More time, until {Day(Keys.Instant(ticks))}{Reason(poll.Extensions.FirstOrDefault(extension => Keys.Ticks(extension.To) == ticks)?.Why)}",
        ["amend", "to", "wording", var version, ..] => $"The words were changed: version {version.TrimEnd(':')}{Reason(WhyOf(act))}",
        ["give", var seat, "to", ..] => $"{poll.Electorate.Find(new(seat))?.Name ?? seat} passed on to whoever holds its offices{Reason(WhyOf(act))}",
        ["asked", "again", "in", var id, ..] => $"Asked again, in poll {id.TrimEnd(':')}{Reason(WhyOf(act))}",
        ["remind", var number, _] => $"Reminder {number} to those who had not voted",
        ["tell", "channel", var schools] => $"The channel was told that {schools} of the schools get no card",
        ["close", "early", ..] when poll.Early is { } early =>
            $"Voting closed early, and the votes were counted: {Outcome(poll)}. It was to close on {Day(early.From)}{(early.Why is null ? ", and nothing could change the result any more" : Reason(early.Why))}",
        ["close", ..] => $"Voting closed, and the votes were counted: {Outcome(poll)}",
        ["ask", "to", "settle", "tie"] => "Whoever may settle the tie was asked",
        ["casting", "vote", ..] => $"Casting vote: {Settled(poll)}{Reason(poll.Tie?.Settlement?.Why)}",
        ["run-off", var id] => $"Run-off called, poll {id}{Reason(poll.Tie?.RunOff?.Why ?? poll.Tie?.Settlement?.Why)}",
        ["run-off", var id, "settled", ..] => $"Run-off {id} settled the tie: {Settled(poll)}",
        ["run-off", var id, ..] => $"Run-off {id} decided nothing",
        _ => Words.Sentence(act.What),
    };

    /// <summary>With its year: a record is read in later ones.</summary>
    public static string Day(DateTimeOffset at) => $"{When.DayAndYear(at)}, {When.Time(at)}";

    // What follows the bare facts of an act that has a reason.
    private static string WhyOf(AuditEntry act) => act.What[(act.What.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

    private static string Outcome(Poll poll) => ResultCards.StatusOf(poll.Result!.Outcome).Word.ToLowerInvariant();

    private static string Settled(Poll poll) => Words.Join(poll.Settled.Select(option => ResultCards.TextOf(poll, option)));

    private static string Reason(string? why) => why is null ? "" : $". The reason given: {why}";
}
