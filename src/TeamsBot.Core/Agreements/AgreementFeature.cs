using Microsoft.Extensions.DependencyInjection;

namespace TeamsBot.Core.Agreements;

public static class AgreementServices
{
    /// <summary>Adds data-sharing agreements, the gate they open, and the record of readings. The host registers <see cref="AgreementTerms"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddAgreements(this IServiceCollection services) => services
        .AddSingleton<AgreementStore>()
        .AddSingleton<RestrictedGate>()
        .AddSingleton<ReadingRecord>()
        .AddSingleton<RecordAgreement>();
}
