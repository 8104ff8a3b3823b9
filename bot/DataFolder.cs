namespace TeamsBot.Bot;

/// <summary>Where a trial keeps what it must remember: <c>.teamsbot</c> beside TeamsBot.sln, found upward from where the bot was started or lies.</summary>
internal static class DataFolder
{
    public static string Find(string? asked, string contentRoot) =>
        Path.GetFullPath(asked ?? Path.Combine(Above(contentRoot) ?? Above(AppContext.BaseDirectory) ?? contentRoot, ".teamsbot"));

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TeamsBot.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
