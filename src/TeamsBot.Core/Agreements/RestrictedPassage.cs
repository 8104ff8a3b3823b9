namespace TeamsBot.Core.Agreements;

/// <summary>What stands between something restricted and a person: the gate, and the record of readings (rule T5).</summary>
public sealed class RestrictedPassage(RestrictedGate gate, ReadingRecord readings)
{
    /// <summary>Why it is not shown to the person; null where it may be. A person who speaks for several schools or services needs one with an agreement.</summary>
    public async Task<GateRefusal?> RefusalAsync(TenantId tenant, PersonId person, Restricted restricted, CancellationToken cancellation) =>
        (await gate.TodayAsync(tenant, cancellation)).Refusal(person, restricted.Parties, Way.In);

    public Task NoteAsync(PersonId person, Restricted restricted, Shown how, CancellationToken cancellation) =>
        readings.NoteAsync(restricted.Partition, person, restricted.What, restricted.Version, how, cancellation);
}
