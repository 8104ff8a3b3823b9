using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Escalations;

/// <summary>Moves one matter as the vote of the board that holds it has it. Whatever the board's officers did in the meantime stands (rule E2).</summary>
public sealed class MoveByVote(MatterStore matters, MatterNews news)
{
    public Task HandleAsync(TenantId tenant, MatterId id, BoardVote vote, Register register, CancellationToken cancellation) =>
        Race.UntilDoneAsync(async () =>
        {
            if (await matters.FindStoredAsync(tenant, id, cancellation) is not { } read
                || read.Matter.Voted(vote, Officers.ReadersAfter(Act.ReferUp, read.Matter, register), news.Now) is not { } voted)
            {
                return true;
            }

            var moved = news.Timed(voted);
            return await news.AnnounceAsync(moved, cancellation) is { } intents && await matters.SaveMoveAsync(read, moved, intents, cancellation) is Committed.Done;
        });
}
