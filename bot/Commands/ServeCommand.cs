using System.CommandLine;
using TeamsBot.Bot.Settings;

namespace TeamsBot.Bot.Commands;

/// <summary><c>serve</c>, which is also what happens without a command: the bot of a real tenant where one is configured, or else a trial with a local Teams.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root)
    {
        var serve = new Command("serve", "Serves Teams; with nothing configured, starts a local Teams to try it on.");
        serve.Options.Add(BotCommand.Anonymous);
        serve.SetAction(RunAsync);
        root.Subcommands.Add(serve);
        root.SetAction(RunAsync);
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation) => BotCommand.RunAsync(async () =>
    {
        var builder = WebApplication.CreateBuilder();
        switch (Startup.Read(builder.Configuration, parsed.GetValue(BotCommand.Anonymous)))
        {
            case Startup.Real real:
                await using (var deployment = await Deployment.OfAsync(real, cancellation))
                {
                    await using var app = BotHost.Build(builder, deployment);
                    await app.RunAsync(cancellation);
                }

                return 0;
            case var local:
                return await ServeLocalAsync(builder, parsed, local, cancellation);
        }
    });

#if LOCAL_TEAMS
    private static async Task<int> ServeLocalAsync(WebApplicationBuilder builder, ParseResult parsed, Startup local, CancellationToken cancellation)
    {
        var folder = DataFolder.Find(parsed.GetValue(BotCommand.Data), builder.Environment.ContentRootPath);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning); // One line is to be found on the screen: the address.
        var teams = $"http://127.0.0.1:{parsed.GetValue(BotCommand.Port)}";
        var options = new Local.LocalBotOptions { DataFolder = folder, TeamsAddress = teams, Responses = local.Responses };
        await using var bot = await StartLocalAsync(builder, parsed.GetValue(BotCommand.Anonymous) ? options with { Anonymous = true, BotAddress = BotCommand.UnsignedAddress } : options, cancellation);
        await Local.FirstStart.SampleAsync(bot, cancellation);
        Console.WriteLine($"Local Teams: {bot.Teams.Address} (its state is kept in {folder}; Ctrl+C stops it)");
        Console.WriteLine($"Every card on one page: {new Uri(bot.Teams.Address, "gallery")}");
        if (parsed.GetValue(BotCommand.Anonymous))
        {
            Console.WriteLine($"Unsigned clients on this machine are taken at {new Uri(bot.Address, Http.MessagesEndpoint.Path)}");
        }

        await bot.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task<Local.LocalBot> StartLocalAsync(WebApplicationBuilder builder, Local.LocalBotOptions options, CancellationToken cancellation)
    {
        try
        {
            return await Local.LocalBot.StartAsync(builder, options, cancellation);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new SettingsException([$"{fault.Message} Perhaps another trial runs. Give this one another port with --port, and with --urls an address for the bot itself."]);
        }
    }
#else
    private static Task<int> ServeLocalAsync(WebApplicationBuilder builder, ParseResult parsed, Startup local, CancellationToken cancellation) =>
        throw new SettingsException(["Bot:AppId is not set. (A published bot holds no local Teams; the trial runs from the source: dotnet run --project bot.)"]);
#endif
}
