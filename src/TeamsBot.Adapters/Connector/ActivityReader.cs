using System.Text.Json;
using TeamsBot.Core;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Adapters.Connector;

/// <summary>Reads an activity into what it means to the product. What is not understood is told apart from what is malformed.</summary>
internal static class ActivityReader
{
    /// <summary>The activity, or null where the bytes are not the JSON of one.</summary>
    public static Activity? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ActivityJson.Default.Activity) is { Type.Length: > 0 } activity ? activity : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Reading Read(Activity activity)
    {
        if (TenantOf(activity) is not { } tenant)
        {
            return new Reading.Malformed("The activity names no tenant, or two.");
        }

        return activity.Type switch
        {
            "invoke" => ReadInvoke(activity, tenant),
            "message" => ReadMessage(activity, tenant),
            "installationUpdate" => ReadInstallation(activity, tenant),
            "conversationUpdate" => ReadConversation(activity, tenant),
            _ => new Reading.OfNoConcern(),
        };
    }

    private static Reading ReadInvoke(Activity activity, TenantId tenant)
    {
        if (activity.Name != "adaptiveCard/action")
        {
            return new Reading.Unsupported();
        }

        if (activity.Value is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("action", out var action) || TextOf(action, "type") != "Action.Execute")
        {
            return new Reading.Malformed("Only Action.Execute is answered.");
        }

        var data = action.TryGetProperty("data", out var sent) ? sent : default;
        return SenderOf(activity, tenant) is not { } sender ? new Reading.Malformed("The press names no account.")
            : Flatten(data) is not { } flat ? new Reading.Malformed("The data of a card's action is a flat map.")
            : new Reading.Understood(new Incoming.Pressed(sender, TextOf(action, "verb") ?? "", activity.ReplyToId, flat, TextOf(value, "trigger") == "automatic"));
    }

    private static Reading ReadMessage(Activity activity, TenantId tenant)
    {
        if (SenderOf(activity, tenant) is not { } sender)
        {
            return new Reading.Malformed("The message names no account.");
        }

        if (activity.Value is not { ValueKind: JsonValueKind.Object } value)
        {
            return new Reading.Understood(new Incoming.Said(sender, WithoutMention(activity)));
        }

        if (Flatten(value) is not { } data)
        {
            return new Reading.Malformed("The data of a card's action is a flat map.");
        }

        data.Remove("verb", out var verb);
        return new Reading.Understood(new Incoming.Submitted(sender, verb ?? "", activity.ReplyToId, data));
    }

    private static Reading ReadInstallation(Activity activity, TenantId tenant) =>
        SenderOf(activity, tenant) is not { IsPersonal: true } sender ? new Reading.OfNoConcern()
        : activity.Action switch
        {
            "add" or "add-upgrade" => new Reading.Understood(new Incoming.Installed(sender)),
            "remove" => new Reading.Understood(new Incoming.Removed(sender)),
            _ => new Reading.OfNoConcern(),
        };

    private static Reading ReadConversation(Activity activity, TenantId tenant)
    {
        if (activity.ChannelData is { EventType: "channelDeleted" or "channelRestored", Channel.Id: { Length: > 0 } channel })
        {
            return new Reading.Understood(new Incoming.ChannelChanged(tenant, channel, activity.ChannelData.EventType is "channelDeleted"));
        }

        if (activity.MembersAdded is not { Count: > 0 } added)
        {
            return new Reading.OfNoConcern();
        }

        if (added.Any(member => member.Id == activity.Recipient?.Id) && SenderOf(activity, tenant) is { IsPersonal: true } sender)
        {
            return new Reading.Understood(new Incoming.Installed(sender));
        }

        return new Reading.Understood(new Incoming.Joined(tenant, [.. added.Select(ToMember).OfType<ChatMember>()]));
    }

    internal static ChatMember? ToMember(Party member) =>
        member.Id is { Length: > 0 } id && AccountOf(member) is { } account ? new ChatMember(id, account) : null;

    internal static Sender? SenderOf(Activity activity, TenantId tenant) =>
        activity.From is { } from && AccountOf(from) is { } account && activity.Conversation?.Id is { Length: > 0 } conversation && activity.ServiceUrl is { } service
            ? new Sender(account, from.Id, new(tenant, conversation, new(service)), activity.Conversation.ConversationType == "personal")
            : null;

    // In a channel the tenant stands in channelData; conversation.tenantId is often unset there.
    internal static TenantId? TenantOf(Activity activity)
    {
        var (inData, inConversation) = (activity.ChannelData?.Tenant?.Id, activity.Conversation?.TenantId);
        return inData is not null && inConversation is not null && !inData.Equals(inConversation, StringComparison.OrdinalIgnoreCase) ? null
            : GuidOf(inData ?? inConversation) is { } tenant ? new TenantId(tenant)
            : null;
    }

    private static AccountId? AccountOf(Party party) => GuidOf(party.AadObjectId ?? party.ObjectId) is { } account ? new AccountId(account) : null;

    private static string? GuidOf(string? text) => Guid.TryParseExact(text, "D", out var guid) ? guid.ToString("D") : null;

    /// <summary>Teams writes the mention of the bot into the text and says in an entity which words it is.</summary>
    private static string WithoutMention(Activity activity)
    {
        var text = (activity.Text ?? "").Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase);
        foreach (var mention in activity.Entities ?? [])
        {
            if (mention is { Type: "mention", Text.Length: > 0 } && mention.Mentioned?.Id == activity.Recipient?.Id)
            {
                text = text.Replace(mention.Text, " ", StringComparison.Ordinal);
            }
        }

        return text.Trim();
    }

    /// <summary>A toggle or a number becomes its text; what Teams adds for itself under <c>msteams</c> is left out; anything nested is refused (null).</summary>
    private static Dictionary<string, string>? Flatten(JsonElement data)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        if (data.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return flat;
        }

        if (data.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in data.EnumerateObject().Where(property => !property.NameEquals("msteams")))
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.String when TextOf(property.Value) is { } text:
                    flat[property.Name] = text;
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    flat[property.Name] = property.Value.GetRawText();
                    break;
                case not JsonValueKind.Null:
                    return null;
            }
        }

        return flat;
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? TextOf(value) : null;

    /// <summary>Null for half a surrogate pair, which JSON can spell and no text can hold.</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>What an activity turned out to be.</summary>
internal abstract record Reading
{
    private Reading()
    {
    }

    public sealed record Understood(Incoming Incoming) : Reading;

    /// <summary>Typing, reactions and the like: taken, and nothing follows.</summary>
    public sealed record OfNoConcern : Reading;

    /// <summary>An invoke that is no card's action.</summary>
    public sealed record Unsupported : Reading;

    public sealed record Malformed(string Why) : Reading;
}
