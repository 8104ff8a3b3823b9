using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Conversations;

/// <summary>Where people and groups are reached, as Teams told us: kept from its own activities, and from the channels the workspace made.</summary>
public sealed class AddressBook(ITable table, Bindings bindings)
{
    /// <summary>The way to a person or a group's channel.</summary>
    public Task<Route> FindAsync(TenantId tenant, Target target, CancellationToken cancellation) => throw new NotSupportedException($"{table} {bindings} {tenant} {target} {cancellation}");

    /// <summary>Keeps the channel that the workspace made or found for a group.</summary>
    public Task KeepChannelAsync(TenantId tenant, GroupId group, string channelId, CancellationToken cancellation) => throw new NotSupportedException($"{table} {tenant} {group} {channelId} {cancellation}");

    /// <summary>Keeps a personal chat that was opened for an account.</summary>
    public Task KeepPersonalAsync(AccountId account, ChatAddress address, CancellationToken cancellation) => throw new NotSupportedException($"{table} {account} {address} {cancellation}");
}

/// <summary>How a person or channel is reached.</summary>
public abstract record Route
{
    private Route()
    {
    }

    /// <param name="TeamsUserId">The person's <c>29:</c> id; null where unknown, and for channels.</param>
    public sealed record Known(ChatAddress Address, string? TeamsUserId) : Route;

    /// <summary>The person has an account, but no chat with the bot is known: open one first.</summary>
    public sealed record ToOpen(AccountId Account, string? TeamsUserId) : Route;

    /// <summary>No way, and why in words for a clerk: "no account", "app removed", "no channel".</summary>
    public sealed record None(string Why) : Route;
}
