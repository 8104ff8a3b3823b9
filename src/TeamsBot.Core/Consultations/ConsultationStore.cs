using System.Collections.Concurrent;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Consultations;

/// <summary>A consultation as one school's answer needs it: read from the seat's gate and answer, the rest from what cannot change.</summary>
/// <param name="Gate">One of the rows that stand for it; committed with the answer, so that a close in between fails it (rule V10).</param>
public sealed record SeatAtConsultation(Consultation Consultation, Row Gate, SchoolAnswer? Answer, Row? AnswerRow);

/// <summary>A consultation with its row, for whoever changes it.</summary>
public sealed record StoredConsultation(Consultation Consultation, Row Row);

/// <summary>Rows of one consultation, all in its own partition. Its seats share gates as a poll's do.</summary>
public sealed class ConsultationStore(ITable table)
{
    private const int Cached = 50;

    private readonly ConcurrentDictionary<string, (Questions Questions, Roll Roll)> frames = new(StringComparer.Ordinal);

    public static string Partition(TenantId tenant, ConsultationId id) => $"{tenant}|consultation|{id}";

    /// <summary>The whole consultation, or null where there is none.</summary>
    public async Task<Consultation?> FindAsync(TenantId tenant, ConsultationId id, CancellationToken cancellation) => (await FindStoredAsync(tenant, id, cancellation))?.Consultation;

    public async Task<StoredConsultation?> FindStoredAsync(TenantId tenant, ConsultationId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition(tenant, id), ConsultationRows.Key, cancellation) is { } row ? new(await ReadAsync(tenant, id, row, cancellation), row) : null;

    /// <summary>What an answer for the seat has to know. Null where there is no such consultation.</summary>
    public async Task<SeatAtConsultation?> FindForAnswerAsync(TenantId tenant, ConsultationId id, SeatId seat, CancellationToken cancellation)
    {
        var partition = Partition(tenant, id);

        // The gate is read after the consultation's own row and is what the commit checks.
        if (await FindAsync(tenant, id, cancellation) is not { } consultation || await table.FindAsync(partition, PollRows.GateKey(seat), cancellation) is not { } gate)
        {
            return null;
        }

        var row = await table.FindAsync(partition, ConsultationRows.AnswerKey(seat), cancellation);
        return new(ConsultationRows.ReadGate(consultation, gate.Fields), gate, row is null ? null : ConsultationRows.ReadAnswer(row.Fields), row);
    }

    public async Task<SchoolAnswer?> FindAnswerAsync(Consultation consultation, SeatId seat, CancellationToken cancellation) =>
        await table.FindAsync(Partition(consultation.Tenant, consultation.Id), ConsultationRows.AnswerKey(seat), cancellation) is { } row ? ConsultationRows.ReadAnswer(row.Fields) : null;

    /// <summary>The answers as they stand, by seat.</summary>
    public async Task<IReadOnlyList<SchoolAnswer>> AnswersAsync(Consultation consultation, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(consultation.Tenant, consultation.Id), KeyRange.Under(ConsultationRows.Answers), cancellation).Select(row => ConsultationRows.ReadAnswer(row.Fields)).ToListAsync(cancellation);

    /// <summary>Which schools have answered: counted, never kept (rule V5).</summary>
    public async Task<IReadOnlySet<SeatId>> AnsweredAsync(Consultation consultation, CancellationToken cancellation)
    {
        var answered = new HashSet<SeatId>();
        await foreach (var row in table.ScanAsync(Partition(consultation.Tenant, consultation.Id), KeyRange.Under(ConsultationRows.Answers), cancellation))
        {
            answered.Add(new(row.Key[ConsultationRows.Answers.Length..]));
        }

        return answered;
    }

    /// <summary>Answer, history, audit and gate, or none of them (rules V5, V6, V10).</summary>
    public Task<Committed> SaveAnswerAsync(SeatAtConsultation read, SchoolAnswer answer, CancellationToken cancellation)
    {
        var what = $"answer {string.Join(' ', answer.Given.Choices)}";
        var (chain, audit) = answer.Audit.Append(ConsultationRows.SeatAudit(answer.Seat), answer.Person.Value, what, answer.At, version: 1);
        var fields = ConsultationRows.Write(answer with { Audit = chain });
        return table.CommitAsync(
            Partition(read.Consultation.Tenant, read.Consultation.Id),
            [Write.Touch(read.Gate), Write.Put(read.AnswerRow, ConsultationRows.AnswerKey(answer.Seat), fields), Write.Insert(ConsultationRows.HistoryKey(answer), fields), audit],
            cancellation);
    }

    /// <summary>Writes the roll beside the consultation that is about to open; nobody reads it before the consultation's own row names it. Larger than a batch for a county.</summary>
    /// <returns>False where it was not written for certain: start over under another id.</returns>
    public async Task<bool> WriteRollAsync(TenantId tenant, ConsultationId id, string rollId, Roll roll, CancellationToken cancellation)
    {
        foreach (var batch in roll.Electorate.Seats.Chunk(Guards.BatchRows))
        {
            var writes = batch.Select(seat => Write.Insert(ConsultationRows.SeatPrefix(rollId) + seat.Id, ConsultationRows.Write(seat, roll.ProfileOf(seat.Id)))).ToList();
            if (await table.CommitAsync(Partition(tenant, id), writes, cancellation) is not Committed.Done)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Opens: its row, questions, gates, audit and what is to be told, or none of them. Lost where one with that id exists.</summary>
    public Task<Committed> InsertAsync(Consultation consultation, string rollId, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (chain, audit) = consultation.Audit.Append(ConsultationRows.Audit, consultation.StartedBy.Value, "open", consultation.OpenedAt, version: 1);
        return table.CommitAsync(
            Partition(consultation.Tenant, consultation.Id),
            [
                Write.Insert(ConsultationRows.Key, ConsultationRows.Write(consultation with { Audit = chain }, rollId)),
                Write.Insert(ConsultationRows.QuestionsKey, ConsultationRows.Write(consultation.Questions)),
                .. PollRows.GateKeys.Select(key => Write.Insert(key, ConsultationRows.WriteGate(consultation, rollId))),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>The rows that stand for it. Closing reads them before the answers, so that an answer in between fails the close.</summary>
    public async Task<IReadOnlyList<Row>> GatesAsync(Consultation consultation, CancellationToken cancellation) =>
        await table.ScanAsync(Partition(consultation.Tenant, consultation.Id), KeyRange.Under(PollRows.GatePrefix), cancellation).ToListAsync(cancellation);

    /// <summary>Closes: all gates and its row at the versions read, the frozen counts, audit and what is to be told, or none of them (rule V11).</summary>
    public Task<Committed> SaveClosedAsync(StoredConsultation read, IReadOnlyList<Row> gates, Consultation closed, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var rollId = read.Row.Fields.Text(ConsultationRows.RollId);
        var (chain, audit) = closed.Audit.Append(ConsultationRows.Audit, "bot", $"close {closed.Result!.Answered} of {closed.Result.Seats}", closed.ClosedAt!.Value, version: 1);
        return table.CommitAsync(
            Partition(closed.Tenant, closed.Id),
            [
                Write.Replace(read.Row, ConsultationRows.Write(closed with { Audit = chain }, rollId)),
                .. gates.Select(gate => Write.Replace(gate, ConsultationRows.WriteGate(closed, rollId))),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>Reminds: its row at the version read, so that a close in between fails it, audit and what is to be told, or none of them.</summary>
    public Task<Committed> SaveRemindedAsync(StoredConsultation read, string occasion, DateTimeOffset at, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var asked = read.Consultation;
        var (chain, audit) = asked.Audit.Append(ConsultationRows.Audit, "bot", $"remind {occasion}", at, version: 1);
        var next = asked with { Reminded = asked.Reminded.Add(occasion), Audit = chain };
        return table.CommitAsync(Partition(asked.Tenant, asked.Id), [Write.Replace(read.Row, ConsultationRows.Write(next, read.Row.Fields.Text(ConsultationRows.RollId))), audit, .. intents], cancellation);
    }

    /// <summary>Commits what is to be told and nothing else. Lost where it was told before.</summary>
    public Task<Committed> TellAsync(Consultation consultation, IReadOnlyList<Write> intents, CancellationToken cancellation) =>
        table.CommitAsync(Partition(consultation.Tenant, consultation.Id), intents, cancellation);

    // Questions and roll never change, so they are read once.
    private async Task<Consultation> ReadAsync(TenantId tenant, ConsultationId id, Row row, CancellationToken cancellation)
    {
        var (partition, rollId) = (Partition(tenant, id), row.Fields.Text(ConsultationRows.RollId));
        var key = $"{partition}|{rollId}";
        if (!frames.TryGetValue(key, out var frame))
        {
            var questions = await table.FindAsync(partition, ConsultationRows.QuestionsKey, cancellation) ?? throw new InvalidOperationException($"Consultation {id} has no questions.");
            var seats = await table.ScanAsync(partition, KeyRange.Under(ConsultationRows.SeatPrefix(rollId)), cancellation).Select(ConsultationRows.ReadSeat).ToListAsync(cancellation);
            frame = (ConsultationRows.ReadQuestions(questions.Fields), new Roll(new Electorate(seats.Select(seat => seat.Seat)), seats.Select(seat => KeyValuePair.Create(seat.Seat.Id, seat.Profile))));
            if (frames.Count >= Cached)
            {
                frames.Clear();
            }

            frames[key] = frame;
        }

        return ConsultationRows.Read(tenant, id, row.Fields, frame.Questions, frame.Roll);
    }
}
