using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

/// <summary>Nulls and defaults are left out. Letters outside ASCII stand as they are, which is smaller; a card is never put inside HTML.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AdaptiveCard))]
internal sealed partial class CardJson : JsonSerializerContext
{
    private static readonly CardJson Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(AdaptiveCard card) => JsonSerializer.Serialize(card, Context.AdaptiveCard);

    public static byte[] WriteUtf8(AdaptiveCard card) => JsonSerializer.SerializeToUtf8Bytes(card, Context.AdaptiveCard);
}

/// <summary>A share of the width is a number in the JSON: some clients read a share in quotes as pixels or as nothing.</summary>
internal sealed class ColumnWidth : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Cards are only written.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        if (int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var share))
        {
            writer.WriteNumberValue(share);
        }
        else
        {
            writer.WriteStringValue(value);
        }
    }
}
