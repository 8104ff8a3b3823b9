using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Agreements;

/// <summary>Data-sharing agreements: who has one, and what that opens (R110, R111).</summary>
public sealed class AgreementFeature(AgreementTurn turn) : Feature
{
    public override IEnumerable<CardSample> Samples => AgreementSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnCommand(AgreementTurn.Command, "data-sharing agreements: your school’s or service’s, or all of them for those who keep them", turn.DrawAsync);
        map.OnPress(AgreementCards.List, turn.ListAsync);
        map.OnPress(AgreementCards.Open, turn.OpenAsync);
        map.OnPress(AgreementForm.Record, turn.RecordAsync);
        map.OnPress(AgreementForm.End, turn.EndAsync);
    }
}

public static class AgreementServices
{
    /// <summary>Adds data-sharing agreements, the gate they open, and the record of readings. The host registers <see cref="AgreementTerms"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddAgreements(this IServiceCollection services) => services
        .AddSingleton<AgreementStore>()
        .AddSingleton<RestrictedGate>()
        .AddSingleton<ReadingRecord>()
        .AddSingleton<RestrictedPassage>()
        .AddSingleton<RecordAgreement>()
        .AddSingleton<ImportAgreements>()
        .AddSingleton<AgreementTurn>()
        .AddSingleton<Feature, AgreementFeature>();
}
