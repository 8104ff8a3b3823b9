using NodaTime;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Deadlines;

/// <summary>Sets the clock of a matter at each of its moves, and announces what it then has to do (rule E3).</summary>
public sealed class MatterClock(ResponsePolicies policies, SchoolCalendar calendar, DueWork due, TimeProvider clock)
{
    /// <summary>Its subject is the matter's id.</summary>
    public const string Kind = "deadlines.step";

    /// <summary>What is due sooner is announced for this long from now: longer than any commit takes, because who finds the matter as it stood before has nothing to do and forgets it.</summary>
    private static readonly TimeSpan OutlivesTheCommit = DueRows.Grace + TimeSpan.FromMinutes(1);

    /// <summary>The matter with its last move's clock: the policy of the tier it came to, or its answer's day moved on by what a question took. Every other move leaves the clock alone.</summary>
    public Matter Set(Matter moved)
    {
        var last = moved.Last;
        var set = moved.IsArrival(last) ? Arrived(moved)
            : Deadline.Setting(moved) is { Clock: { } standing } ? last.Act is Act.Ask ? Asked(moved, standing) : last.Act is Act.Reply ? Replied(moved) : null
            : null;
        return set is null ? moved : moved with { Moves = moved.Moves.SetItem(moved.Moves.Length - 1, last with { Clock = set }) };
    }

    /// <summary>Announces the first step that stands after the matter's last move, ahead of its commit.</summary>
    public async Task<DueTicket> AnnounceAsync(Matter moved, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (MatterPlan.For(moved, calendar) is not [var first, ..])
        {
            return new(now);
        }

        var soonest = now + OutlivesTheCommit;
        return await due.AnnounceAsync(moved.Tenant, Kind, moved.Id.Value, first.At > soonest ? first.At : soonest, cancellation);
    }

    private MoveClock Arrived(Matter matter)
    {
        var policy = policies.Of(matter.Holder.Tier);
        return new(After(matter.Last.At, policy.RespondDays), policy, AcknowledgeBy: After(matter.Last.At, policy.AcknowledgeDays));
    }

    // As long as the network may take: if it does not reply, the board's time goes on then.
    private MoveClock Asked(Matter matter, MoveClock standing)
    {
        var days = matter.Arrivals.Last().Clock!.Policy!.ReplyDays;
        return new(Add(standing.AnswerBy, days), ReplyBy: After(matter.Last.At, days));
    }

    private MoveClock? Replied(Matter matter)
    {
        var asked = matter.Moves.Last(move => move.Act is Act.Ask);
        var before = matter.Moves.Take(asked.Number - 1).LastOrDefault(move => move.Clock is not null)?.Clock;
        var days = Math.Min(calendar.Between(When.Local(asked.At).Date, When.Local(matter.Last.At).Date), matter.Arrivals.Last().Clock!.Policy!.ReplyDays);
        return before is null ? null : new(days == 0 ? before.AnswerBy : Add(before.AnswerBy, days));
    }

    private DateOnly After(DateTimeOffset at, int days) => calendar.Add(When.Local(at).Date, days).ToDateOnly();

    private DateOnly Add(DateOnly day, int days) => calendar.Add(LocalDate.FromDateOnly(day), days).ToDateOnly();
}
