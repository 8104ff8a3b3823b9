using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TeamsBot.Testing;

namespace TeamsBot.Bot.Tests.WebClient;

/// <summary>
/// The web client's files as they are embedded, in front of a client API that the test plays: one head with a chat and a channel. The browser's
/// requests are answered here, so nothing listens and nothing leaves.
/// </summary>
internal sealed class StagedTeams
{
    public const string Address = "http://127.0.0.1:1/";
    private static readonly Assembly LocalTeams = Assembly.Load("TeamsBot.LocalTeams");
    private readonly JsonObject message = new()
    {
        ["id"] = "1", ["seq"] = 1, ["from"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Together", ["bot"] = true }, ["at"] = "2026-11-23T09:00:00Z",
        ["edited"] = false, ["view"] = "base", ["card"] = Card("01-vote"),
    };

    public bool HasRenderer { get; init; } = true;

    public bool ClockMoves { get; init; } = true;

    /// <summary>What was sent to the API, oldest first: the path under /client, then the body.</summary>
    public List<(string Path, JsonNode? Body)> Asked { get; } = [];

    /// <summary>Answers a press; null is an app that cannot be reached.</summary>
    public Func<JsonNode, JsonObject?> OnPress { get; init; } = _ => null;

    /// <summary>Addresses asked for that are not ours.</summary>
    public List<string> Strangers { get; } = [];

    public static JsonNode Card(string name) => JsonNode.Parse(File.ReadAllText(Require.SharedFile($"cards/{name}.json")))!;

    public Task StandBehindAsync(IPage page) => page.RouteAsync("**/*", AnswerAsync);

    private Task AnswerAsync(IRoute route)
    {
        var url = new Uri(route.Request.Url);
        if (!route.Request.Url.StartsWith(Address, StringComparison.Ordinal))
        {
            Strangers.Add(route.Request.Url);
            return route.AbortAsync();
        }

        return url.AbsolutePath.StartsWith("/client/", StringComparison.Ordinal) ? AnswerCallAsync(route, url) : AnswerFileAsync(route, url.AbsolutePath);
    }

    private Task AnswerCallAsync(IRoute route, Uri url)
    {
        var body = route.Request.PostData is { Length: > 0 } sent ? JsonNode.Parse(sent) : null;
        if (body is not null)
        {
            Asked.Add((url.AbsolutePath["/client".Length..], body));
        }

        return url.AbsolutePath switch
        {
            "/client/people" => Json(route, """{"people":[{"id":"head","name":"Head of Kestrel Bank Primary","upn":"head@example.org"}]}"""),
            "/client/clock" when body is not null && !ClockMoves => Json(route, """{"error":{"code":"NoClock","message":"No way to move it."}}""", 501),
            "/client/clock" => Json(route, """{"now":"2026-11-23T09:00:00Z","offsetSeconds":0}"""),
            "/client/events" => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "data: {}\n\n" }),
            "/client/people/head/conversations" => Json(route, Conversations),
            "/client/people/head/conversations/chat/messages" => Json(route, Messages(url)),
            "/client/people/head/conversations/chat/messages/1/press" => Json(route, Press(body!)),
            _ => Json(route, """{"messages":[],"seq":1,"status":200,"kind":"none"}"""),
        };
    }

    private const string Conversations =
        """
        {"conversations":[{"id":"chat","kind":"personal","title":"Together","unread":0,"lastAt":"2026-11-23T09:00:00Z"},
        {"id":"channel","kind":"channel","title":"Alder Vale Network","team":{"id":"t","name":"Fernshaw Locality"},"unread":3,"lastAt":"2026-11-23T09:00:00Z"}]}
        """;

    private string Messages(Uri url)
    {
        var seq = message["seq"]!.GetValue<int>();
        var after = int.Parse(url.Query.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
        return new JsonObject { ["messages"] = new JsonArray(seq > after ? [message.DeepClone()] : []), ["seq"] = seq }.ToJsonString();
    }

    private string Press(JsonNode asked)
    {
        if (OnPress(asked) is not { } card)
        {
            return """{"status":200,"kind":"error","error":{"code":"UnableToReachApp","message":"The bot answered 502."}}""";
        }

        (message["card"], message["view"], message["seq"]) = (card, "own", message["seq"]!.GetValue<int>() + 1);
        return new JsonObject { ["status"] = 200, ["kind"] = "card", ["card"] = card.DeepClone() }.ToJsonString();
    }

    private Task AnswerFileAsync(IRoute route, string path)
    {
        if (path == "/lib/adaptivecards.min.js")
        {
            var renderer = Path.Combine(AppContext.BaseDirectory, "localteams", "lib", "adaptivecards.min.js");
            return HasRenderer ? route.FulfillAsync(new() { Path = renderer, ContentType = "text/javascript" }) : route.FulfillAsync(new() { Status = 404 });
        }

        using var file = LocalTeams.GetManifestResourceStream(path == "/" ? "wwwroot/index.html" : "wwwroot" + path);
        if (file is null)
        {
            return route.FulfillAsync(new() { Status = 404 });
        }

        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var kind = Path.GetExtension(path) switch { ".js" => "text/javascript", ".css" => "text/css", ".svg" => "image/svg+xml", _ => "text/html" };
        return route.FulfillAsync(new() { BodyBytes = copy.ToArray(), ContentType = $"{kind}; charset=utf-8" });
    }

    private static Task Json(IRoute route, string json, int status = 200) => route.FulfillAsync(new() { Status = status, Body = json, ContentType = "application/json" });
}
