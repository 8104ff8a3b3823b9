using TeamsBot.Bot.Local;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether no delivery is uncertain without cause: Teams lost an answer in that conversation, or the sender was killed.</summary>
internal sealed class DoubtCheck(List<string> broken)
{
    /// <returns>The posts that were answered ambiguously.</returns>
    public int Run(IReadOnlyList<DeliveryRecord> rows, IReadOnlyList<GivenFault> faults, bool wasKilled)
    {
        var ambiguous = faults.Where(fault => fault is { Operation: "post", IsAmbiguous: true }).ToList();
        foreach (var chat in rows.Where(row => row.State is DeliveryState.Uncertain).GroupBy(row => row.Conversation))
        {
            var lost = ambiguous.Count(fault => fault.Conversation == chat.Key);
            if (chat.Count() > lost && !wasKilled)
            {
                broken.Add($"{chat.Count()} deliveries to {chat.Key} are uncertain, and Teams lost {lost} answers there.");
            }
        }

        return ambiguous.Count;
    }
}
