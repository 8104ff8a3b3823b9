namespace TeamsBot.Bot.Settings;

/// <summary>How the bot proves who it is.</summary>
internal enum AppType
{
    /// <summary>By the managed identity of the machine it runs on: no secret exists.</summary>
    UserAssignedMsi,

    /// <summary>By a client secret of its app registration.</summary>
    SingleTenant,
}

/// <summary>The section <c>Bot</c>: which bot this is, and whom it serves.</summary>
/// <param name="Tenants">The tenants that are served; every other is refused (rule T2). The bot's own tenant unless set.</param>
/// <param name="ManifestId">The id in the Teams app's manifest; the app id unless set.</param>
/// <param name="ServiceUrl">Where Teams is reached before it has told us; the public cloud's unless set.</param>
internal sealed record BotSettings(
    string AppId, string TenantId, AppType AppType, string? AppSecret, string? ManagedIdentityClientId, string ManifestId, IReadOnlyList<string> Tenants, Uri? ServiceUrl)
{
    public static BotSettings Read(IConfiguration configuration, List<string> faults)
    {
        var bot = configuration.GetSection("Bot");
        var secret = Text(bot, "AppSecret");
        var tenant = Guid(bot, "TenantId", "the GUID of the Entra tenant the bot is registered in", faults);
        var app = Guid(bot, "AppId", "the bot's application (client) id, a GUID", faults);
        return new(
            app,
            tenant,
            TypeOf(bot, secret, faults),
            secret,
            Text(bot, "ManagedIdentityClientId"),
            Text(bot, "ManifestId") ?? app,
            [.. bot.GetSection("Tenants").GetChildren().Select(child => Lower(child.Value, $"Bot:Tenants:{child.Key}", "the GUID of a tenant", faults)).DefaultIfEmpty(tenant)],
            Address(bot, "ServiceUrl", faults));
    }

    private static AppType TypeOf(IConfigurationSection bot, string? secret, List<string> faults)
    {
        var said = Text(bot, "AppType");
        if (said is not null && !Enum.GetNames<AppType>().Contains(said, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add("Bot:AppType is neither UserAssignedMsi nor SingleTenant. New multi-tenant bots no longer exist.");
        }

        var type = said is null ? secret is null ? AppType.UserAssignedMsi : AppType.SingleTenant
            : said.Equals(nameof(AppType.SingleTenant), StringComparison.OrdinalIgnoreCase) ? AppType.SingleTenant : AppType.UserAssignedMsi;
        if (type is AppType.SingleTenant && secret is null)
        {
            faults.Add("Bot:AppSecret is not set: a SingleTenant bot signs in with a client secret. Keep it in a secret store or the environment, not in a file.");
        }
        else if (type is AppType.UserAssignedMsi && secret is not null)
        {
            faults.Add("Bot:AppSecret is set, but Bot:AppType is UserAssignedMsi, which has no secret. Remove the one or change the other.");
        }

        if (type is AppType.UserAssignedMsi && Text(bot, "ManagedIdentityClientId") is null)
        {
            faults.Add("Bot:ManagedIdentityClientId is not set: a UserAssignedMsi bot signs in with that identity. (With Bot:AppSecret it is a SingleTenant bot.)");
        }

        return type;
    }

    internal static string? Text(IConfigurationSection section, string key) => section[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    internal static Uri? Address(IConfigurationSection section, string key, List<string> faults)
    {
        if (Text(section, key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)
        {
            return url;
        }

        faults.Add($"{section.Path}:{key} is not an HTTPS address.");
        return null;
    }

    private static string Guid(IConfigurationSection section, string key, string what, List<string> faults) => Lower(Text(section, key), $"{section.Path}:{key}", what, faults);

    private static string Lower(string? text, string key, string what, List<string> faults)
    {
        if (System.Guid.TryParseExact(text, "D", out var guid))
        {
            return guid.ToString("D");
        }

        faults.Add(text is null ? $"{key} is not set: {what}." : $"{key} is not {what}.");
        return "";
    }
}
