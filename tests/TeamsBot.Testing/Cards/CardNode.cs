using System.Text.Json.Nodes;

namespace TeamsBot.Testing.Cards;

/// <summary>An object inside a card, with its path and whether it lies in the form of an Action.ShowCard.</summary>
internal sealed record CardNode(JsonObject Json, string Path, string Form, bool InFallback)
{
    public string Type => Text("type") ?? "";

    public string? Text(string name) => Json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public bool Is(string name) => Json[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public bool Says(string name, string value) => string.Equals(Text(name), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every object of the card, in reading order. An action's data is no part of it: the keys there are the features'.</summary>
    public static IEnumerable<CardNode> Walk(JsonObject card) => Walk(new CardNode(card, "", "", InFallback: false));

    private static IEnumerable<CardNode> Walk(CardNode node)
    {
        yield return node;
        foreach (var (name, child) in node.Json.Where(pair => pair.Key != "data" || node.Type.StartsWith("Chart.", StringComparison.Ordinal)))
        {
            var form = name == "card" ? node.Path : node.Form;
            var inFallback = node.InFallback || name == "fallback";
            var objects = child switch
            {
                JsonObject inner => [($"{node.Path}/{name}", inner)],
                JsonArray items => items.Select((item, at) => ($"{node.Path}/{name}/{at}", item)).Where(pair => pair.item is JsonObject).Select(pair => (pair.Item1, pair.item!.AsObject())),
                _ => Enumerable.Empty<(string, JsonObject)>(),
            };
            foreach (var (path, inner) in objects)
            {
                foreach (var found in Walk(new CardNode(inner, path, form, inFallback)))
                {
                    yield return found;
                }
            }
        }
    }
}
