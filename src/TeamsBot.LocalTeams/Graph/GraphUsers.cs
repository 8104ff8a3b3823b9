using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>Accounts, looked up by user principal name or object id.</summary>
internal static class GraphUsers
{
    public static Task<Reply> GetAsync(Tenant tenant, Call call) => Task.FromResult(
        tenant.Database.Read(session => Users.Find(session, call.Route("user"))) is { } user ? Reply.Ok(Describe(user)) : NotFound(call.Route("user")));

    public static Task<Reply> FilterAsync(Tenant tenant, Call call)
    {
        var (upn, refusal) = OData.Filter(call, "userPrincipalName");
        return Task.FromResult(refusal ?? tenant.Database.Read(session =>
        {
            IEnumerable<User> found = upn is null ? Users.All(session) : Users.Find(session, upn) is { } one ? [one] : [];
            return Reply.Ok(OData.Collection(found.Select(Describe)));
        }));
    }

    public static Reply NotFound(string id) =>
        Reply.Refuse(404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    private static JsonObject Describe(User user) => new()
    {
        ["id"] = user.Id,
        ["userPrincipalName"] = user.Upn,
        ["displayName"] = user.Name,
        ["mail"] = user.Upn,
        ["jobTitle"] = user.JobTitle,
    };
}
