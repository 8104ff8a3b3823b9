using System.Collections.Immutable;
using TeamsBot.Core.Audit;

namespace TeamsBot.Core.Digests;

/// <summary>A group whose channel gets the digest, named as it was when the digest was made.</summary>
public sealed record DigestRecipient(GroupId Group, string Name);

/// <summary>What is sent for one period, once (rule S2): its items and its recipients are frozen when it is assembled.</summary>
public sealed record Digest
{
    /// <summary>How long after its period's end a digest is assembled: longer than any commit may lag behind its instant (rule S1).</summary>
    public static readonly TimeSpan AfterEnd = TimeSpan.FromMinutes(15);

    /// <summary>A digest assembled later than this after it was due says so (rule S2).</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromHours(1);

    public required TenantId Tenant { get; init; }

    public required Period Period { get; init; }

    public required DateTimeOffset AssembledAt { get; init; }

    /// <summary>In the order in which they happened. Nothing restricted: it goes to channels (rule T5).</summary>
    public required ImmutableArray<Update> Items { get; init; }

    /// <summary>Every group of the register, by id.</summary>
    public required ImmutableArray<DigestRecipient> Recipients { get; init; }

    public required AuditChain Audit { get; init; }

    /// <summary>Nothing happened: the period is recorded as skipped and nothing is sent (rule S2).</summary>
    public bool IsSkipped => Items.IsEmpty;

    public bool IsLate => AssembledAt > DueAt(Period) + LateAfter;

    public static DateTimeOffset DueAt(Period period) => period.End + AfterEnd;

    /// <summary>Whether the members of a group's channel may read it there. Whoever is in a channel is a member; the people a restricted thing names are not known to be (rule T5).</summary>
    public static bool IsForChannels(Update update) => update.Visibility is Visibility.Public or Visibility.Members;
}
