using System.Globalization;
using System.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Minutes;

/// <summary>A decision as a table, a fact a row: the kind of fact, its id, its text, its value, when, and by whom. Instants are in UTC.</summary>
internal static class MinutesCsv
{
    public static string Write(PollMinutes minutes)
    {
        var csv = new StringBuilder();
        foreach (var row in (IEnumerable<string[]>)[["fact", "id", "text", "value", "at", "by"], .. Facts(minutes), .. Wordings(minutes), .. Options(minutes), .. Seats(minutes), .. Acts(minutes), .. Proof(minutes)])
        {
            csv.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return csv.ToString();
    }

    private static IEnumerable<string[]> Facts(PollMinutes minutes)
    {
        var (poll, result) = (minutes.Poll, minutes.Result);
        return
        [
            ["poll", poll.Id.Value, poll.GroupName, result.Outcome.ToString(), At(poll.OpenedAt), minutes.NameOf(poll.OpenedBy)],
            ["closing time", "", "", "", At(poll.ClosesAt), ""],
            .. poll.Early is { } early ? [["closed early, was to close", "", early.Why ?? EarlyClose.NothingCanChange, "", At(early.From), minutes.NameOf(early.By)]] : Array.Empty<string[]>(),
            ["closed", "", "", "", At(poll.ClosedAt!.Value), ""],
            ["seats", "", "", Number(result.Seats), "", ""],
            ["ballots", "", minutes.IsSecret ? "secret" : "named", Number(result.Cast), "", ""],
            ["ballots that chose none", "", "", Number(result.Abstained), "", ""],
            ["ballots needed for a quorum", "", minutes.Quorum, Number(result.QuorumNeeded), "", ""],
            ["votes needed to agree", "", minutes.Agreement, Number(result.VotesNeeded), "", ""],
            .. minutes.Tie is { } tie ? [["tie", "", tie, "", "", ""]] : Array.Empty<string[]>(),
            .. minutes.Links.Select(link => (string[])["linked", "", link, "", "", ""]),
        ];
    }

    private static IEnumerable<string[]> Wordings(PollMinutes minutes) => minutes.Wordings.SelectMany(wording => (IEnumerable<string[]>)
    [
        ["wording", Number(wording.Version), "choices at most", Number(wording.AtMost), "", ""],
        .. minutes.Amended(wording) is { } amended ? [["wording", Number(wording.Version), amended, "amendment", At(wording.Amendment!.At), minutes.NameOf(wording.Amendment.By)]] : Array.Empty<string[]>(),
        .. wording.Options.Select(option => (string[])["wording", Number(wording.Version), option.Text, option.Id, "", ""]),
    ]);

    private static IEnumerable<string[]> Options(PollMinutes minutes) => minutes.Options.SelectMany(option => (string[][])
    [
        ["votes", option.Id, option.Text, Number(option.Count), "", ""],
        ["verdict", option.Id, option.Text, option.Verdict, "", ""],
    ]);

    private static IEnumerable<string[]> Seats(PollMinutes minutes) => minutes.Seats.SelectMany(seat => (string[][])
    [
        ["seat", seat.Id, seat.Name, seat.Voters, "", ""],
        ["vote", seat.Id, seat.Name, seat.Vote, seat.At is { } at ? At(at) : "", seat.By],
        .. seat.Wording is { } version ? [["vote on wording", seat.Id, seat.Name, Number(version), "", ""]] : Array.Empty<string[]>(),
    ]);

    private static IEnumerable<string[]> Acts(PollMinutes minutes) =>
    [
        .. minutes.Story.Select(act => (string[])["act", "", act.What, "", At(act.At), act.By]),
        .. minutes.Votes.Select(vote => (string[])["audited vote", vote.Act.Chain, vote.Act.What, Number(vote.Act.Version), At(vote.Act.At), vote.Who]),
        .. minutes.Matters.Select(matter => (string[])["sent up", "", matter.Text, matter.State, At(matter.Since), matter.Board]),
    ];

    private static IEnumerable<string[]> Proof(PollMinutes minutes) =>
    [
        ["audit head", Number((int)minutes.Head.Count), "", minutes.Head.Hash, "", ""],
        ["recount", "", minutes.Differences.IsEmpty ? "Everything that is stored agrees with the result." : "There are differences.", Number(minutes.Differences.Length), "", ""],
        .. minutes.Differences.Select(difference => (string[])["difference", "", difference, "", "", ""]),
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>In quotes, and with an apostrophe before what a spreadsheet would run as a formula (rule T3), also behind spaces and in the wide letters of other keyboards.</summary>
    internal static string Cell(string text)
    {
        var clean = PlainText.Clean(text);
        var safe = clean.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? "'" + clean : clean;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
