using System.Security.Cryptography;
using System.Text;
using TeamsBot.Adapters.Tables;
using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>What a rehearsal was asked for.</summary>
/// <param name="Connection">The SQLite file, or the storage account's connection string; the run's own file where null.</param>
/// <param name="Run">The name of a run that may be resumed; null for one that is fresh and removed at its end.</param>
internal sealed record RehearsalOptions(string Folder, int Seed, bool OnAzure, string? Connection, string? Run, string DataFolder)
{
    /// <summary>Where a named run keeps what it must remember.</summary>
    public static string FolderOf(string dataFolder, string run) => Path.Combine(dataFolder, "rehearsals", run);

    /// <summary>The run's table in a storage account. Hashed too, because such names know neither hyphens nor case.</summary>
    public static string TableOf(string run) =>
        $"rehearsal{string.Concat(run.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()}{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(run)))[..8]}";
}

/// <summary>One run of a rehearsal: where it keeps its state, what it is started on, and what is removed after.</summary>
internal static class RehearsalRun
{
    /// <exception cref="IOException">A fresh run is to use a file that is there already, or a named one was begun otherwise.</exception>
    public static async Task<Summary> PlayAsync(RehearsalOptions options, Action<double> progress, CancellationToken cancellation)
    {
        if (options.Run is { } named)
        {
            return await PlayAsync(options, named, RehearsalOptions.FolderOf(options.DataFolder, named), progress, cancellation);
        }

        if (options is { OnAzure: false, Connection: { } file } && File.Exists(file))
        {
            throw new IOException($"{file} is there already. Name the run with --run to go on with it, or take another file.");
        }

        var name = $"fresh-{Guid.NewGuid():N}";
        var folder = Path.Combine(Path.GetTempPath(), $"teamsbot-{name}");
        try
        {
            return await PlayAsync(options, name, folder, progress, cancellation);
        }
        finally
        {
            await RemoveAsync(options, name, folder);
        }
    }

    private static async Task<Summary> PlayAsync(RehearsalOptions options, string name, string folder, Action<double> progress, CancellationToken cancellation)
    {
        var run = RunFolder.Open(folder, $"seed {options.Seed}, {(options.OnAzure ? "azure" : "sqlite")}, {options.Folder}");
        var clock = RehearsalClock.Open(run.In("clock"), Rehearsal.Start);
        async Task<ITable> OpenAsync(TimeProvider time, CancellationToken token) => options.OnAzure
            ? await AzureTable.OpenAsync(options.Connection!, RehearsalOptions.TableOf(name), token)
            : await SqliteTable.OpenAsync(options.Connection ?? run.In("bot.db"), time);

        var chance = new Chance(options.Seed);
        await using var bot = await LocalBot.StartAsync(
            new LocalBotOptions
            {
                DataFolder = folder,
                TeamsAddress = $"http://127.0.0.1:{run.Port()}",
                Clock = clock,
                Move = clock.MoveTo,
                OpenTable = OpenAsync,
                RunEngine = false,
                Services = services => Seed(services, chance.Of("ids", $"{run.Starts}")),
            },
            cancellation);
        using var rehearsal = new Rehearsal(bot, clock, run, chance, progress);
        if (!run.IsFinished)
        {
            await rehearsal.PlayAsync(options.Folder, cancellation);
            run.Finish();
        }

        return await rehearsal.ReportAsync(cancellation);
    }

    private static async Task RemoveAsync(RehearsalOptions options, string name, string folder)
    {
        Directory.Delete(folder, recursive: true);
        if (options.OnAzure)
        {
            var table = await AzureTable.OpenAsync(options.Connection!, RehearsalOptions.TableOf(name), CancellationToken.None);
            await table.DeleteTableAsync(CancellationToken.None);
        }
        else if (options.Connection is { } file)
        {
            File.Delete(file);
        }
    }

    // Ids from the seed, so that the same seed gives the same county; each start has its own, so that one after a kill repeats none.
    private static void Seed(IServiceCollection services, Random random)
    {
        var gate = new Lock();
        string Next()
        {
            Span<byte> bytes = stackalloc byte[10];
            lock (gate)
            {
                random.NextBytes(bytes);
            }

            return Convert.ToHexStringLower(bytes);
        }

        services.AddSingleton<NewId>(Next);
        services.AddSingleton<Func<PersonId>>(() => new PersonId("p" + Next()));
    }
}
