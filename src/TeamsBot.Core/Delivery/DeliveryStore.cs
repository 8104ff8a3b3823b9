using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Intents and their delivery rows, in their aggregate's partition.</summary>
internal sealed class DeliveryStore(ITable table)
{
    public async Task<IntentRow?> FindIntentAsync(string partition, string name, CancellationToken cancellation) =>
        await table.FindAsync(partition, IntentRow.KeyOf(name), cancellation) is { } row ? IntentRow.From(row) : null;

    public async Task<DeliveryRow?> FindAsync(string partition, string intent, string recipient, CancellationToken cancellation) =>
        await table.FindAsync(partition, DeliveryRow.KeyOf(intent, recipient), cancellation) is { } row ? DeliveryRow.From(row) : null;

    /// <summary>Every intent of a tenant, settled or not, in the order of their addresses.</summary>
    public async IAsyncEnumerable<IntentRow> IntentsOfAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // One that settles meanwhile may be met under both: the set takes it once.
        var addresses = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in table.ScanAsync(IntentIndex.Partition(tenant), new(IntentIndex.Open, "settled}"), cancellation))
        {
            addresses.Add(row.Key[(row.Key.IndexOf('|') + 1)..]);
        }

        foreach (var (partition, name) in addresses.Select(IntentIndex.Split))
        {
            if (await FindIntentAsync(partition, name, cancellation) is { } intent)
            {
                yield return intent;
            }
        }
    }

    /// <summary>All rows of an intent, in the order of their keys.</summary>
    public Task<List<DeliveryRow>> ReadAsync(Intent intent, CancellationToken cancellation) => ReadAsync(intent.Partition, KeyRange.Under(DeliveryRow.Prefix(intent.Name)), cancellation);

    /// <summary>The rows of an intent between two of its recipients, both included.</summary>
    public Task<List<DeliveryRow>> ReadAsync(Intent intent, string first, string last, CancellationToken cancellation) =>
        ReadAsync(intent.Partition, new(first, last + "!"), cancellation);

    /// <summary>The rows of later intents that replace a delivery's card.</summary>
    public IAsyncEnumerable<DeliveryRow> UpdatesOfAsync(string partition, DeliveryRow earlier, CancellationToken cancellation) =>
        table.ScanAsync(partition, KeyRange.Under(DeliveryRow.Prefixes), cancellation).Select(DeliveryRow.From)
            .Where(row => !row.IsReminder && row.Recipient.Updates == (earlier.Intent, earlier.Recipient.Id));

    /// <summary>Who updates a card holds this row: updates of one card go one after another, each in the words of its own moment, so none overtakes a later one.</summary>
    public Task<Row?> FindCardAsync(string partition, string activityId, CancellationToken cancellation) => table.FindAsync(partition, CardKey(activityId), cancellation);

    public static Write HoldCard(DeliveryRow row) => Write.Insert(CardKey(row.Card!), new Fields(v: 1) { { "by", row.Key } });

    /// <summary>The removal of the hold that a row has on the card it updates; none where it has none.</summary>
    public async Task<IEnumerable<Write>> ReleaseAsync(DeliveryRow row, CancellationToken cancellation) =>
        row.Card is { } card && await FindCardAsync(row.Stored!.Partition, card, cancellation) is { } held && held.Fields.Text("by") == row.Key ? [Write.Delete(held)] : [];

    public Task<Committed> CommitAsync(string partition, IReadOnlyList<Write> writes, CancellationToken cancellation) => table.CommitAsync(partition, writes, cancellation);

    /// <summary>Moves a settled intent's index row from the open to the settled ones. May be repeated.</summary>
    public async Task CloseAsync(Intent intent, CancellationToken cancellation)
    {
        var partition = IntentIndex.Partition(intent.Tenant);
        var address = IntentIndex.Address(intent);
        await Race.UntilDoneAsync(async () =>
        {
            if (await table.FindAsync(partition, IntentIndex.Open + address, cancellation) is not { } open)
            {
                return true;
            }

            var settled = await table.FindAsync(partition, IntentIndex.Settled + address, cancellation);
            Write keep = settled is null ? Write.Insert(IntentIndex.Settled + address, open.Fields) : Write.Touch(settled);
            return await table.CommitAsync(partition, [Write.Delete(open), keep], cancellation) is Committed.Done;
        });
    }

    private async Task<List<DeliveryRow>> ReadAsync(string partition, KeyRange range, CancellationToken cancellation) =>
        await table.ScanAsync(partition, range, cancellation).Select(DeliveryRow.From).ToListAsync(cancellation);

    // Hashed, because the id is Teams' own and of any length and letters.
    private static string CardKey(string activityId) => $"card|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(activityId)))}";
}
