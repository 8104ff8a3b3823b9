using TeamsBot.Core.Language;

namespace TeamsBot.Core.Conversations;

/// <summary>Microsoft Teams as far as a bot may speak in it. Nothing here waits or repeats: a "later" is an answer, and the caller keeps it in a row.</summary>
public interface ITeams
{
    /// <summary>Posts a card. Not idempotent: after <see cref="SendOutcome.Ambiguous"/> it may stand in the conversation.</summary>
    Task<SendOutcome> PostAsync(ChatAddress to, Message message, CancellationToken cancellation);

    /// <summary>Replaces a card posted earlier. May be repeated.</summary>
    Task<SendOutcome> UpdateAsync(ChatAddress at, string activityId, Message message, CancellationToken cancellation);

    /// <summary>Opens the personal chat with an account, or finds it: asking again gives the same chat.</summary>
    /// <param name="teamsUserId">The <c>29:</c> id where known; the Entra object id serves otherwise.</param>
    Task<OpenChatOutcome> OpenPersonalChatAsync(TenantId tenant, AccountId account, string? teamsUserId, CancellationToken cancellation);

    /// <summary>The members of a conversation, page by page.</summary>
    IAsyncEnumerable<ChatMember> MembersAsync(ChatAddress of, CancellationToken cancellation);
}

/// <summary>Where a conversation is reached.</summary>
public sealed record ChatAddress(TenantId Tenant, string ConversationId, Uri ServiceUrl);

/// <summary>One member of a conversation: the <c>29:</c> id that cards name people by, and the account behind it.</summary>
public sealed record ChatMember(string TeamsUserId, AccountId? Account);

/// <summary>What became of a post or an update.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    public sealed record Sent(string ActivityId) : SendOutcome;

    /// <summary>Refused for now (429, 412): nothing was delivered.</summary>
    /// <param name="After">How long Teams asks to wait, where it says.</param>
    public sealed record Later(TimeSpan? After, string Why) : SendOutcome;

    /// <summary>Refused for good on this route (403, 404, 413 and other 4xx): blocked, not installed, gone, too big.</summary>
    public sealed record Closed(string Why) : SendOutcome;

    /// <summary>A time-out, a broken connection, 408 or 5xx once the body was under way: it may have been delivered.</summary>
    public sealed record Ambiguous(string Why) : SendOutcome;
}

/// <summary>What became of opening a personal chat.</summary>
public abstract record OpenChatOutcome
{
    private OpenChatOutcome()
    {
    }

    public sealed record Opened(ChatAddress Address) : OpenChatOutcome;

    /// <summary>Refused or unclear for now; opening may be repeated.</summary>
    public sealed record Later(TimeSpan? After, string Why) : OpenChatOutcome;

    public sealed record Closed(string Why) : OpenChatOutcome;
}
