using System.Globalization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Concerns;

/// <summary>How a concern's types are written as rows, and read back: <c>concern</c> is where it stands and what was written, <c>move|n</c> the history. Version 1 of both.</summary>
internal static class ConcernRows
{
    public const string ConcernKey = "concern";
    public const string Moves = "move|";
    public const string Audit = "audit";

    private const int V = 1;

    public static string MoveKey(int number) => Moves + number.ToString("D4", CultureInfo.InvariantCulture);

    public static Fields Write(Concern concern) => new(V)
    {
        { "state", concern.State.ToString() },
        { "moves", concern.Version },
        { "urn", concern.School.Urn.Value },
        { "school", concern.School.Name },
        { "typeGroup", concern.School.TypeGroup },
        { "type", concern.School.Type },
        { "network", concern.School.Network?.Value },
        { "facts", concern.Wording.Facts },
        { "tried", concern.Wording.Tried },
        { "wouldHelp", concern.Wording.WouldHelp },
        { "reporter", concern.Reporter.Person.Value },
        { "reporterUrn", concern.Reporter.School.Value },
        { "reporterSchool", concern.Reporter.SchoolName },
        { "route", concern.Route.ToString() },
        { "why", concern.Why.ToString() },
        { "informed", string.Join(',', concern.Informed) },
        concern.Audit,
    };

    public static int MovesOf(Fields fields) => (int)fields.Number("moves");

    public static Concern Read(TenantId tenant, ConcernId id, Fields fields, IEnumerable<ConcernMove> moves) => new()
    {
        Tenant = tenant,
        Id = id,
        School = new(new(fields.Text("urn")), fields.Text("school"), (int)fields.Number("typeGroup"), fields.Text("type"), fields.TextOrNull("network") is { } network ? new GroupId(network) : null),
        Wording = new(fields.Text("facts"), fields.Text("tried"), fields.Text("wouldHelp")),
        Reporter = new(new(fields.Text("reporter")), new(fields.Text("reporterUrn")), fields.Text("reporterSchool")),
        Route = Enum.Parse<ConcernRoute>(fields.Text("route")),
        Why = Enum.Parse<WhyAPerson>(fields.Text("why")),
        State = Enum.Parse<ConcernState>(fields.Text("state")),
        Informed = [.. People(fields.Text("informed"))],
        Moves = [.. moves],
        Audit = AuditChain.Of(fields),
    };

    public static Fields Write(ConcernMove move) => new(V)
    {
        { "number", move.Number },
        { "act", move.Act.ToString() },
        { "person", move.Person?.Value },
        { "by", move.By?.ToString() },
        { "to", move.To?.ToString() },
        { "text", move.Text },
        { "at", move.At },
        { "readers", string.Join(',', move.Readers) },
    };

    public static ConcernMove ReadMove(Fields fields) => new(
        (int)fields.Number("number"),
        Enum.Parse<ConcernAct>(fields.Text("act")),
        fields.TextOrNull("person") is { } person ? new PersonId(person) : null,
        TakerOf(fields.TextOrNull("by")),
        TakerOf(fields.TextOrNull("to")),
        fields.TextOrNull("text"),
        fields.Instant("at"),
        [.. People(fields.Text("readers"))]);

    private static IEnumerable<PersonId> People(string joined) => joined.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new PersonId(id));

    private static Taker? TakerOf(string? text) => text is null ? null : Enum.Parse<Taker>(text);
}
