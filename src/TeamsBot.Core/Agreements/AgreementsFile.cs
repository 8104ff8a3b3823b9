using System.Globalization;
using NodaTime;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Agreements;

/// <summary>Reads the optional <c>agreements.csv</c>: which school or service signed which version of the data-sharing agreement, and when it ended.</summary>
internal static class AgreementsFile
{
    public const string Name = "agreements.csv";

    private const string PartyColumn = "party", VersionColumn = "version", SignedColumn = "signed", EndedColumn = "ended";

    private static readonly string[] Required = [PartyColumn, VersionColumn, SignedColumn];

    /// <summary>Every row of the file; nothing where there is no such file.</summary>
    /// <param name="find">The party that a text names; null for none.</param>
    public static IReadOnlyList<Agreement> Read(string folder, Func<string, AgreementParty?> find, LocalDate today, List<ImportProblem> problems)
    {
        var path = Path.Combine(folder, Name);
        var agreements = new List<Agreement>();
        var lines = new Dictionary<(AgreementParty, int), long>();
        foreach (var row in File.Exists(path) ? CsvRows.Read(path, Required, [EndedColumn], problems) : [])
        {
            // Not one check after the other: each fault of a row is told at once.
            var isSound = row.IsSound([.. Required, EndedColumn]);
            var (party, version, signed) = (Party(row, find), Version(row), Day(row, SignedColumn, today));
            var ended = row[EndedColumn].Length == 0 ? null : Day(row, EndedColumn, today);
            if (isSound && party is { } who && version is { } number && signed is { } from && (ended is not null || row[EndedColumn].Length == 0) && IsInOrder(row, from, ended) && IsNew(row, (who, number), lines))
            {
                agreements.Add(new(who, number, from, ended));
            }
        }

        return agreements;
    }

    private static AgreementParty? Party(CsvRow row, Func<string, AgreementParty?> find)
    {
        var party = find(row[PartyColumn]);
        if (party is null)
        {
            row.Report(PartyColumn, $"'{row[PartyColumn]}' is neither the URN of an open school nor a service of the directory.", "Give the school's URN, or the service with its board: Early Help, Fernshaw Locality Board.");
        }

        return party;
    }

    private static int? Version(CsvRow row)
    {
        if (int.TryParse(row[VersionColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= 1 and <= Agreement.LatestVersion)
        {
            return version;
        }

        row.Report(VersionColumn, $"'{row[VersionColumn]}' is not a version, a whole number from 1 to {Agreement.LatestVersion}.", "Give the version of the text that was signed.");
        return null;
    }

    private static LocalDate? Day(CsvRow row, string column, LocalDate today)
    {
        var day = AgreementDay.Read(row[column]);
        var what = day is { } read ? AgreementDay.Problem(read, today) : $"'{row[column]}' is not a day.";
        if (what is null)
        {
            return day;
        }

        row.Report(column, what, "Write it as 2026-09-01 or 1/9/2026.");
        return null;
    }

    private static bool IsInOrder(CsvRow row, LocalDate signed, LocalDate? ended)
    {
        if (ended is null || signed < ended)
        {
            return true;
        }

        row.Report(EndedColumn, "The agreement ended on or before the day it was signed.", "Put one of the two days right.");
        return false;
    }

    private static bool IsNew(CsvRow row, (AgreementParty, int) key, Dictionary<(AgreementParty, int), long> lines)
    {
        if (lines.TryAdd(key, row.Line))
        {
            return true;
        }

        row.Report(VersionColumn, $"This version of the same party stands on line {lines[key]} already.", "Keep one of the two rows.");
        return false;
    }
}
