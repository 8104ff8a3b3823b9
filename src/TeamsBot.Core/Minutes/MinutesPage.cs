using System.Globalization;
using System.Net;
using System.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Minutes;

/// <summary>The minutes of a decision as one HTML page to print: no script, nothing fetched, people's words encoded (rule T3).</summary>
internal sealed class MinutesPage
{
    private const string Head =
        """
        <!doctype html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer">
        <style>
        @page { size: A4; margin: 18mm 16mm; }
        body { font: 1rem/1.5 "Segoe UI", "Open Sans", sans-serif; color: #1b1b1b; background: #fff; max-width: 52rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; break-after: avoid; } p, ul, ol { margin: .5rem 0; } li { margin: .25rem 0; }
        .outcome { font-size: 1.2rem; font-weight: 600; } .small { font-size: .875rem; color: #505050; } .hash { font-family: monospace; font-size: .875rem; overflow-wrap: anywhere; }
        .differs { border: 2px solid #a4262c; padding: 0 1rem; margin: 1rem 0; }
        .table { overflow-x: auto; } .table:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; font-size: .9375rem; } caption { text-align: left; font-size: .875rem; color: #505050; padding-bottom: .25rem; }
        th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid #c7c7c7; font-weight: 400; min-width: 4.5rem; } thead th { font-weight: 600; border-bottom: 2px solid #505050; } .number { text-align: right; }
        @media print { body { font-size: 10pt; max-width: none; padding: 0; } .table { overflow: visible; } table { font-size: 9pt; } thead { display: table-header-group; } tr { break-inside: avoid; } }
        </style>
        """;

    private readonly PollMinutes minutes;
    private readonly StringBuilder page = new(Head);
    private int tables;

    private MinutesPage(PollMinutes minutes) => this.minutes = minutes;

    public static string Write(PollMinutes minutes) => new MinutesPage(minutes).Write();

    private string Write()
    {
        var poll = minutes.Poll;
        Line($"<title>Minutes: {Text(poll.GroupName)}, {Text(When.DayAndYear(poll.ClosedAt!.Value))}</title>\n</head>\n<body>\n<main>");
        Line($"<h1>Minutes of a vote: {Text(poll.GroupName)}</h1>");
        Line($"<p class=\"outcome\">{Text(minutes.Outcome)}</p>");
        Line($"<p>Voting closed on {Text(ActWords.Day(poll.ClosesAt))}. {minutes.Result.Cast} of {minutes.Result.Seats} seats voted. Poll <span class=\"hash\">{Text(poll.Id.Value)}</span>.</p>");
        foreach (var link in minutes.Links)
        {
            Paragraph(link);
        }

        Decided();
        Question();
        Arithmetic();
        Electorate();
        Table("What was done", "By the audit of the poll, in its order", ["When", "What", "By"], minutes.Story.Select(act => (string[])[ActWords.Day(act.At), act.What, act.By]));
        SentUp();
        Proof();
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private void Decided()
    {
        Heading("What was decided");
        if (minutes.Decided.ToList() is { Count: > 0 } decided)
        {
            List(decided);
        }
        else
        {
            Paragraph("Nothing was agreed.");
        }

        if (minutes.Tie is { } tie)
        {
            Paragraph(tie);
        }
    }

    private void Question()
    {
        foreach (var wording in minutes.Wordings)
        {
            Heading(minutes.Wordings.Length == 1 ? "The question" : $"The question, version {wording.Version}");
            if (minutes.Amended(wording) is { } amended)
            {
                Paragraph(amended);
            }

            Paragraph($"Each seat could choose up to {Words.Number(wording.AtMost)} of these, or none:");
            List(wording.Options.Select(option => option.Text));
        }
    }

    private void Arithmetic()
    {
        Heading("The rule and the arithmetic");
        Paragraph(minutes.Quorum);
        Paragraph(minutes.Agreement);
        if (minutes.Result.Options.IsEmpty)
        {
            Paragraph("Fewer voted than a secret vote needs, so what they chose was not counted and is not kept.");
            return;
        }

        Paragraph($"Ballots that chose none: {minutes.Result.Abstained}.");
        Table(
            null,
            $"The options, most chosen first, on {Words.Count(minutes.Result.Cast, "ballot")}",
            ["Option", "Votes", "Votes × 100", "Result"],
            minutes.Options.Select(option => (string[])[option.Text, PollMinutes.Figures(option.Count), PollMinutes.Figures(option.Count * 100), option.Verdict]));
    }

    private void Electorate() => Table(
        "The electorate and its votes",
        $"{Words.Count(minutes.Result.Seats, "seat")}, frozen when the poll opened; who may vote for them is as it stood at the close{(minutes.IsSecret ? ". It was a secret vote: that a seat voted is known, and nothing more" : "")}",
        minutes.IsSecret ? ["Seat", "Who may vote", "Vote"] : ["Seat", "Who may vote", "Vote", "Cast", "By", "Wording"],
        minutes.Seats.Select(seat => minutes.IsSecret ? (string[])[seat.Name, seat.Voters, seat.Vote] : [seat.Name, seat.Voters, seat.Vote, seat.At is { } at ? ActWords.Day(at) : "", seat.By, seat.Wording?.ToString(CultureInfo.InvariantCulture) ?? ""]));

    private void SentUp()
    {
        if (minutes.Matters.Length > 0)
        {
            Table("What was sent up", "As it stands now", ["Priority", "Now with", "Answer", "Since"], minutes.Matters.Select(matter => (string[])[matter.Text, matter.Board, matter.State, ActWords.Day(matter.Since)]));
        }
    }

    private void Proof()
    {
        Heading("Recount and audit");
        if (minutes.Differences.IsEmpty)
        {
            Paragraph(minutes.IsSecret
                ? "For these minutes the votes were counted again, from the box and from the marks of the seats that voted. Both agree with the result, and every chain of the audit is whole."
                : "For these minutes the votes were counted again, from the ballots and from the history of every seat. Both agree with the result, and every chain of the audit is whole.");
        }
        else
        {
            page.Append("<div class=\"differs\">\n");
            Paragraph("For these minutes the votes were counted again. This does not agree:");
            List(minutes.Differences);
            page.Append("</div>\n");
        }

        Line($"<p>The audit of the poll has {Words.Count((int)minutes.Head.Count, "act")}. Its head: <span class=\"hash\">{Text(minutes.Head.Hash)}</span></p>");
        page.Append("<p class=\"small\">Each act’s hash is made from the act and the hash before it, so the head vouches for all of them. Times are those of London.</p>\n");
    }

    private void Heading(string title) => Line($"<h2>{Text(title)}</h2>");

    private void Paragraph(string text) => Line($"<p>{Text(text)}</p>");

    private void List(IEnumerable<string> lines) => Line($"<ul>{string.Concat(lines.Select(line => $"<li>{Text(line)}</li>"))}</ul>");

    private void Table(string? title, string caption, string[] headings, IEnumerable<string[]> rows)
    {
        if (title is not null)
        {
            Heading(title);
        }

        // A table that is wider than the window scrolls by itself, and is reached by the keyboard.
        var id = $"table-{++tables}";
        Line($"<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\">\n<table>\n<caption id=\"{id}\">{Text(caption)}</caption>");
        Line($"<thead><tr>{string.Concat(headings.Select(heading => $"<th scope=\"col\"{Aligned(heading)}>{Text(heading)}</th>"))}</tr></thead>\n<tbody>");
        foreach (var row in rows)
        {
            Line($"<tr><th scope=\"row\">{Text(row[0])}</th>{string.Concat(row.Skip(1).Select((cell, at) => $"<td{Aligned(headings[at + 1])}>{Text(cell)}</td>"))}</tr>");
        }

        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Aligned(string heading) => heading.StartsWith("Votes", StringComparison.Ordinal) ? " class=\"number\"" : "";

    private void Line(string html) => page.Append(html).Append('\n');

    private static string Text(string text) => WebUtility.HtmlEncode(PlainText.Clean(text));
}
