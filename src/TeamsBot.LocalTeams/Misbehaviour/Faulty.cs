using Microsoft.AspNetCore.Http;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Misbehaviour;

/// <summary>Carries a request out as Teams does on a bad day, if such a day was asked for. What it does is written down before it is seen.</summary>
internal static class Faulty
{
    /// <summary>Null when the connection is to be broken and nothing answered.</summary>
    public static async Task<Reply?> AnswerAsync(Tenant tenant, string operation, string? conversation, HttpContext context, Func<Task<Reply>> answer)
    {
        var fault = tenant.Misbehaviours.Take(operation, conversation);
        switch (fault?.Fault)
        {
            case Fault.Throttle:
                await WriteDownAsync(tenant, fault, operation, conversation);
                return Reply.Throttled(TimeSpan.FromSeconds(fault.Seconds), "Too many requests (asked for).");
            case Fault.Refuse412:
                await WriteDownAsync(tenant, fault, operation, conversation);
                return Reply.Refuse(412, "PreconditionFailed", "Another operation on this conversation is running (asked for).");
        }

        var reply = await answer();
        switch (fault?.Fault)
        {
            case Fault.AcceptThen502 when !reply.IsRefusal:
                await WriteDownAsync(tenant, fault, operation, conversation);
                return Reply.Refuse(502, "BadGateway", "The answer was lost on the way (asked for).");
            case Fault.Drop:
                await WriteDownAsync(tenant, fault, operation, conversation);
                context.Abort();
                return null;
            case Fault.Late:
                await WriteDownAsync(tenant, fault, operation, conversation);
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), TimeProvider.System, context.RequestAborted);
                return reply;
            default:
                return reply;
        }
    }

    private static Task WriteDownAsync(Tenant tenant, Misbehaviour fault, string operation, string? conversation) =>
        tenant.Database.WriteAsync(session => Faults.WriteDown(session, new(tenant.Now, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(fault.Fault.ToString()), operation, conversation)));
}
