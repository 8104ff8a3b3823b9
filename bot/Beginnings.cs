using TeamsBot.Core.Digests;

namespace TeamsBot.Bot;

/// <summary>What has to be under way for every served tenant, at each start and after an import: the chain of updates. Doing it again changes nothing.</summary>
internal sealed class Beginnings(Deployment deployment, EnsureDigests digests)
{
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        foreach (var tenant in deployment.Tenants)
        {
            await digests.HandleAsync(tenant, cancellation);
        }
    }
}
