using System.Text.Json.Nodes;

namespace TeamsBot.Testing.Cards;

/// <summary>Buttons: where they stand, what they are called, which is filled, and that an old client can press them.</summary>
internal static class ButtonRules
{
    private const int LongestTitle = 24;

    public static IEnumerable<string> FaultsOf(JsonObject card, List<CardNode> nodes)
    {
        var sets = nodes.Where(node => node.Type == "ActionSet").ToList();
        var buttons = sets.SelectMany(Buttons).ToList();
        return
        [
            .. Places(nodes, buttons), .. buttons.SelectMany(Title), .. sets.SelectMany(Filled), .. FilledOnce(buttons),
            .. nodes.Where(node => node.Type == "Action.Execute" && !node.Path.StartsWith("/refresh", StringComparison.Ordinal)).SelectMany(Fallback),
            .. nodes.SelectMany(Data), .. Ids(nodes), .. Forms(nodes, buttons), .. card.ContainsKey("actions") ? ["/actions: buttons stand in an ActionSet"] : (string[])[],
        ];
    }

    private static IEnumerable<CardNode> Buttons(CardNode set) =>
        (set.Json["actions"] as JsonArray ?? []).Select((action, at) => new CardNode(action!.AsObject(), $"{set.Path}/actions/{at}", set.Form, set.InFallback));

    private static IEnumerable<string> Places(List<CardNode> nodes, List<CardNode> buttons)
    {
        var places = buttons.Select(button => button.Path).ToHashSet();
        return nodes.Where(node => node.Type is "Action.Execute" or "Action.ShowCard" && !node.Path.StartsWith("/refresh", StringComparison.Ordinal) && !places.Contains(node.Path))
            .Concat(nodes.Where(node => node.Type == "Action.Submit" && !node.InFallback))
            .Select(node => $"{node.Path}: a {node.Type} stands in an ActionSet, an Action.Submit only as a fallback");
    }

    private static IEnumerable<string> Title(CardNode button)
    {
        if (button.Text("title") is not { Length: > 0 and <= LongestTitle } title)
        {
            yield return $"{button.Path}: a button's title has one to {LongestTitle} characters";
        }
        else if (title.EndsWith('…') != (button.Type == "Action.ShowCard"))
        {
            yield return $"{button.Path}: a button that opens a form ends in …, and no other does";
        }
    }

    private static IEnumerable<string> Filled(CardNode set)
    {
        var buttons = Buttons(set).ToList();
        if (buttons.Count == 0)
        {
            yield return $"{set.Path}: a row of buttons is not empty";
        }

        if (buttons.SkipLast(1).Any(button => button.Json.ContainsKey("style")) || buttons.Any(button => button.Json.ContainsKey("style") && !button.Says("style", "positive")))
        {
            yield return $"{set.Path}: the main button stands last, and it alone is positive";
        }
    }

    private static IEnumerable<string> FilledOnce(List<CardNode> buttons) =>
        buttons.Where(button => button.Says("style", "positive")).GroupBy(button => button.Form).Where(form => form.Count() > 1)
            .Select(form => $"{form.Last().Path}: one filled button is enough for a card, and one for each form in it");

    private static IEnumerable<string> Fallback(CardNode execute)
    {
        if (execute.Json["fallback"] is not JsonObject fallback || fallback["type"]?.GetValue<string>() != "Action.Submit")
        {
            yield return $"{execute.Path}: an Action.Execute has an Action.Submit as its fallback";
            yield break;
        }

        var data = execute.Json["data"]?.DeepClone().AsObject() ?? [];
        data["verb"] = execute.Json["verb"]?.DeepClone();
        if (string.IsNullOrEmpty(execute.Text("verb")) || !JsonNode.DeepEquals(data, fallback["data"]))
        {
            yield return $"{execute.Path}: the fallback's data is the action's and its verb";
        }

        foreach (var name in new[] { "id", "title", "style", "associatedInputs" }.Where(name => !JsonNode.DeepEquals(execute.Json[name], fallback[name])))
        {
            yield return $"{execute.Path}: the fallback has the same {name}";
        }
    }

    private static IEnumerable<string> Data(CardNode node) =>
        node.Type.StartsWith("Action.", StringComparison.Ordinal) && node.Json["data"] is { } data && (data is not JsonObject map || map.Any(pair => pair.Value is not JsonValue))
            ? [$"{node.Path}: an action's data is a flat map"]
            : [];

    private static IEnumerable<string> Ids(List<CardNode> nodes)
    {
        var named = nodes.Where(node => node.Text("id") is not null && node.Type != "Action.Submit").ToList();
        foreach (var twice in named.GroupBy(node => node.Text("id")).Where(group => group.Count() > 1))
        {
            yield return $"{twice.Last().Path}: the id '{twice.Key}' is used twice";
        }

        var inputs = nodes.Where(node => node.Type.StartsWith("Input.", StringComparison.Ordinal)).Select(node => node.Text("id")).ToHashSet();
        foreach (var action in nodes.Where(node => node.Json["data"] is JsonObject data && data.Any(pair => inputs.Contains(pair.Key))))
        {
            yield return $"{action.Path}: a key of its data is an input's id, and one would overwrite the other";
        }
    }

    private static IEnumerable<string> Forms(List<CardNode> nodes, List<CardNode> buttons)
    {
        foreach (var form in nodes.Where(node => node.Type == "Action.ShowCard" && buttons.All(button => button.Form != node.Path || button.Type != "Action.Execute")))
        {
            yield return $"{form.Path}: a form has a button of its own that says the whole act";
        }

        // Beside a required input, a press that does not need it must not be stopped by it.
        var required = nodes.Where(node => node.Is("isRequired")).Select(node => node.Form).ToHashSet();
        foreach (var button in buttons.Where(button => button.Type == "Action.Execute" && required.Contains(button.Form) && !button.Says("style", "positive") && !button.Says("associatedInputs", "none")))
        {
            yield return $"{button.Path}: beside a required input, a button that is not the main one says associatedInputs none";
        }
    }
}
