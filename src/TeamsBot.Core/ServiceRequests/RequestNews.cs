using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Needs;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Makes known, before its commit, what an act on a request entails: cards, chasing, and the register of unmet needs.</summary>
public sealed class RequestNews(Outbox outbox, DueWork due, SchoolCalendar calendar, RequestPolicy policy, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public RequestPolicy Policy => policy;

    public SchoolCalendar Calendar => calendar;

    /// <summary>The rows to commit with the request, or null where announcing took more than a minute: then start over.</summary>
    public async Task<IReadOnlyList<Write>?> AskAsync(ServiceRequest request, CancellationToken cancellation)
    {
        foreach (var occasion in Enum.GetValues<Occasion>())
        {
            if (request.Plan.Of(occasion) is { } at && (await due.AnnounceAsync(request.Tenant, ChaseServices.Kind, ChaseServices.SubjectOf(request.Id, occasion), at, cancellation)).IsStale(Now))
            {
                return null;
            }
        }

        return await TellAsync(RequestIntents.Asked(request), cancellation);
    }

    /// <inheritdoc cref="AskAsync"/>
    /// <param name="request">The request with the answer in it.</param>
    public async Task<IReadOnlyList<Write>?> AnswerAsync(ServiceRequest request, ServiceAnswer answer, CancellationToken cancellation)
    {
        var isLast = answer.Number == 1 && !request.Silent.Any();
        var entering = await due.AnnounceAsync(request.Tenant, EnterUnmetNeeds.Kind, EnterUnmetNeeds.SubjectOf(request.Id, answer), answer.At, cancellation);
        return entering.IsStale(Now) ? null : await TellAsync(RequestIntents.Answered(request, answer, isLast), cancellation);
    }

    /// <inheritdoc cref="AskAsync"/>
    public async Task<IReadOnlyList<Write>?> TellAsync(IReadOnlyList<Intent> intents, CancellationToken cancellation) =>
        await outbox.AnnounceAsync(intents, cancellation) is var announced && announced.Ticket.IsStale(Now) ? null : announced.Writes;
}
