using TeamsBot.LocalTeams.Delivery;
using TeamsBot.LocalTeams.Limits;
using TeamsBot.LocalTeams.Misbehaviour;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Tokens;

namespace TeamsBot.LocalTeams;

/// <summary>One Entra tenant with its Teams and its one bot: what every endpoint works on.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Uri? address;

    public Tenant(LocalTeamsOptions options)
    {
        Options = options;
        Database = Database.OpenFile(options.StateFile);
        Limits = new(options.Clock);
        Bot = new(this) { Endpoint = options.BotEndpoint };
        News = new(this);
    }

    public LocalTeamsOptions Options { get; }

    public Database Database { get; }

    public SigningKey Key { get; private set; } = null!;

    public TeamsLimits Limits { get; }

    public Misbehaviours Misbehaviours { get; } = new();

    public BotClient Bot { get; }

    public NewsForTheBot News { get; }

    /// <summary>Ends the streams that would keep the server from stopping.</summary>
    public CancellationToken Stopping => stopping.Token;

    public string Id => Options.TenantId;

    public string BotId => $"28:{Options.AppId}";

    public string ManifestId => Options.ManifestId ?? Options.AppId;

    /// <summary>The app's id in the tenant's catalogue: never the manifest's.</summary>
    public string CatalogueId { get; private set; } = "";

    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    /// <summary>Without a slash at its end.</summary>
    public Uri Address => address ?? throw new InvalidOperationException("Local Teams has not started.");

    public string Base => Address.GetLeftPart(UriPartial.Authority);

    public string Issuer => Base;

    public string ServiceUrl => $"{Base}/teams/";

    public async Task StartAsync(Uri listening)
    {
        address = listening;
        Key = SigningKey.FromPem(await Database.WriteAsync(session => Facts.GetOrAdd(session, "signingKey", SigningKey.NewPem)));
        CatalogueId = await Database.WriteAsync(session => Facts.GetOrAdd(session, "catalogueId", () => Guid.NewGuid().ToString()));
        await News.StartAsync();
    }

    public Task StopStreamsAsync() => stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await News.DisposeAsync();
        Bot.Dispose();
        await Database.DisposeAsync();
        Key?.Dispose();
        stopping.Dispose();
    }
}
