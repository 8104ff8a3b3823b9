using TeamsBot.Core.Digests;
using TeamsBot.Core.Registers;

namespace TeamsBot.Bot;

/// <summary>What has to be under way for every served tenant, at each start and after an import: the chain of updates, and the registers of what came before they were kept. Doing it again changes nothing.</summary>
internal sealed class Beginnings(Deployment deployment, EnsureDigests digests, FillPlan registers)
{
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        foreach (var tenant in deployment.Tenants)
        {
            await digests.HandleAsync(tenant, cancellation);
            await registers.EnsureAsync(tenant, cancellation);
        }
    }
}
