namespace TeamsBot.Core.Delivery;

/// <summary>A piece of work that falls due: a row written before the commit it belongs to, so that a crash in between loses nothing.</summary>
/// <param name="Kind">Which feature's handler does it, such as <c>polls.close</c>.</param>
/// <param name="Subject">What it is about, in key characters; with the kind it is unique.</param>
/// <param name="At">When it falls due (product time).</param>
/// <param name="WrittenAt">When the row was written; one whose work does not exist is dropped only when older than the grace of five minutes.</param>
public sealed record DueItem(TenantId Tenant, string Kind, string Subject, DateTimeOffset At, DateTimeOffset WrittenAt);

/// <summary>What a handler says of a due item. A handler may be run more than once for the same item and by several workers; it decides on what it reads.</summary>
public abstract record DueOutcome
{
    private DueOutcome()
    {
    }

    /// <summary>Nothing is left to do: the row is removed.</summary>
    public sealed record Finished : DueOutcome;

    /// <summary>There is more to do, at that instant; the item's own instant means at once. A later instant that is past already is handled at once too, under that instant.</summary>
    public sealed record Again(DateTimeOffset At) : DueOutcome;

    /// <summary>What it is about does not exist: never committed, or not yet. Dropped once older than the grace.</summary>
    public sealed record Missing : DueOutcome;
}
