using System.Diagnostics;
using TeamsBot.Testing;

namespace TeamsBot.Bot.Tests.Playground;

/// <summary>Microsoft's Agents Playground beside a bot, with the people of tests/.m365agentsplayground.yml. It ends with the test process, however that ends: its standard input closes then.</summary>
internal sealed class AgentsPlayground : IAsyncDisposable
{
    private const string Start = "process.stdin.on('end', () => process.exit()).resume(); const cli = process.argv[1]; process.argv.splice(1, 0, 'agentsplayground'); process.argv.splice(2, 1); require(cli);";

    private readonly Process process;

    private AgentsPlayground(Process process, Uri address) => (this.process, Address) = (process, address);

    public static string Configuration => Path.Combine(Require.Repository(), "tests", ".m365agentsplayground.yml");

    public Uri Address { get; }

    /// <summary>Skips the test where Node or the package is missing.</summary>
    /// <param name="bot">Where the bot takes activities.</param>
    public static async Task<AgentsPlayground> StartAsync(Uri bot)
    {
        var cli = await Npm.EnsureAsync(Path.Combine("@microsoft", "m365agentsplayground", "cli.js"));
        var port = RunningBot.FreePort();
        string[] arguments = ["-e", Start, "--", cli, "start", "--app-endpoint", bot.ToString(), "--channel-id", "msteams", "--port", $"{port}", "--disable-telemetry"];
        var start = new ProcessStartInfo(Require.Node(), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = Configuration;
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(Path.GetTempPath(), $"teamsbot-playground-{port}.log");
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, new Uri($"http://127.0.0.1:{line["Listening on ".Length..].Trim()}/"));
            }
        }

        throw new InvalidOperationException($"The Agents Playground ended before it listened: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        File.Delete(Path.Combine(Path.GetTempPath(), $"teamsbot-playground-{Address.Port}.log"));
    }
}
