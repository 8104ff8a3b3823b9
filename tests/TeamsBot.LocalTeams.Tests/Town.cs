using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>A local Teams on a fresh file with a fake bot beside it, driven over real HTTP.</summary>
public class Town : IAsyncLifetime, IDisposable
{
    public const string AppId = "4c1f6a52-6a55-4f0b-9a56-0a4e2a4a3b11";
    public const string TenantId = "7f3c4c0e-1111-4222-8333-9d1e5b1c2a77";
    public const string Secret = "only for a test";
    private static readonly Lazy<Task<byte[]>> NewTown = new(MakeNewTownAsync);
    private readonly string folder = Directory.CreateTempSubdirectory("localteams-").FullName;
    private readonly SocketsHttpHandler handler = new() { UseProxy = false };

    public ManualClock Clock { get; } = new();

    private string StateFile => Path.Combine(folder, "teams.db");

    public LocalTeamsServer Teams { get; private set; } = null!;

    public FakeBot Bot { get; private set; } = null!;

    /// <summary>Without a token.</summary>
    public HttpClient Http { get; private set; } = null!;

    public HttpClient Connector { get; private set; } = null!;

    public HttpClient Graph { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Bot = await FakeBot.StartAsync(AppId);
        await File.WriteAllBytesAsync(StateFile, await NewTown.Value);
        await StartAsync();
    }

    public async Task StartAsync(Func<DateTimeOffset, CancellationToken, Task>? moveClock = null)
    {
        Teams = await LocalTeamsServer.StartAsync(
            new()
            {
                StateFile = StateFile, BotEndpoint = Bot.Endpoint, TenantId = TenantId, AppId = AppId, AppSecret = Secret, Clock = Clock,
                ManifestId = "0b7a7c1e-0000-4000-8000-5a5a5a5a5a5a", MoveClock = moveClock,
            },
            CancellationToken.None);
        Bot.OpenIdMetadata = Teams.OpenIdMetadata;
        Http = new HttpClient(handler, disposeHandler: false) { BaseAddress = Teams.Address };
        Connector = await WithTokenAsync("https://api.botframework.com/.default", Teams.ServiceUrl);
        Graph = await WithTokenAsync("https://graph.microsoft.com/.default", new Uri(Teams.Graph + "/"));
    }

    public async Task RestartAsync(Func<DateTimeOffset, CancellationToken, Task>? moveClock = null)
    {
        await Teams.DisposeAsync();
        await StartAsync(moveClock);
    }

    public async Task<HttpResponseMessage> TokenAsync(string scope, string secret = Secret, string tenant = TenantId, string grant = "client_credentials")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = grant, ["client_id"] = AppId, ["client_secret"] = secret, ["scope"] = scope,
        });
        return await Http.PostAsync(new Uri($"/{tenant}/oauth2/v2.0/token", UriKind.Relative), form);
    }

    public async Task<User> PersonAsync(string name, bool installed = true)
    {
        var made = await JsonAsync(Http.PostAsJsonAsync("/admin/users", new { users = new[] { new { upn = $"{name}@county.example", name } } }), 200);
        var id = (string)made["users"]![0]!["id"]!;
        if (!installed)
        {
            return new(id, "");
        }

        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{id}/install", new { }), 200);
        await Teams.SettledAsync(CancellationToken.None);
        var chats = await JsonAsync(Http.GetAsync(new Uri($"/client/people/{id}/conversations", UriKind.Relative)), 200);
        return new(id, (string)chats["conversations"]!.AsArray().First(chat => (string?)chat!["kind"] == "personal")!["id"]!);
    }

    /// <summary>A team with the app installed and one channel beside General.</summary>
    public async Task<TeamOf> TeamAsync(string nickname, User owner, params User[] members)
    {
        var team = await BareTeamAsync(nickname, owner);
        foreach (var member in members)
        {
            await JsonAsync(Graph.PostAsJsonAsync($"teams/{team}/members", Member(member.Id)), 201);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await JsonAsync(Graph.PostAsJsonAsync($"teams/{team}/installedApps", App()), 201);
        var channel = await JsonAsync(Graph.PostAsJsonAsync($"teams/{team}/channels", new { displayName = "Alder Vale" }), 201);
        await Teams.SettledAsync(CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        return new(team, (string)channel["id"]!);
    }

    public async Task<string> BareTeamAsync(string nickname, User owner)
    {
        var group = await JsonAsync(Graph.PostAsJsonAsync("groups", Group(nickname, owner.Id)), 201);
        var team = (string)group["id"]!;
        await JsonAsync(Graph.PutAsJsonAsync($"groups/{team}/team", new { }), 404);
        Clock.Advance(TimeSpan.FromSeconds(30));
        await JsonAsync(Graph.PutAsJsonAsync($"groups/{team}/team", new { }), 201);
        Clock.Advance(TimeSpan.FromSeconds(1));
        return team;
    }

    public Dictionary<string, object> App() => new() { ["teamsApp@odata.bind"] = $"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{Teams.CatalogueId}" };

    public static Dictionary<string, object> Member(string user) => new()
    {
        ["@odata.type"] = "#microsoft.graph.aadUserConversationMember",
        ["roles"] = Array.Empty<string>(),
        ["user@odata.bind"] = $"https://graph.microsoft.com/v1.0/users('{user}')",
    };

    public static Dictionary<string, object> Group(string nickname, params string[] owners) => new()
    {
        ["displayName"] = nickname,
        ["mailNickname"] = nickname,
        ["mailEnabled"] = true,
        ["securityEnabled"] = false,
        ["groupTypes"] = new[] { "Unified" },
        ["owners@odata.bind"] = owners.Select(owner => $"https://graph.microsoft.com/v1.0/users('{owner}')").ToArray(),
    };

    public static object Activity(JsonNode card) => new
    {
        type = "message",
        summary = "A card",
        attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = card } },
    };

    /// <summary>The body of an answer that must have the given status; an empty body is an empty object.</summary>
    public static async Task<JsonObject> JsonAsync(Task<HttpResponseMessage> answering, int status)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    public async Task<string> PostCardAsync(string conversation, JsonNode card) =>
        (string)(await JsonAsync(Connector.PostAsJsonAsync($"v3/conversations/{Uri.EscapeDataString(conversation)}/activities", Activity(card)), 201))["id"]!;

    public async Task<JsonObject> PressAsync(User person, string conversation, string message, object press, int status = 200) =>
        await JsonAsync(Http.PostAsJsonAsync($"/client/people/{person.Id}/conversations/{Uri.EscapeDataString(conversation)}/messages/{message}/press", press), status);

    public async Task<JsonArray> MessagesAsync(User person, string conversation, long after = 0) =>
        (await JsonAsync(Http.GetAsync(new Uri($"/client/people/{person.Id}/conversations/{Uri.EscapeDataString(conversation)}/messages?after={after}", UriKind.Relative)), 200))["messages"]!.AsArray();

    public async Task DisposeAsync()
    {
        await Teams.DisposeAsync();
        await Bot.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        handler.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A state file with nothing but a signing key, which takes long to make.</summary>
    private static async Task<byte[]> MakeNewTownAsync()
    {
        var folder = Directory.CreateTempSubdirectory("localteams-");
        var options = new LocalTeamsOptions { StateFile = Path.Combine(folder.FullName, "new.db"), TenantId = TenantId, AppId = AppId, AppSecret = Secret, Clock = new ManualClock() };
        await (await LocalTeamsServer.StartAsync(options, CancellationToken.None)).DisposeAsync();
        var town = await File.ReadAllBytesAsync(options.StateFile);
        folder.Delete(recursive: true);
        return town;
    }

    private async Task<HttpClient> WithTokenAsync(string scope, Uri address)
    {
        var token = await JsonAsync(TokenAsync(scope), 200);
        var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token["access_token"]!);
        return client;
    }
}

public sealed record User(string Id, string Chat);

public sealed record TeamOf(string Id, string Channel);
