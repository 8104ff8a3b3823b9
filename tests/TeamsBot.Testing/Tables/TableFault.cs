using TeamsBot.Core.Tables;

namespace TeamsBot.Testing.Tables;

/// <summary>One call of a replica to the store. <paramref name="Key"/> is set for a find, <paramref name="Range"/> for a scan, <paramref name="Writes"/> for a commit, <paramref name="Forgets"/> where the whole store is to forget what was overwritten.</summary>
public sealed record TableCall(string Partition, string? Key = null, KeyRange? Range = null, IReadOnlyList<Write>? Writes = null, bool Forgets = false)
{
    public bool IsCommit => Writes is not null;
}

/// <summary>What goes wrong with a call. The last two need a commit; on a read they mean <see cref="Unavailable"/>, as a read's lost answer can only be repeated.</summary>
public enum TableFault
{
    /// <summary>The replica dies before the call: <see cref="ReplicaCrashedException"/>, no effect.</summary>
    CrashBefore,

    /// <summary>The replica dies after the effect, before it sees the answer.</summary>
    CrashAfter,

    /// <summary>The store says for certain that it did not do it: <see cref="TableUnavailableException"/>.</summary>
    Unavailable,

    /// <summary>The commit is decided as ever, but answers <see cref="Committed.Unknown"/>.</summary>
    LoseAnswer,

    /// <summary>The commit never arrives, and answers <see cref="Committed.Unknown"/>.</summary>
    LoseRequest,
}

/// <summary>Stands for the death of a process: code under test does not catch it; the test does, and starts a new replica on the same table.</summary>
public sealed class ReplicaCrashedException(string where) : Exception($"The replica crashed {where}.");
