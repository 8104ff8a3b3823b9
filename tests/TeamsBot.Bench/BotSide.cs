using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Adapters.Tables;
using TeamsBot.Bot;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bench;

/// <summary>The bot as it is deployed on the embedded store. Its engine's loop does not run: what falls due after a vote is not part of it.</summary>
internal sealed class BotSide : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Deployment deployment;
    private readonly PollStore polls;

    private BotSide(WebApplication app, Deployment deployment) => (this.app, this.deployment, polls) = (app, deployment, app.Services.GetRequiredService<PollStore>());

    public Uri Address => new($"{app.Urls.First()}/api/messages");

    public static async Task<BotSide> StartAsync(string file, Signer signer)
    {
        var deployment = new Deployment
        {
            Connector = signer.Connector,
            Credential = new NoCredential(),
            Tenants = [County.Tenant],
            Table = await SqliteTable.OpenAsync(file, TimeProvider.System),
            ServiceUrl = new(signer.ServiceUrl),
            Graph = new() { ManifestId = signer.Connector.AppId },
        };
        var app = BotHost.Build(Signer.Plain(), deployment, runEngine: false);
        await app.StartAsync();
        var bindings = app.Services.GetRequiredService<Bindings>();
        await Parallel.ForEachAsync(County.People, async (one, token) => await bindings.BindAsync(County.Tenant, one.Account, one.Person, "bot", TimeProvider.System.GetUtcNow(), token));
        return new(app, deployment);
    }

    /// <summary>Opens a round's polls; not measured.</summary>
    public async Task<Vote[]> OpenPollsAsync(int round)
    {
        await Parallel.ForEachAsync(County.PollsOf(round, TimeProvider.System.GetUtcNow()), async (poll, token) =>
        {
            if (!await polls.WriteElectorateAsync(poll.Tenant, poll.Id, "e", poll.Electorate, token) || await polls.InsertAsync(poll, "e", [], token) is not Committed.Done)
            {
                throw new InvalidOperationException($"Poll {poll.Id} could not be opened.");
            }
        });
        return County.VotesOf(round);
    }

    /// <summary>Every vote of the round stands in the store, with its history.</summary>
    public async Task CheckAsync(int round)
    {
        foreach (var poll in County.PollsOf(round, TimeProvider.System.GetUtcNow()))
        {
            var stored = await polls.BallotsAsync(poll, default);
            if (stored.Count != County.Schools)
            {
                throw new InvalidOperationException($"Poll {poll.Id} has {stored.Count} ballots of {County.Schools}.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await deployment.DisposeAsync();
    }

    /// <summary>A press is answered in its response; nothing is sent to Teams.</summary>
    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException("The bench sends nothing.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException("The bench sends nothing.");
    }
}
