using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Polls;

/// <summary>Everything that can become of an act of whoever runs a poll.</summary>
public abstract record OwnerOutcome
{
    private OwnerOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had already done the same: a success that writes nothing (rule V7).</param>
    public sealed record Done(Poll Poll, bool IsNew) : OwnerOutcome;

    /// <param name="Why">Says that nothing was changed, and what was expected or that it is too late.</param>
    public sealed record Wrong(Poll Poll, string Why) : OwnerOutcome;

    /// <summary>No such poll, or not this person's to run: they look the same (rule T2).</summary>
    public sealed record NotYours : OwnerOutcome;
}

/// <summary>What a person may do with the polls of a group, by the directory as it stands.</summary>
/// <param name="Facilitates">Opens the group's polls, gives them time, words them.</param>
/// <param name="Decides">The role in which they may close a poll early: the chair, or the facilitator of a group without one. Null for others.</param>
/// <param name="Keeps">Keeps the group's records: its clerk.</param>
public sealed record PollRights(bool Facilitates, Role? Decides, bool Keeps = false)
{
    public static readonly PollRights Facilitator = new(Facilitates: true, Decides: null);

    /// <summary>May pass a seat on (rule V1).</summary>
    public bool MayCorrect => Facilitates || Keeps;

    /// <summary>The role in which they do what every owner may.</summary>
    public Role? Runs => Decides ?? (Facilitates ? Role.Facilitator : null);

    /// <summary>Null for somebody who does not run the group's polls.</summary>
    public static PollRights? Of(Register register, GroupId group, PersonId person)
    {
        var rights = new PollRights(register.Holds(person, Role.Facilitator, group), Deciders.RoleOf(register, group, person), register.Holds(person, Role.Clerk, group));
        return rights.Runs is null && !rights.Keeps ? null : rights;
    }
}

/// <summary>A poll as somebody who runs it sees it at an instant.</summary>
/// <param name="Voted">How many seats have voted: always shown (rule V17).</param>
/// <param name="TeamsUserId">Their <c>29:</c> id, for the card's refresh; null where unknown.</param>
/// <param name="Note">Why what was asked is not done.</param>
/// <param name="Kept">What was chosen and written: it stays.</param>
internal sealed record OwnerView(Poll Poll, PollRights Rights, int Voted, DateTimeOffset Now, string? TeamsUserId, string? Note = null, IReadOnlyDictionary<string, string>? Kept = null)
{
    /// <summary>Whether they may see who could not be reached.</summary>
    public bool SeesReach { get; init; }

    public bool IsOpen => Poll.State is PollState.Open && Now < Poll.ClosesAt;

    /// <summary>For the facilitator who has just opened it.</summary>
    public static OwnerView Opened(Poll poll, DateTimeOffset now, string? teamsUserId) => new(poll, PollRights.Facilitator, 0, now, teamsUserId) { SeesReach = true };
}

/// <summary>Lays a poll before somebody who runs it.</summary>
public sealed class OwnerDesk(PollStore polls, DirectoryStore directory, TimeProvider clock)
{
    /// <summary>The poll as things stand; null where there is none, or it is not theirs to run.</summary>
    internal async Task<OwnerView?> FindAsync(Caller caller, string claimed, string? teamsUserId, CancellationToken cancellation) =>
        PollId.IsWellFormed(claimed)
        && await polls.FindAsync(caller.Tenant, new(claimed), cancellation) is { } poll
        && await directory.CurrentAsync(caller.Tenant, cancellation) is { } register
        && PollRights.Of(register, poll.Group, caller.Person) is { } rights
            ? new(poll, rights, await polls.VotedAsync(poll, cancellation), clock.GetUtcNow(), teamsUserId) { SeesReach = ReachReaders.Of(poll, register).Contains(caller.Person) }
            : null;
}
