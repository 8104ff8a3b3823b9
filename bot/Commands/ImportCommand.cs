using System.CommandLine;
using TeamsBot.Core;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Commands;

/// <summary><c>import &lt;folder&gt;</c>: takes a county's files as the directory of every served tenant, or with <c>--dry-run</c> only says what would come of it.</summary>
internal static class ImportCommand
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = "Holds gias_extract.csv, networks.csv and one people*.csv; boards.csv, services.csv, agreements.csv and one gias_links*.csv may lie beside them." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Lists every problem and every change, and changes nothing." };

    public static void AddTo(RootCommand root)
    {
        var import = new Command("import", "Imports the county's directory: all of it, or nothing.") { Folder, DryRun };
        import.SetAction((parsed, cancellation) => BotCommand.RunAsync(() => RunAsync(parsed, cancellation)));
        root.Subcommands.Add(import);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var opened = await BotCommand.OpenAsync(parsed, cancellation);
        foreach (var tenant in opened.Deployment.Tenants)
        {
            if (!await RunAsync(opened.Services, tenant, parsed.GetRequiredValue(Folder).FullName, parsed.GetValue(DryRun), cancellation))
            {
                return 1;
            }
        }

        await opened.Services.GetRequiredService<Beginnings>().EnsureAsync(cancellation);

        return 0;
    }

    /// <summary>Takes a folder's directory and its agreements, or with a problem in either nothing of both.</summary>
    internal static async Task<bool> RunAsync(IServiceProvider services, TenantId tenant, string folder, bool dryRun, CancellationToken cancellation)
    {
        var (directory, agreements) = (services.GetRequiredService<ImportDirectory>(), services.GetRequiredService<ImportAgreements>());
        var problems = await agreements.CheckAsync(tenant, folder, cancellation);
        var outcome = await directory.HandleAsync(tenant, folder, "bot", dryRun || problems.Length > 0, cancellation);
        if (problems.Length > 0)
        {
            Write(new ImportOutcome.Refused([.. (outcome as ImportOutcome.Refused)?.Problems ?? [], .. problems]));
            return false;
        }

        Write(outcome);
        if (outcome is not ImportOutcome.Refused && !dryRun && await agreements.HandleAsync(tenant, folder, "bot", cancellation) is > 0 and var added)
        {
            Console.WriteLine($"Imported: {added} data-sharing agreements.");
        }

        return outcome is not ImportOutcome.Refused;
    }

    private static void Write(ImportOutcome outcome)
    {
        switch (outcome)
        {
            case ImportOutcome.Refused refused:
                foreach (var problem in refused.Problems)
                {
                    Console.Error.WriteLine(problem);
                }

                Console.Error.WriteLine($"{refused.Problems.Length} problems; nothing was imported.");
                break;
            case ImportOutcome.Imported imported:
                Write(imported.Report);
                Console.WriteLine($"Imported: generation {imported.Register.Generation}.");
                break;
            case ImportOutcome.WouldImport would:
                Write(would.Report);
                Console.WriteLine("A dry run: nothing was changed.");
                break;
            default:
                Console.WriteLine("The directory says this already; nothing was written.");
                break;
        }
    }

    private static void Write(ImportReport report)
    {
        foreach (var (mark, changes) in new[] { ("+", report.Added), ("~", report.Changed), ("-", report.Removed) })
        {
            foreach (var change in changes)
            {
                Console.WriteLine($"{mark} {change.Kind} {change.Id}: {change.What}");
            }
        }
    }
}
