using System.Collections.Concurrent;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Registers;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>A poll as one seat's vote needs it: read from the seat's gate and ballot, the rest from what cannot change.</summary>
/// <param name="Gate">One of the rows that stand for the poll; committed with the ballot, so that a close in between fails it (rule V10).</param>
/// <param name="Marker">In place of the ballot where the poll is secret.</param>
public sealed record SeatAtPoll(Poll Poll, Row Gate, Ballot? Ballot, Row? BallotRow, Marker? Marker = null);

/// <summary>A poll with its row, for whoever changes it.</summary>
public sealed record StoredPoll(Poll Poll, Row Row);

/// <summary>What is done to a poll, for its audit row.</summary>
/// <param name="Who">A person's id, or <c>bot</c> for what falls due.</param>
public sealed record PollAct(string Who, string What, DateTimeOffset At);

/// <summary>Rows of one poll, all in its own partition.</summary>
public sealed class PollStore(ITable table)
{
    public const int Gates = 16;
    private const int CachedPolls = 1_000;

    private readonly ConcurrentDictionary<string, Poll> frames = new(StringComparer.Ordinal);

    /// <summary>Which polls a group has.</summary>
    public PollIndex Index { get; } = new(table);

    /// <summary>What the registers list of them: noted before the commit, like every index row.</summary>
    private readonly RegisterIndex registers = new(table);

    /// <summary>The votes of secret polls.</summary>
    public SecretBallots Secret { get; } = new(table);

    public static string Partition(TenantId tenant, PollId id) => $"{tenant}|poll|{id}";

    /// <summary>The whole poll, or null where there is none.</summary>
    public async Task<Poll?> FindAsync(TenantId tenant, PollId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Poll;

    public async Task<StoredPoll?> FindStoredAsync(TenantId tenant, PollId id, CancellationToken cancellation)
    {
        var partition = Partition(tenant, id);
        if (await table.FindAsync(partition, PollRows.PollKey, cancellation) is not { } row)
        {
            return null;
        }

        var frame = await FrameAsync(tenant, id, row.Fields, cancellation);
        return new(PollRows.Read(frame, row.Fields), row);
    }

    /// <summary>What a vote for the seat has to know: two reads. Null where there is no such poll.</summary>
    public async Task<SeatAtPoll?> FindForVoteAsync(TenantId tenant, PollId id, SeatId seat, CancellationToken cancellation)
    {
        var partition = Partition(tenant, id);
        if (await table.FindAsync(partition, PollRows.GateKey(seat), cancellation) is not { } gate)
        {
            return null;
        }

        var poll = PollRows.ReadGate(await FrameAsync(tenant, id, gate.Fields, cancellation), gate.Fields);
        if (poll.Secrecy is Secrecy.Secret)
        {
            return new(poll, gate, null, null, await Secret.FindAsync(poll, seat, cancellation));
        }

        var row = await table.FindAsync(partition, PollRows.BallotKey(seat), cancellation);
        return new(poll, gate, row is null ? null : PollRows.ReadBallot(row.Fields), row);
    }

    /// <summary>The seat's ballot in a named poll; in a secret one there is none, and <see cref="HasVotedAsync"/> tells whether the seat voted.</summary>
    public async Task<Ballot?> FindBallotAsync(Poll poll, SeatId seat, CancellationToken cancellation) =>
        await table.FindAsync(Partition(poll.Tenant, poll.Id), PollRows.BallotKey(seat), cancellation) is { } row ? PollRows.ReadBallot(row.Fields) : null;

    /// <summary>Whether the seat has voted, in a named poll or a secret one.</summary>
    public async Task<bool> HasVotedAsync(Poll poll, SeatId seat, CancellationToken cancellation) =>
        await table.FindAsync(Partition(poll.Tenant, poll.Id), VotesOf(poll) + seat, cancellation) is not null;

    /// <summary>The ballots of a named poll as they stand, by seat. A secret poll has none: ask <see cref="TallyAsync"/> and <see cref="VotersAsync"/>.</summary>
    public async Task<IReadOnlyList<Ballot>> BallotsAsync(Poll poll, CancellationToken cancellation) =>
        poll.Secrecy is Secrecy.Secret ? throw new InvalidOperationException($"Poll {poll.Id} is secret: it has no ballots by seat.")
        : await table.ScanAsync(Partition(poll.Tenant, poll.Id), KeyRange.Under(PollRows.Ballots), cancellation).Select(row => PollRows.ReadBallot(row.Fields)).ToListAsync(cancellation);

    /// <summary>Everything cast, counted: to be frozen at close, or to be counted again. For nothing else: before the close nobody sees it (rules V17, V18).</summary>
    public async Task<Tally> TallyAsync(Poll poll, CancellationToken cancellation) => poll.Secrecy is Secrecy.Secret
        ? await Secret.TallyAsync(poll, cancellation)
        : Tally.Of(poll.Wording, poll.Electorate.Seats.Length, (await BallotsAsync(poll, cancellation)).Select(ballot => ballot.Choices));

    /// <summary>Who voted for each seat that did, in a named poll or a secret one.</summary>
    public async Task<IReadOnlyDictionary<SeatId, PersonId>> VotersAsync(Poll poll, CancellationToken cancellation) => poll.Secrecy is Secrecy.Secret
        ? (await Secret.AllAsync(poll, cancellation)).ToDictionary(marker => marker.Seat, marker => marker.Person)
        : (await BallotsAsync(poll, cancellation)).ToDictionary(ballot => ballot.Seat, ballot => ballot.Person);

    /// <summary>How many seats have voted: counted, never kept (rule V5), until the frozen result says it. A close draws a card for every voter, and none of them counts again.</summary>
    public async Task<int> VotedAsync(Poll poll, CancellationToken cancellation) => poll.Result?.Cast ?? (await VotedSeatsAsync(poll, cancellation)).Count;

    /// <summary>Which seats have voted.</summary>
    public async Task<IReadOnlySet<SeatId>> VotedSeatsAsync(Poll poll, CancellationToken cancellation)
    {
        var voted = new HashSet<SeatId>();
        await foreach (var row in table.ScanAsync(Partition(poll.Tenant, poll.Id), KeyRange.Under(VotesOf(poll)), cancellation))
        {
            voted.Add(new(row.Key[VotesOf(poll).Length..]));
        }

        return voted;
    }

    /// <summary>What a ballot's audit row says was done.</summary>
    internal static string ActOf(Ballot ballot) => ballot.Choices.IsAbstention ? "vote none" : $"vote {ballot.Choices}";

    /// <summary>Ballot, history, audit and gate, or none of them.</summary>
    public Task<Committed> SaveBallotAsync(SeatAtPoll read, Ballot ballot, CancellationToken cancellation)
    {
        var (chain, audit) = ballot.Audit.Append(PollRows.SeatAudit(ballot.Seat), ballot.Person.Value, ActOf(ballot), ballot.At, read.Poll.Wording.Version);
        var fields = PollRows.Write(ballot with { Audit = chain });
        return table.CommitAsync(
            Partition(read.Poll.Tenant, read.Poll.Id),
            [
                Write.Touch(read.Gate),
                Write.Put(read.BallotRow, PollRows.BallotKey(ballot.Seat), fields),
                Write.Insert(PollRows.HistoryKey(ballot), fields),
                audit,
            ],
            cancellation);
    }

    /// <summary>Writes the electorate beside the poll that is about to open; nobody reads it before the poll's own row names it. May be larger than a batch.</summary>
    /// <returns>False where it was not written for certain: start over under another id.</returns>
    public async Task<bool> WriteElectorateAsync(TenantId tenant, PollId id, string electorateId, Electorate electorate, CancellationToken cancellation)
    {
        foreach (var batch in electorate.Seats.Chunk(Guards.BatchRows))
        {
            var writes = batch.Select(seat => Write.Insert(PollRows.SeatKey(electorateId, seat.Id), PollRows.Write(seat))).ToList();
            if (await table.CommitAsync(Partition(tenant, id), writes, cancellation) is not Committed.Done)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Opens the poll: its row, wording, gates, count, audit and what is to be told, or none of them. Lost where a poll with that id exists.</summary>
    public Task<Committed> InsertAsync(Poll poll, string electorateId, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (chain, audit) = poll.Audit.Append(PollRows.PollAudit, poll.OpenedBy.Value, "open", poll.OpenedAt, poll.Wording.Version);
        return table.CommitAsync(
            Partition(poll.Tenant, poll.Id),
            [
                Write.Insert(PollRows.PollKey, PollRows.Write(poll with { Audit = chain }, electorateId)),
                Write.Insert(PollRows.WordingKey(poll.Wording.Version), PollRows.Write(poll.Wording)),
                Write.Insert(PollRows.CountKey, PollRows.WriteCount(0, poll.OpenedAt)),
                .. PollRows.GateKeys.Select(key => Write.Insert(key, PollRows.WriteGate(poll, electorateId))),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>The rows that stand for the poll. Closing reads them before the ballots, so that a vote in between fails the close.</summary>
    public async Task<IReadOnlyList<Row>> GatesAsync(Poll poll, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(poll.Tenant, poll.Id), KeyRange.Under(PollRows.GatePrefix), cancellation).ToListAsync(cancellation);

    /// <summary>Closes: all gates and the poll at the versions read, the frozen result, audit and what is to be told, or none of them (rule V11).</summary>
    public async Task<Committed> SaveClosedAsync(StoredPoll read, IReadOnlyList<Row> gates, Poll closed, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        await registers.NoteAsync(Decision.EntryOfClose(closed), cancellation);
        var electorateId = read.Row.Fields.Text(PollRows.ElectorateId);
        var (who, what) = closed.Early is { } early ? (early.By.Value, $"close early {closed.Result!.Outcome}: {early.Why ?? EarlyClose.NothingCanChange}") : ("bot", $"close {closed.Result!.Outcome}");
        var (chain, audit) = closed.Audit.Append(PollRows.PollAudit, who, what, closed.ClosedAt!.Value, closed.Wording.Version);
        return await table.CommitAsync(
            Partition(closed.Tenant, closed.Id),
            [
                Write.Replace(read.Row, PollRows.Write(closed with { Audit = chain }, electorateId)),
                .. gates.Select(gate => Write.Replace(gate, PollRows.WriteGate(closed, electorateId))),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>Changes an open poll as whoever runs it decided: all gates and the poll at the versions read, audit and what is to be told, or none of them (rules V10, V12).</summary>
    /// <param name="electorateId">The electorate that votes from then on; null for the one that stands.</param>
    public Task<Committed> SaveChangedAsync(StoredPoll read, IReadOnlyList<Row> gates, Poll next, PollAct act, IEnumerable<Write> more, CancellationToken cancellation, string? electorateId = null)
    {
        var seats = electorateId ?? read.Row.Fields.Text(PollRows.ElectorateId);
        var (chain, audit) = next.Audit.Append(PollRows.PollAudit, act.Who, act.What, act.At, read.Poll.Wording.Version);
        return table.CommitAsync(
            Partition(next.Tenant, next.Id),
            [
                Write.Replace(read.Row, PollRows.Write(next with { Audit = chain }, seats)),
                .. gates.Select(gate => Write.Replace(gate, PollRows.WriteGate(next, seats))),
                audit,
                .. more,
            ],
            cancellation);
    }

    /// <summary>Everyone who ever voted for each seat, also where another's vote replaced theirs (rule V3). In a secret poll nobody's is replaced.</summary>
    public async Task<ILookup<SeatId, PersonId>> EverVotedAsync(Poll poll, CancellationToken cancellation) => poll.Secrecy is Secrecy.Secret
        ? (await Secret.AllAsync(poll, cancellation)).ToLookup(marker => marker.Seat, marker => marker.Person)
        : (await table.ScanAsync(Partition(poll.Tenant, poll.Id), KeyRange.Under(PollRows.History), cancellation).Select(row => PollRows.ReadBallot(row.Fields)).ToListAsync(cancellation))
            .DistinctBy(ballot => (ballot.Seat, ballot.Person)).ToLookup(ballot => ballot.Seat, ballot => ballot.Person);

    /// <summary>The seats whose first vote came by an instant.</summary>
    public async Task<IReadOnlySet<SeatId>> VotedByAsync(Poll poll, DateTimeOffset at, CancellationToken cancellation)
    {
        if (poll.Secrecy is Secrecy.Secret)
        {
            return (await Secret.AllAsync(poll, cancellation)).Where(marker => marker.At <= at).Select(marker => marker.Seat).ToHashSet();
        }

        var voted = new HashSet<SeatId>();
        await foreach (var row in table.ScanAsync(Partition(poll.Tenant, poll.Id), KeyRange.Under(PollRows.History), cancellation))
        {
            if (PollRows.ReadBallot(row.Fields) is { Number: 1 } first && first.At <= at)
            {
                voted.Add(first.Seat);
            }
        }

        return voted;
    }

    /// <summary>What became of a closed poll's tie, beside its frozen result: the poll's row at the version read, audit and what is to be told, or none of them.</summary>
    public async Task<Committed> SaveTieAsync(StoredPoll read, Poll next, (string Who, string What, DateTimeOffset At) act, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        await registers.NoteAsync(Decision.EntryOfTie(next), cancellation);
        var (chain, audit) = next.Audit.Append(PollRows.PollAudit, act.Who, act.What, act.At, next.Wording.Version);
        return await table.CommitAsync(
            Partition(next.Tenant, next.Id),
            [Write.Replace(read.Row, PollRows.Write(next with { Audit = chain }, read.Row.Fields.Text(PollRows.ElectorateId))), audit, .. intents],
            cancellation);
    }

    /// <summary>The row that says which count the channel's card was last told to show.</summary>
    public async Task<Row> CountRowAsync(Poll poll, CancellationToken cancellation) =>
        await table.FindAsync(Partition(poll.Tenant, poll.Id), PollRows.CountKey, cancellation) ?? throw new InvalidOperationException($"Poll {poll.Id} has no count row.");

    public Task<Committed> SaveCountAsync(Poll poll, Row count, int shown, DateTimeOffset at, IEnumerable<Write> intents, CancellationToken cancellation) =>
        table.CommitAsync(Partition(poll.Tenant, poll.Id), [Write.Replace(count, PollRows.WriteCount(shown, at)), .. intents], cancellation);

    /// <summary>Every version of the wording that the poll has had, the first one first.</summary>
    public async Task<IReadOnlyList<Wording>> WordingsAsync(Poll poll, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(poll.Tenant, poll.Id), KeyRange.Under(PollRows.Wordings), cancellation).Select((row, at) => PollRows.ReadWording(at + 1, row.Fields)).Take(poll.Wording.Version).ToListAsync(cancellation);

    private static string VotesOf(Poll poll) => poll.Secrecy is Secrecy.Secret ? SecretBallots.Voted : PollRows.Ballots;

    // Wording and electorate never change under their version and id, so they are read once.
    private async Task<Poll> FrameAsync(TenantId tenant, PollId id, Fields naming, CancellationToken cancellation)
    {
        var (version, electorateId) = (naming.Number(PollRows.WordingVersion), naming.Text(PollRows.ElectorateId));
        var key = $"{tenant}|{id}|{version}|{electorateId}";
        if (frames.TryGetValue(key, out var known))
        {
            return known;
        }

        var partition = Partition(tenant, id);
        var poll = await table.FindAsync(partition, PollRows.PollKey, cancellation) ?? throw new InvalidOperationException($"Poll {id} has gates but no row of its own.");
        var wording = await table.FindAsync(partition, PollRows.WordingKey((int)version), cancellation) ?? throw new InvalidOperationException($"Poll {id} has no wording {version}.");
        var seats = await table.ScanAsync(partition, KeyRange.Under(PollRows.SeatPrefix(electorateId)), cancellation).Select(PollRows.ReadSeat).ToListAsync(cancellation);
        if (frames.Count >= CachedPolls)
        {
            frames.Clear();
        }

        return frames[key] = PollRows.ReadFrame(tenant, id, poll.Fields, PollRows.ReadWording((int)version, wording.Fields), new Electorate(seats)) with { Audit = AuditChain.Empty };
    }
}
