using System.Diagnostics;

namespace TeamsBot.Testing;

/// <summary>The npm packages of tests/package.json, installed when a test first asks for them, and scripts that use them.</summary>
public static class Npm
{
    private static readonly Lazy<Task<Run>> Installing = new(InstallAsync);

    /// <summary>The path of something inside tests/node_modules, the packages being in place. Skips where Node is absent or nothing can be installed.</summary>
    public static async Task<string> EnsureAsync(string path = "")
    {
        Require.Node();
        var install = await Installing.Value;
        Require.That(install.ExitCode == 0, $"the npm packages of tests/ (`npm ci` said: {install.Errors})");
        return Path.Combine(Require.Repository(), "tests", "node_modules", path);
    }

    /// <summary>
    /// Runs a CommonJS script by Node and gives what it printed; <paramref name="input"/> is its standard input. It finds the packages by <c>require</c> wherever it lies.
    /// Throws with its standard error when it fails.
    /// </summary>
    public static async Task<string> RunAsync(string script, string input = "", CancellationToken cancellation = default)
    {
        var packages = await EnsureAsync();
        var run = await StartAsync([script], input, packages, cancellation);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"{Path.GetFileName(script)} ended with {run.ExitCode}: {run.Errors}");
    }

    private static Task<Run> InstallAsync()
    {
        // The script holds a lock across processes: test projects run side by side.
        var once = Path.Combine(Require.Repository(), "src", "TeamsBot.LocalTeams", "npm-once.mjs");
        return StartAsync([once, Path.Combine(Require.Repository(), "tests")], "", "", CancellationToken.None);
    }

    private static async Task<Run> StartAsync(IEnumerable<string> arguments, string input, string nodePath, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Require.Node(), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = nodePath;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return new Run(process.ExitCode, await output, await errors);
    }

    private sealed record Run(int ExitCode, string Output, string Errors);
}
