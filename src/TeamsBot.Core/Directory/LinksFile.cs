using System.Globalization;

namespace TeamsBot.Core.Directory;

/// <summary>
/// Reads the optional <c>gias_links*.csv</c>, the national register's links between schools: which school followed which. The national file may be given
/// whole; of it, what leads to an open school of the county is kept.
/// </summary>
internal static class LinksFile
{
    private const string UrnColumn = "URN";
    private const string LinkColumn = "LinkURN";
    private const string TypeColumn = "LinkType";
    private const string DateColumn = "LinkEstablishedDate";

    private static readonly string[] Required = [UrnColumn, LinkColumn, TypeColumn];
    private static readonly string[] Dates = ["dd-MM-yyyy", "dd/MM/yyyy", "yyyy-MM-dd"];

    public static IReadOnlyList<SchoolLink> Read(string folder, Dictionary<Urn, School> schools, List<ImportProblem> problems)
    {
        var files = System.IO.Directory.Exists(folder) ? System.IO.Directory.GetFiles(folder, "gias_links*.csv").Order(StringComparer.Ordinal).ToArray() : [];
        if (files.Length > 1)
        {
            var found = $"There are {files.Length}: {string.Join(", ", files.Select(Path.GetFileName))}.";
            problems.Add(new("gias_links*.csv", 0, null, found, "Keep one file of links, or none."));
        }

        if (files.Length != 1)
        {
            return [];
        }

        // A link is told from both of its ends, and one of them may know the day.
        var links = CsvRows.Read(files[0], Required, [DateColumn], problems).Select(Link).OfType<SchoolLink>()
            .GroupBy(link => (link.Closed, link.Successor))
            .Select(same => same.OrderByDescending(link => link.On is not null).First());
        return Leading(links.ToLookup(link => link.Successor), schools);
    }

    // Other kinds of link, such as a sixth form centre's, are between schools that stand beside each other.
    private static SchoolLink? Link(CsvRow row)
    {
        var (isSuccessor, isPredecessor) = (IsKind(row, "Successor"), IsKind(row, "Predecessor"));
        if (!(row.IsSound([TypeColumn]) & SchoolsFile.TryUrn(row, UrnColumn, out var urn) & SchoolsFile.TryUrn(row, LinkColumn, out var link) & TryDate(row, out var on))
            || !(isSuccessor || isPredecessor))
        {
            return null;
        }

        return isSuccessor ? new(urn, link, on) : new(link, urn, on);
    }

    private static bool IsKind(CsvRow row, string kind) => row[TypeColumn].StartsWith(kind, StringComparison.OrdinalIgnoreCase);

    private static bool TryDate(CsvRow row, out DateOnly? on)
    {
        var isDate = DateOnly.TryParseExact(row[DateColumn], Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        on = isDate ? date : null;
        if (isDate || row[DateColumn].Length == 0)
        {
            return true;
        }

        row.Report(DateColumn, $"'{row[DateColumn]}' is not a day such as 01-09-2026.", "Take the row from a fresh download, or leave the day out.");
        return false;
    }

    /// <summary>The links on the way to a school that is open: backwards from each.</summary>
    private static List<SchoolLink> Leading(ILookup<Urn, SchoolLink> bySuccessor, Dictionary<Urn, School> schools)
    {
        var leading = new HashSet<SchoolLink>();
        var next = new Queue<Urn>(schools.Values.Where(school => school.IsOpen).Select(school => school.Urn));
        while (next.TryDequeue(out var successor))
        {
            foreach (var link in bySuccessor[successor].Where(leading.Add))
            {
                next.Enqueue(link.Closed);
            }
        }

        return [.. leading];
    }
}
