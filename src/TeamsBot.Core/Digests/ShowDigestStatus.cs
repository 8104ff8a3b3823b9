using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Digests;

/// <summary>Answers the command <c>digest</c>: how far the last digest came, for an editor or an administrator (rule S4).</summary>
public sealed class ShowDigestStatus(DigestStore digests, DeliveryReport deliveries, DirectoryStore directory, TimeProvider clock)
{
    public const string Command = "digest";

    // A year of fortnights: a bot that was still for longer begins anew.
    private const int LooksBack = 26;

    public async Task<Answer> HandleAsync(Typed typed, CancellationToken cancellation)
    {
        var tenant = typed.Caller.Tenant;
        if (await directory.CurrentAsync(tenant, cancellation) is not { } register
            || register.Find(typed.Caller.Person) is not { } person
            || !person.Appointments.Any(appointment => appointment.Role is Role.Editor or Role.Administrator))
        {
            return new Answer.Show(DigestCards.NotYours);
        }

        var running = Period.Containing(clock.GetUtcNow());
        return new Answer.Show(await LastAsync(tenant, running, cancellation) is { } last
            ? DigestCards.Status(await StatusAsync(last, cancellation))
            : DigestCards.NoneYet(running));
    }

    /// <summary>Counts the delivery rows; a recipient that is not yet written down counts as planned.</summary>
    public async Task<DigestStatus> StatusAsync(Digest digest, CancellationToken cancellation)
    {
        if (digest.IsSkipped)
        {
            return new(digest, 0, 0, 0, 0, []);
        }

        var summary = await deliveries.OfIntentAsync(DigestStore.Partition(digest.Tenant, digest.Period), DigestCard.IntentName, cancellation);
        var counts = summary?.Counts ?? new(0, 0, 0, 0, 0);
        var names = digest.Recipients.ToDictionary(recipient => recipient.Group.Value, recipient => recipient.Name, StringComparer.Ordinal);
        var unwritten = digest.Recipients.Length - counts.Total;
        return new(digest, counts.Sent, counts.Failed, counts.Uncertain, counts.Planned + counts.Sending + unwritten,
            [.. (summary?.Troubles ?? []).Select(trouble => new NotReached(names.GetValueOrDefault(trouble.Recipient, trouble.Recipient), trouble.IsUncertain ? $"uncertain, {trouble.Why}" : trouble.Why))]);
    }

    private async Task<Digest?> LastAsync(TenantId tenant, Period running, CancellationToken cancellation)
    {
        var period = running;
        for (var looked = 0; looked < LooksBack; looked++)
        {
            period = period.Previous;
            if (await digests.FindAsync(tenant, period, cancellation) is { } digest)
            {
                return digest;
            }
        }

        return null;
    }
}
