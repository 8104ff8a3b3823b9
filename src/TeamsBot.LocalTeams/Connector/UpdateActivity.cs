using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>PUT …/activities/{id}: replaces a message of the bot's own. May be repeated.</summary>
internal static class UpdateActivity
{
    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        var conversation = tenant.Database.Read(session => Conversations.Find(session, call.Route("conversation")));
        if (Access.Refusal(conversation) is { } closed)
        {
            return closed;
        }

        var (content, refusal) = Posting.Read(call.Body!, call.Size);
        if ((refusal ?? Posting.Limit(tenant, conversation!)) is { } refused)
        {
            return refused;
        }

        var id = call.Route("activity");
        return await tenant.Database.WriteAsync(session =>
        {
            if (Messages.Find(session, id) is not { User: null } message || message.Conversation != conversation!.Id)
            {
                return Reply.Refuse(404, "ActivityNotFoundInConversation", "The bot has no such message in this conversation.");
            }

            Messages.Edit(session, id, content!, call.Body!.Text(), tenant.Now);
            return Reply.Ok(new JsonObject { ["id"] = id });
        });
    }
}
