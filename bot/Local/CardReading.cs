using System.Text.Json.Nodes;

namespace TeamsBot.Bot.Local;

/// <summary>What a person takes from a card: its heading, its buttons, its choices. Read from the JSON that came over the wire, not from our own types.</summary>
internal static class CardReading
{
    public static string Heading(JsonObject card) =>
        (string?)All(card).FirstOrDefault(element => (string?)element["type"] == "TextBlock" && (string?)element["style"] == "heading")?["text"] ?? "";

    /// <summary>Every Action.Execute of the card, those behind a "…" button too.</summary>
    public static IEnumerable<JsonObject> Actions(JsonObject card) => All(card).Where(element => (string?)element["type"] == "Action.Execute");

    /// <summary>Everything the card says, run by run.</summary>
    public static IEnumerable<string> Texts(JsonObject card) => All(card).Where(element => (string?)element["type"] is "TextBlock" or "TextRun").Select(element => (string?)element["text"] ?? "");

    /// <summary>The values that an input offers, in the card's order.</summary>
    public static IReadOnlyList<string> Choices(JsonObject card, string input) =>
        [.. All(card).First(element => (string?)element["id"] == input)["choices"]!.AsArray().Select(choice => (string)choice!["value"]!)];

    /// <summary>What stands in an input of the card already.</summary>
    public static string Value(JsonObject card, string input) => (string?)All(card).First(element => (string?)element["id"] == input)["value"] ?? "";

    public static bool HasInput(JsonObject card, string input) => All(card).Any(element => (string?)element["id"] == input && ((string?)element["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true);

    /// <summary>The ids of every input of the card.</summary>
    public static IEnumerable<string> Inputs(JsonObject card) => All(card).Where(element => ((string?)element["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true).Select(element => (string)element["id"]!);

    private static IEnumerable<JsonObject> All(JsonNode node)
    {
        if (node is JsonObject element)
        {
            yield return element;

            // A fallback is the same button for an older client, and a refresh is no button.
            foreach (var inner in element.Where(pair => pair.Value is not null && pair.Key is not "fallback" and not "refresh").SelectMany(pair => All(pair.Value!)))
            {
                yield return inner;
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var inner in list.Where(item => item is not null).SelectMany(item => All(item!)))
            {
                yield return inner;
            }
        }
    }
}
