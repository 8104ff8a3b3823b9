using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Records what a service does beside its answer, and that it is done (R65), at the version read.</summary>
public sealed class RecordAction(RequestStore requests, DirectoryStore directory, ServiceGate gate, RequestNews news)
{
    /// <param name="number">The number that the card which was pressed would give it (rule V7).</param>
    public Task<ReplyOutcome> HandleAsync(Caller caller, RequestId id, int service, int number, (ActionKind? Kind, string Words, string Reach) said, CancellationToken cancellation) =>
        ActAsync(
            caller,
            id,
            service,
            (request, isLead, now) => isLead && said.Kind is null
                ? new ReplyOutcome.Wrong("Choose what your service brings.")
                : request.Decide(new(service, number, said.Kind ?? default, ServiceRequest.Read(said.Words), ServiceRequest.Read(said.Reach), caller.Person, now, null), isLead, now),
            $"records {said.Kind}",
            cancellation);

    public Task<ReplyOutcome> FinishAsync(Caller caller, RequestId id, int service, int number, CancellationToken cancellation) =>
        ActAsync(caller, id, service, (request, isLead, now) => request.Finish(service, number, isLead, now), $"finishes action {number}", cancellation);

    private Task<ReplyOutcome> ActAsync(Caller caller, RequestId id, int service, Func<ServiceRequest, bool, DateTimeOffset, ReplyOutcome> decide, string what, CancellationToken cancellation) =>
        Race.RetryAsync<ReplyOutcome>(async () =>
        {
            if (await requests.FindStoredAsync(caller.Tenant, id, cancellation) is not { Request: var request } read || service < 0 || service >= request.Services.Length
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register)
            {
                return new ReplyOutcome.NotYours();
            }

            var now = news.Now;
            var outcome = decide(request, Providers.LeadsOf(register, request.Services[service]).Contains(caller.Person), now);
            if (outcome is not ReplyOutcome.Replied { IsNew: true, Request: var next, Answer: var answer })
            {
                return outcome;
            }

            if (await gate.RefusalAsync(request, service, Way.Out, cancellation) is { } refusal)
            {
                return new ReplyOutcome.NoAgreement(refusal);
            }

            return await news.TellAsync(RequestIntents.Answered(next, answer, isLast: false), cancellation) is { } intents
                && await requests.SaveAsync(read, next, caller.Person.Value, $"{what} for {next.Services[service].Id}", now, intents, cancellation) is Committed.Done
                ? outcome
                : null;
        });
}
