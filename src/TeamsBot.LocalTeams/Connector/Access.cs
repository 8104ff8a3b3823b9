using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>Whether the bot may speak in a conversation, with Teams' own refusals (platform facts 1b).</summary>
internal static class Access
{
    public static Reply? Refusal(Conversation? conversation) => conversation switch
    {
        null => Reply.Refuse(404, "ConversationNotFound", "Conversation not found."),
        Conversation.Personal { Installed: false } or Conversation.InChannel { Installed: false } => NotInRoster(),
        Conversation.Personal { Person.Blocked: true } => Blocked(),
        _ => null,
    };

    public static Reply NotInRoster() => Reply.Refuse(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    /// <summary>Both bodies seen in the field at once: the code of the status table, and the sub-code in a message that is JSON itself.</summary>
    private static Reply Blocked() => new(403, new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = "ConversationBlockedByUser", ["message"] = "User blocked the conversation with the bot." },
        ["errorCode"] = 209,
        ["message"] = """{"subCode":"MessageWritesBlocked","details":"Thread is blocked from message writes.","errorCode":null,"errorSubCode":null}""",
    });
}
