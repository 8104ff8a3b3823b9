using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>The smallest aggregate that has something to tell: one row with a number, and intents that say it to channels.</summary>
internal sealed class Notices(ITable table, string kind, bool reminds = false) : Dispatch
{
    public static readonly TenantId Tenant = new("7f0c0000-0000-0000-0000-000000000001");
    private const string Key = "notice";

    public override string Kind => kind;

    public override bool RemindsWhenUncertain => reminds;

    /// <summary>To whom an intent goes; by default to as many channels as its subject says, as <c>6</c> or, updating an earlier intent, <c>6|open|leave</c> or <c>6|open|post</c>.</summary>
    public Func<Intent, IReadOnlyList<Recipient>?> To { get; set; } = intent =>
        intent.Subject.Split('|') is [var count, var updates, var ifNone] ? Channels(int.Parse(count, null), updates, ifNone == "post") : Channels(int.Parse(intent.Subject, null));

    /// <summary>Told before words are made, so that a test can let things happen then.</summary>
    public Func<Intent, Recipient, Task>? OnWords { get; set; }

    public bool Silent { get; set; }

    public static string Partition(string id) => $"{Tenant}|notice|{id}";

    public static Intent Intent(string id, string name, string kind, string subject) => new(Tenant, Partition(id), name, kind, subject);

    /// <summary>What the words for a delivery begin with; behind <c>=</c> stands the number they tell.</summary>
    public static string Words(Intent intent, string recipient) => $"{intent.Partition.Split('|')[^1]}/{intent.Name}/{recipient}";

    public static string Group(int number) => $"network-{number:D4}";

    public static IReadOnlyList<Recipient> Channels(int count, string? updates = null, bool postIfNone = false) =>
        [.. Enumerable.Range(0, count).Select(n => new Recipient(Group(n), new Target.Channel(new(Group(n))), updates is null ? null : (updates, Group(n)), postIfNone))];

    public override Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) => Task.FromResult(To(intent));

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        if (OnWords is not null)
        {
            await OnWords(intent, recipient);
        }

        var row = await table.FindAsync(intent.Partition, Key, cancellation);
        var words = $"{Words(intent, recipient.Id + (reminder ? "~reminder" : ""))}={row?.Fields.Number("number") ?? 0}";
        return Silent ? null : new(new AdaptiveCard { FallbackText = words, Speak = words, Body = [] }, words);
    }

    /// <summary>The use case: announces, then commits its state with the intents. As every use case does, it starts over after anything but done.</summary>
    public static async Task SayAsync(ITable table, Outbox outbox, TimeProvider clock, string id, long number, IReadOnlyList<Intent> intents)
    {
        await Race.RetryAsync(async () =>
        {
            var read = await table.FindAsync(Partition(id), Key, default);
            if (read?.Fields.Number("number") >= number)
            {
                return intents;
            }

            var announced = await outbox.AnnounceAsync(intents, default);
            var fields = new Fields(v: 1) { { "number", number } };
            Write[] writes = [read is null ? Write.Insert(Key, fields) : Write.Replace(read, fields), .. announced.Writes];
            return !announced.Ticket.IsStale(clock.GetUtcNow()) && await table.CommitAsync(Partition(id), writes, default) is Committed.Done ? intents : null;
        });
    }
}
