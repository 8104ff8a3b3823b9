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
    public async Task<IReadOnlyList<ShownAnswer>> ShownAsync(CancellationToken cancellation) =>
        [.. (await GetAsync("client/shown", cancellation))["shown"]!.AsArray().Select(shown => ShownAnswer.Read(shown!.AsObject()))];

    /// <summary>What the bot posted and local Teams accepted, after the given number.</summary>
    public async Task<IReadOnlyList<AcceptedPost>> PostsAsync(long after, CancellationToken cancellation) =>
        [.. (await GetAsync($"client/posts?after={after}", cancellation))["posts"]!.AsArray().Select(post => AcceptedPost.Read(post!.AsObject()))];

    public Task MisbehaveAsync(string kind, string operation, int count, CancellationToken cancellation) => PostAsync(
        "client/misbehave",
        new JsonObject { ["next"] = new JsonArray(new JsonObject { ["kind"] = kind, ["operation"] = operation, ["count"] = count }) },
        cancellation);

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
    /// <summary>The card's action with that verb whose data has these values; null where the person sees none.</summary>
    public JsonObject? Action(string verb, params (string Name, string Value)[] data) =>
        Card is null ? null : CardReading.Actions(Card).FirstOrDefault(action => (string?)action["verb"] == verb && data.All(pair => (string?)action["data"]?[pair.Name] == pair.Value));
}

/// <summary>An answer that a person was shown after a press.</summary>
internal sealed record ShownAnswer(string Account, DateTimeOffset At, string? Verb, JsonObject Data, JsonObject Inputs, JsonObject? Card)
{
    public string Heading => Card is null ? "" : CardReading.Heading(Card);

    public static ShownAnswer Read(JsonObject shown) => new(
        (string)shown["person"]!,
        DateTimeOffset.Parse((string)shown["at"]!, System.Globalization.CultureInfo.InvariantCulture),
        (string?)shown["verb"],
        shown["data"]?.AsObject() ?? [],
        shown["inputs"]?.AsObject() ?? [],
        shown["card"]?.AsObject());
}

/// <summary>A post of the bot that local Teams accepted, as it stands after its edits.</summary>
/// <param name="Person">Whose personal chat it is in; null for a channel.</param>
internal sealed record AcceptedPost(long Number, DateTimeOffset At, string Conversation, string? Person, string ActivityId, JsonObject? Card)
{
    public static AcceptedPost Read(JsonObject post) => new(
        (long)post["n"]!,
        DateTimeOffset.Parse((string)post["at"]!, System.Globalization.CultureInfo.InvariantCulture),
        (string)post["conversation"]!,
        (string?)post["person"],
        (string)post["activityId"]!,
        post["card"]?.AsObject());
}
