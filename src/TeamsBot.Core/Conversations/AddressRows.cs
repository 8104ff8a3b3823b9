using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Conversations;

/// <summary>What is known of an account in Teams.</summary>
/// <param name="TeamsUserId">Its <c>29:</c> id for this bot.</param>
internal sealed record AccountAddress(string? Chat, string? TeamsUserId, Uri? ServiceUrl, Presence Presence)
{
    public static readonly AccountAddress Unknown = new(null, null, null, Presence.Unknown);
}

/// <summary>Whether the app is in a person's Teams.</summary>
internal enum Presence
{
    /// <summary>Seen only as a member of a team, or not at all.</summary>
    Unknown,
    Installed,
    Removed,
}

/// <summary>The rows of the partition <c>&lt;tenant&gt;|addresses</c>: <c>account|&lt;oid&gt;</c>, <c>channel|&lt;group&gt;</c>, <c>conversation|&lt;encoded id&gt;</c> and <c>service</c>.</summary>
internal static class AddressRows
{
    public const string Service = "service";

    public static string Partition(TenantId tenant) => $"{tenant}|addresses";

    public static string Account(AccountId account) => $"account|{account}";

    public static string Channel(GroupId group) => $"channel|{group}";

    public static string Conversation(string id) => $"conversation|{Keys.Encode(id)}";

    public static Fields OfAccount(AccountAddress address) => new(v: 1)
    {
        { "chat", address.Chat },
        { "user", address.TeamsUserId },
        { "service", address.ServiceUrl?.AbsoluteUri },
        { "presence", address.Presence.ToString() },
    };

    public static AccountAddress ToAccount(Row row) =>
        new(row.Fields.TextOrNull("chat"), row.Fields.TextOrNull("user"), row.Fields.TextOrNull("service") is { } url ? new(url) : null, Enum.Parse<Presence>(row.Fields.Text("presence")));

    public static Fields OfChannel(string id, bool gone) => new(v: 1) { { "channel", id }, { "gone", gone } };

    public static (string Id, bool Gone) ToChannel(Row row) => (row.Fields.Text("channel"), row.Fields.Flag("gone"));

    public static Fields OfGroup(GroupId group) => new(v: 1) { { "group", group.Value } };

    public static GroupId ToGroup(Row row) => new(row.Fields.Text("group"));

    public static Fields OfServiceUrl(Uri url) => new(v: 1) { { "url", url.AbsoluteUri } };

    public static Uri ToServiceUrl(Row row) => new(row.Fields.Text("url"));
}
