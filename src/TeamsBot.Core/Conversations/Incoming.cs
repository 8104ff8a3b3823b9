using System.Collections.Frozen;

namespace TeamsBot.Core.Conversations;

/// <summary>Who did something, and where: all of it verified by the connector.</summary>
/// <param name="Chat">The conversation it happened in.</param>
public sealed record Sender(AccountId Account, string? TeamsUserId, ChatAddress Chat, bool IsPersonal)
{
    public TenantId Tenant => Chat.Tenant;
}

/// <summary>What Teams told the bot, freed of its wire format.</summary>
public abstract record Incoming
{
    private Incoming()
    {
    }

    /// <summary>A card's action that waits for its answer.</summary>
    /// <param name="Data">The action's data with the inputs merged in: a claim, all of it.</param>
    /// <param name="Automatic">Whether the client asked by itself, to refresh the card. Such a question is never answered with an error.</param>
    public sealed record Pressed(Sender From, string Verb, string? CardActivityId, IReadOnlyDictionary<string, string> Data, bool Automatic) : Incoming;

    /// <summary>A card's action from a client too old to wait: it came as a message, and the answer goes to the person's own chat.</summary>
    public sealed record Submitted(Sender From, string Verb, string? CardActivityId, IReadOnlyDictionary<string, string> Data) : Incoming;

    /// <summary>Something typed, without the mention of the bot.</summary>
    public sealed record Said(Sender From, string Text) : Incoming;

    /// <summary>The app was added to the person's own Teams.</summary>
    public sealed record Installed(Sender From) : Incoming;

    /// <summary>The app was removed from the person's own Teams.</summary>
    public sealed record Removed(Sender From) : Incoming;

    /// <summary>People joined a conversation that the bot is in.</summary>
    public sealed record Joined(TenantId Tenant, IReadOnlyList<ChatMember> Members) : Incoming;

    /// <summary>A channel was deleted, or restored.</summary>
    public sealed record ChannelChanged(TenantId Tenant, string ChannelId, bool Gone) : Incoming;
}

/// <summary>The tenants the bot serves; every other is refused, and is told no more than somebody unknown is (rule T2).</summary>
public sealed class AllowedTenants(IEnumerable<TenantId> tenants)
{
    private readonly FrozenSet<TenantId> allowed = tenants.ToFrozenSet();

    public bool Allows(TenantId tenant) => allowed.Contains(tenant);
}
