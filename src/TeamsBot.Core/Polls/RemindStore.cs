using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>A poll's reminders with the rows they were read from.</summary>
/// <param name="Row">Null while there was none.</param>
public sealed record StoredReminders(StoredPoll Poll, Reminders Reminders, Row? Row);

/// <summary>The row that counts a poll's reminders, in the poll's partition.</summary>
public sealed class RemindStore(ITable table, PollStore polls)
{
    private const string Key = "reminders";
    private const string Audit = PollRows.PollAudit;

    /// <summary>Null where there is no such poll.</summary>
    public async Task<StoredReminders?> FindAsync(TenantId tenant, PollId id, CancellationToken cancellation)
    {
        if (await polls.FindStoredAsync(tenant, id, cancellation) is not { } poll)
        {
            return null;
        }

        var row = await table.FindAsync(PollStore.Partition(tenant, id), Key, cancellation);
        return new(poll, row is null ? Reminders.None : Read(row.Fields), row);
    }

    /// <summary>Counts a reminder, with its audit and what is to be told, or none of them. It goes with the poll's own row, so that a close in between fails it.</summary>
    public Task<Committed> SaveAsync(StoredReminders read, Reminders next, string who, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (poll, last) = (read.Poll.Poll, next.Sent[^1]);
        var (chain, audit) = poll.Audit.Append(Audit, who, $"remind {next.Sent.Length} {last.Occasion}", last.At, poll.Wording.Version);
        var electorateId = read.Poll.Row.Fields.Text(PollRows.ElectorateId);
        return table.CommitAsync(
            PollStore.Partition(poll.Tenant, poll.Id),
            [
                Write.Replace(read.Poll.Row, PollRows.Write(poll with { Audit = chain }, electorateId)),
                read.Row is { } row ? Write.Replace(row, ToFields(next)) : Write.Insert(Key, ToFields(next)),
                audit,
                .. intents,
            ],
            cancellation);
    }

    /// <summary>Commits what is to be told and nothing else. Lost where it was told before.</summary>
    public Task<Committed> TellAsync(Poll poll, IReadOnlyList<Write> intents, CancellationToken cancellation) =>
        table.CommitAsync(PollStore.Partition(poll.Tenant, poll.Id), intents, cancellation);

    /// <summary>An act on an open poll that changes nothing but its audit, with what is to be told, or none of them. It goes with the poll's own row, so that a close in between fails it.</summary>
    public Task<Committed> SaveActAsync(StoredPoll read, (string Who, string What, DateTimeOffset At) act, IEnumerable<Write> intents, CancellationToken cancellation)
    {
        var (chain, audit) = read.Poll.Audit.Append(Audit, act.Who, act.What, act.At, read.Poll.Wording.Version);
        return table.CommitAsync(
            PollStore.Partition(read.Poll.Tenant, read.Poll.Id),
            [Write.Replace(read.Row, PollRows.Write(read.Poll with { Audit = chain }, read.Row.Fields.Text(PollRows.ElectorateId))), audit, .. intents],
            cancellation);
    }

    private static Fields ToFields(Reminders reminders)
    {
        var fields = new Fields(v: 1) { { "count", reminders.Sent.Length } };
        for (var n = 1; n <= reminders.Sent.Length; n++)
        {
            fields.Add($"occasion{n}", reminders.Sent[n - 1].Occasion);
            fields.Add($"at{n}", reminders.Sent[n - 1].At);
        }

        return fields;
    }

    private static Reminders Read(Fields fields) =>
        new([.. Enumerable.Range(1, (int)fields.Number("count")).Select(n => new Reminder(fields.Text($"occasion{n}"), fields.Instant($"at{n}")))]);
}
