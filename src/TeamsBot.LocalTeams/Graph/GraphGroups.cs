using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>Groups with a unique mail nickname, and the teams made of them: the one way to make a team that can be found again after an ambiguous answer.</summary>
internal static class GraphGroups
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(30);

    public static Task<Reply> GetAsync(Tenant tenant, Call call) => Task.FromResult(
        tenant.Database.Read(session => Teams.Find(session, call.Route("team"))) is { } group ? Reply.Ok(Describe(group)) : GraphUsers.NotFound(call.Route("team")));

    public static Task<Reply> FilterAsync(Tenant tenant, Call call)
    {
        var (nickname, refusal) = OData.Filter(call, "mailNickname");
        if (nickname is null)
        {
            return Task.FromResult(refusal ?? Reply.Refuse(400, "BadRequest", "This Graph lists groups by mailNickname only."));
        }

        var found = tenant.Database.Read(session => Teams.ByNickname(session, nickname));
        return Task.FromResult(Reply.Ok(OData.Collection(found is null ? [] : [Describe(found)])));
    }

    public static async Task<Reply> CreateAsync(Tenant tenant, Call call)
    {
        var asked = call.Body!;
        var name = asked.String("displayName");
        var nickname = asked.String("mailNickname");
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(nickname) || nickname.Length > 64 || nickname.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            return Bad("displayName and a mailNickname of at most 64 plain characters are required.");
        }

        if (asked.Bool("mailEnabled") != true || asked.Bool("securityEnabled") is null || asked.Array("groupTypes")?.Any(type => type?.GetValue<string>() == "Unified") != true)
        {
            return Bad("A group that becomes a team is mailEnabled, says securityEnabled, and has the group type Unified.");
        }

        var owners = Bound(asked, "owners@odata.bind");
        var members = Bound(asked, "members@odata.bind");
        if (owners.Count == 0)
        {
            return Bad("owners@odata.bind: an application must name an owner, or the group can become no team.");
        }

        return await tenant.Database.WriteAsync(session =>
        {
            if (owners.Concat(members).Any(id => id is null || Users.Find(session, id) is null))
            {
                return GraphUsers.NotFound("owners@odata.bind or members@odata.bind");
            }

            if (Teams.ByNickname(session, nickname) is not null)
            {
                return Bad("Another object with the same value for property mailNickname already exists.");
            }

            var group = Teams.Create(session, name, asked.String("description"), nickname, tenant.Now);
            owners.ForEach(owner => Teams.AddMember(session, group.Id, Users.Find(session, owner!)!.Id, owner: true));
            members.ForEach(member => Teams.AddMember(session, group.Id, Users.Find(session, member!)!.Id, owner: false));
            return new Reply(201, Describe(group));
        });
    }

    public static async Task<Reply> MakeTeamAsync(Tenant tenant, Call call)
    {
        var id = call.Route("team");
        return await tenant.Database.WriteAsync(session =>
        {
            if (Teams.Find(session, id) is not { } group)
            {
                return GraphUsers.NotFound(id);
            }

            if (group.Thread is null && group.Refused < tenant.Options.TeamNotReadyAnswers && tenant.Now - group.Created < OnItsWay)
            {
                Teams.CountRefusal(session, id);
                return Reply.Refuse(404, "NotFound", "Failed to execute backend request: the group is not there yet. Try again later.");
            }

            var team = group.Thread is null ? Teams.MakeTeam(session, group, tenant.Now) : group;
            return new Reply(201, DescribeTeam(tenant, team));
        });
    }

    public static Task<Reply> GetTeamAsync(Tenant tenant, Call call) => Task.FromResult(
        tenant.Database.Read(session => Teams.FindTeam(session, call.Route("team"))) is { } team ? Reply.Ok(DescribeTeam(tenant, team)) : NoTeam(call.Route("team")));

    public static Reply NoTeam(string id) => Reply.Refuse(404, "NotFound", $"No team found with Group Id {id}.");

    private static Reply Bad(string why) => Reply.Refuse(400, "Request_BadRequest", why);

    private static List<string?> Bound(JsonObject asked, string property) =>
        [.. (asked.Array(property) ?? []).Select(one => OData.Bound(one is JsonValue value && value.TryGetValue<string>(out var address) ? address : null, "users"))];

    private static JsonObject Describe(Group group) => new()
    {
        ["id"] = group.Id,
        ["displayName"] = group.Name,
        ["description"] = group.Description,
        ["mailNickname"] = group.Nickname,
        ["mailEnabled"] = true,
        ["securityEnabled"] = false,
        ["groupTypes"] = new JsonArray("Unified"),
        ["createdDateTime"] = group.Created.Wire(),
        ["visibility"] = "Private",
    };

    private static JsonObject DescribeTeam(Tenant tenant, Group team) => new()
    {
        ["id"] = team.Id,
        ["displayName"] = team.Name,
        ["description"] = team.Description,
        ["internalId"] = team.Thread,
        ["isArchived"] = false,
        ["visibility"] = "private",
        ["tenantId"] = tenant.Id,
    };
}
