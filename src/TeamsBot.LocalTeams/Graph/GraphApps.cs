using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Delivery;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>The one app of this tenant: found in the catalogue by the manifest's id, installed by the catalogue's.</summary>
internal static class GraphApps
{
    public static Task<Reply> CatalogueAsync(Tenant tenant, Call call)
    {
        var (external, refusal) = OData.Filter(call, "externalId");
        return Task.FromResult(refusal ?? Reply.Ok(OData.Collection(external is null || external.Equals(tenant.ManifestId, StringComparison.OrdinalIgnoreCase) ? [App(tenant)] : [])));
    }

    public static Task<Reply> ListForTeamAsync(Tenant tenant, Call call) => Task.FromResult(tenant.Database.Read(session =>
        Teams.FindTeam(session, call.Route("team")) is { } team ? List(tenant, session, call, team.Id) : GraphGroups.NoTeam(call.Route("team"))));

    public static Task<Reply> ListForUserAsync(Tenant tenant, Call call) => Task.FromResult(tenant.Database.Read(session =>
        Users.Find(session, call.Route("user")) is { } user ? List(tenant, session, call, user.Id) : GraphUsers.NotFound(call.Route("user"))));

    public static Task<Reply> InstallForTeamAsync(Tenant tenant, Call call) => InstallAsync(tenant, call, session =>
        Teams.FindTeam(session, call.Route("team")) is { } team ? Installed(Installation.AddForTeam(tenant, session, team), $"/teams/{team.Id}") : GraphGroups.NoTeam(call.Route("team")));

    public static Task<Reply> InstallForUserAsync(Tenant tenant, Call call) => InstallAsync(tenant, call, session =>
        Users.Find(session, call.Route("user")) is { } user ? Installed(Installation.AddForPerson(tenant, session, user), $"/users/{user.Id}/teamwork") : GraphUsers.NotFound(call.Route("user")));

    private static async Task<Reply> InstallAsync(Tenant tenant, Call call, Func<Session, Reply> install)
    {
        if (OData.Bound(call.Body, "teamsApp@odata.bind", "teamsApps") is not { } app)
        {
            return Reply.Refuse(400, "BadRequest", "teamsApp@odata.bind is required.");
        }

        if (!app.Equals(tenant.CatalogueId, StringComparison.OrdinalIgnoreCase))
        {
            return Reply.Refuse(404, "NotFound", "The catalogue has no app with this id. The manifest's id is its externalId, not its id.");
        }

        var reply = await tenant.Database.WriteAsync(install);
        tenant.News.Wake();
        return reply;
    }

    private static Reply Installed(string? id, string place) => id is null
        ? Reply.Refuse(409, "Conflict", "App already exists for this team or user.")
        : new Reply(201) { Location = $"{place}/installedApps/{id}" };

    private static Reply List(Tenant tenant, Session session, Call call, string place)
    {
        var wanted = call.Query("$filter") is { } filter && !filter.Contains(tenant.CatalogueId, StringComparison.OrdinalIgnoreCase) && !filter.Contains(tenant.ManifestId, StringComparison.OrdinalIgnoreCase)
            ? null
            : Installs.Find(session, place);
        if (wanted is null)
        {
            return Reply.Ok(OData.Collection([]));
        }

        var installed = new JsonObject { ["id"] = wanted };
        if (call.Query("$expand")?.Contains("teamsApp", StringComparison.Ordinal) == true)
        {
            installed["teamsApp"] = App(tenant);
        }

        return Reply.Ok(OData.Collection([installed]));
    }

    private static JsonObject App(Tenant tenant) => new()
    {
        ["id"] = tenant.CatalogueId,
        ["externalId"] = tenant.ManifestId,
        ["displayName"] = tenant.Options.BotName,
        ["distributionMethod"] = "organization",
    };
}
