using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Digests;

/// <summary>
/// Makes a period's digest, a quarter of an hour after its end (rule S1). It announces the next period's before its own commit, so that the chain goes
/// on whatever happens, and a host that was down makes each missed one, in order (rule S2).
/// </summary>
public sealed class AssembleDigest(DigestStore digests, PeriodIndex index, DirectoryStore directory, DeliveryReport deliveries, DigestNews news)
{
    public const string Kind = "digests.assemble";

    /// <summary>The longest an item or a name may be: beyond, it is cut.</summary>
    public const int LongestText = 300;

    /// <summary>More than a county has to tell in a fortnight, and as many as one batch takes with room to spare.</summary>
    public const int MostItems = 1_200;

    private static readonly TimeSpan UntilThereIsADirectory = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan UntilThePreviousIsSent = TimeSpan.FromMinutes(1);

    public async Task<DueOutcome> HandleAsync(DueItem item, FeatureMap map, CancellationToken cancellation)
    {
        var now = news.Now;
        if (Period.Find(item.Subject) is not { } period)
        {
            return new DueOutcome.Finished();
        }

        if (now < Digest.DueAt(period))
        {
            return new DueOutcome.Again(Digest.DueAt(period));
        }

        if (await digests.FindAsync(item.Tenant, period, cancellation) is not null)
        {
            return new DueOutcome.Finished();
        }

        // Never "missing": the chain of periods would end there.
        return await directory.CurrentAsync(item.Tenant, cancellation) is not { } register ? new DueOutcome.Again(now + UntilThereIsADirectory)
            : await IsBeingSentAsync(item.Tenant, period.Previous, cancellation) ? new DueOutcome.Again(now + UntilThePreviousIsSent)
            : await TryAssembleAsync(item.Tenant, period, register, map, cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(now);
    }

    // Updates come in order, also where several were missed.
    private async Task<bool> IsBeingSentAsync(TenantId tenant, Period period, CancellationToken cancellation) =>
        await deliveries.OfIntentAsync(DigestStore.Partition(tenant, period), DigestCard.IntentName, cancellation) is { Unsettled: > 0 };

    private async Task<bool> TryAssembleAsync(TenantId tenant, Period period, Register register, FeatureMap map, CancellationToken cancellation)
    {
        var items = await ItemsAsync(tenant, period, map, cancellation);
        var digest = new Digest
        {
            Tenant = tenant,
            Period = period,
            AssembledAt = news.Now,
            Items = items,
            Recipients = [.. register.Groups.Select(group => new DigestRecipient(group.Id, PlainText.Shorten(group.Name, LongestText)))],
            Audit = AuditChain.Empty,
        };
        return await news.AnnounceAsync(digest, cancellation) is { } intents && await digests.InsertAsync(digest, intents, cancellation) is Committed.Done;
    }

    // What was noted is asked of its feature: only it can say whether the commit came, and with that instant.
    private async Task<ImmutableArray<Update>> ItemsAsync(TenantId tenant, Period period, FeatureMap map, CancellationToken cancellation)
    {
        var items = new List<Update>();
        foreach (var happening in await index.ReadAsync(tenant, period, cancellation))
        {
            if (happening.At >= period.Start && happening.At < period.End && map.Teller(happening.Kind) is { } teller)
            {
                items.AddRange(await teller(happening, cancellation));
            }
        }

        return [.. items.Where(Digest.IsForChannels).Take(MostItems).Select(item => item with
        {
            GroupName = PlainText.Shorten(item.GroupName, LongestText),
            Text = PlainText.Shorten(item.Text, LongestText),
        })];
    }
}

/// <summary>Makes known, before its commit, that a digest is about to be made: to delivery, and that the next period's will fall due.</summary>
public sealed class DigestNews(Outbox outbox, DueWork due, TimeProvider clock)
{
    // Longer than a commit may take to start: a next period that is overdue already waits until this one is there.
    private static readonly TimeSpan AfterTheCommit = TimeSpan.FromMinutes(2);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The rows to commit with the digest, or null where more than a minute has passed: then start over (rule S1).</summary>
    public async Task<IReadOnlyList<Write>?> AnnounceAsync(Digest digest, CancellationToken cancellation)
    {
        await AnnounceAsync(digest.Tenant, digest.Period.Next, digest.AssembledAt + AfterTheCommit, cancellation);
        var announced = await outbox.AnnounceAsync(digest.IsSkipped ? [] : [DigestCard.IntentOf(digest)], cancellation);
        return new DueTicket(digest.AssembledAt).IsStale(Now) || announced.Ticket.IsStale(Now) ? null : announced.Writes;
    }

    /// <summary>Announces the digest of a period.</summary>
    /// <param name="earliest">For one that is overdue.</param>
    public Task AnnounceAsync(TenantId tenant, Period period, DateTimeOffset earliest, CancellationToken cancellation) =>
        due.AnnounceAsync(tenant, AssembleDigest.Kind, period.Id, Digest.DueAt(period) < earliest ? earliest : Digest.DueAt(period), cancellation);
}
