using System.Diagnostics;
using System.Text.Json;

namespace TeamsBot.Bot.Tests.Rehearsal;

/// <summary>The bot's own process, as <c>dotnet TeamsBot.Bot.dll rehearse</c> starts it: nothing stands between it and a signal.</summary>
internal sealed class RehearsalProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private RehearsalProcess(Process process)
    {
        this.process = process;
        (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public static RehearsalProcess Start(params IEnumerable<string> arguments)
    {
        // The test host may itself be dotnet; then the same one is sure to be there.
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "TeamsBot.Bot.dll"), "rehearse", .. arguments, "--json"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Runs to its end.</summary>
    public static async Task<Ended> RunAsync(params IEnumerable<string> arguments)
    {
        using var rehearsal = Start(arguments);
        return await rehearsal.EndAsync();
    }

    /// <summary>Kills the process as soon as something is so; looks again whenever it has not ended within some milliseconds.</summary>
    /// <returns>False where it ended first.</returns>
    public async Task<bool> KillWhenAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            if (process.WaitForExit(TimeSpan.FromMilliseconds(5)))
            {
                return false;
            }
        }

        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    public async Task<Ended> EndAsync()
    {
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}

/// <summary>What a rehearsal left: its exit code, and all it printed.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    /// <summary>The one JSON object, which is all that stands on standard output.</summary>
    public JsonElement Summary => JsonDocument.Parse(Output).RootElement;

    public IReadOnlyList<string> Broken => [.. Summary.GetProperty("broken").EnumerateArray().Select(line => line.GetString()!)];

    public int Count(string part, string name) => Summary.GetProperty(part).GetProperty(name).GetInt32();
}
