using System.Collections.Concurrent;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Conversations;

/// <summary>
/// Where people and groups are reached, as Teams told us: kept from its own activities, and from the channels the workspace made. Written only when
/// something changed; what this process has kept already costs no read.
/// </summary>
/// <param name="configuredServiceUrl">Where Teams is reached before it has told us: the global address unless configured.</param>
public sealed class AddressBook(ITable table, Bindings bindings, Uri? configuredServiceUrl = null)
{
    /// <summary>The service URL of the public cloud, good until a tenant's own activities name another.</summary>
    public static readonly Uri GlobalServiceUrl = new("https://smba.trafficmanager.net/teams/");

    private readonly ConcurrentDictionary<(TenantId, AccountId), AccountAddress> accounts = new();
    private readonly ConcurrentDictionary<TenantId, Uri> services = new();
    private readonly ConcurrentDictionary<(TenantId, string), GroupId> groups = new();

    /// <summary>The way to a person or a group's channel.</summary>
    public async Task<Route> FindAsync(TenantId tenant, Target target, CancellationToken cancellation) => target switch
    {
        Target.Person person => await bindings.FindAccountAsync(tenant, person.Id, cancellation) is { } account
            ? await FindAsync(tenant, account, cancellation)
            : new Route.None("no account"),
        Target.Channel channel => await FindChannelAsync(tenant, channel.Id, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "A target is a person or a channel."),
    };

    /// <summary>The way to an account's personal chat, whether or not it is bound to a person.</summary>
    public async Task<Route> FindAsync(TenantId tenant, AccountId account, CancellationToken cancellation)
    {
        var row = await table.FindAsync(AddressRows.Partition(tenant), AddressRows.Account(account), cancellation);
        var address = row is null ? AccountAddress.Unknown : AddressRows.ToAccount(row);
        return address switch
        {
            { Presence: Presence.Removed } => new Route.None("app removed"),
            { Chat: { } chat } => new Route.Known(new(tenant, chat, address.ServiceUrl ?? await ServiceUrlAsync(tenant, cancellation)), address.TeamsUserId),
            _ => new Route.ToOpen(account, address.TeamsUserId),
        };
    }

    /// <summary>The latest service URL that the tenant's activities named, or else the configured one.</summary>
    public async Task<Uri> ServiceUrlAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (services.TryGetValue(tenant, out var known))
        {
            return known;
        }

        var row = await table.FindAsync(AddressRows.Partition(tenant), AddressRows.Service, cancellation);
        return row is null ? configuredServiceUrl ?? GlobalServiceUrl : services[tenant] = AddressRows.ToServiceUrl(row);
    }

    /// <summary>The group whose channel a conversation is, or null where it is none of ours. A thread counts as its channel.</summary>
    public async Task<GroupId?> GroupOfAsync(TenantId tenant, string conversationId, CancellationToken cancellation)
    {
        var channel = ChannelOf(conversationId);
        if (groups.TryGetValue((tenant, channel), out var known))
        {
            return known;
        }

        var row = await table.FindAsync(AddressRows.Partition(tenant), AddressRows.Conversation(channel), cancellation);
        return row is null ? null : groups[(tenant, channel)] = AddressRows.ToGroup(row);
    }

    /// <summary>Keeps the channel that the workspace made or found for a group.</summary>
    public Task KeepChannelAsync(TenantId tenant, GroupId group, string channelId, CancellationToken cancellation) => Race.UntilDoneAsync(async () =>
    {
        var partition = AddressRows.Partition(tenant);
        var channel = await table.FindAsync(partition, AddressRows.Channel(group), cancellation);
        var back = await table.FindAsync(partition, AddressRows.Conversation(channelId), cancellation);
        if (channel is not null && back is not null && AddressRows.ToChannel(channel) == (channelId, false) && AddressRows.ToGroup(back) == group)
        {
            return true;
        }

        List<Write> writes =
        [
            Write.Put(channel, AddressRows.Channel(group), AddressRows.OfChannel(channelId, gone: false)),
            Write.Put(back, AddressRows.Conversation(channelId), AddressRows.OfGroup(group)),
        ];
        return await table.CommitAsync(partition, writes, cancellation) is Committed.Done;
    });

    /// <summary>Keeps that a channel was deleted, or restored. A channel that is none of ours changes nothing.</summary>
    public Task KeepChannelGoneAsync(TenantId tenant, string channelId, bool gone, CancellationToken cancellation) => Race.UntilDoneAsync(async () =>
    {
        var partition = AddressRows.Partition(tenant);
        if (await GroupOfAsync(tenant, channelId, cancellation) is not { } group
            || await table.FindAsync(partition, AddressRows.Channel(group), cancellation) is not { } row
            || AddressRows.ToChannel(row) != (ChannelOf(channelId), !gone))
        {
            return true;
        }

        return await table.CommitAsync(partition, [Write.Replace(row, AddressRows.OfChannel(ChannelOf(channelId), gone))], cancellation) is Committed.Done;
    });

    /// <summary>Keeps a personal chat that was opened for an account.</summary>
    public Task KeepPersonalAsync(AccountId account, ChatAddress address, CancellationToken cancellation) =>
        KeepAsync(address.Tenant, account, known => known with { Chat = address.ConversationId, ServiceUrl = address.ServiceUrl, Presence = Presence.Installed }, fresh: false, cancellation);

    /// <summary>Keeps what an activity says of its sender: the <c>29:</c> id, and the chat where it is the personal one.</summary>
    /// <param name="installed">Whether it is the news of an installation, which another process may have noted as removed since this one last looked.</param>
    public async Task MeetAsync(Sender sender, bool installed, CancellationToken cancellation)
    {
        await KeepServiceUrlAsync(sender.Tenant, sender.Chat.ServiceUrl, cancellation);
        await KeepAsync(
            sender.Tenant,
            sender.Account,
            known => sender.IsPersonal
                ? new(sender.Chat.ConversationId, sender.TeamsUserId ?? known.TeamsUserId, sender.Chat.ServiceUrl, Presence.Installed)
                : known with { TeamsUserId = sender.TeamsUserId ?? known.TeamsUserId },
            fresh: installed,
            cancellation);
    }

    /// <summary>Keeps the <c>29:</c> ids of members that Teams named.</summary>
    public async Task MeetAsync(TenantId tenant, IEnumerable<ChatMember> members, CancellationToken cancellation)
    {
        foreach (var member in members)
        {
            if (member.Account is { } account)
            {
                await KeepAsync(tenant, account, known => known with { TeamsUserId = member.TeamsUserId }, fresh: false, cancellation);
            }
        }
    }

    /// <summary>Keeps that a person removed the app: there is no way to them until it is installed again.</summary>
    public Task KeepRemovedAsync(TenantId tenant, AccountId account, CancellationToken cancellation) =>
        KeepAsync(tenant, account, known => known with { Presence = Presence.Removed }, fresh: true, cancellation);

    private async Task<Route> FindChannelAsync(TenantId tenant, GroupId group, CancellationToken cancellation)
    {
        var row = await table.FindAsync(AddressRows.Partition(tenant), AddressRows.Channel(group), cancellation);
        return row is null ? new Route.None("no channel")
            : AddressRows.ToChannel(row) is { Gone: false } channel ? new Route.Known(new(tenant, channel.Id, await ServiceUrlAsync(tenant, cancellation)), null)
            : new Route.None("channel deleted");
    }

    private async Task KeepAsync(TenantId tenant, AccountId account, Func<AccountAddress, AccountAddress> change, bool fresh, CancellationToken cancellation)
    {
        if (!fresh && accounts.TryGetValue((tenant, account), out var known) && change(known) == known)
        {
            return;
        }

        accounts[(tenant, account)] = await Race.RetryAsync(async () =>
        {
            var row = await table.FindAsync(AddressRows.Partition(tenant), AddressRows.Account(account), cancellation);
            var before = row is null ? AccountAddress.Unknown : AddressRows.ToAccount(row);
            var after = change(before);
            var write = Write.Put(row, AddressRows.Account(account), AddressRows.OfAccount(after));
            return after == before || await table.CommitAsync(AddressRows.Partition(tenant), [write], cancellation) is Committed.Done ? after : null;
        });
    }

    private async Task KeepServiceUrlAsync(TenantId tenant, Uri url, CancellationToken cancellation)
    {
        if (services.TryGetValue(tenant, out var known) && known == url)
        {
            return;
        }

        services[tenant] = await Race.RetryAsync(async () =>
        {
            var row = await table.FindAsync(AddressRows.Partition(tenant), AddressRows.Service, cancellation);
            var write = Write.Put(row, AddressRows.Service, AddressRows.OfServiceUrl(url));
            return (row is not null && AddressRows.ToServiceUrl(row) == url) || await table.CommitAsync(AddressRows.Partition(tenant), [write], cancellation) is Committed.Done ? url : null;
        });
    }

    // A conversation id in a channel names the thread too: 19:…@thread.tacv2;messageid=1700000000000.
    private static string ChannelOf(string conversationId) => conversationId.Split(';', 2)[0];
}
