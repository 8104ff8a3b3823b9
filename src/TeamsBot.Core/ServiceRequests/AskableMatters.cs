using System.Collections.Immutable;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>What a board may ask services about, and which services may hear of it.</summary>
public sealed class AskableMatters(MatterStore matters, ServiceGate gate)
{
    private const int OfferedAtMost = 8;

    /// <summary>The matter, where it is or was with that board; else null.</summary>
    public async Task<Matter?> FindAsync(TenantId tenant, GroupId board, MatterId id, CancellationToken cancellation) =>
        await matters.FindAsync(tenant, id, cancellation) is { } matter && matter.Arrivals.Any(arrival => arrival.To?.Id == board) ? matter : null;

    /// <summary>The matters that the board holds and that are not over, for its form: the latest first.</summary>
    public async Task<IReadOnlyList<Matter>> OfferedAsync(TenantId tenant, GroupId board, CancellationToken cancellation)
    {
        var held = new List<Matter>();
        foreach (var id in await matters.HeldAsync(tenant, board, cancellation))
        {
            if (await matters.FindAsync(tenant, id, cancellation) is { } matter)
            {
                held.Add(matter);
            }
        }

        return [.. held.OrderByDescending(matter => matter.Last.At).ThenBy(matter => matter.Id.Value, StringComparer.Ordinal).Take(OfferedAtMost)];
    }

    /// <summary>Why a restricted matter may not go to some of these services; null where it may go to all (R111).</summary>
    public Task<string?> RefusalAsync(TenantId tenant, ImmutableArray<AskedService> services, CancellationToken cancellation) => gate.RefusalAsync(tenant, services, cancellation);
}
