using System.Globalization;

namespace TeamsBot.Core.Directory;

/// <summary>Reads <c>gias_extract.csv</c>: the national register by its own column names.</summary>
internal static class SchoolsFile
{
    public const string Name = "gias_extract.csv";

    private const string UrnColumn = "URN";
    private const string NameColumn = "EstablishmentName";
    private const string TypeColumn = "TypeOfEstablishment (name)";
    private const string TypeGroupColumn = "EstablishmentTypeGroup (code)";
    private const string StatusColumn = "EstablishmentStatus (name)";
    private const string PhaseColumn = "PhaseOfEducation (name)";
    private const string TownColumn = "Town";

    private static readonly string[] Required = [UrnColumn, NameColumn, TypeColumn, TypeGroupColumn, StatusColumn, PhaseColumn];
    private static readonly string[] Statuses = ["Open", "Open, but proposed to close", "Proposed to open", "Closed"];
    private static readonly int[] TypeGroups = [1, 3, 4, 5, 6, 9, 10, 11, 13];

    /// <summary>Every school of the file by URN, closed ones too, none yet in a network.</summary>
    public static Dictionary<Urn, School> Read(string folder, List<ImportProblem> problems)
    {
        var schools = new Dictionary<Urn, School>();
        var lines = new Dictionary<Urn, long>();
        foreach (var row in CsvRows.Read(Path.Combine(folder, Name), Required, [TownColumn], problems))
        {
            if (!row.IsSound([.. Required, TownColumn]) | !TryUrn(row, UrnColumn, out var urn) | !TryGroup(row, out var typeGroup) | !HasWords(row))
            {
                // The school stays known, so that a fault of its own is not reported again wherever it is named.
                schools.TryAdd(urn, new(urn, row[NameColumn], "", "", 0, "Open", null, null));
            }
            else if (!lines.TryAdd(urn, row.Line))
            {
                row.Report(UrnColumn, $"URN {urn} stands on line {lines[urn]} already.", "Keep one of the two rows.");
            }
            else
            {
                var town = row[TownColumn];
                schools[urn] = new(urn, row[NameColumn], row[PhaseColumn], row[TypeColumn], typeGroup, row[StatusColumn], town.Length == 0 ? null : town, null);
            }
        }

        return schools;
    }

    public static bool TryUrn(CsvRow row, string column, out Urn urn)
    {
        urn = new(row[column]);
        if (IsUrn(row[column]))
        {
            return true;
        }

        row.Report(column, $"'{row[column]}' is not a URN, which is six digits.", "Give the school's URN from the national register.");
        return false;
    }

    public static bool IsUrn(string text) => text.Length == 6 && text.All(char.IsAsciiDigit);

    private static bool TryGroup(CsvRow row, out int code)
    {
        if (int.TryParse(row[TypeGroupColumn], NumberStyles.None, CultureInfo.InvariantCulture, out code) && TypeGroups.Contains(code))
        {
            return true;
        }

        row.Report(TypeGroupColumn, $"'{row[TypeGroupColumn]}' is not a type group of the register ({string.Join(", ", TypeGroups)}).", "Take the row from a fresh download.");
        return false;
    }

    private static bool HasWords(CsvRow row)
    {
        if (row[NameColumn].Length == 0)
        {
            row.Report(NameColumn, "The school has no name.", "Give the name of the register.");
        }

        if (!Statuses.Contains(row[StatusColumn], StringComparer.Ordinal))
        {
            row.Report(StatusColumn, $"'{row[StatusColumn]}' is not a status of the register ({string.Join("; ", Statuses)}).", "Take the row from a fresh download.");
        }

        return row[NameColumn].Length > 0 && Statuses.Contains(row[StatusColumn], StringComparer.Ordinal);
    }
}
