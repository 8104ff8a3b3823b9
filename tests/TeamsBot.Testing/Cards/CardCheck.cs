using System.Text.Json.Nodes;
using TeamsBot.AdaptiveCards;

namespace TeamsBot.Testing.Cards;

/// <summary>
/// Holds every card the product can make against its own rules and against the published schema. A feature's test passes all its cards, the largest
/// ones too, and is a SkippableFact: the schema and Node lie outside the repository.
/// </summary>
public static class CardCheck
{
    /// <summary>Throws with every fault of every card. Our own rules are checked everywhere; the schema where it and Node are present, and else the test is skipped by name.</summary>
    public static Task CheckAsync(IEnumerable<(string Name, AdaptiveCard Card)> cards) =>
        CheckJsonAsync(cards.Select(card => (card.Name, card.Card.ToJson())));

    /// <inheritdoc cref="CheckAsync"/>
    public static async Task CheckJsonAsync(IEnumerable<(string Name, string Json)> cards)
    {
        var parsed = cards.Select(card => (card.Name, Card: JsonNode.Parse(card.Json)!.AsObject())).ToList();
        if (parsed.Count == 0)
        {
            throw new CardFaultException(["No card was given to check."]);
        }

        ThrowIfAny([.. parsed.SelectMany(card => CardRules.FaultsOf(card.Card).Select(fault => $"{card.Name}: {fault}"))]);
        ThrowIfAny(await CardSchema.FaultsAsync(parsed));
    }

    private static void ThrowIfAny(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new CardFaultException(faults);
        }
    }
}

/// <summary>Some card breaks a rule; the message names each.</summary>
public sealed class CardFaultException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults));
