using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Delivery;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>A person writes to the bot. The message stands in the conversation whether or not the bot takes it.</summary>
internal static class WriteMessage
{
    private const int Longest = 4000;

    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        if (call.Body.String("text") is not { Length: > 0 and <= Longest } text)
        {
            return Reply.Refuse(400, "BadText", $"A text of 1 to {Longest} characters is wanted.");
        }

        var (person, conversation, refusal) = tenant.Database.Read(session => Seeing.Conversation(session, call));
        if (refusal is not null)
        {
            return refusal;
        }

        if (conversation is Conversation.Personal && person!.Blocked)
        {
            return Reply.Refuse(403, "Blocked", "This person has blocked the bot.");
        }

        var id = await tenant.Database.WriteAsync(session => Messages.Add(session, conversation!.Id, root: null, person!.Id, new(text, null, null), tenant.Now));
        var answer = await tenant.Bot.SendAsync(Activities.Text(tenant, person!, conversation!, id, text).Text(), call.Cancelled);
        return Reply.Ok(new JsonObject { ["id"] = id, ["delivered"] = answer.Accepted });
    }
}
