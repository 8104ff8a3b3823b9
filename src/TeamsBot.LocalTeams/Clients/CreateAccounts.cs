using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>Makes accounts of the tenant, as its administrator would. An account that exists stays as it is.</summary>
internal static class CreateAccounts
{
    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        var asked = call.Body.Array("users");
        if (asked is null || asked.Any(user => user.String("upn") is not { } upn || !upn.Contains('@') || string.IsNullOrWhiteSpace(user.String("name"))))
        {
            return Reply.Refuse(400, "BadUsers", "A list of users is wanted, each with upn and name.");
        }

        var users = await tenant.Database.WriteAsync(session =>
            asked.Select(user => Users.Ensure(session, user.String("upn")!, user.String("name")!, user.String("jobTitle"))).ToList());
        return Reply.Ok(new JsonObject { ["users"] = users.Select(user => (JsonNode)new JsonObject { ["id"] = user.Id, ["upn"] = user.Upn }).ToJsonArray() });
    }
}
