using TeamsBot.Core;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether everything that was agreed went up, every move was told once to its origin's channel and every decision once to everyone who voted, and the clock took no step twice.</summary>
internal sealed class MatterCheck(TenantId tenant, ITable table, List<string> broken)
{
    private readonly MatterStore matters = new(table);

    /// <returns>All matters: those that polls raised, each followed by those that it was sent again as.</returns>
    public async Task<IReadOnlyList<Matter>> RunAsync(IReadOnlyList<Poll> closed, IReadOnlyList<DeliveryRecord> rows, CancellationToken cancellation)
    {
        var all = new List<Matter>();
        foreach (var poll in closed.Where(poll => poll.Result is not null))
        {
            foreach (var option in poll.Result!.Agreed)
            {
                var before = all.Count;
                for (var id = MatterId.Of(poll.Id, option.Option, Tier.Locality); await matters.FindAsync(tenant, id, cancellation) is { } matter; id = id.Next)
                {
                    all.Add(matter);
                }

                if (all.Count == before)
                {
                    broken.Add($"Poll {poll.Id} agreed {option.Option}, and no matter was raised from it.");
                }
            }
        }

        var told = rows.ToLookup(row => (row.Partition, row.Intent));
        foreach (var matter in all)
        {
            CheckTold(matter, move => told[(MatterStore.Partition(tenant, matter.Id), move)]);
            await CheckStepsAsync(matter, cancellation);
        }

        return all;
    }

    /// <summary>In how many matters each kind of move was made.</summary>
    public static EscalationCounts Count(IReadOnlyList<Matter> matters)
    {
        int Made(Act act) => matters.Count(matter => matter.Moves.Any(move => move.Act == act));
        return new(
            matters.Count, Made(Act.Acknowledge), Made(Act.Accept), Made(Act.Ask), Made(Act.Decline), Made(Act.ReferUp), Made(Act.Return), Made(Act.Withdraw), Made(Act.Resolve),
            matters.Count(matter => matter.Id.Attempt > 1), Made(Act.TakeOver));
    }

    public static StepCounts CountSteps(IReadOnlyList<Matter> matters)
    {
        int Fired(Func<Step, bool> isSuch) => matters.Sum(matter => matter.Steps.Count(step => isSuch(step.Step)));
        return new(Fired(step => step is not (Step.ViceChairCovers or Step.ClerkCovers or Step.Agenda)), Fired(step => step is Step.ViceChairCovers or Step.ClerkCovers), Fired(step => step is Step.Agenda));
    }

    // Every change refreshes the origin's card, and everyone who voted hears each decision and the end of it, once each (rule E7).
    private void CheckTold(Matter matter, Func<string, IEnumerable<DeliveryRecord>> rowsOf)
    {
        foreach (var move in matter.Moves)
        {
            Compare($"move-{move.Number}-origin", matter.MayBeShownInChannels ? [matter.Evidence.Origin.Id.Value] : []);
            Compare($"move-{move.Number}-answer", matter.IsTold(move) ? matter.Evidence.Voters.Select(voter => voter.Value) : []);
        }

        void Compare(string intent, IEnumerable<string> expected)
        {
            var (told, wanted) = (rowsOf(intent).Select(row => row.Recipient).Order(StringComparer.Ordinal).ToList(), expected.Order(StringComparer.Ordinal).ToList());
            if (!told.SequenceEqual(wanted))
            {
                broken.Add($"Matter {matter.Id} is {matter.State}, {intent}: {wanted.Count} should have been told, {told.Count} were.");
            }
        }
    }

    private async Task CheckStepsAsync(Matter matter, CancellationToken cancellation)
    {
        var audited = await table.ScanAsync(MatterStore.Partition(tenant, matter.Id), KeyRange.Under("audit|"), cancellation)
            .Select(row => row.Fields.Text("what")).Where(what => what.StartsWith("step ", StringComparison.Ordinal)).Select(what => what.Split(' ')[1]).ToListAsync(cancellation);
        if (audited.Distinct().Count() != audited.Count || !audited.Order(StringComparer.Ordinal).SequenceEqual(matter.Steps.Select(step => step.Name).Order(StringComparer.Ordinal)))
        {
            broken.Add($"Matter {matter.Id}: its clock did {string.Join(", ", audited)}, and it holds {string.Join(", ", matter.Steps.Select(step => step.Name))}.");
        }
    }
}
