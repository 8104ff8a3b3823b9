using System.Globalization;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Consultations;

/// <summary>What a consultation has to tell: cards when it opens, the channels' count while it runs, every copy and whoever started it when it closes.</summary>
internal static class ConsultationIntents
{
    public const string Cards = "consultations.cards";
    public const string Channels = "consultations.channels";
    public const string Starter = "consultations.starter";
    public const string Reminders = "consultations.reminders";
    public const string RemindersClosed = "consultations.remindersClosed";

    /// <summary>The intents that post; the others bring these posts up to date.</summary>
    public const string OpenCards = "open-cards";
    public const string OpenChannels = "open-channels";

    /// <summary>Every intent that posts a card with a school's answer to its head and deputies.</summary>
    public static readonly IReadOnlyList<string> SchoolCards = [OpenCards, .. RemindSchools.Occasions.Select(NameOf)];

    private const string ReminderPrefix = "remind-";
    private const string ClosedSuffix = "-closed";

    public static IReadOnlyList<Intent> Open(Consultation consultation) => [Of(consultation, OpenCards, Cards), Of(consultation, OpenChannels, Channels)];

    public static Intent Progress(Consultation consultation, int answered) => Of(consultation, $"count-{answered.ToString("D5", CultureInfo.InvariantCulture)}", Channels);

    public static IReadOnlyList<Intent> Closed(Consultation consultation) =>
    [
        Of(consultation, "closed-cards", Cards), Of(consultation, "closed-channels", Channels), Of(consultation, "closed-starter", Starter),
        .. consultation.Reminded.Select(occasion => Of(consultation, NameOf(occasion) + ClosedSuffix, RemindersClosed)),
    ];

    public static Intent Remind(Consultation consultation, string occasion) => Of(consultation, NameOf(occasion), Reminders);

    /// <summary>The reminder whose cards an intent brings up to date.</summary>
    public static string ReminderOf(Intent closed) => closed.Name[..^ClosedSuffix.Length];

    private static string NameOf(string occasion) => ReminderPrefix + occasion;

    private static Intent Of(Consultation consultation, string name, string kind) =>
        new(consultation.Tenant, ConsultationStore.Partition(consultation.Tenant, consultation.Id), name, kind, consultation.Id.Value);
}
