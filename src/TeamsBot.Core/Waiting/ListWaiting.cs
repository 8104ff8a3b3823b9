using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Waiting;

/// <summary>An item of somebody's list, with the kind whose feature opens it.</summary>
public sealed record Waiting(string Kind, WaitingItem Item);

/// <summary>Lists all that waits for a person, whatever asked for it.</summary>
public sealed class ListWaiting(WaitingIndex index)
{
    /// <returns>Soonest first; what has no date stands behind, the longest waiting first.</returns>
    public async Task<IReadOnlyList<Waiting>> HandleAsync(Caller caller, FeatureMap map, CancellationToken cancellation)
    {
        var found = new List<Waiting>();
        var read = new HashSet<(string Kind, string Subject)>();
        foreach (var (noted, row) in await index.OpenAsync(caller.Tenant, new Target.Person(caller.Person), cancellation))
        {
            if (map.WaitingOf(noted.Kind) is not { } reader)
            {
                continue;
            }

            read.Add((noted.Kind, noted.Subject));
            var now = await reader.ReadAsync(caller.Tenant, caller.Person, noted.Subject, cancellation);
            found.AddRange(now.Items.Select(item => new Waiting(noted.Kind, item)));
            if (now.IsOver)
            {
                await index.PutAsideAsync(row, cancellation);
            }
        }

        foreach (var reader in map.WaitingReaders)
        {
            foreach (var subject in await reader.OthersAsync(caller.Tenant, caller.Person, cancellation))
            {
                if (read.Add((reader.Kind, subject)))
                {
                    found.AddRange((await reader.ReadAsync(caller.Tenant, caller.Person, subject, cancellation)).Items.Select(item => new Waiting(reader.Kind, item)));
                }
            }
        }

        return
        [
            .. found.OrderBy(waiting => waiting.Item.Due ?? DateTimeOffset.MaxValue)
                .ThenBy(waiting => waiting.Item.Since)
                .ThenBy(waiting => waiting.Item.Title, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
