using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Safeguarding;

namespace TeamsBot.Core.Polls;

/// <summary>What is being done about a tie that crossed the cut (rule V15). It stands beside the frozen result and changes nothing in it.</summary>
/// <param name="Round">1, and one more after each run-off that decided nothing. Cards name the round they were made in.</param>
/// <param name="Deciders">Who was asked to settle it. Whether somebody still may is looked up again at the press.</param>
/// <param name="DecidersAre">In which role they were asked.</param>
public sealed record Tie(int Round, ImmutableArray<PersonId> Deciders, Role DecidersAre, RunOff? RunOff = null, Settlement? Settlement = null)
{
    /// <summary>In UTF-16 characters, after cleaning and trimming.</summary>
    public const int LongestReason = 500;

    public bool Waits => RunOff is null && Settlement is null;

    /// <summary>People's text as it is kept (rule T3).</summary>
    public static string ReadReason(string typed) => PlainText.Clean(typed).Trim();

    /// <summary>What is wrong with a reason, or null. Words about one pupil are refused too (rule T4).</summary>
    public static string? Problem(string reason, DateTimeOffset now) =>
        reason.Length == 0 ? "Write a reason. It stands on the record, and every school reads it."
        : reason.Length > LongestReason ? $"Use at most {LongestReason} characters for the reason. There are {reason.Length}."
        : PupilData.Problem(reason, now);
}

/// <summary>A new poll of the tied options for the same electorate. While it is set, the tie waits for its outcome.</summary>
public sealed record RunOff(PollId Poll, PersonId By, DateTimeOffset StartedAt, DateTimeOffset ClosesAt, string Why);

/// <summary>How a tie ended. A casting vote is recorded as that; a run-off names its poll.</summary>
/// <param name="Chosen">Which of the tied options are agreed.</param>
/// <param name="By">Who gave the casting vote; null for a run-off.</param>
/// <param name="As">In which role they gave it.</param>
/// <param name="Why">The reason given with the casting vote, or for holding the run-off.</param>
public sealed record Settlement(ImmutableArray<string> Chosen, DateTimeOffset At, string Why, PersonId? By = null, Role? As = null, PollId? RunOff = null);

/// <summary>Everything that can become of a press that settles a tie.</summary>
public abstract record TieOutcome
{
    private TieOutcome()
    {
    }

    /// <param name="IsNew">False where the same person had already decided the same: a success that writes nothing (rule V7).</param>
    public sealed record Decided(Poll Poll, bool IsNew) : TieOutcome;

    /// <summary>Something else was decided since the card was made; nothing was changed.</summary>
    public sealed record Overtaken(Poll Poll) : TieOutcome;

    public sealed record Wrong(Poll Poll, string Why) : TieOutcome;

    /// <summary>No such poll, no tie, or not this person's to settle: they look the same from outside (rule T2).</summary>
    public sealed record NotYours : TieOutcome;
}

/// <summary>Who settles a group's ties: its chair. A network has no chair in the directory; there the facilitator, who owns its polls, decides.</summary>
internal static class Deciders
{
    public static (Role Are, ImmutableArray<PersonId> People) Of(Register register, GroupId group)
    {
        var role = register.HoldersOf(Role.Chair, group).Any() ? Role.Chair : Role.Facilitator;
        return (role, [.. register.HoldersOf(role, group).Select(person => person.Id)]);
    }

    /// <summary>In which role the person may settle a tie of that group, or null.</summary>
    public static Role? RoleOf(Register register, GroupId group, PersonId person) => Of(register, group) is var (role, people) && people.Contains(person) ? role : null;
}
