using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Everything that can become of closing a request.</summary>
public abstract record CloseOutcome
{
    private CloseOutcome()
    {
    }

    /// <param name="IsNew">False where it was closed before; the request says by whom.</param>
    public sealed record Closed(ServiceRequest Request, bool IsNew) : CloseOutcome;

    /// <summary>No such request, or not an officer of its board: they look the same (rule T2).</summary>
    public sealed record NotYours : CloseOutcome;
}

/// <summary>Closes a request for its board: the answers stand as they are, and whoever is silent is asked no more.</summary>
public sealed class CloseRequest(RequestStore requests, DirectoryStore directory, RequestNews news)
{
    public Task<CloseOutcome> HandleAsync(Caller caller, RequestId id, CancellationToken cancellation) =>
        Race.RetryAsync<CloseOutcome>(async () =>
        {
            if (await requests.FindStoredAsync(caller.Tenant, id, cancellation) is not { Request: var request } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || Escalations.Officers.RoleIn(register, caller.Person, request.Board.Id) is not { } role)
            {
                return new CloseOutcome.NotYours();
            }

            if (!request.IsOpen)
            {
                return new CloseOutcome.Closed(request, IsNew: false);
            }

            var now = news.Now;
            var next = request with { Closed = new(caller.Person, role, now), Acts = request.Acts + 1 };
            return await news.TellAsync(RequestIntents.Closed(next), cancellation) is { } intents && await requests.SaveAsync(read, next, caller.Person.Value, "closed", now, intents, cancellation) is Committed.Done
                ? new CloseOutcome.Closed(next, IsNew: true)
                : null;
        });
}
