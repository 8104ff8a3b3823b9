using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.LocalTeams.Clients;
using TeamsBot.LocalTeams.Connector;
using TeamsBot.LocalTeams.Graph;
using TeamsBot.LocalTeams.Tokens;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams;

/// <summary>
/// A strict Microsoft Teams on one's own machine: tokens, Bot Connector, the part of Microsoft Graph a bot needs, and people who press buttons. It
/// refuses what Teams refuses and shares no code with the bot, so that one mistake cannot hide in both.
/// </summary>
public sealed class LocalTeamsServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Tenant tenant;

    private LocalTeamsServer(WebApplication app, Tenant tenant) => (this.app, this.tenant) = (app, tenant);

    public Uri Address => tenant.Address;

    /// <summary>The issuer of the tokens that come with every activity to the bot. Their audience is the app id.</summary>
    public string Issuer => tenant.Issuer;

    public Uri ServiceUrl => new(tenant.ServiceUrl);

    public Uri Graph => new($"{tenant.Base}/graph/v1.0");

    public Uri TokenEndpoint => new($"{tenant.Base}/{tenant.Id}/oauth2/v2.0/token");

    public Uri OpenIdMetadata => new($"{tenant.Base}/.well-known/openidconfiguration");

    /// <summary>The app's id in the tenant's catalogue, by which Graph installs it.</summary>
    public string CatalogueId => tenant.CatalogueId;

    /// <summary>Where the bot takes activities. Setting it sends what has waited.</summary>
    public Uri? BotEndpoint
    {
        get => tenant.Bot.Endpoint;
        set
        {
            tenant.Bot.Endpoint = value;
            tenant.News.Wake();
        }
    }

    /// <exception cref="ArgumentException">An address is not on the loopback interface.</exception>
    public static async Task<LocalTeamsServer> StartAsync(LocalTeamsOptions options, CancellationToken cancellation)
    {
        if (!new Uri(options.Address).IsLoopback)
        {
            throw new ArgumentException($"A local Teams listens on loopback addresses only, not on {options.Address}.", nameof(options));
        }

        var tenant = new Tenant(options);
        var app = Build(options, tenant);
        try
        {
            await app.StartAsync(cancellation);
            var listening = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            await tenant.StartAsync(new Uri(listening));
            return new(app, tenant);
        }
        catch
        {
            await app.DisposeAsync();
            await tenant.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the bot has been told of every install, member and channel so far.</summary>
    public Task SettledAsync(CancellationToken cancellation) => tenant.News.SettledAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await tenant.StopStreamsAsync();
        await app.DisposeAsync();
        await tenant.DisposeAsync();
    }

    private static WebApplication Build(LocalTeamsOptions options, Tenant tenant)
    {
        // Empty, so that no setting of the bot beside it (URLs, Kestrel endpoints) reaches this server.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls(options.Address);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Call.LargestBody;
        });
        var app = builder.Build();
        app.Use(next => context => Guard.CheckAsync(context, next));
        app.Use(next => context => OwnFault.TellAsync(context, next));
        app.UseRouting();
        TokenEndpoints.Map(app, tenant);
        ConnectorEndpoints.Map(app, tenant);
        GraphEndpoints.Map(app, tenant);
        ClientEndpoints.Map(app, tenant, options.Gallery);
        WebFiles.Map(app);
        return app;
    }
}
