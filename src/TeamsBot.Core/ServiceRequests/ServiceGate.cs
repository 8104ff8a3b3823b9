using System.Collections.Immutable;
using TeamsBot.Core.Agreements;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Whether a restricted request may go to a service today, and its answer come from it (R111): an agreement may end between asking and answering.</summary>
public sealed class ServiceGate(RestrictedGate gate)
{
    /// <summary>Why it may not go that way today; null where it may, as whatever is not restricted.</summary>
    public async Task<GateRefusal?> RefusalAsync(ServiceRequest request, int service, Way way, CancellationToken cancellation) =>
        request.IsRestricted ? await gate.RefusalAsync(request.Tenant, PartyOf(request.Services[service]), way, cancellation) : null;

    /// <summary>Why something restricted may not go to some of these services; null where it may go to all.</summary>
    public async Task<string?> RefusalAsync(TenantId tenant, ImmutableArray<AskedService> services, CancellationToken cancellation)
    {
        var today = await gate.TodayAsync(tenant, cancellation);
        var reasons = services.Select(service => today.Refusal(PartyOf(service), Way.In)?.Why).OfType<string>().ToList();
        return reasons.Count == 0 ? null : string.Join(' ', reasons);
    }

    private static AgreementParty PartyOf(AskedService service) => Providers.AsSchool(service.Id) is { } urn ? AgreementParty.Of(urn) : AgreementParty.Of(new ServiceId(service.Id));
}
