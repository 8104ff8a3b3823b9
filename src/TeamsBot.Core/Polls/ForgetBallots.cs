using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>
/// Once a secret poll has closed, lets the store forget every earlier state of its box: two of them would tell what the vote between them chose (rule V18). Due, so
/// that it is done again where the process dies or the store is busy.
/// </summary>
public sealed class ForgetBallots(PollStore polls, ITable table)
{
    public const string Kind = "polls.forget";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        // Announced before the commit that closes the poll: while it is open there is more to come.
        if (await polls.FindAsync(item.Tenant, new(item.Subject), cancellation) is not { State: PollState.Closed })
        {
            return new DueOutcome.Missing();
        }

        await table.ForgetOverwrittenAsync(cancellation);
        return new DueOutcome.Finished();
    }
}
