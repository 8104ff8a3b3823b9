using TeamsBot.Bot.Http;

namespace TeamsBot.Bot;

/// <summary>Builds the web application of a deployment: the same one for a real tenant, for a trial and in tests.</summary>
internal static class BotHost
{
    /// <param name="runEngine">Whether the engine runs by itself; a test or a rehearsal steps it.</param>
    /// <param name="replace">Replaces services, for a test or a rehearsal.</param>
    public static WebApplication Build(WebApplicationBuilder builder, Deployment deployment, bool runEngine = true, Action<IServiceCollection>? replace = null)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddBot(deployment);
        replace?.Invoke(builder.Services);
        if (runEngine)
        {
            builder.Services.AddHostedService(provider => provider.GetRequiredService<EngineLoop>());
        }

        var app = builder.Build();
        _ = app.Services.GetRequiredService<Core.Conversations.FeatureMap>(); // Two features with one verb: found now, not at a press.
        app.MapMessages();
        app.MapHealth();
        return app;
    }
}
