using System.Security.Cryptography;
using System.Text;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Delivery;

/// <summary>
/// Which cards in personal chats are answers to somebody's act. They may carry the buttons of a card that is delivered elsewhere, and a press on them tells
/// nothing of that delivery: settled by it, the row would name the wrong card, and every later update would go there.
/// </summary>
public sealed class GivenAnswers(ITable table)
{
    /// <summary>Notes that the activity holds an answer. May be repeated.</summary>
    public async Task NoteAsync(TenantId tenant, string activityId, CancellationToken cancellation)
    {
        if (await IsAnswerAsync(tenant, activityId, cancellation))
        {
            return;
        }

        var (partition, key) = PlaceOf(tenant, activityId);
        await Race.UntilDoneAsync(async () => await table.CommitAsync(partition, [Write.Insert(key, new Fields(v: 1))], cancellation) is not Committed.Unknown);
    }

    public async Task<bool> IsAnswerAsync(TenantId tenant, string activityId, CancellationToken cancellation)
    {
        var (partition, key) = PlaceOf(tenant, activityId);
        return await table.FindAsync(partition, key, cancellation) is not null;
    }

    // Hashed, because the id is Teams' own and of any length and letters; its first letters spread the rows over partitions.
    private static (string Partition, string Key) PlaceOf(TenantId tenant, string activityId)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(activityId)));
        return ($"{tenant}|answers|{hash[..2]}", $"card|{hash}");
    }
}
