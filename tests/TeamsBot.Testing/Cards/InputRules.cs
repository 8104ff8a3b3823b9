using System.Text.Json.Nodes;

namespace TeamsBot.Testing.Cards;

/// <summary>Inputs: named, explained, and with choices that come back whole.</summary>
internal static class InputRules
{
    public static IEnumerable<string> FaultsOf(List<CardNode> nodes) => nodes.Where(node => node.Type.StartsWith("Input.", StringComparison.Ordinal)).SelectMany(FaultsOf);

    private static IEnumerable<string> FaultsOf(CardNode input)
    {
        foreach (var name in new[] { "id", "label", "errorMessage" }.Where(name => string.IsNullOrWhiteSpace(input.Text(name))))
        {
            yield return $"{input.Path}: an input has its {name}";
        }

        if (input.Type != "Input.ChoiceSet")
        {
            yield break;
        }

        var choices = (input.Json["choices"] as JsonArray ?? []).Select(choice => (Title: choice!["title"]!.GetValue<string>(), Value: choice["value"]!.GetValue<string>())).ToList();
        if (!input.Is("wrap"))
        {
            yield return $"{input.Path}: every choice wraps";
        }

        if (choices.Count == 0 || choices.Any(choice => choice.Value.Contains(',')) || choices.DistinctBy(choice => choice.Value).Count() < choices.Count)
        {
            yield return $"{input.Path}: there are choices, their values differ and none has a comma";
        }

        var titles = choices.Select(choice => choice.Title.Replace("\\", "", StringComparison.Ordinal)).ToList();
        if (input.Says("style", "expanded") && !titles.SequenceEqual(titles.Order(StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"{input.Path}: options are listed A to Z";
        }
    }
}
