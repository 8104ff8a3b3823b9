using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Deadlines;

/// <summary>
/// Does what a matter's clock has to do, each step once (rule E3): the step is committed at the version at which the matter was found to need it, so that nothing is done
/// about what has moved on meanwhile, whatever is repeated and however many replicas try.
/// </summary>
public sealed class FireSteps(MatterStore matters, StepStore steps, DirectoryStore directory, Outbox outbox, MatterDays days)
{
    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (await matters.FindStoredAsync(item.Tenant, new(item.Subject), cancellation) is not { } read
            || await directory.CurrentAsync(item.Tenant, cancellation) is not { } register)
        {
            return new DueOutcome.Missing();
        }

        var now = days.Now;
        var plan = MatterPlan.For(read.Matter, days.Calendar);
        var due = plan.Where(step => step.At <= now).ToList();
        if (due.Count == 0)
        {
            return plan is [var next, ..] ? new DueOutcome.Again(next.At) : new DueOutcome.Finished();
        }

        // After a standstill: not in quiet hours, and of several reminders only the last.
        if (days.Calendar.NextWorking(now) is var working && working > now)
        {
            return new DueOutcome.Again(working);
        }

        var first = due.First(step => !MatterPlan.IsReminder(step.Step) || !due.Any(other => MatterPlan.IsToBoard(other.Step) && IsLater(other, step)));
        await FireAsync(read, first, register, now, cancellation);
        return new DueOutcome.Again(item.At);
    }

    private static bool IsLater(PlannedStep one, PlannedStep other) => (one.At, one.Step).CompareTo((other.At, other.Step)) > 0;

    // Lost to a move or to another worker, or its answer lost: the matter is looked at again.
    private async Task FireAsync(StoredMatter read, PlannedStep planned, Register register, DateTimeOffset now, CancellationToken cancellation)
    {
        var (asked, told) = StepReaders.Of(planned.Step, read.Matter, register);
        var step = new FiredStep(planned.Step, planned.Base, read.Matter.Version, now, asked, told);
        var announced = await outbox.AnnounceAsync(StepIntents.Of(read.Matter, step), cancellation);
        if (!announced.Ticket.IsStale(days.Now))
        {
            await steps.SaveAsync(read, step, announced.Writes, cancellation);
        }
    }
}

/// <summary>Product time and the school days it is counted in.</summary>
public sealed class MatterDays(SchoolCalendar calendar, TimeProvider clock)
{
    public SchoolCalendar Calendar => calendar;

    public DateTimeOffset Now => clock.GetUtcNow();
}
