using System.CommandLine;
using TeamsBot.Core.Language;
using TeamsBot.Core.Minutes;

namespace TeamsBot.Bot.Commands;

/// <summary>
/// <c>minutes &lt;poll id | --all&gt; --to &lt;folder&gt;</c>: writes the minutes of closed polls, each as a page to print and as a table. It recounts each on the way; the exit code
/// is 0 only if all that was asked for was written and every recount agrees.
/// </summary>
internal static class MinutesCommand
{
    private static readonly Option<DirectoryInfo> To = new("--to") { Description = "The folder to write into. It is made where there is none; files of an earlier time are replaced.", Required = true };

    public static void AddTo(RootCommand root)
    {
        var minutes = new Command("minutes", "Writes the minutes of closed polls, as pages to print and as tables.") { RecountCommand.Poll, RecountCommand.All, To };
        minutes.Validators.Add(result =>
        {
            if (result.GetValue(RecountCommand.All) == result.GetValue(RecountCommand.Poll) is not null)
            {
                result.AddError("Name one poll, or --all.");
            }
        });
        minutes.SetAction((parsed, cancellation) => BotCommand.RunAsync(() => RunAsync(parsed, cancellation)));
        root.Subcommands.Add(minutes);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var records = await OpenedRecords.OpenAsync(parsed.GetValue(BotCommand.Data), cancellation);
        return await WriteAsync(records, parsed.GetValue(RecountCommand.Poll), parsed.GetRequiredValue(To).FullName, Console.Out, Console.Error, cancellation);
    }

    /// <param name="id">Null for every poll that has closed.</param>
    internal static async Task<int> WriteAsync(OpenedRecords records, string? id, string folder, TextWriter told, TextWriter wrong, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var (found, written) = (0, 0);
        foreach (var (tenant, poll) in await records.PollsAsync(id, cancellation))
        {
            var outcome = await records.Take.HandleAsync(tenant, poll, cancellation);
            if (outcome is MinutesOutcome.Taken { Minutes: var minutes })
            {
                await MinutesFiles.WriteAsync(records.Tenants.Count == 1 ? folder : Path.Combine(folder, tenant.Value), minutes, cancellation);
                written++;
            }

            found += outcome is MinutesOutcome.NoSuchPoll ? 0 : 1;
            faults.AddRange(FaultOf(outcome, isNamed: id is not null) is { } fault ? [$"{poll}: {fault}"] : []);
        }

        if (id is not null && found == 0)
        {
            faults.Add($"There is no poll {id}. The command recount --all lists those that have closed.");
        }

        faults.ForEach(wrong.WriteLine);
        await told.WriteLineAsync(written > 0 ? $"{Words.Count(written, "decision")} written to {folder}." : id is null && found == 0 ? "No poll has closed yet; nothing was written." : "Nothing was written.");
        return faults.Count == 0 ? 0 : 1;
    }

    /// <param name="isNamed">Whether the poll was asked for by its id: among all, one that is open is merely not there yet.</param>
    private static string? FaultOf(MinutesOutcome outcome, bool isNamed) => outcome switch
    {
        MinutesOutcome.Taken { Minutes.Differences: { IsEmpty: false } differences } => $"written, and a recount does not agree. {string.Join(' ', differences)}",
        MinutesOutcome.StillOpen { Poll: var open } when isNamed => $"not written. It is open until {When.DayAtTime(open.ClosesAt)}, and its minutes would show how it stands.",
        MinutesOutcome.Restricted => "not written. It is restricted, and what is restricted is not exported.",
        MinutesOutcome.Unreadable { Recounted.Differences: var differences } => $"not written. {string.Join(' ', differences)}",
        MinutesOutcome.NoSuchPoll when !isNamed => "not written. It was noted as closed, and there is no such poll.",
        _ => null,
    };
}
