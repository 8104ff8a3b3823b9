namespace TeamsBot.Core.Directory;

/// <summary>
/// Reads the optional <c>boards.csv</c>: the children's board, which no other file names, and other names by which the boards go. A board that is renamed
/// keeps its id where its old name stands among them.
/// </summary>
internal static class BoardsFile
{
    public const string Name = "boards.csv";

    private const string TierColumn = "tier";
    private const string NameColumn = "name";
    private const string AliasesColumn = "aliases";

    private static readonly string[] Required = [TierColumn, NameColumn];

    public static void Read(string folder, GroupBook groups, List<ImportProblem> problems)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return;
        }

        foreach (var row in CsvRows.Read(path, Required, [AliasesColumn], problems))
        {
            var (isSound, tier) = (row.IsSound([.. Required, AliasesColumn]) & IsName(row, NameColumn, row[NameColumn]), Tier(row));
            if (isSound && tier is { } known && Board(row, known, groups) is { } board)
            {
                AddAliases(row, board, groups);
            }
        }
    }

    private static Tier? Tier(CsvRow row)
    {
        switch (row[TierColumn].ToLowerInvariant())
        {
            case "children": return Directory.Tier.Children;
            case "partnership": return Directory.Tier.Partnership;
            case "locality": return Directory.Tier.Locality;
            default:
                row.Report(TierColumn, $"'{row[TierColumn]}' is not a tier of boards.", "Use one of: children, locality, partnership.");
                return null;
        }
    }

    private static bool IsName(CsvRow row, string column, string name)
    {
        if (name.Length is > 0 and <= 256 && !SchoolsFile.IsUrn(name))
        {
            return true;
        }

        row.Report(column, name.Length == 0 ? "The name is missing." : $"'{name}' is not a name of at most 256 characters.", "Give the board's name.");
        return false;
    }

    private static Group? Board(CsvRow row, Tier tier, GroupBook groups)
    {
        var (name, known) = (row[NameColumn], groups.Find(row[NameColumn]));
        if (tier is Directory.Tier.Locality)
        {
            if (known is not { Tier: Directory.Tier.Locality })
            {
                row.Report(NameColumn, $"'{name}' is not a locality board of {NetworksFile.Name}.", "Write the board's name as it stands there.");
                return null;
            }

            return known;
        }

        if (known is not null)
        {
            row.Report(NameColumn, $"'{name}' is the name of another group already.", "Give the board a name of its own, once.");
        }
        else if (groups.Find(tier) is { } other)
        {
            row.Report(TierColumn, $"'{other.Name}' is the county's {row[TierColumn].ToLowerInvariant()} board already.", "A county has one: take one of the two rows out.");
        }
        else
        {
            return groups.Add(tier, name, null, Aliases(row));
        }

        return null;
    }

    private static void AddAliases(CsvRow row, Group board, GroupBook groups)
    {
        foreach (var alias in Aliases(row).Where(alias => IsName(row, AliasesColumn, alias)))
        {
            if (groups.Find(alias) is null)
            {
                groups.AddAlias(alias, board);
            }
            else
            {
                row.Report(AliasesColumn, $"'{alias}' is the name of a group already.", "Take it out; names are divided by semicolons.");
            }
        }
    }

    private static string[] Aliases(CsvRow row) => row[AliasesColumn].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
