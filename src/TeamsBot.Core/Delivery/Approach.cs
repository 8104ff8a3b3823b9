using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Delivery;

/// <summary>What there is to do about a planned row before it is claimed.</summary>
internal abstract record Approach
{
    private Approach()
    {
    }

    /// <param name="Card">The activity to replace; null for a post.</param>
    public sealed record Send(ChatAddress Address, string? TeamsUserId, string? Card) : Approach;

    public sealed record Wait(DateTimeOffset Until, string Why, bool WholeTenant = false) : Approach;

    /// <param name="BecauseOf">The rows that say so. Touched with the giving up, so that what is settled late meanwhile (a press, a sender that wakes) finds the update given up, or stops it.</param>
    public sealed record GiveUp(string Why, params DeliveryRow[] BecauseOf) : Approach;
}

/// <summary>Finds the way to a recipient: opens the personal chat where none is known, and for an update finds the card. All of it may be repeated.</summary>
internal sealed class FindApproach(DeliveryStore store, AddressBook addresses, ITeams teams, SendLimiter limiter, TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTheEarlier = TimeSpan.FromSeconds(5);

    public async Task<Approach> RunAsync(Intent intent, DeliveryRow row, double share, CancellationToken cancellation) =>
        row.Recipient.Updates is { } earlier && !row.IsReminder
            ? await ToUpdateAsync(intent, row, earlier, share, cancellation)
            : await ToPostAsync(intent, row, share, cancellation);

    private async Task<Approach> ToUpdateAsync(Intent intent, DeliveryRow row, (string Intent, string Recipient) of, double share, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var earlier = await FindStandingAsync(intent, of.Intent, of.Recipient, cancellation);
        var standing = earlier.LastOrDefault();
        if (standing is { State: DeliveryState.Sent, ActivityId: { } card, Address: { } address })
        {
            return await store.FindCardAsync(intent.Partition, card, cancellation) is not null
                ? new Approach.Wait(now + Soon, "the card is being updated")
                : new Approach.Send(address, await FindUserAsync(intent, row, cancellation), card);
        }

        var mayCome = standing?.IsOpen ?? await store.FindIntentAsync(intent.Partition, of.Intent, cancellation) is { State: IntentState.Planning };
        return mayCome ? new Approach.Wait(standing?.NotBefore is { } later && later > now + AfterTheEarlier ? later : now + AfterTheEarlier, "the earlier card is not sent yet")
            : row.Recipient.PostIfNone ? await ToPostAsync(intent, row, share, cancellation)
            : new Approach.GiveUp(DeliveryRecord.EarlierNotDelivered, earlier);
    }

    // Where nobody knows whether the post arrived, its reminder, the last of them, is the card that stands.
    private async Task<DeliveryRow[]> FindStandingAsync(Intent intent, string name, string recipient, CancellationToken cancellation)
    {
        if (await store.FindAsync(intent.Partition, name, recipient, cancellation) is not { } post)
        {
            return [];
        }

        return post.State is DeliveryState.Uncertain && await store.FindAsync(intent.Partition, name, post.Reminder().RecipientKey, cancellation) is { } reminder ? [post, reminder] : [post];
    }

    private async Task<string?> FindUserAsync(Intent intent, DeliveryRow row, CancellationToken cancellation) =>
        await addresses.FindAsync(intent.Tenant, row.Recipient.Target, cancellation) switch
        {
            Route.Known known => known.TeamsUserId,
            Route.ToOpen open => open.TeamsUserId,
            _ => null,
        };

    private async Task<Approach> ToPostAsync(Intent intent, DeliveryRow row, double share, CancellationToken cancellation) =>
        await addresses.FindAsync(intent.Tenant, row.Recipient.Target, cancellation) switch
        {
            Route.Known known => new Approach.Send(known.Address, known.TeamsUserId, null),
            Route.ToOpen open => await OpenAsync(intent.Tenant, row, open, share, cancellation),
            Route.None none => new Approach.GiveUp(none.Why),
            _ => throw new InvalidOperationException("No such route."),
        };

    private async Task<Approach> OpenAsync(TenantId tenant, DeliveryRow row, Route.ToOpen open, double share, CancellationToken cancellation)
    {
        var permit = limiter.Take(tenant, $"open|{open.Account}", share);
        if (!permit.IsGranted)
        {
            return new Approach.Wait(permit.At, "limit", permit.WholeTenant);
        }

        switch (await teams.OpenPersonalChatAsync(tenant, open.Account, open.TeamsUserId, cancellation))
        {
            case OpenChatOutcome.Opened opened:
                await addresses.KeepPersonalAsync(open.Account, opened.Address, cancellation);
                return new Approach.Send(opened.Address, open.TeamsUserId, null);
            case OpenChatOutcome.Later later:
                return new Approach.Wait(clock.GetUtcNow() + (later.After ?? Backoff.After(1, row.Key, 0)), later.Why);
            case OpenChatOutcome.Closed closed:
                return new Approach.GiveUp(closed.Why);
            default:
                throw new InvalidOperationException("No such outcome.");
        }
    }
}
