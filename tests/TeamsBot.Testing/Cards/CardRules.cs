using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsBot.AdaptiveCards;

namespace TeamsBot.Testing.Cards;

/// <summary>What the reference cards' README asks of a card and no schema knows: its shape, its words and its looks. Buttons and inputs: <see cref="ButtonRules"/>.</summary>
public static partial class CardRules
{
    /// <summary>28 KB is the most a message may have; two are left for the activity around the card.</summary>
    public const int MostBytes = 26 * 1024;

    private const string WhoCanSee = "Who can see this:";

    private static readonly string[] TextProperties = ["text", "title", "label", "errorMessage", "placeholder", "fallbackText", "speak", "value"];

    /// <summary>The card's faults, a line each, with the path where it lies.</summary>
    public static IReadOnlyList<string> FaultsOf(JsonObject card)
    {
        var nodes = CardNode.Walk(card).ToList();
        return
        [
            .. Frame(card), .. Order(card, nodes), .. nodes.SelectMany(Words), .. nodes.SelectMany(Looks), .. Charts(nodes),
            .. ButtonRules.FaultsOf(card, nodes), .. InputRules.FaultsOf(nodes),
        ];
    }

    private static IEnumerable<string> Frame(JsonObject card)
    {
        var root = new CardNode(card, "", "", InFallback: false);
        if (root.Text("version") != "1.5")
        {
            yield return "version is not 1.5";
        }

        foreach (var name in new[] { "fallbackText", "speak", "lang" }.Where(name => string.IsNullOrWhiteSpace(root.Text(name))))
        {
            yield return $"{name} is missing";
        }

        if (Encoding.UTF8.GetByteCount(card.ToJsonString(Relaxed)) is > MostBytes and var size)
        {
            yield return $"the card has {size} bytes; {MostBytes} leave room for the activity in 28 KB";
        }

        if (card["refresh"] is JsonObject refresh)
        {
            var users = refresh["userIds"] as JsonArray;
            if (users is null or { Count: 0 or > 60 } || users.Any(user => !user!.GetValue<string>().StartsWith("29:", StringComparison.Ordinal)))
            {
                yield return "refresh.userIds must be one to sixty ids that begin with 29:";
            }
        }
    }

    private static IEnumerable<string> Order(JsonObject card, List<CardNode> nodes)
    {
        var body = (card["body"] as JsonArray ?? []).Select((item, at) => new CardNode(item!.AsObject(), $"/body/{at}", "", InFallback: false)).ToList();
        if (body.FirstOrDefault() is not { Type: "RichTextBlock" } first || !Runs(first).All(run => run.Is("isSubtle")) || !Runs(first).Any(run => run.Says("weight", "bolder")))
        {
            yield return "/body/0: the first line must say who asks, subtle, the name in bold";
        }

        var headings = nodes.Where(node => node.Says("style", "heading")).ToList();
        if (headings.Count != 1 || headings[0].Path != "/body/1" || !headings[0].Says("size", "large") || !headings[0].Says("weight", "bolder"))
        {
            yield return $"exactly one heading, Large and Bolder, must follow the first line; there are {headings.Count}";
        }

        var who = nodes.Where(node => node.Text("text")?.Contains(WhoCanSee, StringComparison.Ordinal) == true).ToList();
        if (who.Count != 1 || who[0] is not { Type: "TextBlock" } line || !line.Text("text")!.StartsWith(WhoCanSee, StringComparison.Ordinal) || !line.Says("size", "small") || !line.Is("isSubtle"))
        {
            yield return $"one small, subtle line must begin '{WhoCanSee}'; there are {who.Count}";
        }
        else if (body.FindIndex(node => node.Path == who[0].Path) is var at && (at < 0 || body.Skip(at + 1).Any(node => node.Type != "ActionSet")))
        {
            yield return $"{who[0].Path}: only the buttons come after '{WhoCanSee}'";
        }
    }

    private static IEnumerable<string> Words(CardNode node)
    {
        foreach (var (name, text) in TextProperties.Select(name => (name, node.Text(name))).Where(pair => pair.Item2 is not null))
        {
            // What was written on several lines stays on them in a field that has several.
            if ((name == "value" && node.Is("isMultiline") ? PlainText.CleanLines(text!) : PlainText.Clean(text!)) != text)
            {
                yield return $"{node.Path}/{name}: has a control, direction or invisible character (T3)";
            }
        }

        if (node.Type is "TextBlock" or "TextRun" && node.Text("text") is { } words && Torn().Match(words) is { Success: true } torn)
        {
            yield return $"{node.Path}: '{torn.Value}' needs a no-break space";
        }
    }

    // "11 of 14", "27 November", "5 pm", "19 schools" with an ordinary space could be torn apart at the end of a line.
    [GeneratedRegex(@"\d (of \d|am\b|pm\b|schools?\b|(January|February|March|April|May|June|July|August|September|October|November|December)\b)")]
    private static partial Regex Torn();

    private static IEnumerable<string> Looks(CardNode node)
    {
        if (node.Type == "TextBlock" && !node.Is("wrap"))
        {
            yield return $"{node.Path}: every text wraps";
        }

        if (node.Json.ContainsKey("maxLines") || node.Json.ContainsKey("horizontalAlignment"))
        {
            yield return $"{node.Path}: no text is cut or centred";
        }

        if (node.Json.ContainsKey("color") && !node.Type.StartsWith("Chart.", StringComparison.Ordinal) && !(node.Says("color", "accent") && node.Is("underline")))
        {
            yield return $"{node.Path}: the only colour of text is Accent, on underlined links; meaning needs a mark and a word";
        }

        if (node.Type is "Container" or "ColumnSet" or "Column" && node.Text("style") is not (null or "default") && !(node.InFallback && node.Says("style", "accent")))
        {
            yield return $"{node.Path}: no boxes; a style is for the bars of a chart's fallback";
        }

        if (node.Text("url") is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var page) && (page.Scheme == "https" || (page.Scheme == "http" && page.IsLoopback))))
        {
            yield return $"{node.Path}: '{url}' is not the HTTPS address of a page";
        }
    }

    private static IEnumerable<string> Charts(List<CardNode> nodes)
    {
        foreach (var chart in nodes.Where(node => node.Type.StartsWith("Chart.", StringComparison.Ordinal)))
        {
            var said = nodes.Where(node => node.Path.StartsWith(chart.Path + "/fallback/", StringComparison.Ordinal)).Select(node => node.Text("text")).ToHashSet();
            var numbers = (chart.Json["data"] as JsonArray ?? []).Select(point => point?["y"]?.ToJsonString());
            if (!numbers.All(said.Contains))
            {
                yield return $"{chart.Path}: a chart's fallback says all its numbers";
            }
        }
    }

    private static IEnumerable<CardNode> Runs(CardNode block) =>
        (block.Json["inlines"] as JsonArray ?? []).OfType<JsonObject>().Select(run => new CardNode(run, block.Path, "", InFallback: false));

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
