using System.Collections.Immutable;
using CsvHelper;

namespace TeamsBot.Core.Polls;

/// <summary>The options a new poll's form begins with; the facilitator may change every line.</summary>
public sealed record StarterOptions(ImmutableArray<Option> Options)
{
    /// <summary>Reads a CSV with the columns <c>id</c>, <c>text</c> and <c>brief</c>.</summary>
    public static StarterOptions Read(TextReader reader)
    {
        using var csv = CsvReader.Create(reader);
        var options = ImmutableArray.CreateBuilder<Option>();
        while (csv.Read())
        {
            options.Add(new(csv.GetString("id"), csv.GetString("text"), csv.GetString("brief")));
        }

        return new(options.ToImmutable());
    }

    /// <summary>
    /// Options from lines of text. A line that is a starter option keeps its id and short name; another gets the next free id, and its words up to a
    /// colon, or its first words, as its short name.
    /// </summary>
    public ImmutableArray<Option> FromLines(IEnumerable<string> lines)
    {
        var number = 0;
        return [.. lines.Select(line => Options.FirstOrDefault(option => string.Equals(option.Text, line, StringComparison.OrdinalIgnoreCase)) ?? new Option($"own{++number}", line, BriefOf(line)))];
    }

    /// <summary>The words of a line up to a colon, or its first ones.</summary>
    internal static string BriefOf(string line) => AdaptiveCards.PlainText.Shorten(line.Split(':')[0] is var before && string.IsNullOrWhiteSpace(before) ? line : before, 40);
}
