namespace TeamsBot.Core.Directory;

/// <summary>Reads <c>networks.csv</c>: which network a school is in, and under which locality board.</summary>
internal static class NetworksFile
{
    public const string Name = "networks.csv";

    private const string NetworkColumn = "network";
    private const string BoardColumn = "locality_board";
    private const string UrnColumn = "urn";

    private static readonly string[] Required = [NetworkColumn, BoardColumn, UrnColumn];

    /// <summary>Puts the schools in their networks and the groups in the book.</summary>
    public static void Read(string folder, Dictionary<Urn, School> schools, GroupBook groups, List<ImportProblem> problems)
    {
        var lines = new Dictionary<Urn, long>();
        foreach (var row in CsvRows.Read(Path.Combine(folder, Name), Required, [], problems))
        {
            // The groups are taken note of even where the URN is wrong, so that one slip is not reported again wherever the group is named.
            var isUrn = SchoolsFile.TryUrn(row, UrnColumn, out var urn);
            if (row.IsSound(Required) & TryName(row, NetworkColumn) & TryName(row, BoardColumn)
                && Board(row, groups) is { } board && Network(row, board, groups) is { } network && isUrn)
            {
                Place(row, urn, network, groups, schools, lines);
            }
        }
    }

    private static bool TryName(CsvRow row, string column)
    {
        if (row[column].Length > 0 && !SchoolsFile.IsUrn(row[column]))
        {
            return true;
        }

        row.Report(column, row[column].Length == 0 ? "The name is missing." : $"'{row[column]}' is a number where a name is expected.", "Give the group's name.");
        return false;
    }

    private static Group? Board(CsvRow row, GroupBook groups)
    {
        var name = row[BoardColumn];
        var board = groups.Find(name) ?? groups.Add(Tier.Locality, name, null);
        if (board.Tier is not Tier.Locality)
        {
            row.Report(BoardColumn, $"'{name}' is the name of a network too.", "Give the board a name of its own.");
            return null;
        }

        return IsSpelled(row, BoardColumn, board) ? board : null;
    }

    private static Group? Network(CsvRow row, Group board, GroupBook groups)
    {
        var name = row[NetworkColumn];
        var network = groups.Find(name) ?? groups.Add(Tier.Network, name, board.Id);
        if (network.Tier is not Tier.Network)
        {
            row.Report(NetworkColumn, $"'{name}' is the name of a locality board too.", "Give the network a name of its own.");
        }
        else if (network.Parent != board.Id)
        {
            var other = groups.Groups.First(group => group.Id == network.Parent).Name;
            row.Report(BoardColumn, $"{name} stands under {other} further up and under {board.Name} here.", "A network has one locality board: give the same on every row.");
        }
        else
        {
            return IsSpelled(row, NetworkColumn, network) ? network : null;
        }

        return null;
    }

    private static bool IsSpelled(CsvRow row, string column, Group group)
    {
        if (row[column] == group.Name)
        {
            return true;
        }

        row.Report(column, $"'{row[column]}' and '{group.Name}' differ only in capitals or spaces.", "Write the name alike on every row.");
        return false;
    }

    private static void Place(CsvRow row, Urn urn, Group network, GroupBook groups, Dictionary<Urn, School> schools, Dictionary<Urn, long> lines)
    {
        if (schools.Count == 0)
        {
            return; // the register could not be read, which is reported once
        }

        if (!schools.TryGetValue(urn, out var school))
        {
            row.Report(UrnColumn, $"URN {urn} is not in {SchoolsFile.Name}.", "Correct the URN, or take a download that holds the school.");
        }
        else if (!school.IsOpen)
        {
            row.Report(UrnColumn, $"{school.Name} ({urn}) is '{school.Status}', not open.", "Take the row out, or name the school that followed it.");
        }
        else if (lines.TryAdd(urn, row.Line))
        {
            schools[urn] = school with { Network = network.Id };
        }
        else if (school.Network == network.Id)
        {
            row.Report(UrnColumn, $"{school.Name} ({urn}) stands on line {lines[urn]} already.", "Take one of the two rows out.");
        }
        else
        {
            var other = groups.Groups.First(group => group.Id == school.Network).Name;
            row.Report(UrnColumn, $"{school.Name} ({urn}) is in {other} by line {lines[urn]} and in {network.Name} here.", "A school is in one network: keep one of the two rows.");
        }
    }
}
