using System.Globalization;
using NodaTime.Text;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Agreements;

/// <summary>How something restricted came before a person's eyes.</summary>
public enum Shown
{
    /// <summary>Sent to their own chat. Noted before it is sent, so that nothing arrives unrecorded; whether it arrived, its delivery says.</summary>
    Sent,

    /// <summary>Asked for, by a press or a command or by their client in their name.</summary>
    Opened,
}

/// <summary>One reading. A person's readings of one version on one day are one.</summary>
/// <param name="What">Which card of the thing, in a word: <c>matter</c>.</param>
/// <param name="Version">What the card carries as its version: a matter's move, a poll's wording.</param>
public sealed record Reading(PersonId Who, string What, long Version, DateTimeOffset At, Shown How);

/// <summary>
/// Who has read what is restricted (rule T5): a row for each person, version and day in the partition of the thing itself, insert-only, each with its audit row in a
/// chain of its own (T6). By day and not by press, because a client asks again by itself whenever its person looks at a card.
/// </summary>
public sealed class ReadingRecord(ITable table, TimeProvider clock)
{
    private const string HeadKey = "readings", Reads = "read|", Chain = "reading";

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>Notes a reading. Call it before the card goes out; where it cannot be noted, nothing is to be shown.</summary>
    /// <param name="partition">The partition of what is read: <see cref="Escalations.MatterStore.Partition"/>.</param>
    public Task NoteAsync(string partition, PersonId who, string what, long version, Shown how, CancellationToken cancellation) =>
        Race.UntilDoneAsync(async () =>
        {
            var now = clock.GetUtcNow();
            var number = version.ToString("D6", CultureInfo.InvariantCulture);
            var key = $"{Reads}{who}|{what}|{number}|{Day.Format(When.Local(now).Date)}";
            if (await table.FindAsync(partition, key, cancellation) is not null)
            {
                return true;
            }

            var head = await table.FindAsync(partition, HeadKey, cancellation);
            var (chain, audit) = (head is null ? AuditChain.Empty : AuditChain.Of(head.Fields)).Append(Chain, who.Value, $"read {what} ({Name(how)})", now, version);
            return await table.CommitAsync(
                partition,
                [
                    Write.Insert(key, new Fields(v: 1) { { "who", who.Value }, { "what", what }, { "version", version }, { "at", now }, { "how", Name(how) } }),
                    Write.Put(head, HeadKey, new Fields(v: 1) { chain }),
                    audit,
                ],
                cancellation) is Committed.Done;
        });

    /// <summary>Every reading of a thing, oldest first.</summary>
    public async Task<IReadOnlyList<Reading>> OfAsync(string partition, CancellationToken cancellation) =>
        await table.ScanAsync(partition, KeyRange.Under(Reads), cancellation)
            .Select(row => row.Fields)
            .Select(fields => new Reading(new(fields.Text("who")), fields.Text("what"), fields.Number("version"), fields.Instant("at"), fields.Text("how") == Name(Shown.Sent) ? Shown.Sent : Shown.Opened))
            .OrderBy(reading => reading.At).ThenBy(reading => reading.Who.Value, StringComparer.Ordinal)
            .ToListAsync(cancellation);

    private static string Name(Shown how) => how is Shown.Sent ? "sent" : "opened";
}
