namespace TeamsBot.Bot.Commands;

/// <summary>The bot's parts without its web server, for a command that works on its store.</summary>
internal sealed record Opened(Deployment Deployment, ServiceProvider Services) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Deployment.DisposeAsync();
    }
}
