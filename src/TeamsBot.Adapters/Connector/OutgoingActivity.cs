using System.Text.Encodings.Web;
using System.Text.Json;
using TeamsBot.Core;
using TeamsBot.Core.Language;

namespace TeamsBot.Adapters.Connector;

/// <summary>What goes out to the Bot Connector, in its own shapes.</summary>
internal static class OutgoingActivity
{
    /// <summary>The most a message may have, serialised: what Teams' own limits page says of a post.</summary>
    public const int SizeLimit = 28 * 1024;

    /// <summary>One card and its toast. Text beside a card would be split into a message of its own.</summary>
    public static byte[] Of(Message message) => Write(json =>
    {
        json.WriteString("type", "message");
        json.WriteString("summary", message.Summary);
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", InvokeAnswer.CardType);
        json.WritePropertyName("content");
        json.WriteRawValue(message.Card.ToUtf8(), skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>The parameters that open, or find, the personal chat with one member.</summary>
    public static byte[] PersonalChat(string botId, string memberId, TenantId tenant) => Write(json =>
    {
        json.WriteBoolean("isGroup", false);
        json.WriteStartObject("bot");
        json.WriteString("id", botId);
        json.WriteEndObject();
        json.WriteStartArray("members");
        json.WriteStartObject();
        json.WriteString("id", memberId);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("tenantId", tenant.Value);
        json.WriteStartObject("channelData");
        json.WriteStartObject("tenant");
        json.WriteString("id", tenant.Value);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
