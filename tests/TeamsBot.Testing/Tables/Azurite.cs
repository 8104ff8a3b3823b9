using System.Diagnostics;
using System.Globalization;

namespace TeamsBot.Testing.Tables;

/// <summary>
/// The storage emulator's tables: one for the whole test process, started when a test first asks for it, on a port the system chose, in memory. It ends with the test
/// process, however that ends: its standard input closes then.
/// </summary>
public static class Azurite
{
    // The emulator does not say which port it was given, so the script that starts it does.
    private const string Start = """
        process.stdin.on('end', () => process.exit()).resume();
        const server = require('net').Server.prototype, listen = server.listen;
        server.listen = function (...how) { this.once('listening', () => console.log('port ' + this.address().port)); return listen.apply(this, how); };
        const main = process.argv[1];
        process.argv.splice(1, 0, 'azurite-table');
        process.argv.splice(2, 1);
        require(main);
        """;

    private static readonly Lazy<Task<int>> Port = new(StartAsync);

    // Held for its standard input; never disposed before the process ends.
    private static Process? running;

    /// <summary>A connection string to it. Skips the test where Node or the npm packages are missing.</summary>
    public static async Task<string> ConnectionStringAsync()
    {
        await Npm.EnsureAsync();
        return $"AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:{await Port.Value}/devstoreaccount1";
    }

    /// <summary>A name no other test uses.</summary>
    public static string NewTableName() => $"t{Guid.NewGuid():N}";

    private static async Task<int> StartAsync()
    {
        var main = await Npm.EnsureAsync(Path.Combine("azurite", "dist", "src", "table", "main.js"));
        string[] arguments = ["-e", Start, "--", main, "--tablePort", "0", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent"];
        running = Process.Start(new ProcessStartInfo(Require.Node(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var errors = running.StandardError.ReadToEndAsync();
        for (var line = await running.StandardOutput.ReadLineAsync(); line is not null; line = await running.StandardOutput.ReadLineAsync())
        {
            if (line.StartsWith("port ", StringComparison.Ordinal))
            {
                _ = running.StandardOutput.ReadToEndAsync();
                return int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException($"The storage emulator ended before it listened: {await errors}");
    }
}
