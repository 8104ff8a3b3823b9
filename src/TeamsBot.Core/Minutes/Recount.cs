using System.Collections.Immutable;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Minutes;

/// <summary>A poll counted again from what is stored.</summary>
/// <param name="Record">Null where it could not be read, which is then the one difference.</param>
/// <param name="Differences">What does not agree with the frozen result, with the history or with the audit, a sentence each; empty where all does.</param>
public sealed record Recounted(PollId Id, PollRecord? Record, ImmutableArray<string> Differences)
{
    public bool Agrees => Differences.IsEmpty;

    /// <summary>Whether there was nothing to compare yet. Nothing of its counts is shown then (rule V17).</summary>
    public bool IsOpen => Record is { Poll.Result: null };
}

/// <summary>
/// Counts a closed poll again, from its ballots and from its history, and compares both with the tally frozen at close (rules V6, V11). The audit chains are
/// followed too, so that what was changed, removed or put in behind the product's back is seen even where the counts happen to agree (rule T6).
/// </summary>
public sealed class Recount(RecordStore records)
{
    /// <summary>The poll counted again, or null where there is none of that id.</summary>
    public async Task<Recounted?> HandleAsync(TenantId tenant, PollId id, CancellationToken cancellation)
    {
        try
        {
            return await records.FindAsync(tenant, id, cancellation) is { } record ? new(id, record, record.Poll.Result is null ? [] : [.. RecountChecks.Of(record)]) : null;
        }
#pragma warning disable CA1031 // A row that was tampered with may break in any way; that it cannot be read is then what was found.
        catch (Exception fault) when (fault is not (OperationCanceledException or TableUnavailableException))
#pragma warning restore CA1031
        {
            return new(id, null, [$"Its rows cannot be read as they stand ({fault.GetType().Name}): one was changed by something other than the product."]);
        }
    }
}
