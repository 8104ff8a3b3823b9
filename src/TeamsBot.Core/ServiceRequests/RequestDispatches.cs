using TeamsBot.Core.Agreements;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>What is told of a request; the words are always those of the request as it stands when they are sent. What is restricted is noted as read before it goes out (rule T5).</summary>
public abstract class RequestDispatch(RequestStore requests, ReadingRecord readings) : Dispatch
{
    public sealed override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await requests.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } request ? [.. Recipients(request, intent.Name).OrderBy(recipient => recipient.Id, StringComparer.Ordinal)] : null;

    public sealed override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        if (await requests.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } request || Words(request, intent.Name, recipient, teamsUserId) is not { } message)
        {
            return null;
        }

        if (request.IsRestricted && recipient.Target is Target.Person person)
        {
            if (!await MayGoAsync(request, recipient, cancellation))
            {
                return null;
            }

            await readings.NoteAsync(RequestStore.Partition(request.Tenant, request.Id), person.Id, Kind[(Kind.IndexOf('.', StringComparison.Ordinal) + 1)..], request.Acts, Shown.Sent, cancellation);
            return message.WithoutToast();
        }

        return request.IsRestricted ? message.WithoutToast() : message;
    }

    /// <summary>Whether something restricted may go to that recipient today (R111).</summary>
    private protected virtual Task<bool> MayGoAsync(ServiceRequest request, Recipient recipient, CancellationToken cancellation) => Task.FromResult(true);

    private protected abstract IEnumerable<Recipient> Recipients(ServiceRequest request, string intent);

    private protected abstract Message? Words(ServiceRequest request, string intent, Recipient recipient, string? teamsUserId);
}

/// <summary>A service's card to whoever leads it: when it is asked, when it is reminded, and brought up to date when it or the board acts.</summary>
public sealed class LeadCards(RequestStore requests, ReadingRecord readings, ServiceGate gate) : RequestDispatch(requests, readings)
{
    public override string Kind => RequestIntents.Services;

    public override string? NotedAs(Intent intent, Recipient recipient) =>
        recipient.Updates is null ? RequestIntents.Subject(new(intent.Subject), RequestIntents.ReadCopy(recipient.Id).Service) : null;

    private protected override IEnumerable<Recipient> Recipients(ServiceRequest request, string intent) => RequestIntents.LeadsOf(request, intent);

    private protected override async Task<bool> MayGoAsync(ServiceRequest request, Recipient recipient, CancellationToken cancellation) =>
        await gate.RefusalAsync(request, RequestIntents.ReadCopy(recipient.Id).Service, Way.In, cancellation) is null;

    private protected override Message? Words(ServiceRequest request, string intent, Recipient recipient, string? teamsUserId)
    {
        var (service, isReminder) = (RequestIntents.ReadCopy(recipient.Id).Service, RequestIntents.IsReminder(intent));

        // Nobody needs to be reminded of what is no longer asked of them.
        return isReminder && (!request.IsOpen || request.AnswerOf(service) is not null) ? null
            : ServiceCards.ForLead(new(request, service, teamsUserId), isReminder ? ServiceCards.ReminderNote : null);
    }
}

/// <summary>The officers' card, which follows every answer.</summary>
public sealed class OfficersCards(RequestStore requests, ReadingRecord readings) : RequestDispatch(requests, readings)
{
    public override string Kind => RequestIntents.Officers;

    public override string? NotedAs(Intent intent, Recipient recipient) => recipient.Updates is null ? intent.Subject : null;

    private protected override IEnumerable<Recipient> Recipients(ServiceRequest request, string intent) => RequestIntents.OfficersOf(request, intent);

    private protected override Message? Words(ServiceRequest request, string intent, Recipient recipient, string? teamsUserId) => RequestCards.ForOfficer(request, teamsUserId);
}

/// <summary>That the last service has answered, once.</summary>
public sealed class CompleteCards(RequestStore requests, ReadingRecord readings) : RequestDispatch(requests, readings)
{
    public override string Kind => RequestIntents.Complete;

    private protected override IEnumerable<Recipient> Recipients(ServiceRequest request, string intent) => request.Officers.Select(officer => new Recipient(officer.Person.Value, new Target.Person(officer.Person)));

    private protected override Message? Words(ServiceRequest request, string intent, Recipient recipient, string? teamsUserId) => request.IsOpen ? RequestCards.AllAnswered(request) : null;
}

/// <summary>Who stayed silent, to the board's clerk, once.</summary>
public sealed class SilentCards(RequestStore requests, ReadingRecord readings) : RequestDispatch(requests, readings)
{
    public override string Kind => RequestIntents.Silent;

    private protected override IEnumerable<Recipient> Recipients(ServiceRequest request, string intent) => RequestIntents.ToldBy(request, intent).To[0].Select(clerk => new Recipient(clerk.Value, new Target.Person(clerk)));

    private protected override Message? Words(ServiceRequest request, string intent, Recipient recipient, string? teamsUserId) =>
        request.IsOpen && request.Silent.Any() ? RequestCards.SomeSilent(request, RequestIntents.ToldBy(request, intent)) : null;
}

/// <summary>Everything a request sends.</summary>
public sealed class RequestDispatches(RequestStore requests, ReadingRecord readings, ServiceGate gate)
{
    public IReadOnlyList<Dispatch> All { get; } = [new LeadCards(requests, readings, gate), new OfficersCards(requests, readings), new CompleteCards(requests, readings), new SilentCards(requests, readings)];
}
