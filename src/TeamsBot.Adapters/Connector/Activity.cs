using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsBot.Adapters.Connector;

/// <summary>An activity of the Bot Connector as far as the bot reads it. All of it is optional on the wire.</summary>
internal sealed record Activity(
    string? Type,
    string? Name,
    string? Action,
    string? ChannelId,
    string? ServiceUrl,
    string? ReplyToId,
    string? Text,
    Party? From,
    Party? Recipient,
    Talk? Conversation,
    TeamsData? ChannelData,
    IReadOnlyList<Entity>? Entities,
    IReadOnlyList<Party>? MembersAdded,
    IReadOnlyList<Party>? MembersRemoved,
    JsonElement? Value);

/// <param name="AadObjectId">The Entra object id; Teams calls it <c>objectId</c> in lists of members.</param>
internal sealed record Party(string? Id, string? AadObjectId, string? ObjectId);

internal sealed record Talk(string? Id, string? ConversationType, string? TenantId, string? Name = null);

internal sealed record TeamsData(Identified? Tenant, Identified? Channel, string? EventType);

internal sealed record Identified(string? Id);

internal sealed record Entity(string? Type, string? Text, Party? Mentioned);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = 32, AllowDuplicateProperties = false, NumberHandling = JsonNumberHandling.Strict, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(Activity))]
internal sealed partial class ActivityJson : JsonSerializerContext;
