using TeamsBot.Adapters.Tables;

namespace TeamsBot.Bot.Settings;

/// <summary>The section <c>Store</c>: exactly one of a table endpoint, a connection string and a file.</summary>
internal sealed record StoreSettings(Uri? TableEndpoint, string? ConnectionString, string Table, string? File)
{
    private static readonly string[] Ways = ["TableEndpoint", "ConnectionString", "File"];

    public static StoreSettings Read(IConfiguration configuration, List<string> faults)
    {
        var section = configuration.GetSection("Store");
        var store = new StoreSettings(
            BotSettings.Address(section, "TableEndpoint", faults),
            BotSettings.Text(section, "ConnectionString"),
            BotSettings.Text(section, "Table") ?? "teamsbot",
            BotSettings.Text(section, "File"));
        var set = Ways.Where(key => BotSettings.Text(section, key) is not null).Select(key => $"Store:{key}").ToList();
        if (set.Count == 0)
        {
            faults.Add("No store is set: Store:TableEndpoint (Azure Tables by the bot's identity), Store:ConnectionString (Azure Tables by a key) or Store:File (one process, one file).");
        }
        else if (set.Count > 1)
        {
            faults.Add($"{string.Join(" and ", set)} are set: keep one of them.");
        }

        if (store.ConnectionString is { } connection && AzureTable.ProblemWith(connection) is { } problem)
        {
            faults.Add($"Store:ConnectionString cannot be used. {problem}");
        }

        if (store.Table is not { Length: >= 3 and <= 63 } || !char.IsAsciiLetter(store.Table[0]) || !store.Table.All(char.IsAsciiLetterOrDigit))
        {
            faults.Add("Store:Table is not a table's name: 3 to 63 letters and digits, a letter first.");
        }

        return store;
    }
}
