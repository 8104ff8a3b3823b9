using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamsBot.LocalTeams.Misbehaviour;
using TeamsBot.LocalTeams.Tokens;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>The part of Microsoft Graph v1.0 that sets a workspace up. What is not here answers 404, as an address Graph does not know.</summary>
internal static class GraphEndpoints
{
    private const string Root = "/graph/v1.0";
    private const string Team = Root + "/teams/{team}";

    public static void Map(IEndpointRouteBuilder routes, Tenant tenant)
    {
        RequestDelegate On(Func<Call, Task<Reply>> handle) => Surface(tenant, handle);
        routes.MapGet(Root + "/users", On(call => GraphUsers.FilterAsync(tenant, call)));
        routes.MapGet(Root + "/users/{user}", On(call => GraphUsers.GetAsync(tenant, call)));
        routes.MapGet(Root + "/groups", On(call => GraphGroups.FilterAsync(tenant, call)));
        routes.MapPost(Root + "/groups", On(call => GraphGroups.CreateAsync(tenant, call)));
        routes.MapGet(Root + "/groups/{team}", On(call => GraphGroups.GetAsync(tenant, call)));
        routes.MapPut(Root + "/groups/{team}/team", On(call => GraphGroups.MakeTeamAsync(tenant, call)));
        routes.MapGet(Team, On(call => GraphGroups.GetTeamAsync(tenant, call)));
        routes.MapGet(Team + "/channels", On(call => GraphChannels.ListAsync(tenant, call)));
        routes.MapPost(Team + "/channels", On(call => GraphChannels.CreateAsync(tenant, call)));
        routes.MapGet(Team + "/channels/{channel}", On(call => GraphChannels.GetAsync(tenant, call)));
        routes.MapDelete(Team + "/channels/{channel}", On(call => GraphChannels.DeleteAsync(tenant, call)));
        routes.MapGet(Team + "/operations/{operation}", On(call => GraphOperations.GetAsync(tenant, call)));
        routes.MapGet(Root + "/teams('{team}')/operations('{operation}')", On(call => GraphOperations.GetAsync(tenant, call)));
        routes.MapGet(Team + "/members", On(call => GraphMembers.ListAsync(tenant, call)));
        routes.MapPost(Team + "/members", On(call => GraphMembers.AddOneAsync(tenant, call)));
        routes.MapPost(Team + "/members/add", On(call => GraphMembers.AddManyAsync(tenant, call)));
        routes.MapPost(Team + "/members/microsoft.graph.add", On(call => GraphMembers.AddManyAsync(tenant, call)));
        routes.MapGet(Team + "/installedApps", On(call => GraphApps.ListForTeamAsync(tenant, call)));
        routes.MapPost(Team + "/installedApps", On(call => GraphApps.InstallForTeamAsync(tenant, call)));
        routes.MapGet(Root + "/users/{user}/teamwork/installedApps", On(call => GraphApps.ListForUserAsync(tenant, call)));
        routes.MapPost(Root + "/users/{user}/teamwork/installedApps", On(call => GraphApps.InstallForUserAsync(tenant, call)));
        routes.MapGet(Root + "/appCatalogs/teamsApps", On(call => GraphApps.CatalogueAsync(tenant, call)));
        routes.Map(Root + "/{**unknown}", On(_ => Task.FromResult(Reply.Refuse(404, "ResourceNotFound", "This Graph has no such address."))));
    }

    private static RequestDelegate Surface(Tenant tenant, Func<Call, Task<Reply>> handle) => async context =>
    {
        if (await GuardedAsync(tenant, context, handle) is { } reply)
        {
            await WithRequestId(reply, tenant).WriteAsync(context);
        }
    };

    private static async Task<Reply?> GuardedAsync(Tenant tenant, HttpContext context, Func<Call, Task<Reply>> handle)
    {
        if (!await Bearer.IsGoodAsync(tenant, context, Bearer.Graph))
        {
            return Reply.Refuse(401, "InvalidAuthenticationToken", "Access token is missing, expired or made for something else.");
        }

        if (context.Request.RouteValues["team"] is string team && tenant.Limits.GraphTeam.Take(team) is { } wait)
        {
            return Reply.Refuse(429, "TooManyRequests", "More than 4 requests a second about one team.") with { RetryAfter = wait };
        }

        var call = await Call.ReadAsync(context);
        return HttpMethods.IsPost(context.Request.Method) && call.Body is null
            ? Reply.Refuse(400, "BadRequest", "Unable to read JSON request payload.")
            : await Faulty.AnswerAsync(tenant, "graph", context.Request.RouteValues["team"] as string, context, () => handle(call));
    }

    /// <summary>Graph's errors carry an inner error that names the request.</summary>
    private static Reply WithRequestId(Reply reply, Tenant tenant)
    {
        if (reply.IsRefusal && reply.Body.Object("error") is { } error)
        {
            error["innerError"] = new JsonObject { ["code"] = error.String("code"), ["date"] = tenant.Now.Wire(), ["request-id"] = Guid.NewGuid().ToString() };
        }

        return reply;
    }
}
