using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Entities in OData's JSON with minimal metadata. An Int64 is a string with its type beside it, because a JSON number does not hold it everywhere.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string Int64 = "Edm.Int64";

    // UTF-8 as it is: escaping would make a batch up to three times as large. The service reads JSON, not a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in entity.Where(property => property.Key is not (TableEntity.ETagName or "Timestamp")))
            {
                Write(json, name, value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static TableEntity Read(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        var entity = Read(document.RootElement);
        if (response.Headers.ETag is { } tag)
        {
            entity.ETag = tag;
        }

        return entity;
    }

    public static IReadOnlyList<TableEntity> ReadPage(BinaryData content)
    {
        using var document = JsonDocument.Parse(content);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(Read)];
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case long number:
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                json.WriteString(name + TypeSuffix, Int64);
                break;
            default:
                throw new NotSupportedException($"Property '{name}' is a {value.GetType().Name}; this client writes string, bool and long.");
        }
    }

    private static TableEntity Read(JsonElement element)
    {
        var entity = new TableEntity();
        foreach (var property in element.EnumerateObject())
        {
            var isMetadata = property.Name.StartsWith("odata.", StringComparison.Ordinal) || property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal);
            if (property.Name == TableEntity.ETagName || !isMetadata)
            {
                var type = element.TryGetProperty(property.Name + TypeSuffix, out var stated) ? stated.GetString() : null;
                entity[property.Name] = Read(property, type);
            }
        }

        return entity;
    }

    private static object Read(JsonProperty property, string? type) => (property.Value.ValueKind, type) switch
    {
        (JsonValueKind.String, Int64) => long.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, "Edm.DateTime") => property.Value.GetDateTimeOffset(),
        (JsonValueKind.String, _) => property.Value.GetString()!,
        (JsonValueKind.True, _) => true,
        (JsonValueKind.False, _) => false,
        (JsonValueKind.Number, _) => property.Value.GetInt32(),
        _ => throw new NotSupportedException($"Property '{property.Name}' is a {type ?? property.Value.ValueKind.ToString()}; this client reads string, bool, int, long and dates."),
    };
}
