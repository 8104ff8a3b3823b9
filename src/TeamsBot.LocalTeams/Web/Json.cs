using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.LocalTeams.Web;

/// <summary>JSON as it stands on the wire. Looking for a property of the wrong kind finds nothing instead of failing.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: Strict);

    public static JsonObject ParseObject(string json) => Parse(json)!.AsObject();

    /// <summary>Null for what is not one JSON object, repeats a property, or nests deeper than 64.</summary>
    public static JsonObject? TryParseObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Text(this JsonNode node) => node.ToJsonString(Plain);

    public static byte[] Utf8(this JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Plain);

    public static string? String(this JsonNode? node, string property) => (node as JsonObject)?[property] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool? Bool(this JsonNode? node, string property) => (node as JsonObject)?[property] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static double? Number(this JsonNode? node, string property) => (node as JsonObject)?[property] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    public static JsonObject? Object(this JsonNode? node, string property) => (node as JsonObject)?[property] as JsonObject;

    public static JsonArray? Array(this JsonNode? node, string property) => (node as JsonObject)?[property] as JsonArray;

    public static JsonArray ToJsonArray(this IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    /// <summary>An instant as Graph and the connector write it.</summary>
    public static string Wire(this DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);
}
