namespace TeamsBot.Core.Digests;

/// <summary>How far a digest came. Every recipient is in exactly one bucket, and the buckets add up to the roster (rule S4).</summary>
/// <param name="Planned">Planned, being sent, or not yet written down.</param>
/// <param name="NotReached">The groups whose delivery failed or is uncertain, and why.</param>
public sealed record DigestStatus(Digest Digest, int Sent, int Failed, int Uncertain, int Planned, IReadOnlyList<NotReached> NotReached)
{
    public int Roster => Digest.IsSkipped ? 0 : Digest.Recipients.Length;

    /// <summary>Nothing is planned or sending (rule S4).</summary>
    public bool IsComplete => Planned == 0;
}

/// <summary>A group that a digest did not reach for certain.</summary>
public sealed record NotReached(string Group, string Why);
