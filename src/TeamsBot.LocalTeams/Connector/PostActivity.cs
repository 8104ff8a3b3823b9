using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>POST …/conversations/{id}/activities: a message, or with ";messageid=" or an activity id a reply in that thread. Never idempotent.</summary>
internal static class PostActivity
{
    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        var wireId = call.Route("conversation");
        var conversation = tenant.Database.Read(session => Conversations.Find(session, wireId));
        if (Access.Refusal(conversation) is { } closed)
        {
            return closed;
        }

        if (call.Body.String("type") == "typing")
        {
            return new Reply(202, new JsonObject());
        }

        var (content, refusal) = Posting.Read(call.Body!, call.Size);
        if ((refusal ?? Posting.Limit(tenant, conversation!)) is { } refused)
        {
            return refused;
        }

        var root = conversation is Conversation.InChannel ? Conversations.ThreadOf(wireId) ?? (string?)call.Context.Request.RouteValues["activity"] : null;
        return await tenant.Database.WriteAsync(session =>
        {
            if (root is not null && Messages.Find(session, root)?.Conversation != conversation!.Id)
            {
                return Reply.Refuse(404, "ConversationNotFound", "There is no such thread in the channel.");
            }

            return new Reply(201, new JsonObject { ["id"] = Messages.Add(session, conversation!.Id, root, user: null, content!, tenant.Now) });
        });
    }
}
