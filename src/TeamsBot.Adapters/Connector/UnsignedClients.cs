using System.Collections.Concurrent;
using TeamsBot.Core;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;

namespace TeamsBot.Adapters.Connector;

/// <summary>
/// Clients on this machine that sign nothing, such as Microsoft's Agents Playground. Each of their chats is a second window on one of the local Teams': an account's on its
/// own chat with the bot, a channel's on the channel of the group whose name it bears. What comes in from there is read as if it came from here, and what goes
/// here is shown there for as long as it can be. It is kept in memory only: where people are reached is never learnt from what nobody signed.
/// </summary>
public sealed class UnsignedClients(ConnectorOptions options, AddressBook book, DirectoryStore directory)
{
    private readonly ConcurrentDictionary<string, ChatAddress> windows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Conversation, string Activity), ChatAddress> shown = new();

    /// <summary>Only in local mode, and there only by its switch (rule T1).</summary>
    internal bool AreTaken => options is { Local: true, Anonymous: true };

    /// <summary>What an unsigned activity means, its sender and place being those of the local Teams.</summary>
    internal async Task<UnsignedReading> ReadAsync(Activity activity, CancellationToken cancellation)
    {
        if (activity.Type is not ("message" or "invoke" or "installationUpdate"))
        {
            return new UnsignedReading.OfNoConcern();
        }

        if (activity.ChannelId != InboundTokens.Channel || !Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service) || !options.AllowsService(service)
            || ActivityReader.TenantOf(activity) is not { } tenant || ActivityReader.SenderOf(activity, tenant) is not { } sender
            || await book.FindAsync(tenant, sender.Account, cancellation) is not Route.Known person
            || await PlaceAsync(activity, sender, person, cancellation) is not { } here)
        {
            return new UnsignedReading.Refused();
        }

        windows[here.ConversationId] = sender.Chat with { ConversationId = ChannelOf(sender.Chat.ConversationId) };
        return activity.Type is "installationUpdate"
            ? new UnsignedReading.OfNoConcern()
            : new UnsignedReading.AsHere(activity with
            {
                ServiceUrl = here.ServiceUrl.AbsoluteUri,
                From = activity.From! with { Id = person.TeamsUserId },
                Conversation = activity.Conversation! with { Id = here.ConversationId },
            });
    }

    /// <summary>The window on a chat, or null where it has none.</summary>
    internal ChatAddress? WindowOn(ChatAddress chat) => windows.GetValueOrDefault(ChannelOf(chat.ConversationId));

    /// <summary>Where a message of a chat stands that was shown in a window, or null for one that stands in the local Teams.</summary>
    internal ChatAddress? PlaceOf(ChatAddress chat, string activityId) => shown.GetValueOrDefault((ChannelOf(chat.ConversationId), activityId));

    internal void Keep(ChatAddress chat, string activityId, ChatAddress window) => shown[(ChannelOf(chat.ConversationId), activityId)] = window;

    /// <summary>Somebody spoke in the local Teams: what comes next in that chat is shown where they look.</summary>
    internal void SpokenHere(Activity activity)
    {
        if (activity.Conversation?.Id is { } conversation)
        {
            windows.TryRemove(ChannelOf(conversation), out _);
        }
    }

    /// <summary>The client has gone.</summary>
    internal void Close(ChatAddress window)
    {
        foreach (var (conversation, _) in windows.Where(pair => pair.Value == window))
        {
            windows.TryRemove(conversation, out _);
        }
    }

    private async Task<ChatAddress?> PlaceAsync(Activity activity, Sender sender, Route.Known person, CancellationToken cancellation)
    {
        if (sender.IsPersonal)
        {
            return person.Address;
        }

        if (windows.FirstOrDefault(pair => pair.Value.ConversationId == ChannelOf(sender.Chat.ConversationId)).Key is { } known)
        {
            return person.Address with { ConversationId = known };
        }

        return activity.Conversation is { ConversationType: "channel", Name: { } name }
            && (await directory.CurrentAsync(sender.Tenant, cancellation))?.Groups.FirstOrDefault(group => group.Name == name) is { } group
            && await book.FindAsync(sender.Tenant, new Target.Channel(group.Id), cancellation) is Route.Known channel
                ? channel.Address
                : null;
    }

    // A thread of a channel is the channel.
    private static string ChannelOf(string conversationId) => conversationId.Split(';', 2)[0];
}

/// <summary>What an unsigned activity turned out to be.</summary>
internal abstract record UnsignedReading
{
    private UnsignedReading()
    {
    }

    /// <summary>As the local Teams would have sent it.</summary>
    public sealed record AsHere(Activity Activity) : UnsignedReading;

    public sealed record OfNoConcern : UnsignedReading;

    /// <summary>Another channel or service, or a person or place that the local Teams does not have.</summary>
    public sealed record Refused : UnsignedReading;
}

/// <summary>Local mode's Teams while unsigned clients are taken: what goes to a chat is shown in its window, where it has one that can be reached, and there only.</summary>
/// <param name="teams">The local Teams.</param>
/// <param name="client">Speaks to the clients, without a token.</param>
public sealed class WindowedTeams(ConnectorTeams teams, ConnectorTeams client, UnsignedClients clients) : ITeams
{
    public async Task<SendOutcome> PostAsync(ChatAddress to, Core.Language.Message message, CancellationToken cancellation)
    {
        if (clients.WindowOn(to) is not { } window)
        {
            return await teams.PostAsync(to, message, cancellation);
        }

        var outcome = await client.PostAsync(window, message, cancellation);
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                clients.Keep(to, sent.ActivityId, window);
                return sent;
            case SendOutcome.Ambiguous:
                return outcome;
            default:
                clients.Close(window); // Nothing was delivered there.
                return await teams.PostAsync(to, message, cancellation);
        }
    }

    public async Task<SendOutcome> UpdateAsync(ChatAddress at, string activityId, Core.Language.Message message, CancellationToken cancellation) =>
        clients.PlaceOf(at, activityId) is not { } window ? await teams.UpdateAsync(at, activityId, message, cancellation)
        : await client.UpdateAsync(window, activityId, message, cancellation) is SendOutcome.Sent sent ? sent
        : new SendOutcome.Closed("the client that showed it has gone");

    public Task<OpenChatOutcome> OpenPersonalChatAsync(TenantId tenant, AccountId account, string? teamsUserId, CancellationToken cancellation) =>
        teams.OpenPersonalChatAsync(tenant, account, teamsUserId, cancellation);

    public IAsyncEnumerable<ChatMember> MembersAsync(ChatAddress of, CancellationToken cancellation) => teams.MembersAsync(of, cancellation);
}
