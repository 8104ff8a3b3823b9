using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>
/// How a matter's types are written as rows, and read back: <c>matter</c> is where it stands, <c>evidence</c> and its seats never change, and
/// <c>move|n</c> is the history. Version 2 of where it stands and of a move, 1 of the rest; version 1 of those, which knew fewer states, stays readable.
/// </summary>
internal static class MatterRows
{
    public const string MatterKey = "matter";
    public const string EvidenceKey = "evidence";
    public const string Moves = "move|";
    public const string SeatPages = "seats|";
    public const string GatheredPages = "gathered|";
    public const string Audit = "audit";

    /// <summary>Seats in a row: with the longest names well below the longest text a row takes, so that any electorate fits one batch.</summary>
    private const int SeatsInPage = 60;

    /// <summary>Characters in a row of what was gathered: below the longest text a row takes, with room to keep a surrogate pair whole.</summary>
    private const int GatheredInPage = 32_000;
    private const int V = 1;
    private const int VersionOfState = 2;
    private const int VersionOfMove = 2;

    public static string MoveKey(int number) => Moves + number.ToString("D4", CultureInfo.InvariantCulture);

    public static Fields Write(Matter matter) => new(VersionOfState)
    {
        { "state", matter.State.ToString() },
        { "holder", Json(matter.Holder) },
        { "chain", JsonSerializer.Serialize([.. matter.AboveChain.Select(Of)], MatterJson.Relaxed.PartyJsonArray) },
        { "moves", matter.Version },
        { "steps", matter.Steps.Length },
        { "theme", matter.Tagged?.Value },
        matter.Audit,
    };

    /// <summary>Whether that board holds it and something may still move it.</summary>
    public static bool IsHeldBy(Fields fields, GroupId board) => !MatterRules.IsOver(Enum.Parse<MatterState>(fields.Text("state"))) && ReadParty(fields.Text("holder")).Id == board;

    public static int MovesOf(Fields fields) => (int)fields.Number("moves");

    public static int StepsOf(Fields fields) => (int)(fields.NumberOrNull("steps") ?? 0);

    public static Matter Read(TenantId tenant, MatterId id, Fields fields, Evidence evidence, ImmutableArray<Move> moves) => new()
    {
        Tenant = tenant,
        Id = id,
        Evidence = evidence,
        State = ReadState(fields, moves[^1]),
        Holder = ReadParty(fields.Text("holder")),
        AboveChain = ReadChain(fields, moves),
        Moves = moves,
        Audit = AuditChain.Of(fields),
        Tagged = fields.TextOrNull("theme") is { } theme ? new(theme) : null,
    };

    public static Fields Write(Evidence evidence) => new(V)
    {
        { "poll", evidence.Poll.Value },
        { "option", JsonSerializer.Serialize(evidence.Option, MatterJson.Relaxed.Option) },
        { "wording", evidence.WordingVersion },
        { "origin", Json(evidence.Origin) },
        { "ask", evidence.Ask.ToString() },
        { "visibility", evidence.Visibility.ToString() },
        { "follows", evidence.Follows?.Value },
        { "backing", JsonSerializer.Serialize(evidence.Backing, MatterJson.Relaxed.Backing) },
    };

    public static Evidence ReadEvidence(Fields fields, IEnumerable<BackingSeat> seats) => new()
    {
        Poll = new(fields.Text("poll")),
        Option = JsonSerializer.Deserialize(fields.Text("option"), MatterJson.Relaxed.Option)!,
        WordingVersion = (int)fields.Number("wording"),
        Origin = ReadParty(fields.Text("origin")),
        Ask = Enum.Parse<Ask>(fields.Text("ask")),
        Visibility = Enum.Parse<Visibility>(fields.Text("visibility")),
        Backing = JsonSerializer.Deserialize(fields.Text("backing"), MatterJson.Relaxed.Backing)!,
        Seats = [.. seats],
        Follows = fields.TextOrNull("follows") is { } follows ? new(follows) : null,
    };

    public static IEnumerable<Write> InsertSeats(ImmutableArray<BackingSeat> seats) => seats.Chunk(SeatsInPage).Select((page, at) =>
        Tables.Write.Insert(
            SeatPages + at.ToString("D4", CultureInfo.InvariantCulture),
            new Fields(V) { { "seats", JsonSerializer.Serialize([.. page.Select(seat => new SeatJson(seat.Id.Value, seat.Name, seat.Voter?.Value, seat.Earlier.IsEmpty ? null : [.. seat.Earlier.Select(person => person.Value)]))], MatterJson.Relaxed.SeatJsonArray) } }));

    public static IEnumerable<BackingSeat> ReadSeats(Fields page) =>
        JsonSerializer.Deserialize(page.Text("seats"), MatterJson.Relaxed.SeatJsonArray)!
            .Select(seat => new BackingSeat(new(seat.Id), seat.Name, seat.Voter is { } voter ? new PersonId(voter) : null) { Earlier = seat.Earlier is null ? [] : [.. seat.Earlier.Select(person => new PersonId(person))] });

    // With many schools it is longer than the longest text of a row, so its JSON lies on as many rows as it needs.
    public static IEnumerable<Write> InsertGathered(Gathered? gathered)
    {
        var json = gathered is null ? "" : JsonSerializer.Serialize(gathered, MatterJson.Relaxed.Gathered);
        for (int from = 0, page = 0; from < json.Length; page++)
        {
            var length = Math.Min(GatheredInPage, json.Length - from);
            length -= char.IsHighSurrogate(json[from + length - 1]) ? 1 : 0;
            yield return Tables.Write.Insert(GatheredPages + page.ToString("D4", CultureInfo.InvariantCulture), new Fields(V) { { "json", json.Substring(from, length) } });
            from += length;
        }
    }

    public static Gathered? ReadGathered(IEnumerable<Fields> pages) =>
        string.Concat(pages.Select(page => page.Text("json"))) is { Length: > 0 } json ? JsonSerializer.Deserialize(json, MatterJson.Relaxed.Gathered) : null;

    public static Fields Write(Move move) => new(VersionOfMove)
    {
        { "number", move.Number },
        { "act", move.Act.ToString() },
        { "person", move.Person?.Value },
        { "role", move.Role?.ToString() },
        { "by", Json(move.By) },
        { "to", move.To is null ? null : Json(move.To) },
        { "text", move.Text },
        { "at", move.At },
        { "owner", move.Owner },
        { "clock", move.Clock is null ? null : JsonSerializer.Serialize(move.Clock, MatterJson.Relaxed.MoveClock) },
        { "together", move.Together },
        { "next", move.NextDate?.ToString("O", CultureInfo.InvariantCulture) },
        { "readers", string.Join(',', move.Readers.Select(reader => $"{reader.Person}|{reader.Role}")) },
    };

    public static Move ReadMove(Fields fields) => new(
        (int)fields.Number("number"),
        Enum.Parse<Act>(fields.Text("act")),
        fields.TextOrNull("person") is { } person ? new PersonId(person) : null,
        fields.TextOrNull("role") is { } role ? Enum.Parse<Role>(role) : null,
        ReadParty(fields.Text("by")),
        fields.TextOrNull("to") is { } to ? ReadParty(to) : null,
        fields.TextOrNull("text"),
        fields.Instant("at"),
        [.. fields.Text("readers").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ReadReader)])
    {
        Owner = fields.TextOrNull("owner"),
        Clock = fields.TextOrNull("clock") is { } clock ? JsonSerializer.Deserialize(clock, MatterJson.Relaxed.MoveClock) : null,
        Together = fields.TextOrNull("together"),
        NextDate = fields.TextOrNull("next") is { } next ? DateOnly.ParseExact(next, "O", CultureInfo.InvariantCulture) : null,
    };

    // Version 1 kept neither a referral nor a reply as a state of its own.
    private static MatterState ReadState(Fields fields, Move last) => Enum.Parse<MatterState>(fields.Text("state")) switch
    {
        MatterState.Raised when fields.V == 1 && last.Act is Act.ReferUp => MatterState.ReferredUp,
        MatterState.Raised when fields.V == 1 && last.Act is Act.Reply => MatterState.QuestionAnswered,
        var state => state,
    };

    // Version 1 kept the next board alone; those before it stand in the moves.
    private static ImmutableArray<Party> ReadChain(Fields fields, ImmutableArray<Move> moves) => fields.V == 1
        ? [.. moves.Where(move => move.Act is Act.Raise or Act.ReferUp).Select(move => move.To!), .. fields.TextOrNull("above") is { } above ? [ReadParty(above)] : (Party[])[]]
        : [.. JsonSerializer.Deserialize(fields.Text("chain"), MatterJson.Relaxed.PartyJsonArray)!.Select(Of)];

    private static Reader ReadReader(string text) =>
        text.Split('|') is [var person, var role] ? new(new(person), Enum.Parse<Role>(role)) : throw new FormatException($"'{text}' names no reader.");

    private static string Json(Party party) => JsonSerializer.Serialize(Of(party), MatterJson.Relaxed.PartyJson);

    private static Party ReadParty(string json) => Of(JsonSerializer.Deserialize(json, MatterJson.Relaxed.PartyJson) ?? throw new FormatException("A group is missing."));

    private static PartyJson Of(Party party) => new(party.Id.Value, party.Name, party.Tier);

    private static Party Of(PartyJson party) => new(new(party.Id), party.Name, party.Tier);
}

internal sealed record PartyJson(string Id, string Name, Tier Tier);

internal sealed record SeatJson(string Id, string Name, string? Voter, string[]? Earlier = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartyJson))]
[JsonSerializable(typeof(PartyJson[]))]
[JsonSerializable(typeof(SeatJson[]))]
[JsonSerializable(typeof(Option))]
[JsonSerializable(typeof(Backing))]
[JsonSerializable(typeof(Gathered))]
[JsonSerializable(typeof(MoveClock))]
internal sealed partial class MatterJson : JsonSerializerContext
{
    /// <summary>Letters outside ASCII stand as they are: escaped they would fill a row six times as fast, and nothing stored is put inside HTML.</summary>
    public static MatterJson Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
