using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Resources;

/// <summary>
/// A directory of resources as a CSV file has it: one row an entry under <c>id</c>, <c>name</c>, <c>themes</c> (ids of the county's list, separated by semicolons; nothing for any theme),
/// <c>offers</c>, <c>link</c> (or nothing), <c>ask</c> (whom, in words of roles) and <c>contact</c> (facilitator, editor or administrator: to whom a request goes).
/// </summary>
/// <param name="Resources">Null where anything is wrong with the file.</param>
/// <param name="Problems">What has to be put right, by line.</param>
public sealed record ResourceFile(StarterResources? Resources, IReadOnlyList<ImportProblem> Problems)
{
    public const string Name = "resources.csv";

    private const string Id = "id", NameColumn = "name", Themes = "themes", Offers = "offers", Link = "link", Ask = "ask", ContactColumn = "contact";

    private static readonly string[] Columns = [Id, NameColumn, Themes, Offers, Link, Ask, ContactColumn];

    /// <summary>Reads a file. Columns are found by name, in whatever order they stand.</summary>
    /// <param name="themes">The list that the file's themes are of.</param>
    public static ResourceFile Read(string path, ThemeList themes)
    {
        var problems = new List<ImportProblem>();
        var read = new List<Resource>();
        foreach (var row in CsvRows.Read(path, Columns, [], problems).Where(row => row.IsSound(Columns)))
        {
            if (ResourceOf(row) is not { } resource)
            {
                continue;
            }

            if (read.Count == Resource.AtMost)
            {
                row.Report(Id, $"The list holds at most {Resource.AtMost} entries.", "Leave out what nobody asks for.");
                break;
            }

            if (Resource.Problem(resource, themes, read) is var (field, why))
            {
                row.Report(ColumnOf(field), why, "Put this row right.");
            }

            read.Add(resource);
        }

        return problems.Count > 0 ? new(null, problems) : new(new StarterResources([.. read]), []);
    }

    private static Resource? ResourceOf(CsvRow row)
    {
        Uri? link = null;
        if (row[Link].Length > 0 && !Uri.TryCreate(row[Link], UriKind.Absolute, out link))
        {
            row.Report(Link, Resource.LinkWanted, "Put this row right.");
            return null;
        }

        if (!Enum.TryParse<Contact>(row[ContactColumn], ignoreCase: true, out var contact) || !Enum.IsDefined(contact) || row[ContactColumn].Any(char.IsAsciiDigit))
        {
            row.Report(ContactColumn, "The contact is none of facilitator, editor and administrator.", "Write one of the three.");
            return null;
        }

        ImmutableArray<ThemeId> themes = [.. row[Themes].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(theme => new ThemeId(theme))];
        return new(new(row[Id]), row[NameColumn], themes, row[Offers], link, row[Ask], contact);
    }

    private static string ColumnOf(ResourceField field) => field switch
    {
        ResourceField.Id => Id,
        ResourceField.Name => NameColumn,
        ResourceField.Themes => Themes,
        ResourceField.Offers => Offers,
        ResourceField.Link => Link,
        _ => Ask,
    };
}
