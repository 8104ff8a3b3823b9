using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamsBot.LocalTeams.Misbehaviour;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Tokens;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>The Bot Connector under /teams/v3: what a bot may ask of Teams. Every request passes token, tenant limit and misbehaviour before it is looked at.</summary>
internal static class ConnectorEndpoints
{
    private const string Root = "/teams/v3/conversations";

    public static void Map(IEndpointRouteBuilder routes, Tenant tenant)
    {
        routes.MapPost(Root, Surface(tenant, "create", call => CreateConversation.HandleAsync(tenant, call)));
        routes.MapPost(Root + "/{conversation}/activities", Surface(tenant, "post", call => PostActivity.HandleAsync(tenant, call)));
        routes.MapPost(Root + "/{conversation}/activities/{activity}", Surface(tenant, "post", call => PostActivity.HandleAsync(tenant, call)));
        routes.MapPut(Root + "/{conversation}/activities/{activity}", Surface(tenant, "update", call => UpdateActivity.HandleAsync(tenant, call)));
        routes.MapGet(Root + "/{conversation}/pagedmembers", Surface(tenant, "members", call => ReadMembers.PageAsync(tenant, call)));
        routes.MapGet(Root + "/{conversation}/members/{member}", Surface(tenant, "members", call => ReadMembers.OneAsync(tenant, call)));
    }

    private static RequestDelegate Surface(Tenant tenant, string operation, Func<Call, Task<Reply>> handle) => async context =>
    {
        if (await GuardedAsync(tenant, operation, context, handle) is { } reply)
        {
            await reply.WriteAsync(context);
        }
    };

    private static async Task<Reply?> GuardedAsync(Tenant tenant, string operation, HttpContext context, Func<Call, Task<Reply>> handle)
    {
        if (!await Bearer.IsGoodAsync(tenant, context, Bearer.Connector))
        {
            return Reply.Refuse(401, "Unauthorized", "Authorization has been denied for this request.");
        }

        if (tenant.Limits.Tenant.Take(tenant.Id) is { } wait)
        {
            return Reply.Throttled(wait, "More than 50 requests a second in this tenant.");
        }

        var call = await Call.ReadAsync(context);
        if (call.Body is null && !HttpMethods.IsGet(context.Request.Method))
        {
            return Reply.Refuse(400, "BadSyntax", "The body is not one JSON object.");
        }

        return await Faulty.AnswerAsync(tenant, operation, ConversationOf(tenant, call), context, () => handle(call));
    }

    /// <summary>The conversation a request is about, as faults name it: for an opened chat or a channel post it stands in the body.</summary>
    private static string? ConversationOf(Tenant tenant, Call call) =>
        call.Context.Request.RouteValues["conversation"] is string id ? Conversations.WithoutThread(id)
        : call.Body.Object("channelData").Object("channel").String("id") is { } channel ? channel
        : call.Body.Array("members") is [{ } member] && tenant.Database.Read(session => CreateConversation.FindPerson(session, member.String("id") ?? "")) is { } person
            ? tenant.Database.Read(session => Installs.Chat(session, person.Id))
        : null;
}
