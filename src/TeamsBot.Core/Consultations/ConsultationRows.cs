using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Consultations;

/// <summary>How a consultation's types are written as rows, and read back. Version 1 of every kind. Gates are a poll's.</summary>
internal static class ConsultationRows
{
    public const string Key = "consultation";
    public const string QuestionsKey = "questions";
    public const string Audit = "audit";
    public const string Answers = "answer|";
    public const string RollId = "roll";

    private const int V = 1;

    public static string AnswerKey(SeatId seat) => $"{Answers}{seat}";

    public static string HistoryKey(SchoolAnswer answer) => $"history|{answer.Seat}|{answer.Number.ToString("D6", CultureInfo.InvariantCulture)}";

    public static string SeatAudit(SeatId seat) => $"audit|{seat}";

    public static string SeatPrefix(string rollId) => $"seat|{rollId}|";

    public static Fields Write(Consultation consultation, string rollId) => new(V)
    {
        { "askedBy", consultation.AskedBy },
        { "locality", consultation.Scope.Locality?.Value },
        { "scopeName", consultation.Scope.Name },
        { "networks", string.Join(',', consultation.Scope.Networks) },
        { RollId, rollId },
        { "withoutNetwork", consultation.WithoutNetwork },
        { "startedBy", consultation.StartedBy.Value },
        { "openedAt", consultation.OpenedAt },
        { "closesAt", consultation.ClosesAt },
        { "reminded", consultation.Reminded.IsEmpty ? null : string.Join(',', consultation.Reminded) },
        { "state", consultation.State.ToString() },
        { "closedAt", consultation.ClosedAt },
        { "result", consultation.Result is null ? null : JsonSerializer.Serialize(consultation.Result, ConsultationJson.Default.ConsultationResult) },
        consultation.Audit,
    };

    public static Consultation Read(TenantId tenant, ConsultationId id, Fields fields, Questions questions, Roll roll) => new()
    {
        Tenant = tenant,
        Id = id,
        AskedBy = fields.Text("askedBy"),
        Scope = new(fields.TextOrNull("locality") is { } locality ? new(locality) : null, fields.Text("scopeName"), [.. Split(fields.Text("networks")).Select(network => new GroupId(network))]),
        Questions = questions,
        Roll = roll,
        WithoutNetwork = (int)fields.Number("withoutNetwork"),
        StartedBy = new(fields.Text("startedBy")),
        OpenedAt = fields.Instant("openedAt"),
        ClosesAt = fields.Instant("closesAt"),
        Reminded = [.. Split(fields.TextOrNull("reminded") ?? "")],
        State = Enum.Parse<ConsultationState>(fields.Text("state")),
        ClosedAt = fields.InstantOrNull("closedAt"),
        Result = fields.TextOrNull("result") is { } result ? JsonSerializer.Deserialize(result, ConsultationJson.Default.ConsultationResult) : null,
        Audit = AuditChain.Of(fields),
    };

    public static Fields WriteGate(Consultation consultation, string rollId) => new(V) { { "state", consultation.State.ToString() }, { "closesAt", consultation.ClosesAt }, { RollId, rollId } };

    /// <summary>The consultation as a gate stands for it: whether it is open, and until when.</summary>
    public static Consultation ReadGate(Consultation frame, Fields gate) =>
        frame with { State = Enum.Parse<ConsultationState>(gate.Text("state")), ClosesAt = gate.Instant("closesAt"), Result = null, ClosedAt = null };

    public static Fields Write(Questions questions) => new(V)
    {
        { "title", questions.Title },
        { "introduction", questions.Introduction },
        { "parts", JsonSerializer.Serialize(questions.Parts, ConsultationJson.Default.ImmutableArrayChoicePart) },
        { "texts", JsonSerializer.Serialize(questions.Texts, ConsultationJson.Default.ImmutableArrayString) },
    };

    public static Questions ReadQuestions(Fields fields) => new(
        fields.Text("title"),
        fields.Text("introduction"),
        JsonSerializer.Deserialize(fields.Text("parts"), ConsultationJson.Default.ImmutableArrayChoicePart),
        JsonSerializer.Deserialize(fields.Text("texts"), ConsultationJson.Default.ImmutableArrayString));

    public static Fields Write(Seat seat, Profile profile) =>
        new(V) { { "name", seat.Name }, { "voters", string.Join(',', seat.Voters) }, { "phase", profile.Phase }, { "status", profile.Status } };

    public static (Seat Seat, Profile Profile) ReadSeat(Row row) => (
        new(new(row.Key[(row.Key.LastIndexOf('|') + 1)..]), row.Fields.Text("name"), [.. Split(row.Fields.Text("voters")).Select(id => new PersonId(id))]),
        new(row.Fields.Text("phase"), row.Fields.Text("status")));

    public static Fields Write(SchoolAnswer answer) => new(V)
    {
        { "seat", answer.Seat.Value },
        { "person", answer.Person.Value },
        { "rank", answer.Rank },
        { "choices", string.Join('|', answer.Given.Choices) },
        { "texts", JsonSerializer.Serialize(answer.Given.Texts, ConsultationJson.Default.ImmutableArrayString) },
        { "at", answer.At },
        { "number", answer.Number },
        answer.Audit,
    };

    public static SchoolAnswer ReadAnswer(Fields fields) => new(
        new(fields.Text("seat")),
        new(fields.Text("person")),
        (int)fields.Number("rank"),
        new([.. fields.Text("choices").Split('|').Select(Choices.Stored)], JsonSerializer.Deserialize(fields.Text("texts"), ConsultationJson.Default.ImmutableArrayString)),
        fields.Instant("at"),
        (int)fields.Number("number"),
        AuditChain.Of(fields));

    private static string[] Split(string joined) => joined.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConsultationResult))]
[JsonSerializable(typeof(ImmutableArray<ChoicePart>))]
[JsonSerializable(typeof(ImmutableArray<string>))]
internal sealed partial class ConsultationJson : JsonSerializerContext;
