using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace TeamsBot.Bot.Local;

/// <summary>The client API of local Teams, the same that its web page uses: people read their chats and press what they see.</summary>
internal sealed class TeamsClient(HttpClient http)
{
    public async Task<IReadOnlyList<Account>> PeopleAsync(CancellationToken cancellation) =>
        [.. (await GetAsync("client/people", cancellation))["people"]!.AsArray().Select(person => new Account((string)person!["id"]!, (string)person["name"]!, (string)person["upn"]!))];

    public async Task<IReadOnlyList<Conversation>> ConversationsAsync(string account, CancellationToken cancellation) =>
    [
        .. (await GetAsync($"client/people/{account}/conversations", cancellation))["conversations"]!.AsArray()
            .Select(conversation => new Conversation((string)conversation!["id"]!, (string)conversation["kind"]! == "personal", (string)conversation["title"]!)),
    ];

    /// <summary>The messages of a conversation as the person sees them: the last first.</summary>
    public async Task<IReadOnlyList<SeenMessage>> MessagesAsync(string account, string conversation, CancellationToken cancellation) =>
    [
        .. (await GetAsync($"{Path(account, conversation)}/messages", cancellation))["messages"]!.AsArray()
            .Select(message => new SeenMessage(conversation, (string)message!["id"]!, message["card"]?.AsObject()))
            .Reverse(),
    ];

    public Task TypeAsync(string account, string conversation, string text, CancellationToken cancellation) =>
        PostAsync($"{Path(account, conversation)}/messages", new JsonObject { ["text"] = text }, cancellation);

    /// <summary>Presses an action of the card the person sees, with its inputs filled.</summary>
    /// <returns>The card shown as the answer, or null where another kind of answer came.</returns>
    public async Task<JsonObject?> PressAsync(string account, SeenMessage message, JsonObject action, JsonObject inputs, CancellationToken cancellation)
    {
        var answer = await PostAsync(
            $"{Path(account, message.Conversation)}/messages/{Uri.EscapeDataString(message.Id)}/press",
            new JsonObject { ["verb"] = action["verb"]!.DeepClone(), ["data"] = action["data"]?.DeepClone(), ["inputs"] = inputs },
            cancellation);
        return answer["card"]?.AsObject();
    }

    /// <summary>Every answer that anybody was shown.</summary>
    public IAsyncEnumerable<ShownAnswer> ShownAsync(CancellationToken cancellation) => PagesAsync("client/shown", "shown", after: 0, ShownAnswer.Read, cancellation);

    /// <summary>What the bot posted and local Teams accepted, after the given number.</summary>
    public IAsyncEnumerable<AcceptedPost> PostsAsync(long after, CancellationToken cancellation) => PagesAsync("client/posts", "posts", after, AcceptedPost.Read, cancellation);

    /// <summary>The bad answers that were asked for and have been given.</summary>
    public async Task<IReadOnlyList<GivenFault>> FaultsAsync(CancellationToken cancellation) =>
        [.. (await GetAsync("client/faults", cancellation))["faults"]!.AsArray().Select(fault => new GivenFault((string)fault!["kind"]!, (string)fault["operation"]!, (string?)fault["conversation"]))];

    /// <summary>Asks for one bad answer: to the next such request about that conversation.</summary>
    public Task MisbehaveAsync(string kind, string operation, string conversation, CancellationToken cancellation) => PostAsync(
        "client/misbehave",
        new JsonObject { ["next"] = new JsonArray(new JsonObject { ["kind"] = kind, ["operation"] = operation, ["conversation"] = conversation }) },
        cancellation);

    // In pages, or the cards of a whole county would stand in memory at once.
    private async IAsyncEnumerable<T> PagesAsync<T>(string path, string name, long after, Func<JsonObject, T> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int Page = 100;
        while (true)
        {
            var page = (await GetAsync($"{path}?after={after}&limit={Page}", cancellation))[name]!.AsArray();
            foreach (var one in page)
            {
                after = (long)one!["n"]!;
                yield return read(one.AsObject());
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    private static string Path(string account, string conversation) => $"client/people/{account}/conversations/{Uri.EscapeDataString(conversation)}";

    private async Task<JsonObject> GetAsync(string path, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return await ReadAsync(path, response, cancellation);
    }

    private async Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellation);
        return await ReadAsync(path, response, cancellation);
    }

    private static async Task<JsonObject> ReadAsync(string path, HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)?.AsObject() ?? []
            : throw new InvalidOperationException($"Local Teams answered {(int)response.StatusCode} to {path}: {text}");
    }
}

internal sealed record Account(string Id, string Name, string UserPrincipalName);

internal sealed record Conversation(string Id, bool IsPersonal, string Title);

/// <summary>A message as one person sees it.</summary>
internal sealed record SeenMessage(string Conversation, string Id, JsonObject? Card)
{
    /// <summary>The card's action with that verb whose data has these values, or has no such name where the value is null; null where the person sees none.</summary>
    public JsonObject? Action(string verb, params (string Name, string? Value)[] data) =>
        Card is null ? null : CardReading.Actions(Card).FirstOrDefault(action => (string?)action["verb"] == verb && data.All(pair => (string?)action["data"]?[pair.Name] == pair.Value));
}

/// <summary>An answer that a person was shown after a press.</summary>
/// <param name="Heading">Of the card that was the answer; empty where it was none.</param>
/// <param name="ChangedNothing">Whether the answer said so.</param>
/// <param name="HoldsPlanted">Whether the planted word stands in the answer, whatever was typed.</param>
internal sealed record ShownAnswer(string Account, DateTimeOffset At, string? Verb, JsonObject Data, JsonObject Inputs, string Heading, bool ChangedNothing, bool HoldsPlanted)
{
    public string? Poll => (string?)Data["poll"];

    public string? Seat => (string?)Data["seat"];

    public string? Matter => (string?)Data["matter"];

    public string? Consultation => (string?)Data["consultation"];

    public string? Round => (string?)Data["round"];

    public static ShownAnswer Read(JsonObject shown) => new(
        (string)shown["person"]!,
        DateTimeOffset.Parse((string)shown["at"]!, CultureInfo.InvariantCulture),
        (string?)shown["verb"],
        shown["data"]?.DeepClone().AsObject() ?? [],
        shown["inputs"]?.DeepClone().AsObject() ?? [],
        shown["card"] is JsonObject card ? CardReading.Heading(card) : "",
        shown["card"] is JsonObject answer && CardReading.Texts(answer).Any(text => text.Contains("Your press changed nothing", StringComparison.Ordinal)),
        shown["card"] is JsonObject restricted && Planted.StandsIn(restricted));
}

/// <summary>A bad answer that local Teams gave on request.</summary>
internal sealed record GivenFault(string Kind, string Operation, string? Conversation)
{
    /// <summary>Whether the bot cannot know what became of its request.</summary>
    public bool IsAmbiguous => Kind is "acceptThen502" or "drop";
}

/// <summary>A button of a card with its data.</summary>
internal sealed record Button(string Verb, JsonObject Data)
{
    public string? Matter => (string?)Data["matter"];
}

/// <summary>A post of the bot that local Teams accepted, as it stands after its edits.</summary>
/// <param name="Person">Whose personal chat it is in; null for a channel.</param>
/// <param name="HoldsPlanted">Whether the planted word stands anywhere in it: on its card, in its summary, or in what its buttons carry.</param>
internal sealed record AcceptedPost(long Number, DateTimeOffset At, string Conversation, string? Person, string ActivityId, string Heading, IReadOnlyList<Button> Buttons, bool HoldsPlanted)
{
    public static AcceptedPost Read(JsonObject post)
    {
        var card = post["card"]?.AsObject();
        return new(
            (long)post["n"]!,
            DateTimeOffset.Parse((string)post["at"]!, CultureInfo.InvariantCulture),
            (string)post["conversation"]!,
            (string?)post["person"],
            (string)post["activityId"]!,
            card is null ? "" : CardReading.Heading(card),
            card is null ? [] : [.. CardReading.Actions(card).Select(action => new Button((string?)action["verb"] ?? "", action["data"]?.DeepClone().AsObject() ?? []))],
            Planted.StandsIn(post));
    }

    public Button? Button(string verb) => Buttons.FirstOrDefault(button => button.Verb == verb);
}
