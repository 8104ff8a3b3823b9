using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Delivery;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>Members of a team: listed in pages, added one by one or up to 200 at once. Adding a member again changes nothing.</summary>
internal static class GraphMembers
{
    private const int UsualPage = 100;
    private const int MostAtOnce = 200;

    public static Task<Reply> ListAsync(Tenant tenant, Call call) => Task.FromResult(tenant.Database.Read(session =>
    {
        if (Teams.FindTeam(session, call.Route("team")) is not { } team)
        {
            return GraphGroups.NoTeam(call.Route("team"));
        }

        var (after, size) = OData.Page(call, UsualPage);
        return OData.PageOf(tenant, call, Teams.Members(session, team.Id, after, size + 1), size, member => member.N, member => Describe(tenant, member));
    }));

    public static async Task<Reply> AddOneAsync(Tenant tenant, Call call)
    {
        var reply = await tenant.Database.WriteAsync(session =>
        {
            if (Teams.FindTeam(session, call.Route("team")) is not { } team)
            {
                return GraphGroups.NoTeam(call.Route("team"));
            }

            if (Person(session, call.Body) is not { } person)
            {
                return Reply.Refuse(404, "NotFound", "user@odata.bind names nobody of this tenant, or @odata.type is not aadUserConversationMember.");
            }

            if (Teams.AddMember(session, team.Id, person.Id, IsOwner(call.Body)))
            {
                Installation.TellOfMembers(tenant, session, team, [person]);
            }

            return new Reply(201, Describe(tenant, Teams.Members(session, team.Id, 0, long.MaxValue).First(member => member.User.Id == person.Id)));
        });
        tenant.News.Wake();
        return reply;
    }

    public static async Task<Reply> AddManyAsync(Tenant tenant, Call call)
    {
        if (call.Body.Array("values") is not { Count: > 0 and <= MostAtOnce } asked)
        {
            return Reply.Refuse(400, "BadRequest", $"values: 1 to {MostAtOnce} members at once.");
        }

        var reply = await tenant.Database.WriteAsync(session =>
        {
            if (Teams.FindTeam(session, call.Route("team")) is not { } team)
            {
                return GraphGroups.NoTeam(call.Route("team"));
            }

            var results = asked.Select(member => (Asked: member, Person: Person(session, member))).ToList();
            var added = results.Where(one => one.Person is not null && Teams.AddMember(session, team.Id, one.Person.Id, IsOwner(one.Asked))).Select(one => one.Person!).ToList();
            Installation.TellOfMembers(tenant, session, team, added);
            return Reply.Ok(OData.Collection(results.Select(one => Result(one.Asked, one.Person))));
        });
        tenant.News.Wake();
        return reply;
    }

    private static User? Person(Session session, JsonNode? member) =>
        member.String("@odata.type") is "#microsoft.graph.aadUserConversationMember" or "microsoft.graph.aadUserConversationMember"
            && OData.Bound(member, "user@odata.bind", "users") is { } id
            ? Users.Find(session, id)
            : null;

    private static bool IsOwner(JsonNode? member) => member.Array("roles")?.Any(role => role is JsonValue value && value.TryGetValue<string>(out var text) && text == "owner") == true;

    private static JsonObject Result(JsonNode? asked, User? person) => new()
    {
        ["@odata.type"] = "#microsoft.graph.aadUserConversationMemberResult",
        ["userId"] = person?.Id ?? OData.Bound(asked, "user@odata.bind", "users"),
        ["error"] = person is not null ? null : new JsonObject { ["code"] = "NotFound", ["message"] = "Nobody of this tenant." },
    };

    private static JsonObject Describe(Tenant tenant, Member member) => new()
    {
        ["@odata.type"] = "#microsoft.graph.aadUserConversationMember",
        ["id"] = member.Id,
        ["roles"] = member.Owner ? new JsonArray("owner") : [],
        ["displayName"] = member.User.Name,
        ["userId"] = member.User.Id,
        ["email"] = member.User.Upn,
        ["tenantId"] = tenant.Id,
    };
}
