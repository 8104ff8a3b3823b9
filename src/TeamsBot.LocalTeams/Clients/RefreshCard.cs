using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>Refreshes the card a person sees, as the client does by itself when a chat is opened, or as the person asks from the message's menu.</summary>
internal static class RefreshCard
{
    /// <summary>A card that lists nobody refreshes by itself only where no more people than this can see it.</summary>
    private const int SmallConversation = 60;

    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        var (seen, refusal) = Seeing.Message(tenant, call);
        if (seen is null)
        {
            return refusal!;
        }

        var trigger = call.Body.String("trigger");
        if (trigger is not ("automatic" or "manual"))
        {
            return Reply.Refuse(400, "BadTrigger", "The trigger is automatic or manual.");
        }

        return seen.Card.Object("refresh") is { } refresh && refresh.Object("action") is { } action && (trigger == "manual" || IsAutomatic(tenant, refresh, seen))
            ? await PressAction.ExecuteAsync(tenant, seen, action, [], trigger, call.Cancelled)
            : Reply.Ok(new JsonObject { ["status"] = 200, ["kind"] = "none" });
    }

    private static bool IsAutomatic(Tenant tenant, JsonObject refresh, Seen seen) => refresh["userIds"] switch
    {
        JsonArray people => people.Any(id => id is JsonValue value && value.TryGetValue<string>(out var text) && text == seen.Person.Mri),
        _ => seen.Conversation is not Conversation.InChannel channel
            || tenant.Database.Read(session => Teams.Members(session, channel.Team.Id, 0, SmallConversation + 1)).Count <= SmallConversation,
    };
}
