using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TeamsBot.Core.Tables;

namespace TeamsBot.Adapters.Tables.Sqlite;

/// <summary>A row's fields as one flat JSON object: text, whole numbers and flags are JSON's own.</summary>
internal static class FieldsJson
{
    // Written for this file's own column, never into a page or a script.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Write(Fields fields, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                switch (value)
                {
                    case string text: json.WriteString(name, text); break;
                    case bool flag: json.WriteBoolean(name, flag); break;
                    case long number: json.WriteNumber(name, number); break;
                    default: throw new ArgumentException($"Field '{name}' holds a {value.GetType().Name}.", nameof(fields));
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Fields Read(ReadOnlySpan<byte> stored)
    {
        var json = new Utf8JsonReader(stored);
        var values = new List<KeyValuePair<string, object>>();
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            values.Add(new(name, json.TokenType switch
            {
                JsonTokenType.String => json.GetString()!,
                JsonTokenType.Number => json.GetInt64(),
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                _ => throw new JsonException($"Field '{name}' holds neither text, number nor flag."),
            }));
        }

        return Fields.Stored(values);
    }
}
