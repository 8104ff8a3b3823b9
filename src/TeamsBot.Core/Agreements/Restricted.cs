namespace TeamsBot.Core.Agreements;

/// <summary>A thing that a press or a message is about, as the press or the message names it: a claim.</summary>
/// <param name="Person">Who would see it; null for a channel.</param>
/// <param name="Detail">What of it, such as a seat; empty where nothing is said.</param>
public sealed record Mention(TenantId Tenant, PersonId? Person, string Id, string Detail);

/// <summary>That a thing is restricted, and what its readings are noted under.</summary>
/// <param name="Partition">Its own partition.</param>
/// <param name="What">What it is in a word: <c>matter</c>.</param>
/// <param name="Version">What its cards carry as their version.</param>
/// <param name="HasPart">Whether the person has a part in it. To others its feature says that there is no such thing, and nothing is noted.</param>
/// <param name="Parties">The schools or services for which the person takes part in it; empty for whoever takes part as an officer of a board.</param>
public sealed record Restricted(string Partition, string What, long Version, bool HasPart, IReadOnlyList<AgreementParty> Parties);

/// <summary>
/// Says of one kind of thing whether it is restricted (rule T5). Whatever carries the thing's id under <see cref="Key"/> in a card's data, and whatever is sent from its
/// partition, then passes the gate and is noted as read, whichever feature shows it.
/// </summary>
public abstract class RestrictedReader
{
    /// <summary>The name of the id in a card's data, and the kind in the key of the partition: <c>matter</c>.</summary>
    public abstract string Key { get; }

    /// <summary>Null for what is not restricted, and for no such thing.</summary>
    public abstract Task<Restricted?> ReadAsync(Mention mention, CancellationToken cancellation);
}
