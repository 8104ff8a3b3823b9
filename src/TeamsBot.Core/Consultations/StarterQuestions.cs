using System.Collections.Immutable;
using CsvHelper;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Consultations;

/// <summary>What a new consultation's form begins with; whoever fills it may change every word.</summary>
/// <param name="Lists">Each list's name and options.</param>
public sealed record StarterQuestions(string Title, string Introduction, ImmutableArray<(string Title, StarterOptions Options)> Lists, ImmutableArray<string> Texts)
{
    /// <summary>Reads a CSV with the columns <c>part</c>, <c>id</c>, <c>text</c> and <c>brief</c>: the parts "title", "introduction" and "words", and any other is a list of that name.</summary>
    public static StarterQuestions Read(TextReader reader)
    {
        using var csv = CsvReader.Create(reader);
        var rows = new List<(string Part, Option Option)>();
        while (csv.Read())
        {
            rows.Add((csv.GetString("part"), new(csv.GetString("id"), csv.GetString("text"), csv.GetString("brief"))));
        }

        string[] Of(string part) => [.. rows.Where(row => row.Part == part).Select(row => row.Option.Text)];
        return new(
            string.Join(' ', Of("title")),
            string.Join(' ', Of("introduction")),
            [.. rows.Where(row => row.Part is not ("title" or "introduction" or "words")).GroupBy(row => row.Part).Select(list => (list.Key, new StarterOptions([.. list.Select(row => row.Option)])))],
            [.. Of("words")]);
    }

    /// <summary>Options of a list from lines of text: a line of the starter's keeps its id and short name.</summary>
    public ImmutableArray<Option> FromLines(int list, IEnumerable<string> lines) => (list < Lists.Length ? Lists[list].Options : new StarterOptions([])).FromLines(lines);
}
