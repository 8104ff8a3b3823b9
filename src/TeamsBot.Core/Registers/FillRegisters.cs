using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Registers;

/// <summary>
/// Notes what happened before the registers were kept, a fortnight at a time, from what each fortnight's index says happened in it. What is noted already stays as it
/// is, so it runs beside anything and may be repeated.
/// </summary>
public sealed class FillRegisters(FillPlan plan, RegisterIndex registers, PeriodIndex periods, PollStore polls, MatterStore matters)
{
    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var next = await plan.NextAsync(item.Tenant, cancellation);
        foreach (var happening in await periods.ReadAsync(item.Tenant, next.Period, cancellation))
        {
            await NoteAsync(happening, cancellation);
        }

        return await plan.PassAsync(item.Tenant, next, cancellation) ? new DueOutcome.Again(item.At) : new DueOutcome.Finished();
    }

    private async Task NoteAsync(Happening happening, CancellationToken cancellation)
    {
        switch (happening.Kind)
        {
            case ClosePoll.Happening when await polls.FindAsync(happening.Tenant, new(happening.Subject), cancellation) is { Result: not null } poll:
                await registers.NoteAsync(Decision.EntryOfClose(poll), cancellation);
                break;
            case TieNews.Happening when await polls.FindAsync(happening.Tenant, new(happening.Subject), cancellation) is { } poll:
                await registers.NoteAsync(Decision.EntryOfTie(poll), cancellation);
                break;
            case MatterNews.Raised or MatterNews.Answered:
                var (id, number) = MatterIntents.Read(happening.Subject);
                if (await matters.FindAsync(happening.Tenant, id, cancellation) is { } matter && matter.Moves.ElementAtOrDefault(number - 1) is { } move)
                {
                    await registers.NoteAsync(move.Number == 1 ? MatterEntries.Of(matter) : Decision.EntryOfAnswer(matter, move), cancellation);
                }

                break;
        }
    }
}

/// <summary>Which fortnights have been looked through. The one that runs is looked through again at each start: until then a process of an older build may have written in it.</summary>
public sealed class FillPlan(ITable table, DueWork due, TimeProvider clock)
{
    public const string Kind = "registers.fill";

    private const string Key = "fill", Reached = "reached";

    /// <summary>Sets it under way. The host calls it at each start, for every tenant.</summary>
    public Task EnsureAsync(TenantId tenant, CancellationToken cancellation) => due.AnnounceAsync(tenant, Kind, "all", clock.GetUtcNow(), cancellation);

    internal async Task<(Row? Row, Period Period)> NextAsync(TenantId tenant, CancellationToken cancellation)
    {
        var row = await table.FindAsync(Partition(tenant), Key, cancellation);
        return (row, row is null ? Period.Earliest : Period.Find(row.Fields.Text(Reached))!.Next);
    }

    /// <summary>Passes on to the next fortnight; false where this one still runs. Where another worker passed it, or the store is not sure, what the row says is read again.</summary>
    internal async Task<bool> PassAsync(TenantId tenant, (Row? Row, Period Period) done, CancellationToken cancellation)
    {
        if (done.Period.End > clock.GetUtcNow())
        {
            return false;
        }

        await table.CommitAsync(Partition(tenant), [Write.Put(done.Row, Key, new Fields(v: 1) { { Reached, done.Period.Id } })], cancellation);
        return true;
    }

    private static string Partition(TenantId tenant) => $"{tenant}|registers";
}
