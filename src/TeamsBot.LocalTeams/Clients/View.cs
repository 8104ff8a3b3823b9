using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>What one person sees of one message: their own answer card as long as the message has not been edited since, else what everybody sees.</summary>
internal sealed record View(Message Message, string? Card, bool Own, long Seq)
{
    public static View Of(Message message, OwnView? own) =>
        own is not null && own.Seq > message.Seq ? new(message, own.Card, true, own.Seq) : new(message, message.Card, false, message.Seq);

    public JsonObject ToJson(Tenant tenant, User? author)
    {
        var json = new JsonObject
        {
            ["id"] = Message.Id,
            ["seq"] = Seq,
            ["from"] = new JsonObject { ["id"] = author?.Id ?? tenant.BotId, ["name"] = author?.Name ?? tenant.Options.BotName, ["bot"] = author is null },
            ["at"] = Message.At,
            ["edited"] = Message.Edited is not null,
            ["view"] = Own ? "own" : "base",
        };
        Add(json, "editedAt", Message.Edited);
        Add(json, "text", Message.Text);
        Add(json, "summary", Message.Summary);
        Add(json, "card", Card is null ? null : Json.Parse(Card));
        Add(json, "replyTo", Message.Root);
        return json;
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
