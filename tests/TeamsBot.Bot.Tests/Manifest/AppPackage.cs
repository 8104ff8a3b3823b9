using System.Diagnostics;
using System.IO.Compression;
using TeamsBot.Testing;

namespace TeamsBot.Bot.Tests.Manifest;

/// <summary>The Teams app as manifest/manifest.proj packs it, in a folder of its own that goes with it.</summary>
internal sealed class AppPackage : IDisposable
{
    public const string AppId = "00000000-0000-0000-0000-00000000000a";
    public const string HostName = "bot.example.org";

    private readonly string folder = Directory.CreateTempSubdirectory("teamsbot-package-").FullName;

    /// <summary>Packs with the given properties; what the step said is its exit code and its output.</summary>
    public async Task<(int ExitCode, string Said)> PackAsync(params string[] properties)
    {
        var project = Path.Combine(Require.Repository(), "manifest", "manifest.proj");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["build", project, "--nologo", $"-p:OutputFolder={folder}", .. properties])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>The files of the package, by name.</summary>
    public Dictionary<string, byte[]> Files()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(folder, "teamsbot.zip"));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return copy.ToArray();
        });
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
