using System.Globalization;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Consultations;

/// <summary>What a consultation has to tell: cards when it opens, the channels' count while it runs, every copy and whoever started it when it closes.</summary>
internal static class ConsultationIntents
{
    public const string Cards = "consultations.cards";
    public const string Channels = "consultations.channels";
    public const string Starter = "consultations.starter";

    /// <summary>The intents that post; the others bring these posts up to date.</summary>
    public const string OpenCards = "open-cards";
    public const string OpenChannels = "open-channels";

    public static IReadOnlyList<Intent> Open(Consultation consultation) => [Of(consultation, OpenCards, Cards), Of(consultation, OpenChannels, Channels)];

    public static Intent Progress(Consultation consultation, int answered) => Of(consultation, $"count-{answered.ToString("D5", CultureInfo.InvariantCulture)}", Channels);

    public static IReadOnlyList<Intent> Closed(Consultation consultation) =>
        [Of(consultation, "closed-cards", Cards), Of(consultation, "closed-channels", Channels), Of(consultation, "closed-starter", Starter)];

    private static Intent Of(Consultation consultation, string name, string kind) =>
        new(consultation.Tenant, ConsultationStore.Partition(consultation.Tenant, consultation.Id), name, kind, consultation.Id.Value);
}
