using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>An action as it stands in a card. <paramref name="Around"/> are the cards whose inputs go with it: its own and those it is folded out of.</summary>
internal sealed record CardAction(JsonObject Action, IReadOnlyList<JsonObject> Around);

/// <summary>Finds the actions of a card, also those in ActionSets, on containers and in folded-out cards; never those of a fallback that is not drawn.</summary>
internal static class CardActions
{
    public static List<CardAction> Find(JsonObject card)
    {
        List<CardAction> found = [];
        Walk(card, [card], found);
        return found;
    }

    /// <summary>The inputs that are sent with an action: those of sibling cards that are folded in elsewhere are not.</summary>
    public static IEnumerable<JsonObject> Inputs(CardAction action) => action.Around.SelectMany(InputsOf);

    private static void Walk(JsonNode? node, IReadOnlyList<JsonObject> around, List<CardAction> found)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Walk(item, around, found);
            }
        }
        else if (node is JsonObject element)
        {
            switch (element.String("type"))
            {
                case "Action.Execute" or "Action.Submit":
                    found.Add(new(element, around));
                    return;
                case "Action.ShowCard" when element.Object("card") is { } inner:
                    Walk(inner, [.. around, inner], found);
                    return;
            }

            foreach (var (name, child) in element)
            {
                if (name is not ("fallback" or "refresh" or "authentication" or "data"))
                {
                    Walk(child, around, found);
                }
            }
        }
    }

    private static IEnumerable<JsonObject> InputsOf(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(InputsOf),
        JsonObject element when element.String("type") is { } type && type.StartsWith("Input.", StringComparison.Ordinal) => [element],
        JsonObject element when element.String("type")?.StartsWith("Action.", StringComparison.Ordinal) == true => [],
        JsonObject element => element.Where(property => property.Key is not ("fallback" or "refresh" or "data")).SelectMany(property => InputsOf(property.Value)),
        _ => [],
    };
}
