using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>What posting and updating check alike.</summary>
internal static class Posting
{
    /// <summary>The activity's content, or the refusal. <paramref name="size"/> is the activity's in bytes of UTF-8.</summary>
    public static (Content? Content, Reply? Refusal) Read(JsonObject activity, int size)
    {
        if (size > CardRules.LargestActivity)
        {
            return (null, Reply.Refuse(413, "MessageSizeTooBig", $"The activity has {size} bytes; {CardRules.LargestActivity} is the most."));
        }

        if (Shapes.Fault(activity, "Activity") is { } shape)
        {
            return (null, Reply.Refuse(400, "BadSyntax", $"{shape}."));
        }

        var (content, fault) = CardRules.Read(activity);
        return fault is null ? (content, null) : (null, Reply.Refuse(400, "BadArgument", fault));
    }

    public static Reply? Limit(Tenant tenant, Conversation conversation) =>
        tenant.Limits.Sends.Take(conversation.Id) is { } wait ? Reply.Throttled(wait, "Too many messages in this conversation.") : null;
}
