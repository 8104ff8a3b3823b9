using System.Security.Cryptography;
using TeamsBot.Adapters.Connector;
using TeamsBot.Adapters.Graph;
using TeamsBot.Adapters.Tables;
using TeamsBot.Bot.Http;
using TeamsBot.Core;
using TeamsBot.Core.Tables;
using TeamsBot.LocalTeams;

namespace TeamsBot.Bot.Local;

/// <summary>The bot and a local Teams beside it, joined by real HTTP and real tokens on loopback. What the trial, the rehearsal and the tests start.</summary>
internal sealed class LocalBot : IAsyncDisposable
{
    /// <summary>The one tenant of a local Teams.</summary>
    public static readonly TenantId Tenant = new("7e5a3a10-0000-4000-8000-00000000c0de");

    public const string AppId = "b07b07b0-0000-4000-8000-00000000c0de";

    private readonly WebApplication app;
    private readonly Deployment deployment;

    private readonly Action<DateTimeOffset> move;

    private LocalBot(WebApplication app, Deployment deployment, LocalTeamsServer teams, Action<DateTimeOffset> move, string dataFolder) =>
        (this.app, this.deployment, Teams, this.move, DataFolder) = (app, deployment, teams, move, dataFolder);

    public string DataFolder { get; }

    public LocalTeamsServer Teams { get; }

    public IServiceProvider Services => app.Services;

    public EngineDriver Engine => Services.GetRequiredService<EngineDriver>();

    public ITable Table => deployment.Table;

    /// <summary>Where the bot itself listens.</summary>
    public Uri Address => new(app.Urls.First());

    public static Task<LocalBot> StartAsync(LocalBotOptions options, CancellationToken cancellation) => StartAsync(Quiet(), options, cancellation);

    public static async Task<LocalBot> StartAsync(WebApplicationBuilder builder, LocalBotOptions options, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.DataFolder);
        var (clock, move) = ClockOf(options);
        EngineDriver? engine = null;
        IServiceProvider? services = null;
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)); // Both sides live in this process: nothing has to remember it.
        var teams = await LocalTeamsServer.StartAsync(
            new LocalTeamsOptions
            {
                StateFile = Path.Combine(options.DataFolder, "teams.db"),
                TenantId = Tenant.Value,
                AppId = AppId,
                AppSecret = secret,
                Address = options.TeamsAddress,
                Clock = clock,
                MoveClock = (to, token) => engine!.MoveAsync(to, clock, move, token),
                Gallery = () => Gallery.Of(services!),
            },
            cancellation);
        Deployment? deployment = null;
        try
        {
            deployment = await DeployAsync(options, teams, clock, secret, cancellation);
            var app = Build(builder, options, deployment);
            services = app.Services;
            engine = app.Services.GetRequiredService<EngineDriver>();
            await app.StartAsync(cancellation);
            teams.BotEndpoint = new Uri(new Uri(app.Urls.First()), MessagesEndpoint.Path);
            return new(app, deployment, teams, move, options.DataFolder);
        }
        catch
        {
            await teams.DisposeAsync();
            await (deployment?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Moves product time on, and runs on the way what falls due.</summary>
    public Task MoveAsync(DateTimeOffset to, CancellationToken cancellation) => Engine.MoveAsync(to, deployment.Clock, move, cancellation);

    /// <inheritdoc cref="MoveAsync"/>
    public Task MoveOnAsync(TimeSpan by, CancellationToken cancellation) => MoveAsync(deployment.Clock.GetUtcNow() + by, cancellation);

    /// <summary>Runs what is due and moves product time on to what falls due next, until something is done or nothing is left to wait for.</summary>
    public Task RunUntilAsync(Func<CancellationToken, Task<bool>> done, CancellationToken cancellation) => Engine.RunUntilAsync(done, deployment.Clock, move, cancellation);

    public Task WaitForShutdownAsync(CancellationToken cancellation) => app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await Teams.DisposeAsync();
        await app.DisposeAsync();
        await deployment.DisposeAsync();
    }

    private static (TimeProvider Clock, Action<DateTimeOffset> Move) ClockOf(LocalBotOptions options)
    {
        if (options is { Clock: { } given, Move: { } move })
        {
            return (given, move);
        }

        var movable = new MovableClock(Path.Combine(options.DataFolder, "clock"));
        return (movable, movable.MoveTo);
    }

    private static async Task<Deployment> DeployAsync(LocalBotOptions options, LocalTeamsServer teams, TimeProvider clock, string secret, CancellationToken cancellation)
    {
        var table = options.OpenTable is { } open ? await open(clock, cancellation) : await SqliteTable.OpenAsync(Path.Combine(options.DataFolder, "bot.db"), clock);
        return new()
        {
            Connector = new ConnectorOptions { AppId = AppId, Issuer = teams.Issuer, OpenIdMetadata = teams.OpenIdMetadata, Local = true, Anonymous = options.Anonymous },
            Credential = new LocalCredential(Wire.Client(), teams.TokenEndpoint, AppId, secret, TimeProvider.System),
            Tenants = [Tenant],
            Table = table,
            Clock = clock,
            ServiceUrl = teams.ServiceUrl,
            Graph = new GraphOptions { ManifestId = AppId, Address = teams.Graph },
            Responses = options.Responses,
        };
    }

    private static WebApplication Build(WebApplicationBuilder builder, LocalBotOptions options, Deployment deployment)
    {
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(options.BotAddress);
        }

        return BotHost.Build(builder, deployment, options.RunEngine, options.Services);
    }

    /// <summary>A builder that no setting around the process reaches: what a test or a rehearsal runs on.</summary>
    private static WebApplicationBuilder Quiet()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        return builder;
    }
}
