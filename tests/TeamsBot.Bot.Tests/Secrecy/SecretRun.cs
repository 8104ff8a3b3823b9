using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsBot.Adapters.Connector;
using TeamsBot.Adapters.Graph;
using TeamsBot.Core;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Testing;

namespace TeamsBot.Bot.Tests.Secrecy;

/// <summary>
/// A secret poll of the sample county's Alder Vale Network on the bot as the host puts it together, with everything it stored, logged and sent. Nothing in it is left
/// to chance: two runs differ in what was chosen and in nothing else.
/// </summary>
internal sealed partial class SecretRun : IDisposable
{
    public const string Options = "Larkspur\nMarigold\nNasturtium\nOleander";

    /// <summary>In place of a choice: that school does not vote.</summary>
    public const string Absent = "absent";

    public static readonly DateTimeOffset Opens = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Closes = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    private const string Poll = "id-000001"; // The form's, the first that is made.

    private static readonly TenantId Tenant = new("11111111-2222-3333-4444-555555555555");

    private readonly ManualClock clock = new(Opens);
    private readonly RecordedTeams teams;
    private readonly RecordedLog logged = new();
    private readonly ServiceProvider bot;
    private readonly List<string> answers = [];
    private readonly Dictionary<string, PersonId> people = [];

    private SecretRun(WatchedTable table)
    {
        Table = table;
        teams = new(clock);
        var (ids, persons) = (0, 0);
        bot = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logged))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<NewId>(() => $"id-{++ids:D6}")
            .AddSingleton<Func<PersonId>>(() => new($"person-{++persons:D4}"))
            .AddBot(new Deployment
            {
                Connector = new ConnectorOptions { AppId = "app" },
                Credential = new AzureCliCredential(),
                Tenants = [Tenant],
                Table = table,
                Clock = clock,
                Graph = new GraphOptions { ManifestId = "manifest" },
            })
            .AddSingleton(LeaseOwner.Local)
            .AddSingleton<ITeams>(teams)
            .BuildServiceProvider();
    }

    public WatchedTable Table { get; }

    public IReadOnlyList<string> Answers => answers;

    public IReadOnlyList<string> Logged => logged.Lines;

    public IReadOnlyList<string> Sent => teams.Sent;

    /// <summary>The heads of the network's seven schools, in the order in which they vote.</summary>
    public IReadOnlyList<PersonId> Heads => [.. Schools.Select(school => people[$"head.{school}"])];

    public static IReadOnlyList<int> Schools { get; } = [.. Enumerable.Range(990101, 7)];

    /// <summary>Plays the poll, from the facilitator's form on.</summary>
    /// <param name="choices">What each head chooses: option ids joined by commas, null for none of these, or <see cref="Absent"/>.</param>
    /// <param name="end">How far; after the close also a day on which everything due is done.</param>
    public static async Task<SecretRun> PlayAsync(WatchedTable table, IReadOnlyList<string?> choices, DateTimeOffset end)
    {
        var run = new SecretRun(table);
        await run.OpenAsync();
        for (var at = 0; at < choices.Count; at++)
        {
            await run.RunToAsync(Opens.AddMinutes(10 * (at + 1)));
            if (choices[at] != Absent)
            {
                await run.VoteAsync($"head.{Schools[at]}", Schools[at], choices[at]);
            }
        }

        // Presses that change nothing, the same in every run: again by another of the seat, and not to be counted at all.
        await run.VoteAsync($"deputy.{Schools[0]}", Schools[0], "own4");
        await run.VoteAsync($"head.{Schools[^1]}", Schools[^1], "own1,own2,own3");
        await run.PressAsync($"head.{Schools[1]}", "polls.show", Schools[1]);
        await run.RunToAsync(end < Closes ? end : Closes.AddSeconds(-1));
        if (end > Closes)
        {
            run.clock.MoveTo(Closes);
            await run.PressAsync($"head.{Schools[1]}", "polls.show", Schools[1]);
            await run.RunToAsync(end);
            await run.PressAsync($"head.{Schools[0]}", "polls.votes", Schools[0]);
            await run.VoteAsync($"head.{Schools[0]}", Schools[0], "own3");
            await run.RunToAsync(end.AddMinutes(1));
        }

        return run;
    }

    public void Dispose() => bot.Dispose();

    private async Task OpenAsync()
    {
        var outcome = await bot.GetRequiredService<ImportDirectory>().HandleAsync(Tenant, Path.Combine(AppContext.BaseDirectory, "sample"), "bot", dryRun: false, default);
        var register = ((ImportOutcome.Imported)outcome).Register;
        foreach (var person in register.People)
        {
            people[person.UserPrincipalName.Split('@')[0]] = person.Id;
            await bot.GetRequiredService<Bindings>().BindAsync(Tenant, AccountOf(person.Id), person.Id, "bot", Opens, default);
        }

        var network = register.Groups.Single(group => group.Name == "Alder Vale Network");
        await bot.GetRequiredService<AddressBook>().KeepChannelAsync(Tenant, network.Id, "19:alder-vale", default);
        await bot.GetRequiredService<Turn>().TakeAsync(new Incoming.Said(SenderOf("adviser.fernshaw"), "poll"), default);
        await PressAsync("adviser.fernshaw", "polls.open", new Dictionary<string, string>
        {
            ["poll"] = Poll, ["group"] = network.Id.Value, ["options"] = Options, ["atMost"] = "2", ["ask"] = "Support", ["secrecy"] = "Secret",
            ["closes"] = Closes.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        });
        Xunit.Assert.Contains("✓ The poll is open", answers[^1], StringComparison.Ordinal);
    }

    private Task VoteAsync(string who, int school, string? choices) =>
        choices is null ? PressAsync(who, "polls.abstain", school) : PressAsync(who, "polls.vote", school, choices);

    private Task PressAsync(string who, string verb, int school, string? choices = null)
    {
        var data = new Dictionary<string, string> { ["poll"] = Poll, ["seat"] = $"school-{school}", ["version"] = "1" };
        if (choices is not null)
        {
            data["choices"] = choices;
        }

        return PressAsync(who, verb, data);
    }

    private async Task PressAsync(string who, string verb, IReadOnlyDictionary<string, string> data)
    {
        var answer = await bot.GetRequiredService<Turn>().PressAsync(new(SenderOf(who), verb, null, data, Automatic: false), default);
        answers.Add($"{clock.GetUtcNow():O} {who}: {(answer is Answer.Show { Message: var message } ? $"{message.Summary} {message.Card.ToJson()}" : answer)}");
    }

    private async Task RunToAsync(DateTimeOffset end)
    {
        var engine = bot.GetRequiredService<Engine>();
        for (var steps = 0; steps < 20_000; steps++)
        {
            if (await engine.StepAsync(default) is EngineStep.Idle idle)
            {
                if (!(idle.Next <= end))
                {
                    clock.MoveTo(end);
                    return;
                }

                clock.MoveTo(idle.Next.Value > clock.GetUtcNow() ? idle.Next.Value : clock.GetUtcNow());
            }
        }

        throw new InvalidOperationException("It never came to rest.");
    }

    private Sender SenderOf(string who) => new(AccountOf(people[who]), $"29:{people[who]}", new(Tenant, $"a:{people[who]}", new("https://teams.example/")), IsPersonal: true);

    private static AccountId AccountOf(PersonId person) => new($"account-of-{person}");

    /// <summary>Every option that a text names, by id or in words.</summary>
    public static IReadOnlyList<string> OptionsIn(string text) => [.. NamedOption().Matches(text).Select(found => found.Value)];

    [GeneratedRegex("own[1-4]|Larkspur|Marigold|Nasturtium|Oleander")]
    private static partial Regex NamedOption();
}

/// <summary>A Teams that takes everything and keeps it.</summary>
internal sealed class RecordedTeams(TimeProvider clock) : ITeams
{
    private int lastId;

    public List<string> Sent { get; } = [];

    public Task<SendOutcome> PostAsync(ChatAddress to, Message message, CancellationToken cancellation) => Take("post", $"{++lastId:D6}", to, message);

    public Task<SendOutcome> UpdateAsync(ChatAddress at, string activityId, Message message, CancellationToken cancellation) => Take("update", activityId, at, message);

    public Task<OpenChatOutcome> OpenPersonalChatAsync(TenantId tenant, AccountId account, string? teamsUserId, CancellationToken cancellation) =>
        Task.FromResult<OpenChatOutcome>(new OpenChatOutcome.Opened(new(tenant, $"a:{account.ToString()["account-of-".Length..]}", new("https://teams.example/"))));

    public IAsyncEnumerable<ChatMember> MembersAsync(ChatAddress of, CancellationToken cancellation) => AsyncEnumerable.Empty<ChatMember>();

    private Task<SendOutcome> Take(string what, string id, ChatAddress at, Message message)
    {
        Sent.Add($"{clock.GetUtcNow():O} {what} {id} {at.ConversationId}: {message.Summary} {message.Card.ToJson()}");
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent(id));
    }
}

/// <summary>Everything logged, whatever its level.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Lines)
        {
            Lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
