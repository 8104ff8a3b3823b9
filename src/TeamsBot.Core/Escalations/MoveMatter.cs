using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>Makes a move of the table, at the version read (rule E2). The last click never wins over an earlier one.</summary>
public sealed class MoveMatter(MatterStore matters, DirectoryStore directory, MatterNews news)
{
    public Task<MoveOutcome> HandleAsync(Caller caller, MovePress press, CancellationToken cancellation) =>
        Race.RetryAsync<MoveOutcome>(async () =>
        {
            if (await matters.FindStoredAsync(caller.Tenant, press.Matter, cancellation) is not { } read
                || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register)
            {
                return new MoveOutcome.NotYours();
            }

            var matter = read.Matter;
            var standing = Officers.StandingFor(press.Act, matter, register, caller.Person);
            var outcome = matter.Decide(press, standing, Officers.ReadersAfter(press.Act, matter, register), news.Now);
            if (outcome is not MoveOutcome.Moved { IsNew: true, Matter: var decided } move)
            {
                return outcome;
            }

            // Lost to another move, or the answer was lost: read and decide again.
            var moved = news.Timed(decided);
            return await news.AnnounceAsync(moved, cancellation) is { } intents && await matters.SaveMoveAsync(read, moved, intents, cancellation) is Committed.Done ? move with { Matter = moved, Move = moved.Last } : null;
        });
}
