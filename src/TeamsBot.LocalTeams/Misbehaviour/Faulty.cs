using Microsoft.AspNetCore.Http;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Misbehaviour;

/// <summary>Carries a request out as Teams does on a bad day, if such a day was asked for.</summary>
internal static class Faulty
{
    /// <summary>Null when the connection is to be broken and nothing answered.</summary>
    public static async Task<Reply?> AnswerAsync(Misbehaviours faults, string operation, string? conversation, HttpContext context, Func<Task<Reply>> answer)
    {
        var fault = faults.Take(operation, conversation);
        switch (fault?.Fault)
        {
            case Fault.Throttle:
                return Reply.Throttled(TimeSpan.FromSeconds(fault.Seconds), "Too many requests (asked for).");
            case Fault.Refuse412:
                return Reply.Refuse(412, "PreconditionFailed", "Another operation on this conversation is running (asked for).");
        }

        var reply = await answer();
        switch (fault?.Fault)
        {
            case Fault.AcceptThen502 when !reply.IsRefusal:
                return Reply.Refuse(502, "BadGateway", "The answer was lost on the way (asked for).");
            case Fault.Drop:
                context.Abort();
                return null;
            case Fault.Late:
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), TimeProvider.System, context.RequestAborted);
                return reply;
            default:
                return reply;
        }
    }
}
