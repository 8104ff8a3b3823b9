using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.LocalTeams.Connector;

/// <summary>
/// The request shapes of the Bot Connector as its published description has them: which properties exist and of what kind they are. The real
/// connector drops what it does not know without a word; here an unknown property is refused, because it is a slip of the sender's.
/// </summary>
internal static class Shapes
{
    private static readonly Dictionary<string, string> Account = new() { ["id"] = "string", ["name"] = "string", ["aadObjectId"] = "string", ["role"] = "string" };

    /// <summary>A property's kind: a JSON kind, "any", another shape, or a shape followed by [] for a list of it.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> All = new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["ChannelAccount"] = Account,
        ["ConversationAccount"] = new Dictionary<string, string>(Account) { ["isGroup"] = "boolean", ["conversationType"] = "string", ["tenantId"] = "string" },
        ["Attachment"] = Strings("contentType", "contentUrl", "name", "thumbnailUrl", "content:any"),
        ["Entity"] = Strings("type"),
        ["ConversationParameters"] = Strings(
            "isGroup:boolean", "bot:ChannelAccount", "members:ChannelAccount[]", "topicName", "tenantId", "activity:Activity", "channelData:any"),
        ["Activity"] = Strings(
            "type", "id", "timestamp", "localTimestamp", "localTimezone", "callerId", "serviceUrl", "channelId", "from:ChannelAccount", "conversation:ConversationAccount",
            "recipient:ChannelAccount", "textFormat", "attachmentLayout", "membersAdded:ChannelAccount[]", "membersRemoved:ChannelAccount[]", "reactionsAdded:any[]",
            "reactionsRemoved:any[]", "topicName", "historyDisclosed:boolean", "locale", "text", "speak", "inputHint", "summary", "suggestedActions:any",
            "attachments:Attachment[]", "entities:Entity[]", "channelData:any", "action", "replyToId", "label", "valueType", "value:any", "name", "relatesTo:any", "code",
            "expiration", "importance", "deliveryMode", "listenFor:string[]", "textHighlights:any[]", "semanticAction:any"),
    };

    /// <summary>Null when the object has the shape; otherwise what is wrong and where.</summary>
    public static string? Fault(JsonObject value, string shape, string path = "")
    {
        foreach (var (name, node) in value)
        {
            if (!All[shape].TryGetValue(name, out var kind))
            {
                if (shape == "Entity")
                {
                    continue;   // An entity is open: a mention brings its own properties.
                }

                return $"{path}{name} is no property of {shape}";
            }

            if (node is not null && KindFault(node, kind, path + name) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? KindFault(JsonNode node, string kind, string path)
    {
        if (kind.EndsWith("[]", StringComparison.Ordinal))
        {
            return node is not JsonArray list
                ? $"{path} is no list"
                : list.Select((item, i) => item is null ? $"{path}[{i}] is null" : KindFault(item, kind[..^2], $"{path}[{i}]")).FirstOrDefault(fault => fault is not null);
        }

        return kind switch
        {
            "any" => null,
            "string" => node.GetValueKind() == JsonValueKind.String ? null : $"{path} is no string",
            "boolean" => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : $"{path} is no boolean",
            _ => node is JsonObject inner ? Fault(inner, kind, path + ".") : $"{path} is no {kind}",
        };
    }

    private static Dictionary<string, string> Strings(params ReadOnlySpan<string> names)
    {
        Dictionary<string, string> shape = [];
        foreach (var name in names)
        {
            var parts = name.Split(':');
            shape.Add(parts[0], parts.Length == 1 ? "string" : parts[1]);
        }

        return shape;
    }
}
