using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>How a round's types are written as rows, and read back. Version 1 of every kind. Contributions are insert-only, so they are their own history.</summary>
internal static class RoundRows
{
    public const string RoundKey = "round";
    public const string RoundAudit = "audit";
    public const string ElectorateId = "electorate";

    private const int V = 1;

    /// <summary>Where a stage's contributions stand; each row has the field <c>seat</c>.</summary>
    public static string PrefixOf(Stage stage) => stage switch
    {
        Stage.Proposals or Stage.Merging => "proposal|",
        Stage.Causes => "cause|",
        Stage.Approaches => "approach|",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No contributions of its own."),
    };

    public static Fields Write(Round round, string electorateId) => new(V)
    {
        { "group", round.Group.Value },
        { "groupName", round.GroupName },
        { "board", round.Board?.Value },
        { "boardName", round.BoardName },
        { ElectorateId, electorateId },
        { "facilitators", string.Join(',', round.Facilitators) },
        { "isBoards", round.IsBoards ? "yes" : null },
        { "startedBy", round.StartedBy.Value },
        { "startedAt", round.StartedAt },
        { "atMost", round.AtMost },
        { "ask", round.Ask.ToString() },
        { "visibility", round.Visibility.ToString() },
        { "plan", JsonSerializer.Serialize(round.Plan, RoundJson.Default.RoundPlan) },
        { "stage", round.Stage.ToString() },
        { "skips", round.Skips.IsEmpty ? null : JsonSerializer.Serialize(round.Skips, RoundJson.Default.ImmutableArraySkip) },
        { "waitsSince", round.WaitsSince },
        { "priorities", round.Priorities.IsEmpty ? null : JsonSerializer.Serialize(round.Priorities, RoundJson.Default.ImmutableArrayOption) },
        { "end", round.End?.ToString() },
        round.Audit,
    };

    public static Round Read(TenantId tenant, RoundId id, Electorate electorate, Fields fields) => new()
    {
        Tenant = tenant,
        Id = id,
        Group = new(fields.Text("group")),
        GroupName = fields.Text("groupName"),
        Board = fields.TextOrNull("board") is { } board ? new(board) : null,
        BoardName = fields.TextOrNull("boardName"),
        Electorate = electorate,
        Facilitators = [.. fields.Text("facilitators").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(person => new PersonId(person))],
        IsBoards = fields.TextOrNull("isBoards") is not null,
        StartedBy = new(fields.Text("startedBy")),
        StartedAt = fields.Instant("startedAt"),
        AtMost = (int)fields.Number("atMost"),
        Ask = Enum.Parse<Ask>(fields.Text("ask")),
        Visibility = Enum.Parse<Visibility>(fields.Text("visibility")),
        Plan = JsonSerializer.Deserialize(fields.Text("plan"), RoundJson.Default.RoundPlan)!,
        Stage = Enum.Parse<Stage>(fields.Text("stage")),
        Skips = fields.TextOrNull("skips") is { } skips ? JsonSerializer.Deserialize(skips, RoundJson.Default.ImmutableArraySkip) : [],
        WaitsSince = fields.InstantOrNull("waitsSince"),
        Priorities = fields.TextOrNull("priorities") is { } priorities ? JsonSerializer.Deserialize(priorities, RoundJson.Default.ImmutableArrayOption) : [],
        End = fields.TextOrNull("end") is { } end ? Enum.Parse<RoundEnd>(end) : null,
        Audit = AuditChain.Of(fields),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoundPlan))]
[JsonSerializable(typeof(ImmutableArray<Skip>))]
[JsonSerializable(typeof(ImmutableArray<Option>))]
internal sealed partial class RoundJson : JsonSerializerContext;
