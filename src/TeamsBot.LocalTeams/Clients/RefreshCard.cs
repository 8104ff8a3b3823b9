using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>Refreshes the card a person sees, as the client does by itself when a chat is opened, or as the person asks from the message's menu.</summary>
internal static class RefreshCard
{
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

        return seen.Card.Object("refresh") is { } refresh && refresh.Object("action") is { } action && (trigger == "manual" || IsListed(refresh, seen.Person.Mri))
            ? await PressAction.ExecuteAsync(tenant, seen, action, [], trigger, call.Cancelled)
            : Reply.Ok(new JsonObject { ["status"] = 200, ["kind"] = "none" });
    }

    private static bool IsListed(JsonObject refresh, string mri) =>
        refresh["userIds"] is not JsonArray people || people.Any(id => id is JsonValue value && value.TryGetValue<string>(out var text) && text == mri);
}
