using System.Globalization;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>What each act on a request has to tell, and to whom. Who hears is read from the request, so that it is the same at every planning.</summary>
internal static class RequestIntents
{
    public const string Services = "serviceRequests.cards";
    public const string Officers = "serviceRequests.officers";
    public const string Complete = "serviceRequests.complete";
    public const string Silent = "serviceRequests.silent";

    /// <summary>The intents that post first.</summary>
    public const string Ask = "ask";
    public const string AskOfficers = "ask-officers";

    private const string ToldComplete = "complete", OfAll = "all", OfLeads = "leads", OfChase = "chase", OfOfficers = "officers";

    public static IReadOnlyList<Intent> Asked(ServiceRequest request) => [Of(request, Ask, Services), Of(request, AskOfficers, Officers)];

    /// <summary>An answer: the copies of that service and of the officers follow it; the last service's is told to the officers besides.</summary>
    public static IReadOnlyList<Intent> Answered(ServiceRequest request, ServiceAnswer answer, bool isLast) =>
        [Of(request, Name(request.Acts, OfLeads, Two(answer.Service)), Services), Of(request, Name(request.Acts, OfOfficers), Officers), .. isLast ? [Of(request, ToldComplete, Complete)] : (Intent[])[]];

    public static IReadOnlyList<Intent> Closed(ServiceRequest request) =>
        [Of(request, Name(request.Acts, OfLeads, OfAll), Services), Of(request, Name(request.Acts, OfOfficers), Officers)];

    public static Intent Chased(ServiceRequest request, Chase chase) => Of(request, ChaseName(chase.Act), chase.Occasion is Occasion.Tell ? Silent : Services);

    /// <summary>The leads' cards of one intent: posted by asking and by a reminder, and otherwise each copy brought up to date.</summary>
    public static IEnumerable<Recipient> LeadsOf(ServiceRequest request, string intent)
    {
        if (intent == Ask)
        {
            return FirstCopies(request).Select(copy => Posted(copy.Service, copy.Lead));
        }

        var (act, what, service) = Read(intent);
        return what == OfChase
            ? ChaseCopies(request.Chases.First(chase => chase.Act == act)).Select(copy => Posted(copy.Service, copy.Lead))
            : CopiesBefore(request, act).Where(copy => service is OfAll || Two(copy.Service) == service).Select(copy => new Recipient(
                $"{CopyOf(copy.Service, copy.Lead)}~{Two(copy.Act)}", new Target.Person(copy.Lead), (copy.Act == 0 ? Ask : ChaseName(copy.Act), CopyOf(copy.Service, copy.Lead))));
    }

    public static IEnumerable<Recipient> OfficersOf(ServiceRequest request, string intent) => request.Officers.Select(officer =>
        new Recipient(officer.Person.Value, new Target.Person(officer.Person), intent == AskOfficers ? null : (AskOfficers, officer.Person.Value)));

    /// <summary>Who is told of silence by the act that the intent names.</summary>
    public static Chase ToldBy(ServiceRequest request, string intent) => request.Chases.First(chase => chase.Act == Read(intent).Act);

    /// <summary>Every intent that posts a card of a service's request.</summary>
    public static IReadOnlyList<string> LeadCards(ServiceRequest request) => [Ask, .. Reminders(request).Select(chase => ChaseName(chase.Act))];

    public static bool IsReminder(string intent) => intent.EndsWith($"-{OfChase}", StringComparison.Ordinal);

    /// <summary>A lead's copy: somebody may lead two services that are asked.</summary>
    public static string CopyOf(int service, PersonId lead) => $"{Two(service)}~{lead}";

    public static (int Service, PersonId Lead) ReadCopy(string recipient) =>
        recipient.Split('~') is [var service, var lead, ..] ? (int.Parse(service, CultureInfo.InvariantCulture), new(lead)) : throw new ArgumentException($"'{recipient}' names no service and lead.", nameof(recipient));

    /// <summary>Under what a service's request is noted for its leads' lists.</summary>
    public static string Subject(RequestId request, int service) => $"{request}~{Two(service)}";

    public static (RequestId Request, int Service) ReadSubject(string subject) =>
        subject.Split('~') is [var request, var service] && int.TryParse(service, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? (new(request), at) : throw new ArgumentException($"'{subject}' names no service of a request.", nameof(subject));

    private static IEnumerable<(int Service, PersonId Lead, int Act)> CopiesBefore(ServiceRequest request, int act) =>
        FirstCopies(request).Select(copy => (copy.Service, copy.Lead, Act: 0))
            .Concat(Reminders(request).Where(chase => chase.Act < act).SelectMany(chase => ChaseCopies(chase).Select(copy => (copy.Service, copy.Lead, chase.Act))));

    private static IEnumerable<Chase> Reminders(ServiceRequest request) => request.Chases.Where(chase => chase.Occasion is not Occasion.Tell);

    private static IEnumerable<(int Service, PersonId Lead)> FirstCopies(ServiceRequest request) => request.Services.SelectMany((service, at) => service.Leads.Select(lead => (at, lead)));

    private static IEnumerable<(int Service, PersonId Lead)> ChaseCopies(Chase chase) => chase.Services.Zip(chase.To).SelectMany(pair => pair.Second.Select(lead => (pair.First, lead)));

    private static Recipient Posted(int service, PersonId lead) => new(CopyOf(service, lead), new Target.Person(lead));

    private static string Name(int act, params string[] parts) => string.Join('-', ["act", act.ToString(CultureInfo.InvariantCulture), .. parts]);

    private static string ChaseName(int act) => Name(act, OfChase);

    private static (int Act, string What, string Service) Read(string intent) =>
        intent.Split('-') is ["act", var act, var what, .. var rest] ? (int.Parse(act, CultureInfo.InvariantCulture), what, rest.Length > 0 ? rest[0] : "") : throw new ArgumentException($"'{intent}' is no intent of a request's act.", nameof(intent));

    private static Intent Of(ServiceRequest request, string name, string kind) => new(request.Tenant, RequestStore.Partition(request.Tenant, request.Id), name, kind, request.Id.Value);

    private static string Two(int number) => number.ToString("D2", CultureInfo.InvariantCulture);
}
