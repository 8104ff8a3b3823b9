using NodaTime;
using NodaTime.Text;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Calendar;

/// <summary>A school calendar as a CSV file has it: one row a term (or half of one) and one a bank holiday, under <c>kind</c>, <c>from</c>, <c>to</c> and <c>name</c>.</summary>
/// <param name="Calendar">Null where anything is wrong with the file.</param>
/// <param name="Problems">What has to be put right, by line.</param>
public sealed record SchoolCalendarFile(SchoolCalendar? Calendar, IReadOnlyList<ImportProblem> Problems)
{
    public const string Name = "school_calendar.csv";

    private const string Kind = "kind";
    private const string From = "from";
    private const string To = "to";
    private const string Term = "term";
    private const string BankHoliday = "bank holiday";

    /// <summary>Reads a file. Columns are found by name; a row of one day may leave <c>to</c> empty.</summary>
    public static SchoolCalendarFile Read(string path)
    {
        var problems = new List<ImportProblem>();
        var (terms, holidays) = (new List<DateInterval>(), new List<LocalDate>());
        foreach (var row in CsvRows.Read(path, [Kind, From], [To, "name"], problems))
        {
            if (Days(row) is not { } days)
            {
                continue;
            }

            switch (row[Kind].ToUpperInvariant())
            {
                case "TERM" when terms.Exists(other => other.Intersection(days) is not null):
                    row.Report(From, "These days overlap another term.", "Let each day stand in one term only.");
                    break;
                case "TERM":
                    terms.Add(days);
                    break;
                case "BANK HOLIDAY":
                    holidays.AddRange(days);
                    break;
                default:
                    row.Report(Kind, $"The kind is neither \"{Term}\" nor \"{BankHoliday}\".", $"Write {Term} or {BankHoliday}.");
                    break;
            }
        }

        return problems.Count > 0 ? new(null, problems) : new(new SchoolCalendar(terms, holidays), []);
    }

    private static DateInterval? Days(CsvRow row)
    {
        var (from, to) = (Day(row, From), row[To].Length == 0 ? Day(row, From, report: false) : Day(row, To));
        if (from is not { } first || to is not { } last)
        {
            return null;
        }

        if (last >= first)
        {
            return new(first, last);
        }

        row.Report(To, "The last day is before the first.", "Exchange them, or correct the year.");
        return null;
    }

    private static LocalDate? Day(CsvRow row, string column, bool report = true)
    {
        var parsed = LocalDatePattern.Iso.Parse(row[column]);
        if (!parsed.Success && report)
        {
            row.Report(column, "This is not a day.", "Write it as year, month and day: 2026-09-01.");
        }

        return parsed.Success ? parsed.Value : null;
    }
}
