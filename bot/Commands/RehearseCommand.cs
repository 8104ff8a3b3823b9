#if LOCAL_TEAMS
using System.CommandLine;
using Spectre.Console;
using TeamsBot.Adapters.Tables;
using TeamsBot.Bot.Rehearsal;

namespace TeamsBot.Bot.Commands;

/// <summary>
/// <c>rehearse &lt;folder&gt;</c>: plays a whole cycle on the folder's own register, networks and people against a local Teams. The progress goes to standard error,
/// the summary to standard output; the exit code is 0 only if every promise held.
/// </summary>
internal static class RehearseCommand
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = "Holds gias_extract.csv, networks.csv and one people*.csv." };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints one JSON object and nothing else." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Which lives the people lead.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Store = new("--store") { Description = "sqlite (default) or azure.", DefaultValueFactory = _ => "sqlite" };
    private static readonly Option<string?> Connection = new("--connection") { Description = "The SQLite file, or the connection string of the storage account or its emulator." };
    private static readonly Option<string?> Run = new("--run") { Description = "Names a run: 1 to 40 letters, digits or hyphens. The same name goes on after a kill; without one everything is fresh and removed at the end." };

    static RehearseCommand()
    {
        Store.AcceptOnlyFromAmong("sqlite", "azure");
        Folder.AcceptExistingOnly();
        Run.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !(name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')))
            {
                result.AddError("--run takes 1 to 40 letters, digits or hyphens.");
            }
        });
    }

    public static void AddTo(RootCommand root)
    {
        var rehearse = new Command("rehearse", "Plays a whole cycle on a county's own files against a local Teams.") { Folder, Json, Seed, Store, Connection, Run };
        rehearse.Validators.Add(result =>
        {
            if (result.GetValue(Store) == "azure" && result.GetValue(Connection) is null)
            {
                result.AddError("--store azure needs --connection with the connection string of the storage account or its emulator.");
            }
            else if (result.GetValue(Store) == "azure" && AzureTable.ProblemWith(result.GetValue(Connection)!) is { } problem)
            {
                result.AddError($"--connection cannot be used. {problem}");
            }
        });
        rehearse.SetAction((parsed, cancellation) => BotCommand.RunAsync(() => RunAsync(parsed, cancellation)));
        root.Subcommands.Add(rehearse);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new RehearsalOptions(
            parsed.GetRequiredValue(Folder).FullName,
            parsed.GetValue(Seed),
            parsed.GetValue(Store) == "azure",
            parsed.GetValue(Connection),
            parsed.GetValue(Run),
            DataFolder.Find(parsed.GetValue(BotCommand.Data), Environment.CurrentDirectory));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var summary = await console.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask("Rehearsing", maxValue: 1);
            return await RehearsalRun.PlayAsync(options, part => task.Value = part, cancellation);
        });
        Console.WriteLine(parsed.GetValue(Json) ? summary.ToJson() : summary.ToText());
        return summary.Broken.Count == 0 ? 0 : 1;
    }
}
#endif
