using System.Globalization;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Needs;

/// <summary>Keeps the register of unmet needs in step with what services answer (R62): "no capacity" enters, a later answer with capacity closes. Announced before each answer's commit.</summary>
public sealed class EnterUnmetNeeds(UnmetNeeds needs, RequestStore requests)
{
    /// <summary>Its subject is the request's id, where the service stands in it, and the number of its answer, with a <c>~</c> between.</summary>
    public const string Kind = "needs.enter";

    public static string SubjectOf(RequestId request, ServiceAnswer answer) => string.Create(CultureInfo.InvariantCulture, $"{request}~{answer.Service}~{answer.Number}");

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var parts = item.Subject.Split('~');
        var (service, number) = (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        if (await requests.FindAsync(item.Tenant, new(parts[0]), cancellation) is not { } request || request.AnswerOf(service) is not { } answer || answer.Number < number)
        {
            return new DueOutcome.Missing();
        }

        await Race.UntilDoneAsync(() => TryEnterAsync(request, answer, cancellation));
        return new DueOutcome.Finished();
    }

    private async Task<bool> TryEnterAsync(ServiceRequest request, ServiceAnswer answer, CancellationToken cancellation)
    {
        var service = request.Services[answer.Service];
        var read = await needs.FindAsync(request.Tenant, UnmetNeed.IdOf(request.Id.Value, service.Id), cancellation);
        var (need, what) = Next(request, service, answer, read?.Need);
        return need is null || await needs.SaveAsync(request.Tenant, read?.Row, need, answer.Person.Value, what, answer.At, cancellation) is Committed.Done;
    }

    // A later answer decides anew, whatever the board made of the entry before; the same one changes nothing.
    private static (UnmetNeed? Need, string What) Next(ServiceRequest request, AskedService service, ServiceAnswer answer, UnmetNeed? entry) => (answer.Capacity, entry) switch
    {
        (_, { } standing) when standing.Answer >= answer.Number => (null, ""),
        (Capacity.None, null) => (New(request, service, answer), "no capacity"),
        (Capacity.None, { IsOpen: true } open) => (open with { Answer = answer.Number }, "still no capacity"),
        (Capacity.None, { } met) => (met with { Answer = answer.Number, Since = answer.At, Met = null }, "no capacity again"),
        (Capacity.Some or Capacity.Yes, { IsOpen: true } open) => (open with { Answer = answer.Number, Met = new(MetBy.Service, answer.Person, ((Said.Offer)answer.Said).CouldBe, answer.At) }, "has capacity"),
        _ => (null, ""),
    };

    private static UnmetNeed New(ServiceRequest request, AskedService service, ServiceAnswer answer) => new(
        UnmetNeed.IdOf(request.Id.Value, service.Id), request.Theme, service.Id, service.Name, request.Board, request.Id.Value, request.Visibility, answer.At, answer.Number, null, AuditChain.Empty);
}
