using System.Text.Json;

namespace TeamsBot.Bot.Tests;

/// <summary>What a card says.</summary>
internal static class CardText
{
    /// <summary>All text of a card and the values of its inputs, with plain spaces; the runs of a paragraph follow one another as they are read.</summary>
    public static string Words(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => string.Concat(element.EnumerateObject().Select(Words)) + (element.TryGetProperty("type", out var type) && type.ValueEquals("TextRun") ? "" : " "),
        JsonValueKind.Array => string.Concat(element.EnumerateArray().Select(Words)),
        _ => "",
    };

    private static string Words(JsonProperty property) =>
        property.Value.ValueKind is not JsonValueKind.String ? Words(property.Value)
        : property.Name is "text" or "title" or "value" ? property.Value.GetString()!.Replace('\u00A0', ' ')
        : "";
}
