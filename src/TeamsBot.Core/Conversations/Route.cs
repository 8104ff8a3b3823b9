namespace TeamsBot.Core.Conversations;

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
