using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>
/// One round at a time in a group, however many people press at once. A new round takes the group's place, one row, at the version read. A round that took it
/// and has not started yet is passed over: its turn is used up in its own partition, and its start, which uses it too, can no longer be committed.
/// </summary>
public sealed class RoundPlace(ITable table, RoundStore rounds)
{
    /// <summary>Inserted once for each round's id: by its start, or by whoever passed it over.</summary>
    internal const string TurnKey = "turn";

    private const string Holder = "round";

    /// <summary>Takes the group's place for a round that is about to start.</summary>
    /// <returns>False where it was not done for certain, or a round runs: read and decide again.</returns>
    public async Task<bool> TakeAsync(Round round, CancellationToken cancellation)
    {
        var (partition, fields) = ($"{round.Tenant}|roundplaces", new Fields(v: 1) { { Holder, round.Id.Value } });
        if (await table.FindAsync(partition, round.Group.Value, cancellation) is not { } held)
        {
            return await table.CommitAsync(partition, [Write.Insert(round.Group.Value, fields)], cancellation) is Committed.Done;
        }

        var holder = new RoundId(held.Fields.Text(Holder));
        return holder == round.Id
            || (await IsFreeAsync(round.Tenant, holder, cancellation) && await table.CommitAsync(partition, [Write.Replace(held, fields)], cancellation) is Committed.Done);
    }

    /// <summary>Whether somebody else's round took its turn before it could start. It never will under that id.</summary>
    public async Task<bool> IsPassedOverAsync(Round round, CancellationToken cancellation) =>
        await table.FindAsync(RoundStore.Partition(round.Tenant, round.Id), TurnKey, cancellation) is not null
        && await rounds.FindAsync(round.Tenant, round.Id, cancellation) is null;

    // Whatever comes of the commit, what stands afterwards decides.
    private async Task<bool> IsFreeAsync(TenantId tenant, RoundId holder, CancellationToken cancellation)
    {
        if (await rounds.FindAsync(tenant, holder, cancellation) is { } standing)
        {
            return standing.Stage is Stage.Finished;
        }

        var own = RoundStore.Partition(tenant, holder);
        await table.CommitAsync(own, [Write.Insert(TurnKey, new Fields(v: 1))], cancellation);
        return await table.FindAsync(own, TurnKey, cancellation) is not null && await rounds.FindAsync(tenant, holder, cancellation) is null;
    }
}
