using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Minutes;

/// <summary>Everything that can become of asking for minutes.</summary>
public abstract record MinutesOutcome
{
    private MinutesOutcome()
    {
    }

    public sealed record Taken(PollMinutes Minutes) : MinutesOutcome;

    public sealed record NoSuchPoll : MinutesOutcome;

    /// <summary>Its minutes would show running counts (rule V17).</summary>
    public sealed record StillOpen(Poll Poll) : MinutesOutcome;

    /// <summary>It is not exported (rule T5).</summary>
    public sealed record Restricted : MinutesOutcome;

    public sealed record Unreadable(Recounted Recounted) : MinutesOutcome;
}

/// <summary>Takes the minutes of a closed poll, with a recount made for them.</summary>
public sealed class TakeMinutes(Recount recount, DirectoryStore directory, MatterStore matters)
{
    public async Task<MinutesOutcome> HandleAsync(TenantId tenant, PollId id, CancellationToken cancellation)
    {
        if (await recount.HandleAsync(tenant, id, cancellation) is not { } recounted)
        {
            return new MinutesOutcome.NoSuchPoll();
        }

        if (recounted.Record is not { Poll: var poll })
        {
            return new MinutesOutcome.Unreadable(recounted);
        }

        var register = await directory.CurrentAsync(tenant, cancellation);
        return poll.Result is null ? new MinutesOutcome.StillOpen(poll)
            : poll.Visibility is Visibility.Restricted ? new MinutesOutcome.Restricted()
            : new MinutesOutcome.Taken(new(recounted, await MattersOfAsync(poll, register, cancellation), register));
    }

    private async Task<IReadOnlyList<Matter>> MattersOfAsync(Poll poll, Register? register, CancellationToken cancellation)
    {
        var found = new List<Matter>();
        if ((poll.Board ?? register?.Find(poll.Group)?.Parent) is { } above && register?.Find(above) is { } board)
        {
            foreach (var option in poll.Agreed)
            {
                if (await matters.FindAsync(poll.Tenant, MatterId.Of(poll.Id, option.Option, board.Tier), cancellation) is { } matter)
                {
                    found.Add(matter);
                }
            }
        }

        return found;
    }
}
