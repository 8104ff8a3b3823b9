using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Bot.Http;
using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;

namespace TeamsBot.Bot.Tests;

/// <summary>
/// The real bot and a local Teams on free loopback ports, on a clock that the test moves. Nothing falls due by itself: <see cref="RunDueAsync"/> runs what is due, and
/// moving the clock stops at each instant where something is. Everything people do goes through the client API that the browser uses.
/// </summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("teamsbot-").FullName;
    private readonly string teamsAddress = $"http://127.0.0.1:{FreePort()}";
    private LocalBot? bot;

    private readonly ITable? table;
    private readonly bool anonymous;

    private RunningBot(ManualClock clock, ITable? table, bool anonymous) => (Clock, this.table, this.anonymous) = (clock, table, anonymous);

    public ManualClock Clock { get; }

    public LocalBot Bot => bot ?? throw new InvalidOperationException("The bot is not running.");

    public HttpClient Teams { get; } = new();

    public Uri Messages => new(Bot.Address, MessagesEndpoint.Path);

    /// <summary>Without a county: nobody has an account until <see cref="AddPersonAsync"/>.</summary>
    /// <param name="table">The store; a SQLite file of its own unless given.</param>
    /// <param name="anonymous">Whether unsigned activities are taken.</param>
    public static async Task<RunningBot> StartAsync(Action<IServiceCollection>? services = null, ITable? table = null, bool anonymous = false)
    {
        var running = new RunningBot(new ManualClock(), table, anonymous);
        running.Teams.BaseAddress = new(running.teamsAddress);
        await running.StartBotAsync(services);
        return running;
    }

    /// <summary>With the sample county imported, and everybody in their teams and channels with the app, as a trial's first start leaves it.</summary>
    public static async Task<RunningBot> StartCountyAsync(Action<IServiceCollection>? services = null, ITable? table = null, bool anonymous = false)
    {
        var running = await StartAsync(services, table, anonymous);
        await FirstStart.RunAsync(running.Bot, FirstStart.Sample, default);
        return running;
    }

    /// <summary>Somebody of the county, by user principal name.</summary>
    public async Task<Someone> FindAsync(string upn)
    {
        var people = (await GetAsync("/client/people")).GetProperty("people").EnumerateArray();
        return new Someone(this, new(people.Single(person => person.GetProperty("upn").GetString() == upn).GetProperty("id").GetString()!));
    }

    /// <summary>Stops bot and Teams and starts both again on what they kept.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartBotAsync(null);
    }

    /// <summary>Makes an account, with the app in their Teams, and binds it to a person of that id where one is given.</summary>
    public async Task<Someone> AddPersonAsync(string name, string? person = null)
    {
        var upn = $"{Guid.NewGuid():N}@schools.example";
        var made = await PostAsync("/admin/users", new { users = new[] { new { upn, name } } });
        var account = new AccountId(made.GetProperty("users")[0].GetProperty("id").GetString()!);
        if (person is not null)
        {
            await Bot.Services.GetRequiredService<Bindings>().BindAsync(LocalBot.Tenant, account, new(person), "bot", Clock.GetUtcNow(), default);
        }

        var someone = new Someone(this, account);
        await someone.InstallAsync();
        return someone;
    }

    /// <summary>Runs all that is due now.</summary>
    public Task<DateTimeOffset?> RunDueAsync() => Bot.Engine.RunDueAsync(default);

    public Task MoveToAsync(DateTimeOffset to) => Bot.MoveAsync(to, default);

    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var response = await Teams.PostAsJsonAsync(path, body ?? new { });
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Teams.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Teams.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StartBotAsync(Action<IServiceCollection>? services) => bot = await LocalBot.StartAsync(
        new LocalBotOptions
        {
            DataFolder = folder,
            TeamsAddress = teamsAddress,
            Clock = Clock,
            Move = Clock.MoveTo,
            RunEngine = false,
            Anonymous = anonymous,
            Services = services,
            OpenTable = table is null ? null : (_, _) => Task.FromResult(table),
        },
        default);

    private async Task StopAsync()
    {
        if (bot is { } running)
        {
            bot = null;
            await running.DisposeAsync();
        }
    }
}

/// <summary>Somebody at the local Teams.</summary>
internal sealed class Someone(RunningBot running, AccountId account)
{
    public AccountId Account => account;

    private string Path => $"/client/people/{account}";

    public async Task InstallAsync()
    {
        await running.PostAsync($"{Path}/install");
        await running.Bot.Teams.SettledAsync(default);
    }

    public async Task UninstallAsync()
    {
        await running.PostAsync($"{Path}/uninstall");
        await running.Bot.Teams.SettledAsync(default);
    }

    /// <summary>The id of their chat with the bot.</summary>
    public async Task<string> ChatAsync() => (await ConversationsAsync()).Single(conversation => conversation.GetProperty("kind").GetString() == "personal").GetProperty("id").GetString()!;

    /// <summary>The id of a channel they can see, by its name.</summary>
    public async Task<string> ChannelAsync(string name) => (await ConversationsAsync()).Single(conversation => conversation.GetProperty("title").GetString() == name).GetProperty("id").GetString()!;

    public async Task<IReadOnlyList<JsonElement>> ConversationsAsync() => [.. (await running.GetAsync($"{Path}/conversations")).GetProperty("conversations").EnumerateArray()];

    /// <summary>Everything that stands in a conversation, oldest first, each message with the card this person sees.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAsync(string conversation) =>
        [.. (await running.GetAsync($"{Path}/conversations/{Uri.EscapeDataString(conversation)}/messages?after=0")).GetProperty("messages").EnumerateArray()];

    public Task<JsonElement> SayAsync(string conversation, string text) => running.PostAsync($"{Path}/conversations/{Uri.EscapeDataString(conversation)}/messages", new { text });

    /// <summary>Presses the one action of that id on the card they see.</summary>
    public Task<JsonElement> PressAsync(string conversation, string message, string action, object? inputs = null, bool asSubmit = false) =>
        running.PostAsync($"{Path}/conversations/{Uri.EscapeDataString(conversation)}/messages/{Uri.EscapeDataString(message)}/press", new { actionId = action, inputs = inputs ?? new { }, asSubmit });

    /// <summary>What their client does by itself when they open a conversation with that card in it.</summary>
    public Task<JsonElement> RefreshAsync(string conversation, string message) =>
        running.PostAsync($"{Path}/conversations/{Uri.EscapeDataString(conversation)}/messages/{Uri.EscapeDataString(message)}/refresh", new { trigger = "automatic" });
}
