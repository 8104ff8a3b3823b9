using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Delivery;
using TeamsBot.LocalTeams.Misbehaviour;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>Standard channels of a team. Deleting is soft: the name stays taken.</summary>
internal static class GraphChannels
{
    /// <summary>Small, so that whoever reads only the first page is found out.</summary>
    private const int UsualPage = 20;

    public static Task<Reply> ListAsync(Tenant tenant, Call call)
    {
        var (name, refusal) = OData.Filter(call, "displayName");
        return Task.FromResult(refusal ?? tenant.Database.Read(session =>
        {
            if (Teams.FindTeam(session, call.Route("team")) is not { } team)
            {
                return GraphGroups.NoTeam(call.Route("team"));
            }

            if (name is not null)
            {
                return Reply.Ok(OData.Collection(Channels.ByName(session, team.Id, name) is { Deleted: null } found ? [Describe(tenant, found)] : []));
            }

            var (after, size) = OData.Page(call, UsualPage);
            return OData.PageOf(tenant, call, Channels.Of(session, team.Id, after, size + 1), size, channel => channel.N, channel => Describe(tenant, channel));
        }));
    }

    public static Task<Reply> GetAsync(Tenant tenant, Call call) => Task.FromResult(
        tenant.Database.Read(session => Find(session, call)) is { } channel ? Reply.Ok(Describe(tenant, channel)) : NoChannel());

    public static async Task<Reply> CreateAsync(Tenant tenant, Call call)
    {
        var asked = call.Body!;
        var name = asked.String("displayName");
        if (ChannelNames.Fault(name) is { } fault)
        {
            return Reply.Refuse(400, "BadRequest", fault);
        }

        if ((asked.String("membershipType") ?? "standard") != "standard")
        {
            return Reply.Refuse(400, "BadRequest", "This Teams has standard channels only.");
        }

        var later = tenant.Misbehaviours.TakeOnly(Fault.Accept202, "graph", call.Route("team"));
        var reply = await tenant.Database.WriteAsync(session => Create(tenant, session, call.Route("team"), name!, asked.String("description"), later));
        tenant.News.Wake();
        return reply;
    }

    public static async Task<Reply> DeleteAsync(Tenant tenant, Call call)
    {
        var reply = await tenant.Database.WriteAsync(session =>
        {
            if (Find(session, call) is not { } channel || Teams.FindTeam(session, channel.Team) is not { } team)
            {
                return NoChannel();
            }

            if (channel.Id == team.Thread)
            {
                return Reply.Refuse(400, "BadRequest", "The General channel cannot be deleted.");
            }

            Channels.Delete(session, channel.Id, tenant.Now);
            Installation.TellOfChannel(tenant, session, team, channel, "channelDeleted");
            return new Reply(204);
        });
        tenant.News.Wake();
        return reply;
    }

    private static Reply Create(Tenant tenant, Session session, string teamId, string name, string? description, bool later)
    {
        if (Teams.FindTeam(session, teamId) is not { } team)
        {
            return GraphGroups.NoTeam(teamId);
        }

        if (Channels.ByName(session, team.Id, name) is not null)
        {
            return Reply.Refuse(400, "NameAlreadyExists", "Channel name already existed, please use other name.");
        }

        if (Channels.Count(session, team.Id) >= Channels.MostInATeam)
        {
            return Reply.Refuse(400, "BadRequest", "The team has as many channels, deleted ones included, as a team can have.");
        }

        var channel = Channels.Create(session, team.Id, name, description, tenant.Now);
        Installation.TellOfChannel(tenant, session, team, channel, "channelCreated");
        return later ? GraphOperations.Begin(tenant, session, channel) : new Reply(201, Describe(tenant, channel));
    }

    private static State.Channel? Find(Session session, Call call) =>
        Channels.Find(session, call.Route("channel")) is { Deleted: null } channel && channel.Team == call.Route("team") ? channel : null;

    private static Reply NoChannel() => Reply.Refuse(404, "NotFound", "No such channel in the team.");

    private static JsonObject Describe(Tenant tenant, State.Channel channel) => new()
    {
        ["id"] = channel.Id,
        ["displayName"] = channel.Name,
        ["description"] = channel.Description,
        ["createdDateTime"] = channel.Created.Wire(),
        ["membershipType"] = "standard",
        ["tenantId"] = tenant.Id,
        ["isArchived"] = false,
    };
}
