using System.CommandLine;
using TeamsBot.Bot.Settings;

namespace TeamsBot.Bot.Commands;

/// <summary><c>serve</c>, which is also what happens without a command: the bot of a real tenant where one is configured, or else a trial with a local Teams.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root)
    {
        var serve = new Command("serve", "Serves Teams; with nothing configured, starts a local Teams to try it on.");
        serve.SetAction(RunAsync);
        root.Subcommands.Add(serve);
        root.SetAction(RunAsync);
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation) => BotCommand.RunAsync(async () =>
    {
        var builder = WebApplication.CreateBuilder();
        switch (Startup.Read(builder.Configuration))
        {
            case Startup.Real real:
                await using (var deployment = await Deployment.OfAsync(real, cancellation))
                {
                    await using var app = BotHost.Build(builder, deployment);
                    await app.RunAsync(cancellation);
                }

                return 0;
            default:
                return await ServeLocalAsync(builder, parsed, cancellation);
        }
    });

#if LOCAL_TEAMS
    private static async Task<int> ServeLocalAsync(WebApplicationBuilder builder, ParseResult parsed, CancellationToken cancellation)
    {
        var folder = DataFolder.Find(parsed.GetValue(BotCommand.Data), builder.Environment.ContentRootPath);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning); // One line is to be found on the screen: the address.
        await using var bot = await StartLocalAsync(builder, folder, parsed.GetValue(BotCommand.Port), cancellation);
        await Local.FirstStart.SampleAsync(bot, cancellation);
        Console.WriteLine($"Local Teams: {bot.Teams.Address} (its state is kept in {folder}; Ctrl+C stops it)");
        Console.WriteLine($"Every card on one page: {new Uri(bot.Teams.Address, "gallery")}");
        await bot.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task<Local.LocalBot> StartLocalAsync(WebApplicationBuilder builder, string folder, int port, CancellationToken cancellation)
    {
        try
        {
            return await Local.LocalBot.StartAsync(builder, new Local.LocalBotOptions { DataFolder = folder, TeamsAddress = $"http://127.0.0.1:{port}" }, cancellation);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new SettingsException([$"Port {port} is taken, perhaps by another trial. Give this one another with --port."]);
        }
    }
#else
    private static Task<int> ServeLocalAsync(WebApplicationBuilder builder, ParseResult parsed, CancellationToken cancellation) =>
        throw new SettingsException(["Bot:AppId is not set. (A published bot holds no local Teams; the trial runs from the source: dotnet run --project bot.)"]);
#endif
}
