using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>A service's answer as its card sends it.</summary>
/// <param name="Service">Where the service stands in the request.</param>
/// <param name="Number">The number of the answer on the card; 0 where it had none.</param>
public sealed record NewAnswer(RequestId Request, int Service, int Number, Said Said);

/// <summary>Takes a service's answer, or its correction, at the version read (rule E2). Two leads of one service: the first press stands.</summary>
public sealed class AnswerRequest(RequestStore requests, DirectoryStore directory, ServiceGate gate, RequestNews news)
{
    public Task<ReplyOutcome> HandleAsync(Caller caller, NewAnswer answer, CancellationToken cancellation) =>
        Race.RetryAsync<ReplyOutcome>(async () =>
        {
            if (await requests.FindStoredAsync(caller.Tenant, answer.Request, cancellation) is not { Request: var request } read
                || answer.Service < 0 || answer.Service >= request.Services.Length
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register)
            {
                return new ReplyOutcome.NotYours();
            }

            var isLead = Providers.LeadsOf(register, request.Services[answer.Service]).Contains(caller.Person);
            var outcome = request.Decide(answer.Service, caller.Person, isLead, answer.Number, answer.Said, news.Now);
            if (outcome is not ReplyOutcome.Replied { IsNew: true, Request: var next, Answer: var given })
            {
                return outcome;
            }

            if (await gate.RefusalAsync(request, answer.Service, Way.Out, cancellation) is { } refusal)
            {
                return new ReplyOutcome.NoAgreement(refusal);
            }

            // Lost to another service's answer, to the close, or the answer was lost: read and decide again.
            return await news.AnswerAsync(next, given, cancellation) is { } intents && await requests.SaveAnswerAsync(read, next, given, intents, cancellation) is Committed.Done ? outcome : null;
        });
}
