using Xunit;

namespace TeamsBot.Testing;

/// <summary>
/// What a test needs from outside the repository. A bare machine skips such a test by name; where TEAMSBOT_REQUIRE_ALL is 1, nothing may be
/// missing and a skip is a failure. Ask from the test (a SkippableFact), not from a fixture's start: xunit counts a skip there as a failure.
/// </summary>
public static class Require
{
    public static void That(bool present, string what)
    {
        if (present)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("TEAMSBOT_REQUIRE_ALL") == "1")
        {
            throw new InvalidOperationException($"TEAMSBOT_REQUIRE_ALL is 1, but this is missing: {what}");
        }

        Skip.If(true, $"Not here: {what}");
    }

    /// <summary>A file of the shared folder beside the repository (schemas, reference cards, a county's data), or of the folder TEAMSBOT_SHARED names.</summary>
    public static string SharedFile(string relative)
    {
        var path = Path.Combine(SharedFolder(), relative.Replace('/', Path.DirectorySeparatorChar));
        That(File.Exists(path) || Directory.Exists(path), $"shared/{relative}");
        return path;
    }

    /// <summary>The path of Node, which runs the storage emulator, the card renderer and the schema checks.</summary>
    public static string Node() => Program("node", "node");

    /// <summary>The path of Chromium or Chrome: what TEAMSBOT_CHROMIUM names, or else the first on the PATH.</summary>
    public static string Chromium() =>
        Environment.GetEnvironmentVariable("TEAMSBOT_CHROMIUM") is { Length: > 0 } named && File.Exists(named) ? named : Program("Chromium", "chromium", "chromium-browser", "google-chrome");

    /// <summary>The folder that holds TeamsBot.sln.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TeamsBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No TeamsBot.sln above {AppContext.BaseDirectory}.");
    }

    private static string Program(string what, params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix))).FirstOrDefault(File.Exists);
        That(found is not null, $"{what} on the PATH");
        return found!;
    }

    private static string SharedFolder() =>
        Environment.GetEnvironmentVariable("TEAMSBOT_SHARED") ?? Path.GetFullPath(Path.Combine(Repository(), "..", "shared"));
}
