using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Themes;

/// <summary>The list a county begins with, until somebody edits it.</summary>
public sealed record StarterThemes(ThemeList List);

/// <summary>A list of themes as a CSV file has it: one row a theme under <c>id</c>, <c>name</c>, <c>parent</c> (an id, or nothing) and <c>synonyms</c> (separated by semicolons).</summary>
/// <param name="List">Null where anything is wrong with the file.</param>
/// <param name="Problems">What has to be put right, by line.</param>
public sealed record ThemeFile(ThemeList? List, IReadOnlyList<ImportProblem> Problems)
{
    public const string Name = "themes.csv";

    private const string Id = "id", NameColumn = "name", Parent = "parent", Synonyms = "synonyms";

    /// <summary>Reads a file. Columns are found by name, in whatever order they stand.</summary>
    public static ThemeFile Read(string path)
    {
        var problems = new List<ImportProblem>();
        var rows = CsvRows.Read(path, [Id, NameColumn, Parent, Synonyms], [], problems).Where(row => row.IsSound([Id, NameColumn, Parent, Synonyms])).Select(row => (Row: row, Theme: ThemeOf(row))).ToList();
        if (problems.Count == 0 && ThemeList.Problem([.. rows.Select(row => row.Theme)]) is { } problem)
        {
            // The later of two rows that cannot both stand is the one to change.
            rows.Last(row => row.Theme.Id == problem.Theme).Row.Report(ColumnOf(problem.Field), problem.Why, "Put this row right.");
        }

        return problems.Count > 0 ? new(null, problems) : new(new ThemeList(version: 0, rows.Select(row => row.Theme)), []);
    }

    private static Theme ThemeOf(CsvRow row) => new(
        new(row[Id]),
        row[NameColumn],
        row[Parent] is { Length: > 0 } parent ? new ThemeId(parent) : null,
        [.. row[Synonyms].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);

    private static string ColumnOf(ThemeField field) => field switch
    {
        ThemeField.Id => Id,
        ThemeField.Name => NameColumn,
        ThemeField.Parent => Parent,
        _ => Synonyms,
    };
}
