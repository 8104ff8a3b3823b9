using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>
/// Claims planned rows in one commit, sends each, and settles what comes back. A claim is written before its post, so that a crash leaves a row that
/// says it may have been delivered. Once claimed nothing is cancelled: it is sent and settled, within the connector's own time-outs.
/// </summary>
internal sealed class SendRows(DeliveryStore store, FindApproach approaches, SendLimiter limiter, SendOne sendOne, Settlements settlements)
{
    /// <summary>For tests only: posts before the claim is written, a fault that the simulation must find.</summary>
    public bool PostsBeforeClaiming { get; init; }

    /// <returns>The instant before which nothing of the tenant may be sent, where its budget is used up.</returns>
    public async Task<DateTimeOffset?> RunAsync(Intent intent, Dispatch dispatch, IReadOnlyList<DeliveryRow> ready, Lease lease, double share, CancellationToken cancellation)
    {
        var approached = await Task.WhenAll(ready.Select(row => approaches.RunAsync(intent, row, share, cancellation)));
        var outgoing = new List<Outgoing>();
        var writes = new List<Write>();
        var touched = new List<Row>();
        DateTimeOffset? full = null;
        foreach (var (row, approach) in ready.Zip(approached))
        {
            switch (approach is Approach.Send wanted ? Permitted(intent.Tenant, wanted, share) : approach)
            {
                case Approach.Send send when outgoing.All(other => other.Row.Card is null || other.Row.Card != send.Card):
                    outgoing.Add(new(intent, dispatch, row.Claimed(lease.Owner, lease.Fence, send.Address, send.Card), send.TeamsUserId, lease));
                    break;
                case Approach.Wait { WholeTenant: true } wait:
                    full = wait.Until;
                    break;
                case Approach.Wait wait:
                    writes.Add(row.Wait(wait.Until, wait.Why).ToWrite());
                    break;
                case Approach.GiveUp giveUp:
                    writes.Add(row.Failed(giveUp.Why).ToWrite());
                    touched.AddRange(giveUp.BecauseOf.Select(because => because.Stored!));
                    DeliveryMetrics.CountAttempt(DeliveryState.Failed);
                    break;
            }

            if (full is not null)
            {
                break;
            }
        }

        await SendAsync(intent, outgoing, [.. writes, .. touched.DistinctBy(row => row.Key).Select(Write.Touch)]);
        return full;
    }

    private Approach Permitted(TenantId tenant, Approach.Send send, double share)
    {
        var permit = limiter.Take(tenant, send.Address.ConversationId, share);
        return permit.IsGranted ? send : new Approach.Wait(permit.At, "limit", permit.WholeTenant);
    }

    private async Task SendAsync(Intent intent, List<Outgoing> outgoing, List<Write> writes)
    {
        var early = PostsBeforeClaiming ? await Task.WhenAll(outgoing.Select(sendOne.RunAsync)) : null;
        writes.AddRange(outgoing.SelectMany(Claim));
        if (writes.Count == 0)
        {
            return;
        }

        var committed = await store.CommitAsync(intent.Partition, writes, CancellationToken.None);
        if (committed is Committed.Lost || outgoing.Count == 0)
        {
            return;
        }

        var claimed = await MineAsync(intent, outgoing);
        await SettleAsync([.. claimed.Select(mine => early?.FirstOrDefault(post => post.Claimed.Key == mine.Row.Key) is { } post ? Task.FromResult(post.On(mine)) : sendOne.RunAsync(mine))]);
    }

    private static IEnumerable<Write> Claim(Outgoing outgoing) =>
        outgoing.Row.Card is null ? [outgoing.Row.ToWrite()] : [outgoing.Row.ToWrite(), DeliveryStore.HoldCard(outgoing.Row)];

    /// <summary>Reads the claims back: their versions are needed to settle them, and after a lost answer only the rows say whether they were written.</summary>
    private async Task<List<Outgoing>> MineAsync(Intent intent, List<Outgoing> outgoing)
    {
        var rows = await store.ReadAsync(intent, outgoing[0].Row.Key, outgoing[^1].Row.Key, CancellationToken.None);
        var mine = new List<Outgoing>();
        foreach (var sent in outgoing)
        {
            if (rows.Find(row => row.Key == sent.Row.Key) is { State: DeliveryState.Sending } row && row.By == sent.Row.By)
            {
                mine.Add(sent with { Row = row, Hold = row.Card is { } card ? await store.FindCardAsync(intent.Partition, card, CancellationToken.None) : null });
            }
        }

        return mine;
    }

    /// <summary>Settles in the order in which answers come, those that came meanwhile in one commit, so that a slow one keeps no other in doubt.</summary>
    private async Task SettleAsync(List<Task<Settlement>> sends)
    {
        TableUnavailableException? away = null;
        while (sends.Count > 0)
        {
            await Task.WhenAny(sends);
            foreach (var done in sends.Where(send => send.IsCompleted).ToList())
            {
                sends.Remove(done);
                settlements.Add(await done);
            }

            try
            {
                await settlements.FlushAsync(CancellationToken.None);
            }
            catch (TableUnavailableException e)
            {
                // Kept in memory and written at the next step; the answers still to come must be heard first.
                away = e;
            }
        }

        if (away is not null && !settlements.IsEmpty)
        {
            throw new TableUnavailableException("What was sent could not be settled yet.", away);
        }
    }
}
