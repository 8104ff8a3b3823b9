using System.CommandLine;
using TeamsBot.Bot.Settings;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Commands;

/// <summary>The command line. Without a command the bot serves; a new command is a file here and a line below.</summary>
internal static class BotCommand
{
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "The folder of the embedded store and of the local Teams. Default: .teamsbot beside TeamsBot.sln.",
        Recursive = true,
    };

    public static readonly Option<int> Port = new("--port")
    {
        Description = "The port of the local Teams. The bot keeps its address, so it stays the same for one data folder.",
        DefaultValueFactory = _ => 5100,
        Recursive = true,
    };

    /// <summary>Where the Agents Playground looks for a bot unless told otherwise.</summary>
    public const string UnsignedAddress = "http://127.0.0.1:3978";

    public static readonly Option<bool> Anonymous = new("--anonymous")
    {
        Description = $"In a trial, also takes activities that nobody signed from clients on this machine, such as Microsoft's Agents Playground, at {UnsignedAddress}.",
    };

    public static RootCommand Root()
    {
        var root = new RootCommand("A Microsoft Teams bot by which the schools of a county decide together.") { Data, Port, Anonymous };
        ServeCommand.AddTo(root);
        ImportCommand.AddTo(root);
        WorkspaceCommand.AddTo(root);
        MinutesCommand.AddTo(root);
        RecountCommand.AddTo(root);
#if LOCAL_TEAMS
        RehearseCommand.AddTo(root);
#endif
        return root;
    }

    /// <summary>The configured bot's parts.</summary>
    /// <exception cref="SettingsException">None is configured, or not well.</exception>
    public static async Task<Opened> OpenAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder();
        if (Startup.Read(builder.Configuration) is not Startup.Real real)
        {
            throw new SettingsException([$"Bot:AppId and Store are not set. The trial in {DataFolder.Find(parsed.GetValue(Data), builder.Environment.ContentRootPath)} imports the sample county by itself."]);
        }

        var deployment = await Deployment.OfAsync(real, cancellation);
        return new(deployment, builder.Services.AddBot(deployment).BuildServiceProvider());
    }

    /// <summary>Runs a command, or says what keeps it from running: a message for whoever set it up, not a stack trace.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (SettingsException settings)
        {
            await Console.Error.WriteLineAsync(settings.Message);
            return 2;
        }
        catch (TableUnavailableException fault)
        {
            await Console.Error.WriteLineAsync($"{fault.Message} {fault.InnerException?.Message} Look at the setting that names the store, then try again: it is safe to repeat.");
            return 1;
        }
        catch (IOException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
