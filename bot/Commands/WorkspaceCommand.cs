using System.CommandLine;
using TeamsBot.Core.Workspace;

namespace TeamsBot.Bot.Commands;

/// <summary><c>workspace</c>: asks for the teams, channels, people and apps to be set up and checked. The bot does it, now or when it next starts.</summary>
internal static class WorkspaceCommand
{
    public static void AddTo(RootCommand root)
    {
        var workspace = new Command("workspace", "Asks the bot to set up and check the teams, channels, people and apps.");
        workspace.SetAction((parsed, cancellation) => BotCommand.RunAsync(async () =>
        {
            await using var opened = await BotCommand.OpenAsync(parsed, cancellation);
            foreach (var tenant in opened.Deployment.Tenants)
            {
                await opened.Services.GetRequiredService<WorkspaceFeature>().BeginAsync(tenant, cancellation);
            }

            Console.WriteLine("Asked for. The bot does it as soon as it runs; what is there already stays as it is.");
            return 0;
        }));
        root.Subcommands.Add(workspace);
    }
}
