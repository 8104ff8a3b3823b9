using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Waiting;

/// <summary>What a feature can say of something that was asked of a person or told to a group: what became of it.</summary>
public abstract class FollowReader
{
    /// <summary>The kinds of intent under which the same subjects are noted, the first of them this reader's name in a card's data.</summary>
    public abstract IReadOnlyList<string> Kinds { get; }

    /// <summary>How it stands now, or null where it is not this person's to follow, or never came to be.</summary>
    public abstract Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation);

    /// <summary>Draws the present card of what <see cref="Followed.Button"/> offered. All that the press carries is a claim.</summary>
    public abstract Task<Answer> OpenAsync(Press press, CancellationToken cancellation);
}

/// <summary>Whoever asks what became of things.</summary>
/// <param name="Groups">The groups whose members' matters the person may read: those they serve, and their schools' networks.</param>
public sealed record Follower(TenantId Tenant, PersonId Person, IReadOnlySet<GroupId> Groups);

/// <summary>One thing that somebody voted on, or that their group sent up.</summary>
/// <param name="At">When it last changed.</param>
/// <param name="Status">A status word with its mark, such as "✓ Accepted".</param>
/// <param name="Title">What it is about; people's words may stand in it.</param>
/// <param name="Text">How it stands, in one or two sentences.</param>
/// <param name="Button">What opens its card, at most 24 characters; null where this person has none.</param>
/// <param name="Data">For <see cref="FollowReader.OpenAsync"/>.</param>
public sealed record Followed(DateTimeOffset At, string Status, string Title, string Text, string? Button, IReadOnlyDictionary<string, string> Data);
