using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>A Teams that does what a test says and keeps what really stands in each conversation.</summary>
internal sealed class FakeTeams : ITeams
{
    private int lastId;

    /// <summary>Every card delivered as a new post: where, under which id, with which words.</summary>
    public List<(string Conversation, string ActivityId, string Words)> Posts { get; } = [];

    /// <summary>Every update delivered, in order.</summary>
    public List<(string ActivityId, string Words)> Updates { get; } = [];

    /// <summary>What each delivered card is now, by its activity's id.</summary>
    public Dictionary<string, Message> Cards { get; } = [];

    public List<AccountId> Opened { get; } = [];

    /// <summary>What a post is answered; null delivers it. An ambiguous answer may deliver it too.</summary>
    public Func<ChatAddress, Message, SendOutcome?> OnPost { get; set; } = (_, _) => null;

    public Func<string, Message, SendOutcome?> OnUpdate { get; set; } = (_, _) => null;

    public Func<AccountId, OpenChatOutcome?> OnOpen { get; set; } = _ => null;

    public Task<SendOutcome> PostAsync(ChatAddress to, Message message, CancellationToken cancellation) =>
        Task.FromResult(OnPost(to, message) ?? new SendOutcome.Sent(Deliver(to, message)));

    public Task<SendOutcome> UpdateAsync(ChatAddress at, string activityId, Message message, CancellationToken cancellation) =>
        Task.FromResult(OnUpdate(activityId, message) ?? Change(activityId, message));

    public Task<OpenChatOutcome> OpenPersonalChatAsync(TenantId tenant, AccountId account, string? teamsUserId, CancellationToken cancellation)
    {
        Opened.Add(account);
        return Task.FromResult(OnOpen(account) ?? new OpenChatOutcome.Opened(new(tenant, $"a:{account}", new("https://teams.example/"))));
    }

    public IAsyncEnumerable<ChatMember> MembersAsync(ChatAddress of, CancellationToken cancellation) => throw new NotSupportedException("Delivery asks for no members.");

    public string Deliver(ChatAddress to, Message message)
    {
        var id = (++lastId).ToString("D6", CultureInfo.InvariantCulture);
        Posts.Add((to.ConversationId, id, message.Summary));
        Cards[id] = message;
        return id;
    }

    public SendOutcome Change(string activityId, Message message)
    {
        Updates.Add((activityId, message.Summary));
        Cards[activityId] = message;
        return new SendOutcome.Sent(activityId);
    }

    /// <summary>The words a card shows now.</summary>
    public string Shown(string activityId) =>
        Updates.LastOrDefault(update => update.ActivityId == activityId) is { Words: { } words } ? words : Posts.Single(post => post.ActivityId == activityId).Words;
}
