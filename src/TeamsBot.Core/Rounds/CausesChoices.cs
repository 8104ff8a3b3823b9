using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>Something a form offers to choose from.</summary>
/// <param name="Id">Comes back from the form; only the text is kept, so a list may change at any time.</param>
public sealed record ListedChoice(string Id, string Text);

/// <summary>What the form for causes offers: seeded lists, beside which anybody may write a cause of their own (R46).</summary>
public sealed record CausesChoices(ImmutableArray<ListedChoice> Causes, ImmutableArray<ListedChoice> PupilGroups)
{
    public const string CausesFile = "causes.csv";
    public const string PupilGroupsFile = "pupil_groups.csv";

    private const string Id = "id", Text = "text";
    private const int MostChoices = 30;

    /// <summary>Reads both files of a folder, each a CSV with the columns <c>id</c> and <c>text</c>.</summary>
    /// <returns>No choices where anything is wrong with a file, and what has to be put right, by line.</returns>
    public static (CausesChoices? Choices, IReadOnlyList<ImportProblem> Problems) Read(string folder)
    {
        var problems = new List<ImportProblem>();
        var (causes, groups) = (ReadFile(folder, CausesFile, Cause.LongestText, problems), ReadFile(folder, PupilGroupsFile, SaidGroups.LongestText, problems));
        return (problems.Count > 0 ? null : new(causes, groups), problems);
    }

    private static ImmutableArray<ListedChoice> ReadFile(string folder, string file, int longest, List<ImportProblem> problems)
    {
        var (choices, ids, texts) = (ImmutableArray.CreateBuilder<ListedChoice>(), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in CsvRows.Read(Path.Combine(folder, file), [Id, Text], [], problems).Where(row => row.IsSound([Id, Text])))
        {
            if (!ThemeId.IsWellFormed(row[Id]) || !ids.Add(row[Id]))
            {
                row.Report(Id, "An id is made of letters, digits and hyphens, at most 64 of them, and stands once.", "Give this row an id of its own.");
            }
            else if (row[Text].Length > longest || Theme.Fold(row[Text]).Length == 0 || !texts.Add(Theme.Fold(row[Text])))
            {
                row.Report(Text, $"A text is words, at most {longest} characters, and stands once.", "Write it otherwise, or take the row out.");
            }
            else if (choices.Count == MostChoices)
            {
                row.Report(Id, $"The list has more than {MostChoices} rows, which is what a form can offer.", "Take some rows out.");
            }
            else
            {
                choices.Add(new(row[Id], row[Text]));
            }
        }

        return [.. choices.OrderBy(choice => choice.Text, StringComparer.OrdinalIgnoreCase)];
    }
}
