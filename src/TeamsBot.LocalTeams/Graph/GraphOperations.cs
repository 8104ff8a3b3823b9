using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Graph;

/// <summary>A channel made asynchronously: 202 with a place to ask, which says "in progress" twice or for 30 seconds of product time.</summary>
internal static class GraphOperations
{
    private const int PollsInProgress = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static Reply Begin(Tenant tenant, Session session, State.Channel channel)
    {
        var id = Guid.NewGuid().ToString();
        session.Execute("INSERT INTO operations (id, team, channel, created) VALUES ($1, $2, $3, $4)", id, channel.Team, channel.Id, tenant.Now.UtcTicks);
        return new Reply(202) { Location = $"/teams('{channel.Team}')/operations('{id}')" };
    }

    public static async Task<Reply> GetAsync(Tenant tenant, Call call) => await tenant.Database.WriteAsync(session =>
    {
        var (id, team) = (call.Route("operation"), call.Route("team"));
        session.Execute("UPDATE operations SET polls = polls + 1 WHERE id = $1 AND team = $2", id, team);
        var found = session.One(
            "SELECT channel, created, polls FROM operations WHERE id = $1 AND team = $2", row => new Operation(row.GetString(0), row.Instant(1), row.GetInt64(2)), id, team);
        if (found is null)
        {
            return Reply.Refuse(404, "NotFound", "No such operation.");
        }

        var done = found.Polls > PollsInProgress || tenant.Now - found.Created >= Longest;
        return Reply.Ok(new JsonObject
        {
            ["id"] = id,
            ["operationType"] = "createChannel",
            ["createdDateTime"] = found.Created.Wire(),
            ["status"] = done ? "succeeded" : "inProgress",
            ["lastActionDateTime"] = tenant.Now.Wire(),
            ["attemptsCount"] = 1,
            ["targetResourceId"] = done ? found.Channel : null,
            ["targetResourceLocation"] = done ? $"/teams('{team}')/channels('{found.Channel}')" : null,
            ["error"] = null,
        });
    });

    private sealed record Operation(string Channel, DateTimeOffset Created, long Polls);
}
