using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>How a request is written as rows, and read back: <c>request</c> is all of it as it stands, a field for each answer, and <c>history|service|n</c> keeps every answer. Version 1.</summary>
internal static class RequestRows
{
    public const string Key = "request";
    public const string Audit = "audit";

    private const int V = 1;

    public static string HistoryKey(ServiceAnswer answer) => $"history|{Two(answer.Service)}|{answer.Number.ToString("D4", CultureInfo.InvariantCulture)}";

    public static Fields Write(ServiceRequest request)
    {
        var fields = new Fields(V)
        {
            { "board", Json(request.Board) },
            { "matter", request.Matter?.Id.Value },
            { "matterText", request.Matter?.Text },
            { "matterOrigin", request.Matter?.Origin },
            { "theme", request.Theme.Value },
            { "themeName", request.ThemeName },
            { "question", request.Question },
            { "visibility", request.Visibility.ToString() },
            { "askedBy", Json(request.AskedBy) },
            { "askedAt", request.AskedAt },
            { "due", request.Plan.Due },
            { "remindBefore", request.Plan.Before },
            { "remindAfter", request.Plan.After },
            { "tell", request.Plan.Tell },
            { "services", JsonSerializer.Serialize([.. request.Services.Select(service => new ServiceJson(service.Id, service.Name, service.UnderReview, Ids(service.Leads)))], RequestJson.Relaxed.ServiceJsonArray) },
            { "officers", string.Join(',', request.Officers.Select(Json)) },
            { "chases", JsonSerializer.Serialize([.. request.Chases.Select(Json)], RequestJson.Relaxed.ChaseJsonArray) },
            { "actions", JsonSerializer.Serialize([.. request.Actions.Select(Json)], RequestJson.Relaxed.ActionJsonArray) },
            { "closedBy", request.Closed is { } closed ? Json(new Reader(closed.Person, closed.Role)) : null },
            { "closedAt", request.Closed?.At },
            { "acts", request.Acts },
            request.Audit,
        };
        foreach (var answer in request.Answers)
        {
            fields.Add($"answer{Two(answer.Service)}", Json(answer));
        }

        return fields;
    }

    public static Fields Write(ServiceAnswer answer) => new(V) { { "answer", Json(answer) } };

    public static ServiceRequest Read(TenantId tenant, RequestId id, Fields fields)
    {
        var board = JsonSerializer.Deserialize(fields.Text("board"), MatterJson.Relaxed.PartyJson)!;
        return new()
        {
            Tenant = tenant,
            Id = id,
            Board = new(new(board.Id), board.Name, board.Tier),
            Matter = fields.TextOrNull("matter") is { } matter ? new(new(matter), fields.Text("matterText"), fields.Text("matterOrigin")) : null,
            Theme = new(fields.Text("theme")),
            ThemeName = fields.Text("themeName"),
            Question = fields.Text("question"),
            Visibility = Enum.Parse<Visibility>(fields.Text("visibility")),
            AskedBy = ReadReader(fields.Text("askedBy")),
            AskedAt = fields.Instant("askedAt"),
            Plan = new(fields.Instant("due"), fields.InstantOrNull("remindBefore"), fields.Instant("remindAfter"), fields.Instant("tell")),
            Services = [.. JsonSerializer.Deserialize(fields.Text("services"), RequestJson.Relaxed.ServiceJsonArray)!.Select(service => new AskedService(service.Id, service.Name, service.UnderReview, People(service.Leads)))],
            Officers = [.. fields.Text("officers").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ReadReader)],
            Answers = [.. fields.Where(field => field.Key.StartsWith("answer", StringComparison.Ordinal)).Select(field => ReadAnswer((string)field.Value))],
            Chases = [.. JsonSerializer.Deserialize(fields.Text("chases"), RequestJson.Relaxed.ChaseJsonArray)!.Select(Read)],
            Actions = [.. JsonSerializer.Deserialize(fields.TextOrNull("actions") ?? "[]", RequestJson.Relaxed.ActionJsonArray)!.Select(Read)],
            Closed = fields.TextOrNull("closedBy") is { } by && ReadReader(by) is var closer ? new(closer.Person, closer.Role, fields.Instant("closedAt")) : null,
            Acts = (int)fields.Number("acts"),
            Audit = AuditChain.Of(fields),
        };
    }

    public static ServiceAnswer ReadAnswer(Fields history) => ReadAnswer(history.Text("answer"));

    private static ServiceAnswer ReadAnswer(string json)
    {
        var answer = JsonSerializer.Deserialize(json, RequestJson.Relaxed.AnswerJson)!;
        Said said = answer.Declined is { } reason ? new Said.Decline(reason) : new Said.Offer(answer.InPlace!, answer.CouldBe!, answer.InTheWay!, answer.Capacity);
        return new(answer.Service, answer.Number, new(answer.Person), said, new(answer.At, TimeSpan.Zero));
    }

    private static string Json(ServiceAnswer answer)
    {
        var offer = answer.Said as Said.Offer;
        return JsonSerializer.Serialize(
            new AnswerJson(answer.Service, answer.Number, answer.Person.Value, answer.At.UtcTicks, offer?.InPlace, offer?.CouldBe, offer?.InTheWay, offer?.Capacity, (answer.Said as Said.Decline)?.Reason),
            RequestJson.Relaxed.AnswerJson);
    }

    private static string Json(Party party) => JsonSerializer.Serialize(new PartyJson(party.Id.Value, party.Name, party.Tier), MatterJson.Relaxed.PartyJson);

    private static string Json(Reader reader) => $"{reader.Person}|{reader.Role}";

    private static Reader ReadReader(string text) =>
        text.Split('|') is [var person, var role] ? new(new(person), Enum.Parse<Role>(role)) : throw new FormatException($"'{text}' names no reader.");

    private static ChaseJson Json(Chase chase) => new(chase.Occasion, chase.Act, chase.At.UtcTicks, [.. chase.Services], [.. chase.To.Select(Ids)]);

    private static Chase Read(ChaseJson chase) => new(chase.Occasion, chase.Act, new(chase.At, TimeSpan.Zero), [.. chase.Services], [.. chase.To.Select(People)]);

    private static ActionJson Json(ServiceAction action) => new(action.Service, action.Number, action.Kind, action.Words, action.Reach, action.Person.Value, action.At.UtcTicks, action.DoneAt?.UtcTicks);

    private static ServiceAction Read(ActionJson action) => new(
        action.Service, action.Number, action.Kind, action.Words, action.Reach, new(action.Person), new(action.At, TimeSpan.Zero), action.DoneAt is { } done ? new DateTimeOffset(done, TimeSpan.Zero) : null);

    private static string[] Ids(ImmutableArray<PersonId> people) => [.. people.Select(person => person.Value)];

    private static ImmutableArray<PersonId> People(string[] ids) => [.. ids.Select(id => new PersonId(id))];

    private static string Two(int number) => number.ToString("D2", CultureInfo.InvariantCulture);
}

internal sealed record ServiceJson(string Id, string Name, bool UnderReview, string[] Leads);

internal sealed record AnswerJson(int Service, int Number, string Person, long At, string? InPlace, string? CouldBe, string? InTheWay, Capacity? Capacity, string? Declined);

internal sealed record ActionJson(int Service, int Number, ActionKind Kind, string Words, string Reach, string Person, long At, long? DoneAt);

internal sealed record ChaseJson(Occasion Occasion, int Act, long At, int[] Services, string[][] To);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServiceJson[]))]
[JsonSerializable(typeof(AnswerJson))]
[JsonSerializable(typeof(ActionJson[]))]
[JsonSerializable(typeof(ChaseJson[]))]
internal sealed partial class RequestJson : JsonSerializerContext
{
    /// <summary>Letters outside ASCII stand as they are: escaped they would fill a field six times as fast, and nothing stored is put inside HTML.</summary>
    public static RequestJson Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
