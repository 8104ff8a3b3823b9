using CsvHelper;

namespace TeamsBot.Core.Directory;

/// <summary>A CSV file read by the names of its columns, in whatever order they stand.</summary>
internal static class CsvRows
{
    /// <summary>The rows that could be read; what could not is a problem. Columns other than those asked for are not looked at.</summary>
    public static IReadOnlyList<CsvRow> Read(string path, IReadOnlyList<string> required, IReadOnlyList<string> optional, List<ImportProblem> problems)
    {
        var file = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            problems.Add(new(file, 0, null, "The file is not there.", "Put it in the folder under this name."));
            return [];
        }

        if (CsvText.Decode(File.ReadAllBytes(path)) is not { } text)
        {
            problems.Add(new(file, 1, null, "This is neither UTF-8 nor Windows-1252 text.", "Save it again as \"CSV UTF-8\"."));
            return [];
        }

        var malformed = new HashSet<long>();
        var options = new CsvReaderOptions { HasHeader = false, Separator = ',', TrackLineNumbers = true, OnMalformedRecord = bad => ReportQuotes(file, bad, malformed, problems) };
        using var reader = CsvReader.Create(new StringReader(text), options);
        if (!reader.Read())
        {
            problems.Add(new(file, 1, null, "The file is empty.", $"Its first line names the columns: {string.Join(", ", required)}."));
            return [];
        }

        return Columns(file, reader, required, optional, problems) is { } columns ? ReadRows(file, reader, columns, malformed, problems) : [];
    }

    private static Dictionary<string, int>? Columns(string file, CsvReader reader, IReadOnlyList<string> required, IReadOnlyList<string> optional, List<ImportProblem> problems)
    {
        var header = Values(reader).Select(name => name.Trim()).ToArray();
        var before = problems.Count;
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in required.Concat(optional))
        {
            var places = Enumerable.Range(0, header.Length).Where(i => string.Equals(header[i], name, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (places.Length > 1)
            {
                problems.Add(new(file, reader.LineNumber, name, "The first line names this column twice.", "Keep one of them."));
            }
            else if (places.Length == 1)
            {
                columns[name] = places[0];
            }
            else if (required.Contains(name))
            {
                problems.Add(new(file, reader.LineNumber, name, "The first line does not name this column.", "Add the column, under this name and with commas between columns."));
            }
        }

        return problems.Count == before ? columns.Append(new("", header.Length)).ToDictionary(StringComparer.OrdinalIgnoreCase) : null;
    }

    private static List<CsvRow> ReadRows(string file, CsvReader reader, Dictionary<string, int> columns, HashSet<long> malformed, List<ImportProblem> problems)
    {
        var rows = new List<CsvRow>();
        var width = columns[""];
        while (reader.Read())
        {
            var values = Values(reader);
            if (malformed.Contains(reader.LineNumber) || values.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (values.Length != width)
            {
                var what = $"The row has {values.Length} fields; the first line names {width} columns.";
                problems.Add(new(file, reader.LineNumber, null, what, "Put text that holds a comma in double quotes, or add what is missing."));
                continue;
            }

            rows.Add(new(file, reader.LineNumber, columns, values, problems));
        }

        if (rows.Count == 0 && malformed.Count == 0)
        {
            problems.Add(new(file, 1, null, "The file has a first line and no rows.", "Add the rows."));
        }

        return rows;
    }

    private static string[] Values(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private static void ReportQuotes(string file, CsvMalformedRecord bad, HashSet<long> malformed, List<ImportProblem> problems)
    {
        malformed.Add(bad.LineNumber);
        var what = bad.Reason is CsvMalformedReason.UnterminatedQuote
            ? "A double quote opens a field here and is never closed."
            : "A double quote stands inside a field.";
        problems.Add(new(file, bad.LineNumber, null, what, "Put the whole field in double quotes and write each double quote inside it twice."));
    }
}

/// <summary>One row, and where to report what is wrong with it.</summary>
internal sealed record CsvRow(string File, long Line, IReadOnlyDictionary<string, int> Columns, string[] Values, List<ImportProblem> Problems)
{
    /// <summary>The trimmed text of a column, empty where the file has no such column.</summary>
    public string this[string column] => Columns.TryGetValue(column, out var index) ? Values[index].Trim() : "";

    /// <summary>Whether the text of every column given is sound; what is not is reported.</summary>
    public bool IsSound(IEnumerable<string> columns)
    {
        var before = Problems.Count;
        foreach (var column in columns)
        {
            if (CsvText.Fault(this[column]) is { } fault)
            {
                Report(column, $"The text {fault}.", "Type it again, on one line, and save the file as UTF-8 or Windows-1252.");
            }
        }

        return Problems.Count == before;
    }

    public void Report(string column, string what, string todo) => Problems.Add(new(File, Line, column, what, todo));
}
