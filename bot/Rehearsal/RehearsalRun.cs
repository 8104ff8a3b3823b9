using System.Net;
using System.Net.Sockets;
using TeamsBot.Adapters.Tables;
using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>What a rehearsal was asked for.</summary>
/// <param name="Connection">The SQLite file, or the storage account's connection string; the run's own file where null.</param>
/// <param name="Run">The name of a run that may be resumed; null for one that is fresh and removed at its end.</param>
internal sealed record RehearsalOptions(string Folder, int Seed, bool OnAzure, string? Connection, string? Run, string DataFolder);

/// <summary>One run of a rehearsal: where it keeps its state, what it is started on, and what is removed after.</summary>
internal static class RehearsalRun
{
    public static async Task<Summary> PlayAsync(RehearsalOptions options, Action<double> progress, CancellationToken cancellation)
    {
        var name = options.Run ?? $"fresh-{Guid.NewGuid():N}";
        var folder = options.Run is null ? Path.Combine(Path.GetTempPath(), $"teamsbot-{name}") : Path.Combine(options.DataFolder, "rehearsals", name);
        Directory.CreateDirectory(folder);
        try
        {
            return await PlayAsync(options, name, folder, progress, cancellation);
        }
        finally
        {
            if (options.Run is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<Summary> PlayAsync(RehearsalOptions options, string name, string folder, Action<double> progress, CancellationToken cancellation)
    {
        var clock = RehearsalClock.Open(Path.Combine(folder, "clock"), Rehearsal.Start);
        AzureTable? azure = null;
        async Task<ITable> OpenAsync(TimeProvider time, CancellationToken token) => options.OnAzure
            ? azure = await AzureTable.OpenAsync(options.Connection!, TableNameOf(name), token)
            : await SqliteTable.OpenAsync(options.Connection ?? Path.Combine(folder, "bot.db"), time);

        await using (var bot = await LocalBot.StartAsync(
            new LocalBotOptions
            {
                DataFolder = folder,
                TeamsAddress = $"http://127.0.0.1:{PortOf(folder)}",
                Clock = clock,
                Move = clock.MoveTo,
                OpenTable = OpenAsync,
                RunEngine = false,
                Services = services => Seed(services, options.Seed, folder),
            },
            cancellation))
        {
            var summary = await new Rehearsal(bot, clock, options.Seed, progress).RunAsync(options.Folder, cancellation);
            if (options.Run is null && azure is not null)
            {
                await azure.DeleteTableAsync(cancellation);
            }

            return summary;
        }
    }

    // Ids from the seed, so that the same seed gives the same county; salted with how often the run was started, so that a start after a kill repeats none.
    private static void Seed(IServiceCollection services, int seed, string folder)
    {
        var starts = Path.Combine(folder, "starts");
        File.AppendAllText(starts, ".");
        var random = new Chance(seed).Of("ids", $"{new FileInfo(starts).Length}");
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

    // The bot keeps the addresses that Teams told it, so a run that goes on needs its Teams where it was.
    private static int PortOf(string folder)
    {
        var file = Path.Combine(folder, "port");
        if (File.Exists(file))
        {
            return int.Parse(File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture);
        }

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        File.WriteAllText(file, $"{port}");
        return port;
    }

    private static string TableNameOf(string name) => "rehearsal" + string.Concat(name.Where(char.IsAsciiLetterOrDigit));
}
