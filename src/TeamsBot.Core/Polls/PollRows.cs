using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>How a poll's types are written as rows, and read back. Version 1 of every kind.</summary>
internal static class PollRows
{
    public const string PollKey = "poll";
    public const string CountKey = "count";
    public const string PollAudit = "audit";
    public const string GatePrefix = "gate|";
    public const string Ballots = "ballot|";
    public const string WordingVersion = "wording";
    public const string ElectorateId = "electorate";

    private const int V = 1;

    public static IEnumerable<string> GateKeys => Enumerable.Range(0, PollStore.Gates).Select(GateKey);

    /// <summary>The gate of a seat: a stable spread of the seats over the gates, the same in every process.</summary>
    public static string GateKey(SeatId seat) => GateKey((int)(Keys.Hash(seat.Value) % PollStore.Gates));

    public static string BallotKey(SeatId seat) => $"{Ballots}{seat}";

    public const string History = "history|";

    public static string HistoryKey(Ballot ballot) => $"{History}{ballot.Seat}|{ballot.Number.ToString("D6", CultureInfo.InvariantCulture)}";

    public static string SeatAudit(SeatId seat) => $"audit|{seat}";

    public static string SeatPrefix(string electorateId) => $"seat|{electorateId}|";

    public static string SeatKey(string electorateId, SeatId seat) => SeatPrefix(electorateId) + seat;

    public const string Wordings = "wording|";

    public static string WordingKey(int version) => $"{Wordings}{version.ToString("D4", CultureInfo.InvariantCulture)}";

    public static Fields Write(Poll poll, string electorateId) => new(V)
    {
        { "group", poll.Group.Value },
        { "groupName", poll.GroupName },
        { "board", poll.Board?.Value },
        { "boardName", poll.BoardName },
        { WordingVersion, poll.Wording.Version },
        { ElectorateId, electorateId },
        { "rule", JsonSerializer.Serialize(poll.Rule, PollJson.Default.AgreementRule) },
        { "ask", poll.Ask.ToString() },
        { "visibility", poll.Visibility.ToString() },
        { "secrecy", poll.Secrecy is Secrecy.Named ? null : poll.Secrecy.ToString() },
        { "openedBy", poll.OpenedBy.Value },
        { "openedAt", poll.OpenedAt },
        { "closesAt", poll.ClosesAt },
        { "state", poll.State.ToString() },
        { "closedAt", poll.ClosedAt },
        { "extensions", poll.Extensions.IsEmpty ? null : JsonSerializer.Serialize(poll.Extensions, PollJson.Default.ImmutableArrayExtension) },
        { "corrections", poll.Corrections.IsEmpty ? null : JsonSerializer.Serialize(poll.Corrections, PollJson.Default.ImmutableArrayCorrection) },
        { "early", poll.Early is null ? null : JsonSerializer.Serialize(poll.Early, PollJson.Default.EarlyClose) },
        { "reopens", poll.Reopens is null ? null : JsonSerializer.Serialize(poll.Reopens, PollJson.Default.Reopening) },
        { "askedAgain", poll.AskedAgain is null ? null : JsonSerializer.Serialize(poll.AskedAgain, PollJson.Default.AskedAgain) },
        { "runOffOf", poll.RunOffOf?.Value },
        { "round", poll.Round?.Value },
        { "tie", poll.Tie is null ? null : JsonSerializer.Serialize(poll.Tie, PollJson.Default.Tie) },
        { "result", poll.Result is null ? null : JsonSerializer.Serialize(poll.Result, PollJson.Default.Result) },
        poll.Audit,
    };

    /// <summary>What of a poll cannot change under its wording and electorate.</summary>
    public static Poll ReadFrame(TenantId tenant, PollId id, Fields fields, Wording wording, Electorate electorate) => Read(
        new Poll
        {
            Tenant = tenant,
            Id = id,
            Group = new(fields.Text("group")),
            GroupName = fields.Text("groupName"),
            Board = fields.TextOrNull("board") is { } board ? new(board) : null,
            BoardName = fields.TextOrNull("boardName"),
            Wording = wording,
            Electorate = electorate,
            Rule = JsonSerializer.Deserialize(fields.Text("rule"), PollJson.Default.AgreementRule)!,
            Ask = Enum.Parse<Ask>(fields.Text("ask")),
            Visibility = Enum.Parse<Visibility>(fields.Text("visibility")),
            Secrecy = fields.TextOrNull("secrecy") is { } secrecy ? Enum.Parse<Secrecy>(secrecy) : Secrecy.Named,
            OpenedBy = new(fields.Text("openedBy")),
            OpenedAt = fields.Instant("openedAt"),
            ClosesAt = fields.Instant("closesAt"),
            RunOffOf = fields.TextOrNull("runOffOf") is { } first ? new(first) : null,
            Round = fields.TextOrNull("round") is { } round ? new(round) : null,
            State = PollState.Open,
            Audit = AuditChain.Empty,
        },
        fields);

    /// <summary>The poll as its own row has it now.</summary>
    public static Poll Read(Poll frame, Fields fields) => frame with
    {
        ClosesAt = fields.Instant("closesAt"),
        State = Enum.Parse<PollState>(fields.Text("state")),
        ClosedAt = fields.InstantOrNull("closedAt"),
        Result = fields.TextOrNull("result") is { } result ? JsonSerializer.Deserialize(result, PollJson.Default.Result) : null,
        Extensions = fields.TextOrNull("extensions") is { } extensions ? JsonSerializer.Deserialize(extensions, PollJson.Default.ImmutableArrayExtension) : [],
        Corrections = fields.TextOrNull("corrections") is { } corrections ? JsonSerializer.Deserialize(corrections, PollJson.Default.ImmutableArrayCorrection) : [],
        Early = fields.TextOrNull("early") is { } early ? JsonSerializer.Deserialize(early, PollJson.Default.EarlyClose) : null,
        Reopens = fields.TextOrNull("reopens") is { } reopens ? JsonSerializer.Deserialize(reopens, PollJson.Default.Reopening) : null,
        AskedAgain = fields.TextOrNull("askedAgain") is { } again ? JsonSerializer.Deserialize(again, PollJson.Default.AskedAgain) : null,
        Tie = fields.TextOrNull("tie") is { } tie ? JsonSerializer.Deserialize(tie, PollJson.Default.Tie) : null,
        Audit = AuditChain.Of(fields),
    };

    public static Fields WriteGate(Poll poll, string electorateId) =>
        new(V) { { "state", poll.State.ToString() }, { "closesAt", poll.ClosesAt }, { WordingVersion, poll.Wording.Version }, { ElectorateId, electorateId } };

    public static Poll ReadGate(Poll frame, Fields gate) => frame with { State = Enum.Parse<PollState>(gate.Text("state")), ClosesAt = gate.Instant("closesAt"), Result = null, Tie = null };

    /// <param name="at">When the channel's card was told to show it, or when it was posted.</param>
    public static Fields WriteCount(int shown, DateTimeOffset at) => new(V) { { "shown", shown }, { "at", at } };

    public static (int Shown, DateTimeOffset At) ReadCount(Fields fields) => ((int)fields.Number("shown"), fields.Instant("at"));

    public static Fields Write(Wording wording) =>
        new(V) { { "options", JsonSerializer.Serialize(wording.Options, PollJson.Default.ImmutableArrayOption) }, { "atMost", wording.AtMost }, { "amendment", wording.Amendment is null ? null : JsonSerializer.Serialize(wording.Amendment, PollJson.Default.Amendment) } };

    public static Wording ReadWording(int version, Fields fields) =>
        new(version, JsonSerializer.Deserialize(fields.Text("options"), PollJson.Default.ImmutableArrayOption), (int)fields.Number("atMost"))
        {
            Amendment = fields.TextOrNull("amendment") is { } amendment ? JsonSerializer.Deserialize(amendment, PollJson.Default.Amendment) : null,
        };

    public static Fields Write(Seat seat) => new(V) { { "name", seat.Name }, { "voters", string.Join(',', seat.Voters) } };

    public static Seat ReadSeat(Row row) => new(
        new(row.Key[(row.Key.LastIndexOf('|') + 1)..]),
        row.Fields.Text("name"),
        [.. row.Fields.Text("voters").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new PersonId(id))]);

    public static Fields Write(Ballot ballot) => new(V)
    {
        { "seat", ballot.Seat.Value },
        { "person", ballot.Person.Value },
        { "rank", ballot.Rank },
        { "choices", ballot.Choices.ToString() },
        { "at", ballot.At },
        { "number", ballot.Number },
        { WordingVersion, ballot.WordingVersion },
        ballot.Audit,
    };

    public static Ballot ReadBallot(Fields fields) => new(
        new(fields.Text("seat")),
        new(fields.Text("person")),
        (int)fields.Number("rank"),
        Choices.Stored(fields.Text("choices")),
        fields.Instant("at"),
        (int)fields.Number("number"),
        AuditChain.Of(fields),
        (int)(fields.NumberOrNull(WordingVersion) ?? 1));

    private static string GateKey(int number) => GatePrefix + number.ToString("D2", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AgreementRule))]
[JsonSerializable(typeof(Result))]
[JsonSerializable(typeof(Tie))]
[JsonSerializable(typeof(EarlyClose))]
[JsonSerializable(typeof(ImmutableArray<Correction>))]
[JsonSerializable(typeof(Reopening))]
[JsonSerializable(typeof(AskedAgain))]
[JsonSerializable(typeof(Amendment))]
[JsonSerializable(typeof(ImmutableArray<Extension>))]
[JsonSerializable(typeof(ImmutableArray<Option>))]
[JsonSerializable(typeof(ImmutableArray<string>))]
internal sealed partial class PollJson : JsonSerializerContext;
