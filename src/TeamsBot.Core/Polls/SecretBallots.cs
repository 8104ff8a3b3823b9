using System.Text.Json;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Whether it can be told who chose what. Fixed when the poll opens (rule V18).</summary>
public enum Secrecy
{
    /// <summary>Once voting has closed, the schools of the poll see how each voted. A vote can be changed until then.</summary>
    Named,

    /// <summary>What a seat chose is kept nowhere with the seat: a marker says that it voted, and all choices lie in one box. A vote cannot be changed.</summary>
    Secret,
}

/// <summary>That a seat has voted in a secret poll: by whom and when, never what.</summary>
/// <param name="Rank">The voter's place among the seat's voters: 0 is the head.</param>
/// <param name="Audit">The head of the seat's own chain of audit rows.</param>
public sealed record Marker(SeatId Seat, PersonId Person, int Rank, DateTimeOffset At, AuditChain Audit);

/// <summary>The rows of secret votes (rule V18). What is in the box leaves this class as a tally alone, to be frozen at close or to be counted again.</summary>
public sealed class SecretBallots(ITable table)
{
    /// <summary>The fewest ballots that are counted, and the fewest seats that may vote in secret: with fewer, a count tells who chose what.</summary>
    public const int Fewest = 5;

    /// <summary>The markers, one a seat.</summary>
    internal const string Voted = "voted|";

    internal const string BoxKey = "box";

    private const string Emptied = "emptied";
    private const int BagLength = 30_000; // Of the 32,768 characters that a field takes.

    /// <summary>The seat's marker; null where it has not voted, and in a named poll.</summary>
    public async Task<Marker?> FindAsync(Poll poll, SeatId seat, CancellationToken cancellation) =>
        poll.Secrecy is Secrecy.Secret && await table.FindAsync(PartitionOf(poll), KeyOf(seat), cancellation) is { } row ? Read(row.Fields) : null;

    /// <summary>Every marker, by seat; none in a named poll.</summary>
    public async Task<IReadOnlyList<Marker>> AllAsync(Poll poll, CancellationToken cancellation) =>
        poll.Secrecy is not Secrecy.Secret ? []
        : await table.ScanAsync(PartitionOf(poll), KeyRange.Under(Voted), cancellation).Select(row => Read(row.Fields)).ToListAsync(cancellation);

    /// <summary>
    /// Gate, marker, audit and the box with one more ballot in it, or none of them. The bag is kept sorted, so that it is the same whatever order they came in, and the
    /// audit row says that the seat voted and nothing else.
    /// </summary>
    internal async Task<Committed> PutAsync(SeatAtPoll read, Marker marker, Choices choices, CancellationToken cancellation)
    {
        var (chain, audit) = marker.Audit.Append(PollRows.SeatAudit(marker.Seat), marker.Person.Value, "vote", marker.At, read.Poll.Wording.Version);
        var box = await table.FindAsync(PartitionOf(read.Poll), BoxKey, cancellation);
        return await table.CommitAsync(
            PartitionOf(read.Poll),
            [Write.Touch(read.Gate), Write.Insert(KeyOf(marker.Seat), ToFields(marker with { Audit = chain })), Write.Put(box, BoxKey, BagOf([.. box is null ? [] : InBag(box.Fields), choices])), audit],
            cancellation);
    }

    /// <summary>What is in the box, counted; where it was emptied at close, how many voted and nothing else.</summary>
    internal async Task<Tally> TallyAsync(Poll poll, CancellationToken cancellation)
    {
        var box = await table.FindAsync(PartitionOf(poll), BoxKey, cancellation);
        var tally = Tally.Of(poll.Wording, poll.Electorate.Seats.Length, box is null ? [] : InBag(box.Fields));
        return box?.Fields.TextOrNull(Emptied) is null ? tally : tally with { Cast = (await AllAsync(poll, cancellation)).Count };
    }

    /// <summary>What a close commits beside the result: a box whose ballots are too few to be counted is emptied, because what lies in it would tell who chose what.</summary>
    internal async Task<IReadOnlyList<Write>> ClosingAsync(Poll closed, CancellationToken cancellation) =>
        closed is { Secrecy: Secrecy.Secret, Result.Outcome: Outcome.NotQuorate } && await table.FindAsync(PartitionOf(closed), BoxKey, cancellation) is { } box
            ? [Write.Replace(box, new Fields(v: 1) { { Emptied, "too few votes" } })]
            : [];

    private static string PartitionOf(Poll poll) => PollStore.Partition(poll.Tenant, poll.Id);

    private static string KeyOf(SeatId seat) => Voted + seat;

    private static Fields ToFields(Marker marker) => new(v: 1)
    {
        { "seat", marker.Seat.Value },
        { "person", marker.Person.Value },
        { "rank", marker.Rank },
        { "at", marker.At },
        marker.Audit,
    };

    private static Marker Read(Fields fields) =>
        new(new(fields.Text("seat")), new(fields.Text("person")), (int)fields.Number("rank"), fields.Instant("at"), AuditChain.Of(fields));

    private static Fields BagOf(IEnumerable<Choices> ballots)
    {
        var text = JsonSerializer.Serialize([.. ballots.Select(choices => choices.ToString()).Order(StringComparer.Ordinal)], PollJson.Default.ImmutableArrayString);
        var fields = new Fields(v: 1);
        for (var (at, piece) = (0, 0); at < text.Length; at += BagLength, piece++)
        {
            fields.Add($"bag{piece}", text.Substring(at, Math.Min(BagLength, text.Length - at)));
        }

        return fields;
    }

    private static IEnumerable<Choices> InBag(Fields fields)
    {
        var text = string.Concat(Enumerable.Range(0, fields.Count).Select(piece => fields.TextOrNull($"bag{piece}")));
        return text.Length == 0 ? [] : JsonSerializer.Deserialize(text, PollJson.Default.ImmutableArrayString).Select(Choices.Stored);
    }
}
