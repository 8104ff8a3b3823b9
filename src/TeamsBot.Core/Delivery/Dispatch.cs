using TeamsBot.Core.Language;

namespace TeamsBot.Core.Delivery;

/// <summary>
/// An intent to tell: committed with the state it tells of, in the aggregate's partition as row <c>intent|&lt;name&gt;</c>. Delivery plans one row a
/// recipient from it. Insert-only, so a repeated command makes one.
/// </summary>
/// <param name="Partition">The aggregate's partition, beginning with the tenant.</param>
/// <param name="Name">Unique within the aggregate and stable under repetition, such as <c>open</c> or <c>move-3-down</c>. Key characters without <c>|</c>.</param>
/// <param name="Kind">Which <see cref="Dispatch"/> knows the recipients and the words, such as <c>polls.ballots</c>.</param>
/// <param name="Subject">What the dispatch needs to find the matter again: the aggregate's id, or a little more.</param>
public sealed record Intent(TenantId Tenant, string Partition, string Name, string Kind, string Subject);

/// <summary>One recipient of an intent. A delivery row is made for each and settled exactly once.</summary>
/// <param name="Id">Unique within the intent, in the order of planning; key characters without <c>|</c>. For a ballot <c>&lt;seat&gt;~&lt;person&gt;</c>.</param>
/// <param name="Target">Whose chat or which group's channel.</param>
/// <param name="Updates">The earlier delivery whose card this one replaces, as (intent name, recipient id) in the same partition; null for a new post.</param>
/// <param name="PostIfNone">For an update: whether to post anew where the earlier card was never delivered. Otherwise the row is settled as failed, with that as its reason.</param>
public sealed record Recipient(string Id, Target Target, (string Intent, string Recipient)? Updates = null, bool PostIfNone = false);

/// <summary>Where a message goes.</summary>
public abstract record Target
{
    private Target()
    {
    }

    /// <summary>The person's personal chat with the bot.</summary>
    public sealed record Person(PersonId Id) : Target;

    /// <summary>The channel of a group.</summary>
    public sealed record Channel(GroupId Id) : Target;
}

/// <summary>What a feature says for one kind of intent: to whom, in which order, and in which words.</summary>
public abstract class Dispatch
{
    /// <summary>The kind of intent, unique in the product.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether a post whose delivery stays uncertain is followed by a marked reminder (escalations) or only shown to the operator.</summary>
    public virtual bool RemindsWhenUncertain => false;

    /// <summary>
    /// The subject under which what is asked of this recipient, or first told to this channel, is noted before it is planned: it then stands in the list of what waits
    /// for the person (see <see cref="Waiting.WaitingReader"/>) whether or not the card arrives. Null for what is not noted, such as an update.
    /// </summary>
    public virtual string? NotedAs(Intent intent, Recipient recipient) => null;

    /// <summary>The instant before which nothing of this kind may be sent, where now is too early; null where it may.</summary>
    public virtual DateTimeOffset? NotBefore(DateTimeOffset now) => null;

    /// <summary>All recipients of the intent, ordered by <see cref="Recipient.Id"/> by code unit, the same at every call. Null while the aggregate cannot be found.</summary>
    public abstract Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation);

    /// <summary>The words for one recipient as things stand now, or null where there is nothing to say any more (the row is settled as failed: no longer needed).</summary>
    /// <param name="teamsUserId">The recipient's <c>29:</c> id; null where unknown or for a channel, and then the card has no <c>refresh</c>.</param>
    /// <param name="reminder">Whether this is the marked reminder of a post whose delivery stayed uncertain.</param>
    public abstract Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation);
}
