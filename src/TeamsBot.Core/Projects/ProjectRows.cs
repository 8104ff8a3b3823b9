using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Projects;

/// <summary>How a project is written as rows, and read back. Version 1 of every kind.</summary>
internal static class ProjectRows
{
    public const string Key = "project";
    public const string Audit = "audit";

    private const int V = 1;
    private const string Place = "place";

    public static string MoveKey(int number) => $"move|{number.ToString("D6", CultureInfo.InvariantCulture)}";

    // A field for each school: all of them in one would be longer than the longest text of a row.
    public static Fields Write(Project project)
    {
        var fields = new Fields(V)
        {
            { "theme", project.Theme.Value },
            { "aim", project.Aim },
            { "baseline", project.Baseline },
            { "starts", LocalDatePattern.Iso.Format(project.Starts) },
            { "ends", LocalDatePattern.Iso.Format(project.Ends) },
            { "state", project.State.ToString() },
            { "learnt", project.Learnt },
            { "version", project.Version },
            { "changedAt", project.ChangedAt },
            { "places", project.Places.Length },
            project.Audit,
        };
        foreach (var (place, at) in project.Places.Select((place, at) => (place, at)))
        {
            var json = new PlaceJson(place.School.Value, place.Name, place.Part.ToString(), place.State.ToString(), place.By.Value, place.ByHead, place.Since.UtcTicks, place.Words);
            fields.Add(PlaceField(at), JsonSerializer.Serialize(json, ProjectsJson.Default.PlaceJson));
        }

        return fields;
    }

    public static Project Read(TenantId tenant, ProjectId id, Fields fields) => new()
    {
        Tenant = tenant,
        Id = id,
        Theme = new(fields.Text("theme")),
        Aim = fields.Text("aim"),
        Baseline = fields.Text("baseline"),
        Starts = Day(fields.Text("starts")),
        Ends = Day(fields.Text("ends")),
        State = Enum.Parse<ProjectState>(fields.Text("state")),
        Learnt = fields.Text("learnt"),
        Version = (int)fields.Number("version"),
        ChangedAt = fields.Instant("changedAt"),
        Places = [.. Enumerable.Range(0, (int)fields.Number("places")).Select(at => ReadPlace(fields.Text(PlaceField(at))))],
        Audit = AuditChain.Of(fields),
    };

    public static Fields Write(ProjectMove move) => new(V)
    {
        { "act", move.Act.ToString() },
        { "school", move.School.Value },
        { "schoolName", move.SchoolName },
        { "part", move.Part.ToString() },
        { "by", move.By.Value },
        { "at", move.At },
        { "words", move.Words },
        { "starts", move.Starts },
        { "tell", string.Join(',', move.Tell) },
        { "askOf", string.Join(',', move.AskOf) },
    };

    public static ProjectMove ReadMove(int number, Fields fields) => new(
        number,
        Enum.Parse<ProjectAct>(fields.Text("act")),
        new(fields.Text("school")),
        fields.Text("schoolName"),
        Enum.Parse<Part>(fields.Text("part")),
        new(fields.Text("by")),
        fields.Instant("at"),
        fields.Text("words"),
        fields.Flag("starts"),
        People(fields.Text("tell")),
        People(fields.Text("askOf")));

    private static ImmutableArray<PersonId> People(string joined) => [.. joined.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new PersonId(id))];

    private static SchoolPlace ReadPlace(string json) => JsonSerializer.Deserialize(json, ProjectsJson.Default.PlaceJson) is { } place
        ? new(new(place.School), place.Name, Enum.Parse<Part>(place.Part), Enum.Parse<PlaceState>(place.State), new(place.By), place.ByHead, new(place.Since, TimeSpan.Zero), place.Words)
        : throw new FormatException("A place of a project is missing.");

    private static string PlaceField(int at) => $"{Place}{at.ToString("D2", CultureInfo.InvariantCulture)}";

    private static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;
}

internal sealed record PlaceJson(string School, string Name, string Part, string State, string By, bool ByHead, long Since, string Words);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlaceJson))]
internal sealed partial class ProjectsJson : JsonSerializerContext;
