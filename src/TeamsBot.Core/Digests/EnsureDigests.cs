using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Digests;

/// <summary>
/// Starts the chain of digests with the period that is running, once a tenant has a directory. The host calls it at every start and after an import;
/// the due row is the same each time.
/// </summary>
public sealed class EnsureDigests(DirectoryStore directory, DigestNews news)
{
    public async Task HandleAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(tenant, cancellation) is not null)
        {
            var now = news.Now;
            await news.AnnounceAsync(tenant, Period.Containing(now), earliest: now, cancellation);
        }
    }
}
