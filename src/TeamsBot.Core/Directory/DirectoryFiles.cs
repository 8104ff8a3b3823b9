using System.Collections.Immutable;

namespace TeamsBot.Core.Directory;

/// <summary>What a folder's files say: the groups and open schools as they will stand, and the people, who get their ids when it is taken.</summary>
internal sealed record DirectoryDraft(
    ImmutableArray<Group> Groups, ImmutableArray<School> Schools, ImmutableArray<PersonDraft> People, ImmutableArray<ServiceDraft> Services, ImmutableArray<SchoolLink> Links);

/// <summary>
/// Reads a folder: <c>gias_extract.csv</c>, <c>networks.csv</c> and exactly one <c>people*.csv</c>; and, where they are there, <c>boards.csv</c>,
/// <c>services.csv</c> and one <c>gias_links*.csv</c>.
/// </summary>
internal static class DirectoryFiles
{
    /// <summary>Reads all there is to read and reports every problem, in the order of the files and their lines. With a problem the draft is not to be used.</summary>
    /// <param name="current">The register in force, whose groups keep their ids.</param>
    public static (DirectoryDraft Draft, ImmutableArray<ImportProblem> Problems) Read(string folder, Register? current)
    {
        var problems = new List<ImportProblem>();
        var schools = SchoolsFile.Read(folder, problems);
        var groups = new GroupBook(current);
        NetworksFile.Read(folder, schools, groups, problems);
        BoardsFile.Read(folder, groups, problems);
        List<LeadDraft> leads = [];
        var people = PeopleFile.Read(folder, schools, groups, leads, problems);
        var services = ServicesFile.Read(folder, leads, groups, problems);
        var links = LinksFile.Read(folder, schools, problems);
        groups.Join();
        var draft = new DirectoryDraft(
            [.. groups.Groups.OrderBy(group => group.Id.Value, StringComparer.Ordinal)],
            [.. schools.Values.Where(school => school.IsOpen).OrderBy(school => school.Urn.Value, StringComparer.Ordinal)],
            [.. people.OrderBy(person => person.UserPrincipalName, StringComparer.Ordinal)],
            [.. services],
            [.. links]);
        return (draft, [.. problems.GroupBy(problem => problem.File).SelectMany(file => file.OrderBy(problem => problem.Line))]);
    }
}
