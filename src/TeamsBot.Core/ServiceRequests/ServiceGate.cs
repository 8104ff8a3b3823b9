using System.Collections.Immutable;
using TeamsBot.Core.Agreements;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Whether a restricted request may go to a service today, and its answer come from it (R111): an agreement may end between asking and answering.</summary>
public sealed class ServiceGate(RestrictedGate gate)
{
    /// <summary>Why it may not go that way today; null where it may, as whatever is not restricted.</summary>
    public async Task<GateRefusal?> RefusalAsync(ServiceRequest request, int service, Way way, CancellationToken cancellation) =>
        request.IsRestricted ? await gate.RefusalAsync(request.Tenant, PartyOf(request.Services[service].Id), way, cancellation) : null;

    /// <summary>Why nothing restricted may go that way today; null where it may.</summary>
    public Task<GateRefusal?> RefusalAsync(TenantId tenant, string service, Way way, CancellationToken cancellation) => gate.RefusalAsync(tenant, PartyOf(service), way, cancellation);

    /// <summary>Why something restricted may not go to some of these services; null where it may go to all.</summary>
    public async Task<string?> RefusalAsync(TenantId tenant, ImmutableArray<AskedService> services, CancellationToken cancellation)
    {
        var today = await gate.TodayAsync(tenant, cancellation);
        var reasons = services.Select(service => today.Refusal(PartyOf(service.Id), Way.In)?.Why).OfType<string>().ToList();
        return reasons.Count == 0 ? null : string.Join(' ', reasons);
    }

    private static AgreementParty PartyOf(string service) => Providers.AsSchool(service) is { } urn ? AgreementParty.Of(urn) : AgreementParty.Of(new ServiceId(service));
}
