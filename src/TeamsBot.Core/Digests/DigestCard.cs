using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Digests;

/// <summary>A digest to the channel of every group: one delivery row a period and recipient (rule S2).</summary>
public sealed class DigestCard(DigestStore digests) : Dispatch
{
    public const string IntentName = "post";
    public const string IntentKind = "digests.post";

    public override string Kind => IntentKind;

    public static Intent IntentOf(Digest digest) => new(digest.Tenant, DigestStore.Partition(digest.Tenant, digest.Period), IntentName, IntentKind, digest.Period.Id);

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is { } digest
            ? [.. digest.Recipients.OrderBy(group => group.Group.Value, StringComparer.Ordinal).Select(group => new Recipient(group.Group.Value, new Target.Channel(group.Group)))]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is { } digest && digest.Recipients.FirstOrDefault(group => group.Group.Value == recipient.Id) is { } to
            ? DigestCards.For(digest, to)
            : null;

    private async Task<Digest?> FindAsync(Intent intent, CancellationToken cancellation) =>
        Period.Find(intent.Subject) is { } period ? await digests.FindAsync(intent.Tenant, period, cancellation) : null;
}
