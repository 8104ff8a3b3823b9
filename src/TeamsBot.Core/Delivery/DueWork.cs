using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>Announces work before the commit it belongs to.</summary>
public sealed class DueWork(ITable table, TimeProvider clock)
{
    /// <summary>Writes the due row, if none stands with the same kind, subject and instant.</summary>
    public Task<DueTicket> AnnounceAsync(TenantId tenant, string kind, string subject, DateTimeOffset at, CancellationToken cancellation) =>
        throw new NotSupportedException($"{table} {clock} {tenant} {kind} {subject} {at} {cancellation}");
}

/// <summary>Says when a due row was written. A commit that would start more than a minute later starts over (design section 4).</summary>
public sealed record DueTicket(DateTimeOffset WrittenAt)
{
    public bool IsStale(DateTimeOffset now) => now - WrittenAt > TimeSpan.FromMinutes(1);
}
