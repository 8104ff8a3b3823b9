using System.Diagnostics;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.Bot.Tests;

/// <summary>What is published is the bot and nothing to try it on.</summary>
public sealed class PublishTests : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly string folder = Directory.CreateTempSubdirectory("teamsbot-published-").FullName;

    [Fact]
    public async Task Publish_HoldsNoLocalTeamsAndStartsNoTrial()
    {
        var (published, said) = await RunAsync("publish", Path.Combine(Require.Repository(), "bot"), "-c", Configuration, "-o", folder, "-v", "quiet", "--nologo");
        Assert.True(published == 0, said);

        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(files, file => Path.GetFileName(file) == "TeamsBot.Bot.dll");
        Assert.DoesNotContain(files, file => Path.GetFileName(file).Contains("LocalTeams", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(files, file => Path.GetFileName(file) == "adaptivecards.min.js");
        Assert.DoesNotContain("LocalTeams", await File.ReadAllTextAsync(Path.Combine(folder, "TeamsBot.Bot.deps.json")), StringComparison.OrdinalIgnoreCase);

        var (code, words) = await RunAsync(Path.Combine(folder, "TeamsBot.Bot.dll"));
        Assert.Equal(2, code);
        Assert.Contains("Bot:AppId is not set", words, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "ASPNETCORE_ENVIRONMENT" or "ASPNETCORE_URLS").ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
