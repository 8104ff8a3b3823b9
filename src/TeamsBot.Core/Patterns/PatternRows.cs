using System.Collections.Immutable;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>How the rows of a scope are written, and read back. Version 1 of every kind.</summary>
internal static class PatternRows
{
    public const string Sightings = "seen|";
    public const string Questions = "same|";
    public const string Patterns = "pattern|";

    private const int V = 1;

    public static Fields Write(Sighting sighting) => new(V)
    {
        { "theme", sighting.Theme.Value },
        { "kind", sighting.Kind.ToString() },
        { "who", sighting.Who.Id.Value },
        { "name", sighting.Who.Name },
        { "tier", sighting.Who.Tier.ToString() },
        { "words", sighting.Words },
        { "at", sighting.At },
        { "counts", sighting.Counts },
        { "version", sighting.Version },
        { "matter", sighting.Matter?.Value },
        { "schools", sighting.Schools.IsEmpty ? null : string.Join(',', sighting.Schools.Select(school => school.Value)) },
        { "secret", sighting.IsSecret },
    };

    public static Sighting ReadSighting(Row row) => new(
        row.Key[Sightings.Length..],
        new(row.Fields.Text("theme")),
        Enum.Parse<SightingKind>(row.Fields.Text("kind")),
        new(new(row.Fields.Text("who")), row.Fields.Text("name"), Enum.Parse<Tier>(row.Fields.Text("tier"))),
        row.Fields.Text("words"),
        row.Fields.Instant("at"),
        row.Fields.Flag("counts"),
        (int)row.Fields.Number("version"))
    {
        Matter = row.Fields.TextOrNull("matter") is { } matter ? new(matter) : null,
        Schools = [.. Split(row.Fields.TextOrNull("schools")).Select(urn => new Urn(urn))],
        IsSecret = row.Fields.Flag("secret"),
    };

    public static Fields Write(IssueQuestion question) => new(V)
    {
        { "one", question.One.Value },
        { "other", question.Other.Value },
        { "askedAt", question.AskedAt },
        { "readers", Join(question.Readers) },
        { "answer", question.Same is { } same ? same ? "yes" : "no" : null },
        { "by", question.By?.Value },
        { "role", question.Role?.ToString() },
        { "at", question.At },
    };

    public static IssueQuestion ReadQuestion(Row row) => new(
        new(row.Fields.Text("one")),
        new(row.Fields.Text("other")),
        row.Fields.Instant("askedAt"),
        ReadReaders(row.Fields.Text("readers")),
        row.Fields.TextOrNull("answer") is { } answer ? answer == "yes" : null,
        row.Fields.TextOrNull("by") is { } by ? new PersonId(by) : null,
        row.Fields.TextOrNull("role") is { } role ? Enum.Parse<Role>(role) : null,
        row.Fields.InstantOrNull("at"));

    public static Fields Write(Pattern pattern) => new(V)
    {
        { "board", pattern.Board.Id.Value },
        { "name", pattern.Board.Name },
        { "tier", pattern.Board.Tier.ToString() },
        { "threshold", pattern.Threshold },
        { "foundAt", pattern.FoundAt },
        { "readers", Join(pattern.Readers) },
        { "version", pattern.Version },
        { "seen", pattern.Seen },
        { "joint", pattern.Joint.IsEmpty ? null : string.Join(',', pattern.Joint.Select(matter => matter.Value)) },
        { "state", pattern.Decision?.State.ToString() },
        { "by", pattern.Decision?.Person.Value },
        { "role", pattern.Decision?.Role.ToString() },
        { "at", pattern.Decision?.At },
        { "from", pattern.Decision?.From.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };

    public static Pattern ReadPattern(PatternScope scope, Row row) => new()
    {
        Id = new(scope, new(row.Key[Patterns.Length..])),
        Board = new(new(row.Fields.Text("board")), row.Fields.Text("name"), Enum.Parse<Tier>(row.Fields.Text("tier"))),
        Threshold = (int)row.Fields.Number("threshold"),
        FoundAt = row.Fields.Instant("foundAt"),
        Readers = ReadReaders(row.Fields.Text("readers")),
        Version = (int)row.Fields.Number("version"),
        Seen = row.Fields.Text("seen"),
        Joint = [.. Split(row.Fields.TextOrNull("joint")).Select(matter => new MatterId(matter))],
        Decision = row.Fields.TextOrNull("state") is { } state
            ? new(
                Enum.Parse<PatternState>(state),
                new(row.Fields.Text("by")),
                Enum.Parse<Role>(row.Fields.Text("role")),
                row.Fields.Instant("at"),
                int.Parse(row.Fields.Text("from"), System.Globalization.CultureInfo.InvariantCulture))
            : null,
    };

    public static string Join(ImmutableArray<Reader> readers) => string.Join(',', readers.Select(reader => $"{reader.Person}|{reader.Role}"));

    public static ImmutableArray<Reader> ReadReaders(string text) =>
        [.. Split(text).Select(reader => reader.Split('|') is [var person, var role] ? new Reader(new(person), Enum.Parse<Role>(role)) : throw new FormatException($"'{reader}' names no reader."))];

    private static string[] Split(string? text) => text is null ? [] : text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
