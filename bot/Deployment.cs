using Azure.Core;
using Azure.Identity;
using TeamsBot.Adapters.Connector;
using TeamsBot.Adapters.Graph;
using TeamsBot.Adapters.Tables;
using TeamsBot.Bot.Settings;
using TeamsBot.Core;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot;

/// <summary>What differs between the bot of a real tenant and a trial: everything outside the process, and the time.</summary>
internal sealed record Deployment : IAsyncDisposable
{
    public required ConnectorOptions Connector { get; init; }

    public required TokenCredential Credential { get; init; }

    public required IReadOnlyList<TenantId> Tenants { get; init; }

    public required ITable Table { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Uri ServiceUrl { get; init; } = AddressBook.GlobalServiceUrl;

    /// <summary>How long the boards of each tier have to answer.</summary>
    public ResponsePolicies Responses { get; init; } = ResponsePolicies.Default;

    public required GraphOptions Graph { get; init; }

    public static async Task<Deployment> OfAsync(Startup.Real settings, CancellationToken cancellation)
    {
        var (bot, store) = settings;
        TokenCredential credential = bot.AppType is AppType.SingleTenant
            ? new ClientSecretCredential(bot.TenantId, bot.AppId, bot.AppSecret)
            : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(bot.ManagedIdentityClientId));
        return new()
        {
            Connector = new ConnectorOptions { AppId = bot.AppId },
            Credential = credential,
            Tenants = [.. bot.Tenants.Select(tenant => new TenantId(tenant))],
            Table = await OpenAsync(store, credential, cancellation),
            ServiceUrl = bot.ServiceUrl ?? AddressBook.GlobalServiceUrl,
            Graph = new GraphOptions { ManifestId = bot.ManifestId },
            Responses = settings.Responses,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (Table is IAsyncDisposable table)
        {
            await table.DisposeAsync();
        }

        (Credential as IDisposable)?.Dispose();
    }

    private static async Task<ITable> OpenAsync(StoreSettings store, TokenCredential credential, CancellationToken cancellation) =>
        store.File is { } file ? await SqliteTable.OpenAsync(file, TimeProvider.System)
        : store.ConnectionString is { } connection ? await AzureTable.OpenAsync(connection, store.Table, cancellation)
        : await AzureTable.OpenAsync(store.TableEndpoint!, credential, store.Table, cancellation);
}
