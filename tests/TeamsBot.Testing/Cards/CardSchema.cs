using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Testing.Cards;

/// <summary>The published schema of Adaptive Cards 1.5, by ajv, all cards in one process.</summary>
public static class CardSchema
{
    /// <summary>What the schema finds wrong, a line each. Skips the test where the schema or Node is absent.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<(string Name, JsonObject Card)> cards)
    {
        var input = new JsonObject
        {
            ["schema"] = Require.SharedFile("schemas/adaptive-card-1.5.schema.json"),
            ["cards"] = new JsonArray([.. cards.Select(card => new JsonObject { ["name"] = card.Name, ["card"] = card.Card.DeepClone() })]),
        };
        var script = Path.Combine(Require.Repository(), "tests", "TeamsBot.Testing", "Cards", "card-schema.cjs");
        return JsonSerializer.Deserialize<string[]>(await Npm.RunAsync(script, input.ToJsonString()))!;
    }
}
