using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Conversations;

/// <summary>What people come for, in the order of the help card.</summary>
public enum Purpose
{
    /// <summary>What concerns the person who asks.</summary>
    Mine,

    /// <summary>To read what is known and what was decided.</summary>
    LookUp,

    /// <summary>To get help, or to work on something with others.</summary>
    WorkTogether,

    /// <summary>To ask a question that a group answers.</summary>
    Decide,

    /// <summary>To set the bot up and to look after it.</summary>
    LookAfter,
}

/// <summary>A word that somebody can write.</summary>
/// <param name="Hint">What it is for, in a few words.</param>
/// <param name="Roles">Who can use it; empty where anybody can. For the help card alone: each command looks for itself who asks.</param>
public sealed record CommandWord(string Word, string Hint, Purpose Purpose, IReadOnlyList<Role> Roles)
{
    public bool IsFor(IEnumerable<Role> roles) => Roles.Count == 0 || Roles.Intersect(roles).Any();
}
